package io.eksguard.cli;

import io.eksguard.apply.Applier;
import io.eksguard.config.Loaded;
import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.IfUnready;
import io.eksguard.journal.Outcome;
import io.eksguard.model.Place;
import io.eksguard.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What AWS looks like after an apply.
///
/// @param against what it is compared with, in words
/// @param remaining how many differences there are
/// @param unplanned how many accounts, region by region, could not be planned for
/// @param unverified how many of those could be planned for before
/// @param unread whether something could not be read
/// @param newlyUnread whether that is something that could be read before
/// @param unexplained how many differences there are that no outcome of a step accounts for
/// @param diagnostics what to tell the user about it
/// @param made whether there was time for it
record Verification(
    String against,
    int remaining,
    int unplanned,
    int unverified,
    boolean keepsBack,
    boolean unread,
    boolean newlyUnread,
    int unexplained,
    List<Diagnostic> diagnostics,
    boolean made) {
  /// There was no time to read again.
  static Verification notMade(List<Outcome> outcomes) {
    int undone = (int) outcomes.stream().filter(outcome -> !outcome.isDone()).count();
    return new Verification("", undone, 0, 0, false, false, false, 0, List.of(), false);
  }

  /// Reads everything again and plans afresh.
  ///
  /// @param before what the plan that was applied stood on
  /// @param ifUnready what was done about clusters that are not ready
  static Verification ofFile(
      Loaded loaded,
      Cloud.Connection connection,
      Assessment before,
      IfUnready ifUnready,
      List<Outcome> outcomes) {
    Assessment again = Assessment.make(loaded, connection.reader(), ifUnready);
    int remaining = again.plan().steps().size();
    List<Diagnostic> diagnostics = new ArrayList<>(surprise(remaining, outcomes));
    Set<Place> unverified = new TreeSet<>(again.difference().blocked());
    unverified.removeAll(before.difference().blocked());
    Set<String> known = new HashSet<>();
    before.live().problems().forEach(problem -> known.add(key(problem)));
    List<Diagnostic> unread =
        again.live().problems().stream().filter(problem -> !known.contains(key(problem))).toList();
    diagnostics.addAll(unread);
    return new Verification(
        "the file",
        remaining,
        again.notPlanned(),
        unverified.size(),
        again.keepsBack(),
        !again.live().problems().isEmpty(),
        !unread.isEmpty(),
        Outcomes.allDone(outcomes) ? remaining : 0,
        diagnostics,
        true);
  }

  /// Reads the objects of the plan's done steps again.
  static Verification ofPlan(Applier applier, Plan plan, List<Outcome> outcomes) {
    int unsettled = applier.unsettled(plan, outcomes).size();
    int undone = (int) outcomes.stream().filter(outcome -> !outcome.isDone()).count();
    return new Verification(
        "the plan",
        unsettled + undone,
        0,
        0,
        false,
        false,
        false,
        unsettled,
        surprise(unsettled, outcomes),
        true);
  }

  /// The same problem has the same key, in whatever request it was met.
  private static String key(Diagnostic problem) {
    String where =
        problem
            .where()
            .map(place ->
                place instanceof AwsCall(var account, var region, var operation, var _)
                    ? account + "/" + region + " " + operation
                    : place.toString())
            .orElse("");
    return problem.code() + " " + where;
  }

  private static List<Diagnostic> surprise(int remaining, List<Outcome> outcomes) {
    return remaining > 0 && Outcomes.allDone(outcomes)
        ? List.of(
            Diagnostic.warning(
                    Code.NOT_CONVERGED,
                    "Every step was done, and live still differs in %d.".formatted(remaining))
                .hint("Run `eksguard plan` in a minute; AWS may not show it yet."))
        : List.of();
  }

  /// Whether live is as it should be, wherever the plan was made for.
  boolean matches() {
    return made && remaining == 0 && unverified == 0 && !keepsBack && !newlyUnread;
  }

  /// What it means for the exit code, beside what the outcomes mean.
  List<ExitCode> exitCodes() {
    return made && unexplained == 0 && unverified == 0 && !newlyUnread
        ? List.of()
        : List.of(ExitCode.INCOMPLETE);
  }

  String line() {
    String rest =
        unplanned == 0
            ? (unread ? " Not everything could be read." : "")
            : " %d %s could not be planned for."
                .formatted(unplanned, unplanned == 1 ? "account-region" : "account-regions");
    if (!made) {
      return "Not read again: the time was up.";
    }
    if (matches()) {
      return "Read again: live matches " + against + "." + rest;
    }
    if (remaining == 0 && keepsBack) {
      return "Read again: no change remains that can be made; the errors say what is missing."
          + rest;
    }
    if (remaining == 0) {
      return "Read again: it is not known whether live matches " + against + "." + rest;
    }
    return "Read again: %d %s."
            .formatted(remaining, remaining == 1 ? "change remains" : "changes remain")
        + rest;
  }
}
