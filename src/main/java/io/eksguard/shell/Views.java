package io.eksguard.shell;

import io.eksguard.cli.ExitCode;
import io.eksguard.cli.UserRuns;
import io.eksguard.cli.Workspace;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.RecordedRun;
import io.eksguard.journal.Runs;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Review;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.plan.StepSelector;
import io.eksguard.render.FleetText;
import io.eksguard.render.GraphText;
import io.eksguard.render.HeldText;
import io.eksguard.render.Landscape;
import io.eksguard.render.PlanText;
import io.eksguard.render.Report;
import io.eksguard.render.ReviewText;
import io.eksguard.render.RunText;
import io.eksguard.render.Verdict;
import io.eksguard.shell.review.ReviewList;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What there is to see: the organization, the plan and its parts, what keeps it, what was done.
final class Views {
  private final Workspace workspace;
  private final Decisions decisions;

  Views(Workspace workspace, Decisions decisions) {
    this.workspace = workspace;
    this.decisions = decisions;
  }

  /// A row for each account and region.
  Answer accounts(Workspace.View view, Optional<StepSelector> of, List<String> words, Voice voice) {
    return voice.answer(fleet(view).accounts(of, words));
  }

  /// A row for each cluster.
  Answer clusters(Workspace.View view, Optional<StepSelector> of, List<String> words, Voice voice) {
    return voice.answer(fleet(view).clusters(of, words));
  }

  /// The order of what is meant.
  Answer graph(Workspace.View view, Voice voice) {
    return voice.answer(GraphText.render(decisions.meant(view.plan())));
  }

  private FleetText fleet(Workspace.View view) {
    return new FleetText(
        Landscape.of(view.bases(), view.difference()), view.plan(), workspace.names());
  }

  /// The last line of a plan, and what else is to be known.
  static Answer planned(Workspace.View view, Voice voice) {
    voice.tell(view.report().diagnostics());
    return voice.answer(lastLine(view.report()) + "\n");
  }

  /// The last line of a plan: how much there is to do.
  static String lastLine(Report report) {
    return new PlanText(false, false).render(report).lines().reduce("", (_, line) -> line);
  }

  /// One step, or those of a group.
  Answer step(Workspace.View view, StepId id, Voice voice) {
    List<StepId> named = ReviewList.named(decisions.review(), id.value());
    List<Step> steps =
        view.plan().steps().stream().filter(step -> named.contains(step.id())).toList();
    if (steps.isEmpty()) {
      return voice.refuse(ExitCode.USAGE, List.of(Decisions.noStep(view.plan(), id)));
    }
    return voice.answer(steps.stream().map(this::card).collect(Collectors.joining("\n")));
  }

  private String card(Step step) {
    Review review = decisions.review();
    ReviewText.StepWords words = ReviewText.words(step);
    var text =
        new StringBuilder(
            words.sign()
                + " "
                + words.action()
                + "  "
                + words.what()
                + "  ("
                + words.why()
                + ")\n");
    for (ReviewText.Detail detail : ReviewText.details(review, review.fates(), step)) {
      text.append("  %-10s %s\n".formatted(detail.label(), detail.text()));
    }
    return text.toString();
  }

  /// What would change in a part.
  Answer part(Workspace.View view, StepSelector of, Voice voice) {
    List<Step> steps =
        view.plan().steps().stream().filter(step -> of.matches(step.change())).toList();
    if (steps.isEmpty()) {
      return voice.answer("Nothing would change in " + of + ".\n");
    }
    Report report = view.report();
    String text =
        new PlanText(voice.colour(), false)
            .render(
                new Report(
                    Verdict.CHANGES,
                    Optional.empty(),
                    new Plan(steps),
                    Map.of(),
                    List.of(),
                    0,
                    report.aside(),
                    Optional.empty()));
    return voice.answer(text);
  }

  /// What keeps the plan.
  Answer whyHeld(Workspace.View view, Voice voice) {
    voice.tell(view.report().diagnostics().stream().filter(Diagnostic::isError).toList());
    Plan part = decisions.meant(view.plan());
    return voice.answer(
        HeldText.render(
            decisions.review(), workspace.breaches(view, part), view.difference(), lastRun()));
  }

  private Optional<RecordedRun> lastRun() {
    return UserRuns.read(workspace.runs(), Runs.LATEST) instanceof Runs.Found.Run(RecordedRun run)
        ? Optional.of(run)
        : Optional.empty();
  }

  /// What a run did.
  Answer run(String asked, Voice voice) {
    return switch (UserRuns.read(workspace.runs(), asked)) {
      case Runs.Found.Run(RecordedRun run) -> voice.answer(RunText.render(run));
      case Runs.Found.None(String name) ->
          name.equals(Runs.LATEST)
              ? voice.answer("Nothing was applied yet.\n")
              : voice.refuse(
                  ExitCode.USAGE, List.of(noRun("There is no run `%s`.".formatted(name))));
      case Runs.Found.NeverBegan(var id) ->
          voice.answer("Run " + id + " was cut off before its first write.\n");
      case Runs.Found.Unreadable(Path file, String why) ->
          voice.refuse(
              ExitCode.ERROR,
              List.of(noRun("The journal `%s` cannot be read: %s.".formatted(file, why))));
    };
  }

  private static Diagnostic noRun(String message) {
    return Diagnostic.error(Code.UNREADABLE_FILE, message)
        .hint("`events` alone is about the latest run.");
  }
}
