package io.eksguard.render;

import io.eksguard.diff.Change;
import io.eksguard.diff.Difference;
import io.eksguard.journal.Ending;
import io.eksguard.journal.RecordedRun;
import io.eksguard.model.Place;
import io.eksguard.plan.Decision;
import io.eksguard.plan.LimitCheck;
import io.eksguard.plan.Review;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What keeps a plan, or a part of it, from being applied, and what to type about it.
public final class HeldText {
  private static final int NAMED = 20;

  private HeldText() {}

  /// All of it; one sentence if nothing does.
  ///
  /// @param breaches the limits that it goes past
  /// @param difference which places could not be planned for, and what else has no step
  /// @param last the run before, if there was one
  public static String render(
      Review review,
      List<LimitCheck.Breach> breaches,
      Difference difference,
      Optional<RecordedRun> last) {
    List<String> parts = new ArrayList<>();
    breaches.forEach(breach -> parts.add(breach(review, breach)));
    if (!difference.blocked().isEmpty()) {
      parts.add(blocked(difference.blocked()));
    }
    List<String> missing = UnplannedText.lines(difference);
    if (!missing.isEmpty()) {
      parts.add(
          "What the file asks for and no step brings about; `plan` says why. The rest can be applied.\n"
              + listed(missing));
    }
    String decided = decided(review);
    if (!decided.isEmpty()) {
      parts.add(decided);
    }
    last.map(run -> lastRun(review, run)).filter(text -> !text.isEmpty()).ifPresent(parts::add);
    return parts.isEmpty()
        ? "Nothing keeps the plan from being applied.\n"
        : String.join("\n", parts);
  }

  private static String breach(Review review, LimitCheck.Breach breach) {
    var text =
        new StringBuilder(
            "A limit keeps all of it: %d %s, and `limits.%s` is %d.\n"
                .formatted(
                    breach.number(),
                    breach.kind().what(breach.number()),
                    breach.kind().word(),
                    breach.limit()));
    List<Step> steps = LimitCheck.counted(review.plan(), breach.kind());
    steps.stream().limit(NAMED).forEach(step -> text.append("  ").append(line(step)).append('\n'));
    if (steps.size() > NAMED) {
      text.append("  and ").append(steps.size() - NAMED).append(" more\n");
    }
    if (breach.kind() == LimitCheck.Kind.UNTAG) {
      text.append("  To leave a tag where it is, `exclude` its cluster, or `hold` the step.\n");
    } else if (!steps.isEmpty()) {
      text.append("  To leave one as it is, `hold` the step, or `set` another approach.\n");
    }
    return text.append("  If it is meant: `apply %s`.\n".formatted(breach.flag())).toString();
  }

  /// What the commands take, and what would change.
  private static String line(Step step) {
    return switch (step.change()) {
      case Change.ClusterTag tag ->
          "%s/%s/%s  %s"
              .formatted(
                  tag.place().account(),
                  tag.place().region(),
                  TerminalText.safe(tag.cluster().value()),
                  StepText.tag(tag.before()) + " -> " + StepText.tag(tag.after()));
      case Change.ClusterAgent agent ->
          "%s/%s/%s  %s -> %s"
              .formatted(
                  agent.place().account(),
                  agent.place().region(),
                  TerminalText.safe(agent.cluster().value()),
                  AgentText.before(agent),
                  AgentText.after(agent));
      case Change.VpcEndpoint endpoint ->
          "%s/%s  %s  %s -> %s"
              .formatted(
                  endpoint.place().account(),
                  endpoint.place().region(),
                  TerminalText.safe(endpoint.vpc()),
                  StepText.endpoint(endpoint.before()),
                  StepText.endpoint(endpoint.after()));
      case Change.AccountFeature feature ->
          "%s/%s  %s -> %s"
              .formatted(
                  feature.place().account(),
                  feature.place().region(),
                  StepText.setting(feature.before()),
                  StepText.setting(feature.after()));
      case Change.OrganizationFeature _, Change.OfPolicy _ -> TerminalText.safe(step.id().value());
    };
  }

  private static String blocked(Collection<Place> blocked) {
    var text =
        new StringBuilder(
            "%s cannot be planned for; `plan` says why. The rest can be applied.\n"
                .formatted(Plurals.of(blocked.size(), "account-region")));
    return text.append(
            listed(blocked.stream().map(place -> place.account() + "/" + place.region()).toList()))
        .toString();
  }

  private static String listed(List<String> lines) {
    var text = new StringBuilder();
    lines.stream().limit(NAMED).forEach(line -> text.append("  ").append(line).append('\n'));
    if (lines.size() > NAMED) {
      text.append("  and ").append(lines.size() - NAMED).append(" more\n");
    }
    return text.toString();
  }

  private static String decided(Review review) {
    var text = new StringBuilder();
    review
        .decisions()
        .forEach((id, decision) -> {
          if (decision != Decision.ACCEPTED) {
            List<Step> with = review.dependants(List.of(id));
            text.append("  ")
                .append(TerminalText.safe(id.value()))
                .append(decision == Decision.HELD ? "  held" : "  rejected")
                .append(with.isEmpty() ? "" : ", and with it:")
                .append('\n');
            with.stream()
                .limit(NAMED)
                .forEach(step ->
                    text.append("    ").append(TerminalText.safe(step.id().value())).append('\n'));
          }
        });
    return text.isEmpty() ? "" : "By this review:\n" + text;
  }

  private static String lastRun(Review review, RecordedRun run) {
    SortedMap<StepId, Ending> open = new TreeMap<>();
    review
        .plan()
        .steps()
        .forEach(step ->
            Optional.ofNullable(run.ended().get(step.id()))
                .filter(ending -> !isDone(ending))
                .ifPresent(ending -> open.put(step.id(), ending)));
    if (open.isEmpty()) {
      return "";
    }
    var text = new StringBuilder("Run " + run.id() + " left these, and they are still to do:\n");
    for (Map.Entry<StepId, Ending> entry : open.entrySet()) {
      text.append("  ")
          .append(TerminalText.safe(entry.getKey().value()))
          .append("  ")
          .append(entry.getValue().how().word());
      entry.getValue().message().ifPresent(why -> text.append(": ").append(TerminalText.safe(why)));
      text.append('\n');
    }
    return text.toString();
  }

  private static boolean isDone(Ending ending) {
    return switch (ending.how()) {
      case DONE, DONE_BY_OTHER -> true;
      case FAILED, HELD, STALE, SKIPPED, NOT_STARTED -> false;
    };
  }
}
