package io.eksguard.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which keys a mapping of the file has.
///
/// @param what what such a mapping is called: `an entry`
/// @param keys the keys it has, in the order in which they are explained
/// @param hints what to say of keys that it does not have and users expect
record Shape(String what, List<String> keys, Map<String, String> hints) {
  private static final String NO_CLUSTERS_YET =
      "Accounts that join later have no clusters to list; only their `approach` can be said.";
  private static final Map<String, String> ENTRY_HINTS =
      Map.of(
          "name", "Accounts are named by id: `account: \"111122223333\"`.",
          "region", "Write a list: `regions: [us-east-1]`.",
          "clusters",
              "Clusters are listed under `exclude` (with `approach: all-except`) or `include` (with"
                  + " `approach: only`).");

  static final Shape FILE =
      new Shape(
          "the file",
          List.of(
              "version",
              "feature",
              "regions",
              "organization",
              "standalone",
              "access",
              "limits",
              "leftoverAgents",
              "rollout"),
          Map.of(
              "<<", "Merge keys are not part of YAML 1.2; write the keys out.",
              "members", "`members` stands under `organization`.",
              "defaults", "`defaults` stands under `organization`.",
              "administrator", "`administrator` stands under `organization`."));

  static final Shape ORGANIZATION =
      new Shape(
          "`organization`",
          List.of("administrator", "newAccounts", "defaults", "members", "tagProtection"),
          Map.of("standalone", "`standalone` stands at the top of the file, not in here."));

  static final Shape ADMINISTRATOR =
      new Shape(
          "`administrator`",
          List.of("account", "approach", "exclude", "include", "agents", "endpoint", "regions"),
          ENTRY_HINTS);

  static final Shape DEFAULTS =
      new Shape(
          "`defaults`",
          List.of("approach", "exclude", "include", "agents", "endpoint", "regions"),
          Map.of(
              "account", "`defaults` is for all that `members` does not name.",
              "accounts", "`defaults` is for all that `members` does not name.",
              "ou", "`defaults` is for all that `members` does not name."));

  static final Shape MEMBER =
      new Shape(
          "an entry",
          List.of(
              "account",
              "accounts",
              "ou",
              "approach",
              "exclude",
              "include",
              "agents",
              "endpoint",
              "regions"),
          ENTRY_HINTS);

  static final Shape STANDALONE =
      new Shape(
          "a standalone entry",
          List.of(
              "account",
              "accounts",
              "approach",
              "exclude",
              "include",
              "agents",
              "endpoint",
              "regions"),
          Map.of("ou", "Units exist in an organization only; list the accounts."));

  static final Shape CLUSTER_RULE =
      new Shape("a cluster", List.of("name", "region", "reason", "owner", "until"), Map.of());

  static final Shape AGENT_RULE =
      new Shape(
          "an agent",
          List.of("name", "region", "version", "configurationValues", "resolveConflicts", "tags"),
          Map.of());

  static final Shape NEW_ACCOUNTS =
      new Shape(
          "`newAccounts`",
          List.of("autoEnable", "approach", "guardDuty"),
          Map.of(
              "exclude", NO_CLUSTERS_YET,
              "include", NO_CLUSTERS_YET,
              "agents", NO_CLUSTERS_YET,
              "endpoint", NO_CLUSTERS_YET));

  static final Shape TAG_PROTECTION =
      new Shape(
          "`tagProtection`", List.of("policy", "form", "trusted", "attachTo", "adopt"), Map.of());

  static final Shape ACCESS =
      new Shape("`access`", List.of("administrator", "members", "management"), Map.of());

  static final Shape ROLE =
      new Shape("a role", List.of("role", "externalId", "sessionName"), Map.of());

  static final Shape LIMITS =
      new Shape("`limits`", List.of("disable", "untag", "uninstall", "changePercent"), Map.of());

  static final Shape ROLLOUT =
      new Shape(
          "`rollout`",
          List.of("rings", "healthyWithin", "unhealthyPercent", "onUnhealthy"),
          Map.of("waves", "They are called `rings`.", "stages", "They are called `rings`."));

  static final Shape RING =
      new Shape(
          "a ring",
          List.of("name", "account", "accounts", "ou", "percent"),
          Map.of(
              "healthyWithin", "`healthyWithin` stands beside `rings`, for all of them.",
              "unhealthyPercent", "`unhealthyPercent` stands beside `rings`, for all of them."));

  /// The shape of the mapping, or of the mappings in the list, that this key holds.
  Optional<Shape> below(String key) {
    return Optional.ofNullable(
        switch (key) {
          case "organization" -> ORGANIZATION;
          case "standalone" -> STANDALONE;
          case "access" -> ACCESS;
          case "limits" -> LIMITS;
          case "rollout" -> ROLLOUT;
          case "rings" -> RING;
          case "administrator" -> equals(ACCESS) ? ROLE : ADMINISTRATOR;
          case "management" -> ROLE;
          case "newAccounts" -> NEW_ACCOUNTS;
          case "defaults" -> DEFAULTS;
          case "members" -> equals(ACCESS) ? ROLE : MEMBER;
          case "tagProtection" -> TAG_PROTECTION;
          case "exclude", "include" -> CLUSTER_RULE;
          case "agents" -> AGENT_RULE;
          default -> null;
        });
  }
}
