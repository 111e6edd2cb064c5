package io.eksguard.render;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.Action;
import io.eksguard.plan.Step;
import io.eksguard.plan.Summary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What a report comes to, as one line.
public final class SummaryText {
  /// Errors by which something that the file asks for is in no plan.
  private static final Set<Code> KEEP_BACK =
      EnumSet.of(Code.AGENT_VERSION, Code.AGENT_CONFIGURATION, Code.NO_ENDPOINT);

  private SummaryText() {}

  /// The line for a document that has no other place to say how the command ended.
  static String line(Report report) {
    if (!report.outcomes().isEmpty()) {
      return applied(report.outcomes().values())
          + (report.verdict() == Verdict.APPLIED ? " Read again: live matches." : "");
    }
    return report
        .summary()
        .map(summary ->
            plan(report, summary)
                + (report.verdict() == Verdict.REFUSED ? " Refused: nothing was changed." : ""))
        .orElse(
            report.verdict() == Verdict.FAILED
                ? "Failed: there is no plan. The errors say why."
                : "No changes.");
  }

  /// `Plan: 3 to tag, 1 to untag, 2 to enable, 0 to disable, 1 to update.`
  static String plan(Report report, Summary summary) {
    return counted(report, summary) + SupposedText.counts(report.aside());
  }

  private static boolean keepsBack(Diagnostic told) {
    return told.isError() && KEEP_BACK.contains(told.code());
  }

  private static String counted(Report report, Summary summary) {
    if (report.verdict() == Verdict.FAILED) {
      return "Nothing could be compared.";
    }
    if (report.plan().isEmpty()) {
      if (report.aside().causes().filter(causes -> !causes.leftOut().isEmpty()).isPresent()) {
        return "No changes of the causes asked for.";
      }
      if (report.diagnostics().stream().anyMatch(SummaryText::keepsBack)) {
        return "No changes that can be made; the errors say what is missing.";
      }
      return "No changes. "
          + Plurals.of(summary.clusters(), "cluster")
          + " in "
          + Plurals.of(summary.accounts(), "account")
          + (summary.clusters() == 1 ? " matches." : " match.");
    }
    return "Plan: %d to tag, %d to untag, %d to enable, %d to disable, %d to update"
            .formatted(
                summary.tag(),
                summary.untag(),
                summary.enable(),
                summary.disable(),
                summary.update())
        + agents(summary)
        + (summary.policy() == 0 ? "." : ", %d to protect.".formatted(summary.policy()));
  }

  private static String agents(Summary summary) {
    return (summary.install() == 0 ? "" : ", %d to install".formatted(summary.install()))
        + (summary.uninstall() == 0 ? "" : ", %d to uninstall".formatted(summary.uninstall()));
  }

  /// `Applied: 5 done, 1 failed, 0 held, 0 stale, 2 skipped.`
  public static String applied(Collection<Outcome> outcomes) {
    int done = 0;
    int failed = 0;
    int held = 0;
    int stale = 0;
    int skipped = 0;
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Done _, Outcome.DoneByOther _ -> done++;
        case Outcome.Failed _ -> failed++;
        case Outcome.Held _ -> held++;
        case Outcome.Stale _ -> stale++;
        case Outcome.Skipped _, Outcome.NotStarted _ -> skipped++;
      }
    }
    return "Applied: %d done, %d failed, %d held, %d stale, %d skipped."
        .formatted(done, failed, held, stale, skipped);
  }

  /// `2 to tag, 1 to enable`: only what there is.
  static String counts(Collection<Step> steps) {
    List<String> parts = new ArrayList<>();
    for (Action action : Action.values()) {
      long count = steps.stream().filter(step -> step.action() == action).count();
      if (count > 0) {
        parts.add(count + " to " + action.word());
      }
    }
    return String.join(", ", parts);
  }

  /// How a step ended, in one word.
  static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> "done";
      case Outcome.DoneByOther _ -> "done by another hand";
      case Outcome.Failed _ -> "failed";
      case Outcome.Held _ -> "held";
      case Outcome.Stale _ -> "stale";
      case Outcome.Skipped(var _, var because) -> "skipped: it waits for " + because;
      case Outcome.NotStarted _ -> "skipped: the run was interrupted";
    };
  }
}
