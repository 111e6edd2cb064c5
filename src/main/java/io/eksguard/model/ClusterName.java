package io.eksguard.model;

import java.util.regex.Pattern;

/// The name of an EKS cluster.
///
/// @param value 1 to 100 characters: letters, digits, `-` and `_`, a letter or digit first
/// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html">AWS
///   API reference, read 2026-11-24</a>
public record ClusterName(String value) implements Comparable<ClusterName> {
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z][A-Za-z0-9_-]{0,99}");

  public ClusterName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a cluster name: " + value);
    }
  }

  /// Whether EKS would take this name.
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(ClusterName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
