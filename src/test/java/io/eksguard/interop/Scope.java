package io.eksguard.interop;

import io.eksguard.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/// The six scopes of AWS's page, each with the commands of its samples and with a file of eksguard
/// that says the same.
///
/// The commands are those of the page, corrected where it is wrong:
///
/// - the brackets of `--features` match, and manual management turns `EKS_ADDON_MANAGEMENT` off;
/// - `update-detector` takes no `--account-ids`;
/// - it is `--auto-enable-organization-members` and not `--autoEnable`;
/// - in accounts that join later, `EKS_ADDON_MANAGEMENT` is `NONE` where GuardDuty shall not manage
///   every cluster;
/// - *all members* takes three calls, because `update-member-detectors` reaches neither the
///   administrator itself nor accounts that join later.
///
/// What the page says about a policy that protects the tag is left out here.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-configuration-multiple-accounts.html">
///   GuardDuty user guide, configuring EKS Runtime Monitoring (API only), read 2026-11-24</a>
enum Scope {
  STANDALONE,
  ADMINISTRATORS_OWN,
  ALL_MEMBERS,
  EXISTING_MEMBERS,
  NEW_MEMBERS,
  SELECTED_MEMBERS;

  static final String REGION = "us-east-1";
  static final String ALONE = "123456789012";
  static final String ADMINISTRATOR = "111122223333";
  private static final List<String> MEMBERS =
      List.of("444455556666", "555555555555", "666677778888");
  private static final List<String> SELECTED = MEMBERS.subList(0, 2);

  /// The world before.
  String world() {
    return switch (this) {
      case STANDALONE ->
          """
          accounts:
            "123456789012": {clusters: {us-east-1: [legacy, payments]}}
          """;
      case ADMINISTRATORS_OWN, ALL_MEMBERS, EXISTING_MEMBERS, NEW_MEMBERS, SELECTED_MEMBERS ->
          """
          organization:
            management: "000011112222"
            administrator: "111122223333"
            configuration: {all: {autoEnableOrganizationMembers: NEW}}
          accounts:
            "000011112222": {membership: none}
            "111122223333": {clusters: {us-east-1: [legacy, payments]}}
            "444455556666": {clusters: {us-east-1: [legacy, payments]}}
            "555555555555": {clusters: {us-east-1: [legacy, payments, web]}}
            "666677778888": {clusters: {us-east-1: [legacy, payments]}}
          """;
    };
  }

  /// The existing accounts that it is about.
  private List<String> accounts() {
    return switch (this) {
      case STANDALONE -> List.of(ALONE);
      case ADMINISTRATORS_OWN -> List.of(ADMINISTRATOR);
      case ALL_MEMBERS -> {
        List<String> all = new ArrayList<>(MEMBERS);
        all.addFirst(ADMINISTRATOR);
        yield all;
      }
      case EXISTING_MEMBERS -> MEMBERS;
      case NEW_MEMBERS -> List.of();
      case SELECTED_MEMBERS -> SELECTED;
    };
  }

  /// What to type: first the tags, then the settings.
  List<Command> commands(World world, Approach approach) {
    List<Command> commands = new ArrayList<>();
    if (!approach.cluster().isEmpty()) {
      accounts().forEach(account -> commands.add(tag(account, approach)));
    }
    switch (this) {
      case STANDALONE -> commands.add(own(world, ALONE, approach));
      case ADMINISTRATORS_OWN -> commands.add(own(world, ADMINISTRATOR, approach));
      case ALL_MEMBERS -> {
        commands.add(own(world, ADMINISTRATOR, approach));
        commands.add(members(world, MEMBERS, approach));
        commands.add(later(world, approach));
      }
      case EXISTING_MEMBERS -> commands.add(members(world, MEMBERS, approach));
      case NEW_MEMBERS -> commands.add(later(world, approach));
      case SELECTED_MEMBERS -> commands.add(members(world, SELECTED, approach));
    }
    return commands;
  }

  /// What eksguard gets instead.
  String file(Approach approach) {
    var entry = "approach: " + approach.entry();
    var head = "version: 1\nfeature: EKS_RUNTIME_MONITORING\nregions: [us-east-1]\n";
    if (this == STANDALONE) {
      return head + "standalone:\n  - {account: \"" + ALONE + "\", " + entry + "}\n";
    }
    var administrator = "administrator: {account: \"" + ADMINISTRATOR + "\"";
    var later = "  newAccounts: {autoEnable: NEW, approach: " + approach.ofNewAccounts() + "}\n";
    var defaults = "  defaults: {" + entry + "}\n";
    var organization =
        switch (this) {
          case STANDALONE -> throw new IllegalStateException("has no organization");
          case ADMINISTRATORS_OWN -> administrator + ", " + entry + "}\n";
          case ALL_MEMBERS -> administrator + ", " + entry + "}\n" + later + defaults;
          case EXISTING_MEMBERS -> administrator + "}\n" + defaults;
          case NEW_MEMBERS -> administrator + "}\n" + later;
          case SELECTED_MEMBERS ->
              administrator
                  + "}\n  members:\n    - {accounts: [\""
                  + String.join("\", \"", SELECTED)
                  + "\"], "
                  + entry
                  + "}\n";
        };
    return head
        + "organization:\n  "
        + organization
        + "access: {members: {role: \"arn:aws:iam::{account}:role/eksguard\"}}\n";
  }

  /// The id that the console shows on its Settings page.
  static String detector(World world, String account) {
    return world.at(account, REGION).detector().orElseThrow().id();
  }

  private static Command tag(String account, Approach approach) {
    var arn = "arn:aws:eks:" + REGION + ":" + account + ":cluster/" + approach.cluster();
    return new Command(
        account, List.of("eks", "tag-resource", "--resource-arn", arn, "--tags", approach.tag()));
  }

  private static Command own(World world, String account, Approach approach) {
    return new Command(
        account,
        List.of(
            "guardduty",
            "update-detector",
            "--detector-id",
            detector(world, account),
            "--features",
            approach.features("Status", "ENABLED", "DISABLED")));
  }

  private static Command members(World world, List<String> members, Approach approach) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            "guardduty",
            "update-member-detectors",
            "--detector-id",
            detector(world, ADMINISTRATOR),
            "--account-ids"));
    arguments.addAll(members);
    arguments.addAll(List.of("--features", approach.features("Status", "ENABLED", "DISABLED")));
    return new Command(ADMINISTRATOR, arguments);
  }

  private static Command later(World world, Approach approach) {
    return new Command(
        ADMINISTRATOR,
        List.of(
            "guardduty",
            "update-organization-configuration",
            "--detector-id",
            detector(world, ADMINISTRATOR),
            "--auto-enable-organization-members",
            "NEW",
            "--features",
            approach.features("AutoEnable", "NEW", "NONE")));
  }
}
