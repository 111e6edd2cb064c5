package io.eksguard.render;

import io.eksguard.journal.Outcome;
import io.eksguard.plan.Migration;
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
    var text = new StringBuilder();
    report.aside().supposed().ifPresent(supposed -> text.append(SupposedText.changes(supposed)));
    text.append(steps(report));
    Migration.of(report.plan())
        .ifPresent(migration ->
            MigrationText.sentences(migration).forEach(line -> text.append(line).append('\n')));
    report
        .summary()
        .filter(summary -> summary.unmanagedAccounts() > 0)
        .ifPresent(summary -> text.append(unmanaged(summary, report.aside())).append('\n'));
    text.append(new AsideText(verbose).inactive(report.aside()));
    if (report.notPlanned() > 0) {
      text.append(SentenceText.notPlanned(report.notPlanned())).append('\n');
    }
    report.aside().ending().ifPresent(soon -> text.append(ending(soon)));
    CoverageCounts.sentence(report).forEach(line -> text.append(line).append('\n'));
    text.append(RolloutText.block(report));
    text.append(new ReactionText(verbose).block(report.aside().reaction()));
    report.aside().supposed().ifPresent(supposed -> text.append(SupposedText.gone(supposed)));
    CauseText.sentences(report.aside(), verbose).forEach(line -> text.append(line).append('\n'));
    report
        .summary()
        .ifPresent(summary ->
            text.append(styled("\u001b[1m", SummaryText.plan(report, summary))).append('\n'));
    return text.toString();
  }

  private String steps(Report report) {
    SortedMap<String, List<Step>> regions = new TreeMap<>();
    for (Step step : report.plan().steps()) {
      regions.computeIfAbsent(Owner.heading(step.change()), _ -> new ArrayList<>()).add(step);
    }
    var text = new StringBuilder();
    regions.forEach((region, inRegion) -> {
      text.append(styled("\u001b[1m", region)).append('\n');
      Owner.group(inRegion)
          .forEach((owner, steps) -> {
            text.append("  ").append(owner).append(source(steps.getLast())).append('\n');
            steps.forEach(step -> text.append(step(report, step)));
          });
      text.append('\n');
    });
    return text.toString();
  }

  private String source(Step step) {
    return step.source()
        .map(pos -> styled("\u001b[2m", "  " + TerminalText.safe(pos.file()) + ":" + pos.line()))
        .orElse("");
  }

  private String step(Report report, Step step) {
    String word = StepText.sign(step.action()) + " " + step.action().word();
    String line =
        "    "
            + styled(colourOf(step), String.format("%-9s", word))
            + " "
            + StepText.what(step)
            + styled("\u001b[2m", "  (" + StepText.why(step.change().reason()) + ")")
            + CauseText.behind(report.aside().causes(), step.id())
            + "\n";
    return guarded(step).map(guard -> line + "      " + guard + "\n").orElse(line);
  }

  private Optional<String> guarded(Step step) {
    List<String> parts = StepText.conditions(step);
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
      case TAG, ENABLE, INSTALL, PROTECT -> "\u001b[32m";
      case UPDATE -> "\u001b[33m";
      case UNTAG, DISABLE, UNINSTALL, DETACH -> "\u001b[31m";
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
    return SentenceText.unmanaged(summary.unmanagedAccounts()) + names;
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
