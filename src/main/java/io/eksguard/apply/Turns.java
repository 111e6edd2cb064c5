package io.eksguard.apply;

import io.eksguard.journal.Outcome;
import io.eksguard.plan.Step;
import io.eksguard.plan.Waves;
import java.util.ArrayList;
import java.util.List;

/// Whose turn it is in a rollout: steps of later rings wait here until theirs comes.
final class Turns {
  private final Waves waves;
  private final Gate gate;
  private final int last;
  private final List<Step> parked = new ArrayList<>();
  private int ring;
  private boolean over;

  Turns(Waves waves, Gate gate) {
    this.waves = waves;
    this.gate = gate;
    int withSteps = waves.withSteps().stream().mapToInt(Integer::intValue).max().orElse(0);
    this.last = Math.max(withSteps, gate.lastOwed());
  }

  /// Whether the step may run now; if not, it is kept for later.
  boolean mayRun(Step step) {
    if (waves.ringOf(step.id()) <= ring) {
      return true;
    }
    parked.add(step);
    return false;
  }

  /// What comes once nothing of the rings so far is left.
  sealed interface Next {
    /// These steps may run.
    record Go(List<Step> steps) implements Next {}

    /// None of a later ring may.
    record Halt(Gate.Verdict.Shut verdict) implements Next {}

    /// The run was told to stop.
    record Stop() implements Next {}

    /// There is no later ring.
    record Over() implements Next {}
  }

  /// Asks at the gate of the ring that is over, and goes on to the next.
  Next next(List<Outcome> outcomes) {
    if (over || last == 0) {
      return new Next.Over();
    }
    // Before the first ring there is no gate.
    Gate.Verdict verdict = ring == 0 ? new Gate.Verdict.Open() : gate.after(ring, outcomes);
    return switch (verdict) {
      case Gate.Verdict.Open _ -> {
        if (ring == last) {
          over = true;
          yield new Next.Over();
        }
        ring++;
        List<Step> now = parked.stream().filter(step -> waves.ringOf(step.id()) <= ring).toList();
        parked.removeAll(now);
        yield new Next.Go(now);
      }
      case Gate.Verdict.Shut shut -> {
        over = true;
        yield new Next.Halt(shut);
      }
      case Gate.Verdict.Stopped _ -> new Next.Stop();
    };
  }
}
