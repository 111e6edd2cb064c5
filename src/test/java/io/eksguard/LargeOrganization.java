package io.eksguard;

import io.eksguard.sim.world.World;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// An organization of 300 members, three levels of units and two regions, in which every approach
/// is in use: by units of each level, and by exceptions of single accounts.
///
/// The units are `ou-abcd-TTTTTTTT`, `ou-abcd-TTTTMMMM` and so on by their numbers: four on top,
/// each with two below, each with two below that.
final class LargeOrganization {
  static final int MEMBERS = 300;
  static final List<String> APPROACHES = List.of("all", "all-except", "only", "manual");
  private static final int UNITS_ON_TOP = 4;
  private static final Map<String, List<String>> CLUSTERS =
      Map.of(
          "us-east-1",
          List.of("batch", "legacy", "web-1"),
          "eu-west-1",
          List.of("legacy", "web-2"));

  private LargeOrganization() {}

  static String account(int number) {
    return "%012d".formatted(300_000_000_000L + number);
  }

  private static String top(int top) {
    return "ou-abcd-%08d".formatted(top);
  }

  private static String middle(int top, int middle) {
    return "ou-abcd-%04d%04d".formatted(top + 1, middle + 1);
  }

  private static String bottom(int top, int middle, int bottom) {
    return "ou-abcd-%04d%02d%02d".formatted(top + 1, middle + 1, bottom + 11);
  }

  /// The approach of each unit that has one of its own.
  private static SortedMap<String, String> approachesOfUnits() {
    SortedMap<String, String> approaches = new TreeMap<>();
    for (int top = 0; top < UNITS_ON_TOP; top++) {
      approaches.put(top(top), APPROACHES.get(top));
      approaches.put(middle(top, 1), APPROACHES.get((top + 1) % UNITS_ON_TOP));
      approaches.put(bottom(top, 0, 1), "disabled");
    }
    return approaches;
  }

  static boolean isException(int number) {
    return number % 25 == 7;
  }

  /// Which approach an account has.
  static String approach(int number) {
    int top = number % 4;
    int middle = number / 4 % 2;
    int bottom = number / 8 % 2;
    if (isException(number)) {
      return APPROACHES.get((top + 2) % 4);
    }
    if (middle == 1) {
      return APPROACHES.get((top + 1) % 4);
    }
    return bottom == 1 ? "disabled" : APPROACHES.get(top);
  }

  /// The accounts of each approach, by number.
  static Map<String, List<Integer>> byApproach() {
    return java.util.stream.IntStream.range(0, MEMBERS)
        .boxed()
        .collect(Collectors.groupingBy(LargeOrganization::approach));
  }

  /// How an entry goes on after its account or unit.
  static String covered(String approach) {
    return switch (approach) {
      case "all-except" -> "approach: all-except, exclude: [legacy]";
      case "only" -> "approach: only, include: [\"web-*\"]";
      default -> "approach: " + approach;
    };
  }

  /// The file that describes it with units.
  static String file() {
    var file =
        new StringBuilder(
            """
            version: 1
            feature: RUNTIME_MONITORING
            regions: [us-east-1, eu-west-1]
            organization:
              administrator: {account: "111122223333", approach: all}
              newAccounts: {autoEnable: NEW, approach: only}
              members:
            """);
    approachesOfUnits()
        .forEach((unit, approach) ->
            file.append("    - {ou: %s, %s}\n".formatted(unit, covered(approach))));
    for (int number = 0; number < MEMBERS; number++) {
      if (isException(number)) {
        file.append(
            "    - {account: \"%s\", %s}\n".formatted(account(number), covered(approach(number))));
      }
    }
    return file.append(
            """
            access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
            limits: {disable: 999, untag: 999, changePercent: 100}
            """)
        .toString();
  }

  /// The world in which all is as the file says.
  static World world() {
    var text =
        new StringBuilder(
            """
            regions: [us-east-1, eu-west-1]
            organization:
              management: "000011112222"
              administrator: "111122223333"
              configuration:
                all:
                  autoEnableOrganizationMembers: NEW
                  features: {RUNTIME_MONITORING: {autoEnable: NEW, EKS_ADDON_MANAGEMENT: NONE}}
              units:
            """);
    for (int top = 0; top < UNITS_ON_TOP; top++) {
      text.append("    %s: {name: top-%d}\n".formatted(top(top), top));
      for (int middle = 0; middle < 2; middle++) {
        text.append(
            "    %s: {name: middle-%d, parent: %s}\n"
                .formatted(middle(top, middle), middle, top(top)));
        for (int bottom = 0; bottom < 2; bottom++) {
          text.append(
              "    %s: {name: bottom-%d, parent: %s}\n"
                  .formatted(bottom(top, middle, bottom), bottom, middle(top, middle)));
        }
      }
    }
    text.append(
        """
        accounts:
          "000011112222": {membership: none}
          "111122223333":
        """);
    text.append(place("all"));
    for (int number = 0; number < MEMBERS; number++) {
      text.append(
          "  \"%s\":\n    parent: %s\n"
              .formatted(account(number), bottom(number % 4, number / 4 % 2, number / 8 % 2)));
      text.append(place(approach(number)));
    }
    return World.parse(text.toString(), "large.yaml");
  }

  private static String place(String approach) {
    boolean on = !approach.equals("disabled");
    boolean managed = approach.equals("all") || approach.equals("all-except");
    var text = new StringBuilder();
    text.append(
        "    detectors: {all: {features: {RUNTIME_MONITORING: {status: %s, EKS_ADDON_MANAGEMENT: %s}}}}\n"
            .formatted(word(on), word(managed)));
    text.append("    clusters:\n");
    CLUSTERS.forEach((region, names) -> {
      text.append("      ").append(region).append(":\n");
      names.forEach(
          name -> text.append("        - {name: %s%s}\n".formatted(name, tags(approach, name))));
    });
    return text.toString();
  }

  private static String tags(String approach, String cluster) {
    if (approach.equals("all-except") && cluster.equals("legacy")) {
      return ", tags: {GuardDutyManaged: \"false\"}";
    }
    return approach.equals("only") && cluster.startsWith("web-")
        ? ", tags: {GuardDutyManaged: \"true\"}, agent: guardduty"
        : approach.startsWith("all") ? ", agent: guardduty" : "";
  }

  private static String word(boolean on) {
    return on ? "ENABLED" : "DISABLED";
  }
}
