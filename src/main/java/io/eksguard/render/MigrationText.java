package io.eksguard.render;

import io.eksguard.model.Place;
import io.eksguard.plan.Migration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/// A migration in words.
final class MigrationText {
  private MigrationText() {}

  /// What it moves, in which order, and what that is good for: a sentence each.
  static List<String> sentences(Migration migration) {
    return List.of(what(migration), order(migration), gain(migration));
  }

  private static String what(Migration migration) {
    List<String> parts = new ArrayList<>();
    if (!migration.moved().isEmpty()) {
      boolean one = Migration.accounts(migration.moved()).size() == 1;
      parts.add(accounts(migration.moved()) + (one ? " moves" : " move"));
    }
    if (!migration.beside().isEmpty()) {
      boolean one = Migration.accounts(migration.beside()).size() == 1;
      parts.add(
          accounts(migration.beside())
              + (one ? " has" : " have")
              + " both on, and %s is retired".formatted(migration.from()));
    }
    if (!migration.organization().isEmpty()) {
      parts.add(
          "the organization's setting for new accounts goes along in "
              + Plurals.of(migration.organization().size(), "region"));
    }
    return "Migration from %s to %s: %s."
        .formatted(migration.from(), migration.to(), String.join("; ", parts));
  }

  private static String accounts(SortedSet<Place> places) {
    return Plurals.of(Migration.accounts(places).size(), "account")
        + " in "
        + Plurals.of(Migration.regions(places).size(), "region");
  }

  private static String order(Migration migration) {
    return "%s is turned on first, with the add-on setting of the file, and %s off only after that; no call names both."
        .formatted(migration.to(), migration.from());
  }

  /// Only what AWS says; prices are nobody's business here.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-resource-clean-up.html">
  ///   Amazon GuardDuty User Guide, on EKS Runtime Monitoring that is left on, read 2026-11-24</a>
  /// @see <a
  ///   href="https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html">AWS
  ///   Security Hub User Guide, GuardDuty.11, read 2026-11-24</a>
  private static String gain(Migration migration) {
    return switch (migration.to()) {
      case RUNTIME_MONITORING ->
          "EKS_RUNTIME_MONITORING left on would go on causing usage cost whenever RUNTIME_MONITORING is turned off; Security Hub's control GuardDuty.11 looks at RUNTIME_MONITORING alone.";
      case EKS_RUNTIME_MONITORING ->
          "RUNTIME_MONITORING left on would go on causing usage cost; without it, Security Hub's control GuardDuty.11 fails.";
    };
  }
}
