package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Region;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads the names of accounts, regions and clusters.
final class Ids {
  private static final Pattern UNIT = Pattern.compile("ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}");

  private final Notes notes;
  private final Values values;

  Ids(Notes notes) {
    this.notes = notes;
    this.values = new Values(notes);
  }

  /// An account id: 12 digits in quotes.
  Optional<AccountId> account(Node node) {
    if (node instanceof Node.Scalar scalar && scalar.isNumber()) {
      noteUnquoted(scalar);
      return Optional.empty();
    }
    return values
        .text(node, "an account id")
        .filter(text -> AccountId.isValid(text) || noteBadAccount(node, text))
        .map(AccountId::new);
  }

  private void noteUnquoted(Node.Scalar scalar) {
    boolean right = AccountId.isValid(scalar.value());
    notes.error(
        Code.BAD_ACCOUNT_ID,
        scalar.span(),
        "The account id `" + scalar.value() + "` is not in quotes, so YAML takes it for a number.",
        right
            ? "Write `\"" + scalar.value() + "\"`."
            : "An account id is 12 digits in quotes, zeros in front included: `\"012345678901\"`.");
  }

  private boolean noteBadAccount(Node node, String text) {
    String digits = text.replaceAll("[^0-9]", "");
    return values.bad(
        Code.BAD_ACCOUNT_ID,
        node,
        "an account id",
        text,
        AccountId.isValid(digits)
            ? "Write `\"" + digits + "\"`."
            : "An account id has 12 digits, zeros in front included; this has "
                + digits.length()
                + ".");
  }

  /// A region by the form of its code.
  Optional<Region> region(Node node) {
    return values
        .text(node, "a region")
        .filter(text ->
            Region.isValid(text)
                || values.bad(
                    Code.BAD_REGION,
                    node,
                    "the code of an AWS region",
                    text,
                    "Write a code such as `us-east-1`."))
        .map(Region::new);
  }

  /// A region that must be one of these. Where these are empty they could not be read, and any will
  /// do.
  Optional<Region> regionAmong(Node node, SortedSet<Region> allowed) {
    return region(node)
        .filter(region -> {
          boolean fits = allowed.isEmpty() || allowed.contains(region);
          if (!fits) {
            noteOutside(node, region, allowed);
          }
          return fits;
        });
  }

  private void noteOutside(Node node, Region region, SortedSet<Region> allowed) {
    List<String> names = allowed.stream().map(Region::name).toList();
    notes.error(
        Code.BAD_REGION,
        node.span(),
        "Region `" + region + "` is none of the regions that hold here.",
        "Add it to `regions`, or write one of: " + String.join(", ", names) + ".");
  }

  /// A list of regions, each once. Empty where any of them could not be read.
  Optional<SortedSet<Region>> regions(Node node, SortedSet<Region> allowed) {
    List<Node> nodes =
        values.filledList(node, "`regions`", "Name at least one: `[us-east-1]`.").orElse(List.of());
    SortedSet<Region> regions = new TreeSet<>();
    int read = 0;
    for (Node one : nodes) {
      Optional<Region> region = regionAmong(one, allowed);
      read += region.isPresent() ? 1 : 0;
      region.filter(r -> !regions.add(r)).ifPresent(r -> noteTwice(one, r));
    }
    boolean complete = read == nodes.size() && !regions.isEmpty();
    return complete ? Optional.of(regions) : Optional.empty();
  }

  private void noteTwice(Node node, Region region) {
    notes.error(
        Code.BAD_REGION,
        node.span(),
        "Region `" + region + "` is listed twice.",
        "Remove one of the two.");
  }

  /// The id of an organizational unit.
  Optional<String> unit(Node node) {
    return values.text(
        node, "an organizational unit's id", UNIT, "Write one such as `ou-abcd-11111111`.");
  }

  /// An exact cluster name, or a glob.
  Optional<ClusterPattern> cluster(Node node) {
    return values
        .text(node, "a cluster's name")
        .filter(text ->
            ClusterPattern.isValid(text)
                || values.bad(
                    Code.BAD_CLUSTER_NAME,
                    node,
                    "a cluster's name or pattern",
                    text,
                    "Use letters, digits, `-` and `_`, with `*` for any run of characters and"
                        + " `?` for one; at most 100."))
        .map(ClusterPattern::new);
  }
}
