package io.eksguard.model;

import java.util.regex.Pattern;

/// An AWS region.
///
/// @param name its code, such as `eu-west-1`
public record Region(String name) implements Comparable<Region> {
  private static final Pattern FORM = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

  public Region {
    if (!isValid(name)) {
      throw new IllegalArgumentException("not a region: " + name);
    }
  }

  /// Whether the text has the form of a region's code. New regions appear, so no list is kept.
  public static boolean isValid(String text) {
    return text.length() <= 32 && FORM.matcher(text).matches();
  }

  /// The partition that the region belongs to: `aws`, `aws-cn` or `aws-us-gov`.
  public String partition() {
    if (name.startsWith("cn-")) {
      return "aws-cn";
    }
    return name.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  @Override
  public int compareTo(Region other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
