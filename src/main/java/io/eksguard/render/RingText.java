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
  /// @param timeIsUp whether the ring had all its time; where waiting could help nobody, it had not
  public static Diagnostic shut(Rings rings, RingEnd end, int neverEnabled, boolean timeIsUp) {
    String after = timeIsUp ? " after " + TimeText.of(rings.healthyWithin()) : "";
    String besides = neverEnabled == 0 ? "" : ", %d never enabled".formatted(neverEnabled);
    return shut(
            rings,
            end,
            "%d of %s healthy%s%s"
                .formatted(end.healthy(), Plurals.of(end.clusters(), "cluster"), after, besides))
        .hint(
            "Mend them, exclude them in the file, or raise `rollout.unhealthyPercent`; then apply"
                + " again: it goes on from here.");
  }

  /// That no further ring is begun, since nobody knows how this one is.
  public static Diagnostic unknown(Rings rings, RingEnd end) {
    return shut(rings, end, "the coverage of its clusters could not be read")
        .hint("See to it that it can be read; then apply again: it goes on from here.");
  }

  private static Diagnostic shut(Rings rings, RingEnd end, String why) {
    return Diagnostic.error(
        Code.RING_UNHEALTHY,
        "Ring `%s` is not healthy, so no further ring is begun: %s."
            .formatted(rings.name(end.ring()), why));
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
