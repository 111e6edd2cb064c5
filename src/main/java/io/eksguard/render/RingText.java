package io.eksguard.render;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change;
import io.eksguard.plan.Rings;

/// What is told of rings that are over.
public final class RingText {
  private RingText() {}

  /// That no further ring is begun.
  ///
  /// @param neverEnabled how many of the unhealthy clusters no step got to
  /// @param known whether the coverage could be read
  public static Diagnostic shut(Rings rings, RingEnd end, int neverEnabled, boolean known) {
    String besides = neverEnabled == 0 ? "" : ", %d never enabled".formatted(neverEnabled);
    String what =
        known
            ? "%d of %s healthy after %s%s"
                .formatted(
                    end.healthy(),
                    Plurals.of(end.clusters(), "cluster"),
                    TimeText.of(rings.healthyWithin()),
                    besides)
            : "the coverage of its clusters could not be read";
    return Diagnostic.error(
            Code.RING_UNHEALTHY,
            "Ring `%s` is not healthy, so no further ring is begun: %s."
                .formatted(rings.name(end.ring()), what))
        .hint(
            "Mend them, exclude them in the file, or raise `rollout.unhealthyPercent`; then apply"
                + " again: it goes on from here.");
  }

  /// That a cluster was taken from GuardDuty again.
  public static Diagnostic excluded(Change.ClusterTag tag) {
    return Diagnostic.warning(
            Code.EXCLUDED_AGAIN,
            "Cluster `%s` of account %s in `%s` did not become healthy in its ring, so GuardDuty no"
                    .formatted(tag.cluster(), tag.place().account(), tag.place().region())
                + " longer manages it. Its agent is still there.")
        .hint(
            "Exclude it in the file as long as it is not mended: the next apply gives it to GuardDuty"
                + " again.");
  }
}
