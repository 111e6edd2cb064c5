package io.eksguard.render;

import io.eksguard.diff.Cause;
import io.eksguard.diff.Change;
import io.eksguard.model.Tag;
import io.eksguard.plan.Causes;
import io.eksguard.plan.StepId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Causes in words.
public final class CauseText {
  private static final int HANDFUL = 10;

  private CauseText() {}

  /// The cause in words.
  public static String words(Cause cause) {
    return switch (cause) {
      case THIS_CHANGE -> "this change";
      case EARLIER_DRIFT -> "earlier drift";
      case NEW_OBJECT -> "new object";
      case AWS_DEFAULT -> "AWS default";
      case UNKNOWN -> "unknown cause";
    };
  }

  /// `2 earlier drift, 1 new object`.
  public static String counts(Map<Cause, Integer> counts) {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(entry -> entry.getValue() + " " + words(entry.getKey()))
            .collect(Collectors.joining(", "));
  }

  /// What stands behind a step; nothing where causes were not asked for.
  static String behind(Optional<Causes> causes, StepId step) {
    return causes
        .flatMap(all ->
            all.of(step)
                .map(cause ->
                    "  ["
                        + words(cause)
                        + kept(Optional.ofNullable(all.neededBy().get(step)))
                        + "]"))
        .orElse("");
  }

  private static String kept(Optional<StepId> by) {
    return by.map(id -> "; kept, since " + TerminalText.safe(id.value()) + " needs it").orElse("");
  }

  /// What is said beside a plan of its causes; nothing where they were not asked for.
  ///
  /// @param all whether to name all that is else counted
  static List<String> sentences(Aside aside, boolean all) {
    return aside
        .causes()
        .map(causes -> aside.supposed().isPresent() ? ofSupposed(causes) : sentences(causes, all))
        .orElse(List.of());
  }

  /// What is no longer in the plan is told as that, and so is not told as what AWS has already.
  private static List<String> ofSupposed(Causes causes) {
    List<String> sentences = new ArrayList<>(List.of(summary(causes.counts())));
    causes.since().map(CauseText::newSince).ifPresent(sentences::add);
    return sentences;
  }

  /// What is said of a plan's causes, a sentence each.
  ///
  /// @param all whether to name all that is else counted
  private static List<String> sentences(Causes causes, boolean all) {
    List<String> sentences = new ArrayList<>();
    sentences.add(summary(causes.counts()));
    if (!causes.leftOut().isEmpty()) {
      int count = causes.leftOut().values().stream().mapToInt(Integer::intValue).sum();
      sentences.add(
          Plurals.of(count, "step")
              + " of other causes "
              + (count == 1 ? "is" : "are")
              + " left out: "
              + counts(causes.leftOut())
              + ".");
    }
    if (!causes.already().isEmpty()) {
      sentences.add(already(causes.already(), all));
    }
    sentences.add(
        causes
            .since()
            .map(CauseText::newSince)
            .orElse("No cluster is taken for new: say `--base-time`."));
    return sentences;
  }

  private static String newSince(Instant time) {
    return "Clusters made after " + time + " are new.";
  }

  private static String summary(SortedMap<Cause, Integer> counts) {
    SortedMap<Cause, Integer> others = new TreeMap<>(counts);
    others.remove(Cause.THIS_CHANGE);
    return Plurals.of(counts.getOrDefault(Cause.THIS_CHANGE, 0), "step")
        + " by this change"
        + (others.isEmpty() ? "" : ", " + counts(others))
        + ".";
  }

  private static String already(List<Change> changes, boolean all) {
    int named = all ? changes.size() : Math.min(changes.size(), HANDFUL);
    int more = changes.size() - named;
    return "AWS has already what this change asks for in "
        + Plurals.of(changes.size(), "place")
        + ": "
        + changes.stream().limit(named).map(CauseText::live).collect(Collectors.joining("; "))
        + (more == 0 ? "." : " and " + more + " more.");
  }

  /// What is live, in words.
  private static String live(Change change) {
    return switch (change) {
      case Change.ClusterTag tag ->
          "%s/%s: %s %s"
              .formatted(
                  tag.place(),
                  TerminalText.safe(tag.cluster().value()),
                  Tag.KEY,
                  tag.before().map(value -> "is " + TerminalText.safe(value)).orElse("is not set"));
      case Change.ClusterAgent agent ->
          "%s/%s: agent %s"
              .formatted(
                  agent.place(),
                  TerminalText.safe(agent.cluster().value()),
                  AgentText.before(agent));
      case Change.VpcEndpoint endpoint ->
          "%s/%s: endpoint %s"
              .formatted(
                  endpoint.place(),
                  TerminalText.safe(endpoint.vpc()),
                  StepText.endpoint(endpoint.before()));
      case Change.AccountFeature feature ->
          "%s: %s is %s"
              .formatted(feature.place(), feature.feature(), StepText.setting(feature.before()));
      case Change.OrganizationFeature feature ->
          "%s: for new accounts %s is %s"
              .formatted(feature.region(), feature.feature(), feature.before());
      case Change.PolicyText text -> "the text of policy " + TerminalText.safe(text.policy());
      case Change.PolicyTarget target ->
          "policy %s is %s %s"
              .formatted(
                  TerminalText.safe(target.policy()),
                  target.attached() ? "not attached to" : "attached to",
                  TerminalText.safe(target.target()));
    };
  }
}
