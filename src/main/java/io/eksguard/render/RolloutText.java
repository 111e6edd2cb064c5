package io.eksguard.render;

import io.eksguard.plan.Rings;
import io.eksguard.plan.Step;
import io.eksguard.plan.Waves;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A rollout in words.
public final class RolloutText {
  private RolloutText() {}

  /// The block with its heading; nothing if the plan has no rings, or no steps.
  static String block(Report report) {
    List<String> lines = lines(report);
    return lines.isEmpty()
        ? ""
        : lines.stream()
            .skip(1)
            .map(line -> "  " + line + "\n")
            .collect(Collectors.joining("", lines.getFirst() + "\n", ""));
  }

  /// The heading, then one line for what runs first and one for each ring.
  static List<String> lines(Report report) {
    if (report.aside().rollout().isEmpty() || report.plan().isEmpty()) {
      return List.of();
    }
    Rings rings = report.aside().rollout().get().rings();
    Waves waves = Waves.of(report.plan(), rings);
    List<String> lines = new ArrayList<>();
    lines.add(heading(rings));
    List<Step> first = waves.steps(0);
    if (!first.isEmpty()) {
      lines.add("%-10s %s, for which no ring waits".formatted("first", steps(first)));
    }
    for (int ring = 1; ring <= rings.count(); ring++) {
      lines.add("%-10s %s".formatted(rings.name(ring), ring(waves.steps(ring))));
    }
    return lines;
  }

  private static String heading(Rings rings) {
    return "Rollout, ring after ring; each healthy within %s%s before the next begins%s:"
        .formatted(
            TimeText.of(rings.healthyWithin()),
            rings.unhealthyPercent() == 0
                ? ""
                : ", but for " + rings.unhealthyPercent() + " % of its clusters,",
            rings.excludeUnhealthy() ? "; what does not become healthy is excluded again" : "");
  }

  private static String ring(List<Step> steps) {
    if (steps.isEmpty()) {
      return "nothing to do";
    }
    long accounts =
        steps.stream()
            .map(step -> Owner.of(step.change()))
            .filter(owner -> owner.kind() == Owner.Kind.ACCOUNT)
            .distinct()
            .count();
    return steps(steps) + (accounts == 0 ? "" : " in " + Plurals.of((int) accounts, "account"));
  }

  private static String steps(List<Step> steps) {
    return Plurals.of(steps.size(), "step") + " (" + SummaryText.counts(steps) + ")";
  }

  /// That there is nothing to write, and a ring to look at.
  ///
  /// @param ring the last one
  public static String owed(String ring) {
    return "Ring `%s` did not become healthy in an earlier run, so it is looked at again."
        .formatted(ring);
  }

  /// That `apply` will look at a ring again, though there may be nothing to write.
  ///
  /// @param ring the last one
  public static String willBeLookedAt(String ring) {
    return "Ring `%s` did not become healthy in an earlier run; `apply` looks at it again."
        .formatted(ring);
  }

  /// How the rings ended, in one line; nothing if none is over.
  public static String ends(Rings rings, List<RingEnd> ends) {
    if (ends.isEmpty()) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    for (RingEnd end : ends) {
      parts.add(
          "`%s` %s%s"
              .formatted(
                  rings.name(end.ring()),
                  switch (end.verdict()) {
                    case OPEN -> end.unhealthy() == 0 ? "healthy" : "healthy enough";
                    case SHUT -> "not healthy";
                    case STOPPED -> "waited for";
                  },
                  counted(end)));
    }
    return "Rollout: " + String.join(", ", parts) + ".\n";
  }

  /// How many; nothing where that could not be read.
  private static String counted(RingEnd end) {
    if (end.clusters() > 0) {
      return " (%d of %s)".formatted(end.healthy(), Plurals.of(end.clusters(), "cluster"));
    }
    return end.verdict() == RingEnd.Verdict.OPEN ? " (no cluster)" : "";
  }
}
