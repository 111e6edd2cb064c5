package io.eksguard.render;

import io.eksguard.diff.Change;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.Guard;
import io.eksguard.plan.Migration;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import io.eksguard.plan.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Plans and what became of them as text for people.
///
/// Signs: `+` add or enable, `~` change, `-` remove or disable, `!` guarded; always with the word
/// beside it.
public final class PlanText {
  private static final String RESET = "\u001b[0m";

  private final boolean colour;
  private final boolean verbose;

  /// @param colour whether to use ANSI colours
  /// @param verbose whether to name all that is else counted
  public PlanText(boolean colour, boolean verbose) {
    this.colour = colour;
    this.verbose = verbose;
  }

  /// The whole report but its diagnostics; ends with one summary line.
  public String render(Report report) {
    var text = new StringBuilder(steps(report.plan()));
    Migration.of(report.plan())
        .ifPresent(migration ->
            MigrationText.sentences(migration).forEach(line -> text.append(line).append('\n')));
    report
        .summary()
        .filter(summary -> summary.unmanagedAccounts() > 0)
        .ifPresent(summary -> text.append(unmanaged(summary, report.aside())).append('\n'));
    text.append(new AsideText(verbose).inactive(report.aside()));
    if (report.notPlanned() > 0) {
      text.append(notPlanned(report.notPlanned())).append('\n');
    }
    report.aside().ending().ifPresent(soon -> text.append(ending(soon)));
    report
        .summary()
        .ifPresent(summary -> text.append(styled("\u001b[1m", line(report, summary))).append('\n'));
    return text.toString();
  }

  private String steps(Plan plan) {
    SortedMap<String, SortedMap<String, List<Step>>> regions = new TreeMap<>();
    for (Step step : plan.steps()) {
      regions
          .computeIfAbsent(heading(step.change()), _ -> new TreeMap<>())
          .computeIfAbsent(owner(step.change()), _ -> new ArrayList<>())
          .add(step);
    }
    var text = new StringBuilder();
    regions.forEach((region, owners) -> {
      text.append(styled("\u001b[1m", region)).append('\n');
      owners.forEach((owner, steps) -> {
        text.append("  ").append(owner).append(source(steps.getLast())).append('\n');
        steps.forEach(step -> text.append(step(step)));
      });
      text.append('\n');
    });
    return text.toString();
  }

  private static String heading(Change change) {
    return switch (change) {
      case Change.Regional regional -> regional.region().name();
      case Change.OfPolicy _ -> "protection of the tag";
    };
  }

  private static String owner(Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> tag.place().account().value();
      case Change.AccountFeature feature -> feature.place().account().value();
      case Change.OrganizationFeature _ -> "organization";
      case Change.OfPolicy policy -> "policy " + TerminalText.safe(policy.policy());
    };
  }

  private String source(Step step) {
    return step.source()
        .map(pos -> styled("\u001b[2m", "  " + TerminalText.safe(pos.file()) + ":" + pos.line()))
        .orElse("");
  }

  private String step(Step step) {
    String word = StepText.sign(step.action()) + " " + step.action().word();
    String line =
        "    "
            + styled(colourOf(step), String.format("%-9s", word))
            + " "
            + StepText.what(step)
            + styled("\u001b[2m", "  (" + StepText.why(step.change().reason()) + ")")
            + "\n";
    return guarded(step).map(guard -> line + "      " + guard + "\n").orElse(line);
  }

  private Optional<String> guarded(Step step) {
    List<String> parts = new ArrayList<>();
    if (!step.dependsOn().isEmpty()) {
      parts.add("after " + Plurals.of(step.dependsOn().size(), "step"));
    }
    if (!step.comesAfter().isEmpty()) {
      parts.add("once " + Plurals.of(step.comesAfter().size(), "tag step") + " ended");
    }
    if (step.guards().stream().anyMatch(Guard.ClustersReady.class::isInstance)) {
      parts.add("every cluster's tag is read again right before it");
    }
    if (step.guards().stream().anyMatch(Guard.MembersKnown.class::isInstance)) {
      parts.add("the members are listed again right before it");
    }
    if (step.guards().stream().anyMatch(Guard.FeatureSet.class::isInstance)) {
      parts.add("the setting it relies on is read again right before it");
    }
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    String words = String.join("; ", parts);
    return Optional.of(
        step.guards().isEmpty()
            ? styled("\u001b[2m", words)
            : styled("\u001b[33m", "! guarded") + ": " + words);
  }

  private static String colourOf(Step step) {
    return switch (step.action()) {
      case TAG, ENABLE, PROTECT -> "\u001b[32m";
      case UPDATE -> "\u001b[33m";
      case UNTAG, DISABLE, DETACH -> "\u001b[31m";
    };
  }

  /// The exceptions that end soon, a line each.
  public String ending(Ending soon) {
    return AsideText.ending(soon);
  }

  private String unmanaged(Summary summary, Aside aside) {
    String names =
        verbose && !aside.unmanaged().isEmpty()
            ? ": " + AsideText.ids(aside.unmanaged()) + "."
            : ".";
    return Plurals.of(summary.unmanagedAccounts(), "active member")
        + " of the organization "
        + (summary.unmanagedAccounts() == 1 ? "is" : "are")
        + " not covered by the file and left alone"
        + names;
  }

  private static String notPlanned(int count) {
    return Plurals.of(count, "account-region")
        + " could not be planned for; nothing is changed there. The diagnostics say why.";
  }

  private static String line(Report report, Summary summary) {
    if (report.verdict() == Verdict.FAILED) {
      return "Nothing could be compared.";
    }
    if (report.plan().isEmpty()) {
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
        + (summary.policy() == 0 ? "." : ", %d to protect.".formatted(summary.policy()));
  }

  /// How one step ended, as one line.
  public String ended(Outcome outcome) {
    String id = TerminalText.safe(outcome.step().value());
    return switch (outcome) {
      case Outcome.Done _ -> styled("\u001b[32m", "done    ") + "  " + id;
      case Outcome.DoneByOther _ ->
          styled("\u001b[32m", "done    ") + "  " + id + "  (by another hand)";
      case Outcome.Failed _ -> styled("\u001b[31m", "failed  ") + "  " + id;
      case Outcome.Held _ -> styled("\u001b[33m", "held    ") + "  " + id;
      case Outcome.Stale _ -> styled("\u001b[33m", "stale   ") + "  " + id;
      case Outcome.Skipped(var _, var because) ->
          styled("\u001b[33m", "skipped ")
              + "  "
              + id
              + "  (it waits for "
              + TerminalText.safe(because.value())
              + ")";
      case Outcome.NotStarted _ ->
          styled("\u001b[33m", "skipped ") + "  " + id + "  (the run was stopped before its turn)";
    };
  }

  private String styled(String style, String text) {
    return colour ? style + text + RESET : text;
  }
}
