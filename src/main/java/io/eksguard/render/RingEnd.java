package io.eksguard.render;

import java.util.Locale;

/// How a ring of a rollout ended.
///
/// @param ring which one, the first being 1
/// @param verdict whether the next one could begin
/// @param healthy how many of its clusters were healthy
/// @param unhealthy how many were not, in time
/// @param excludedAgain how many of those were taken from GuardDuty again
public record RingEnd(int ring, Verdict verdict, int healthy, int unhealthy, int excludedAgain) {
  /// Whether the next ring could begin.
  public enum Verdict {
    /// It could.
    OPEN,
    /// It could not.
    SHUT,
    /// The run was told to stop before that could be said.
    STOPPED;

    /// The word in JSON and in the journal.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// How many clusters of the ring shall be monitored.
  public int clusters() {
    return healthy + unhealthy;
  }
}
