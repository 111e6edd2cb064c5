package io.eksguard.apply;

import io.eksguard.journal.Outcome;
import io.eksguard.live.LiveReader;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Waves;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/// Runs a plan.
///
/// Steps that are ready run in parallel; never two writes at once on one detector; members with the
/// same change share a call. A step that fails, is held or is stale costs only what depends on it.
public final class Applier {
  private final LiveReader reader;
  private final Writer writer;
  private final Options options;

  public Applier(LiveReader reader, Writer writer, Options options) {
    this.reader = reader;
    this.writer = writer;
    this.options = options;
  }

  /// How to run.
  ///
  /// @param guardTimeout how long a guard is polled for something that should become visible soon
  /// @param passTimeout how long a step is tried again after an answer whose reason passes by
  ///   itself
  /// @param firstPause how long to wait before a step is tried again; doubles each time, up to 10
  ///   seconds
  /// @param settleTimeout how long to wait until EKS has done with an agent what it has taken
  /// @param inFlight how many attempts may run at once
  public record Options(
      Duration guardTimeout,
      Duration passTimeout,
      Duration settleTimeout,
      Duration firstPause,
      int inFlight) {
    /// The defaults: 60 s, 60 s, 10 min, 500 ms, 16. So long do the SDK's own waiters for add-ons
    /// wait.
    public static final Options DEFAULT =
        new Options(
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofMillis(500),
            16);

    /// One that waits for agents as long as for what passes.
    public Options(Duration guardTimeout, Duration passTimeout, Duration firstPause, int inFlight) {
      this(guardTimeout, passTimeout, passTimeout, firstPause, inFlight);
    }

    public Options {
      if (inFlight < 1) {
        throw new IllegalArgumentException("at least one attempt must be able to run");
      }
    }

    /// The same with another time for guards.
    public Options guardTimeout(Duration other) {
      return new Options(other, passTimeout, settleTimeout, firstPause, inFlight);
    }

    /// The same with another time for agents.
    public Options settleTimeout(Duration other) {
      return new Options(guardTimeout, passTimeout, other, firstPause, inFlight);
    }
  }

  /// Runs the plan to its end, or until told to stop; what is in flight then is finished first.
  ///
  /// @return one outcome for each step, in the plan's order
  public List<Outcome> apply(Plan plan, Watch watch, BooleanSupplier stop) {
    return apply(Waves.none(plan), Gate.OPEN, watch, stop);
  }

  /// The same, ring after ring: never a step of one while another has not passed the gate.
  ///
  /// @param gate asked after each ring before the last one that has steps, or has yet to prove
  ///   itself, and after that one
  public List<Outcome> apply(Waves waves, Gate gate, Watch watch, BooleanSupplier stop) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var steps = new Steps(waves.plan());
      var told = watch.oneAtATime();
      var attempt = new Attempt(reader, writer, told, threads, steps.byId());
      var run = new Run(steps, new Turns(waves, gate), options, told, stop);
      run.toTheEnd(batch -> threads.execute(() -> run.report(batch, tried(attempt, batch))));
      return steps.outcomes();
    }
  }

  /// Reads the objects of done steps again.
  ///
  /// @return the steps whose object is not as it is wanted
  public List<StepId> unsettled(Plan plan, List<Outcome> outcomes) {
    Set<StepId> done = new HashSet<>();
    outcomes.stream().filter(Outcome::isDone).forEach(outcome -> done.add(outcome.step()));
    var steps = plan.steps().stream().filter(step -> done.contains(step.id())).toList();
    return Rereading.states(reader, steps).entrySet().stream()
        .filter(state -> state.getValue() != Rereading.State.AS_WANTED)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// A bug in an attempt must not leave the run waiting for ever.
  private static Attempt.Result tried(Attempt attempt, List<Step> batch) {
    try {
      return attempt.run(batch);
    } catch (RuntimeException | Error e) {
      return Attempt.Result.ofBug(batch, e);
    }
  }
}
