package io.eksguard.apply;

import io.eksguard.diff.Change.AccountFeature;
import io.eksguard.journal.Outcome;
import io.eksguard.model.Standing;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One run of a plan. Everything but [#report] is called by one thread, which decides what runs
/// next.
final class Run {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LOOK_FOR_STOP = Duration.ofMillis(200);

  private final Steps steps;
  private final Turns turns;
  private final Applier.Options options;
  private final Watch watch;
  private final BooleanSupplier stop;
  private final BlockingQueue<Report> inbox = new LinkedBlockingQueue<>();
  private final Map<Lane, SortedMap<Integer, Step>> queues = new LinkedHashMap<>();
  private final Set<Lane> busy = new HashSet<>();
  private final PriorityQueue<Again> later =
      new PriorityQueue<>(Comparator.comparingLong(Again::due));
  private final Map<StepId, Patience> withGuards = new HashMap<>();
  private final Map<StepId, Patience> withAws = new HashMap<>();
  private final Map<StepId, Patience> withEks = new HashMap<>();
  private final Map<StepId, Outcome> otherwise = new LinkedHashMap<>();
  private final Map<StepId, Integer> order = new HashMap<>();
  private final RandomGenerator random = new SplittableRandom();

  Run(Steps steps, Turns turns, Applier.Options options, Watch watch, BooleanSupplier stop) {
    this.steps = steps;
    this.turns = turns;
    this.options = options;
    this.watch = watch;
    this.stop = stop;
    steps.byId().keySet().forEach(id -> order.put(id, order.size()));
  }

  private record Report(List<Step> batch, Attempt.Result result) {}

  private record Again(Step step, long due) {}

  private record Patience(long until, Duration pause) {}

  /// Tells the run what an attempt led to. May be called from any thread.
  void report(List<Step> batch, Attempt.Result result) {
    inbox.add(new Report(batch, result));
  }

  /// Runs until every step has ended, or until told to stop.
  ///
  /// @param start starts an attempt and returns at once; its result comes back through [#report]
  void toTheEnd(Consumer<List<Step>> start) {
    steps.readyAtFirst().forEach(this::enqueue);
    while (true) {
      boolean stopping = stop.getAsBoolean();
      if (stopping && busy.isEmpty()) {
        giveUp();
        return;
      }
      if (isIdle() && !goOn()) {
        return;
      }
      // Asked anew: to go on may take as long as a ring needs to become healthy.
      if (!stop.getAsBoolean()) {
        wakeThoseDue();
        startWhatCan(start);
      }
      take();
    }
  }

  /// Whether all that had its turn has ended.
  private boolean isIdle() {
    return busy.isEmpty() && queues.isEmpty() && later.isEmpty();
  }

  /// Goes on to the next ring.
  ///
  /// @return whether there is anything left to run
  private boolean goOn() {
    return switch (turns.next(steps.outcomes())) {
      case Turns.Next.Go(var now) -> {
        now.forEach(this::enqueue);
        yield true;
      }
      case Turns.Next.Halt(var shut) -> {
        steps.left().forEach(step -> hold(step, shut));
        yield true;
      }
      case Turns.Next.Stop _, Turns.Next.Over _ -> false;
    };
  }

  /// What depends on a step that is held ends with it.
  private void hold(Step step, Gate.Verdict.Shut shut) {
    if (!steps.hasEnded(step.id())) {
      end(new Outcome.Held(step.id(), shut.why()));
    }
  }

  private void enqueue(Step step) {
    if (!turns.mayRun(step)) {
      return;
    }
    queues
        .computeIfAbsent(Lane.of(step), _ -> new TreeMap<>())
        .put(order.getOrDefault(step.id(), 0), step);
  }

  private void startWhatCan(Consumer<List<Step>> start) {
    var lanes = queues.entrySet().iterator();
    while (lanes.hasNext() && busy.size() < options.inFlight()) {
      var entry = lanes.next();
      if (busy.contains(entry.getKey())) {
        continue;
      }
      List<Step> batch = takeBatch(entry.getValue());
      if (entry.getValue().isEmpty()) {
        lanes.remove();
      }
      busy.add(entry.getKey());
      start.accept(batch);
    }
  }

  /// The first step of the queue, and those that one call can carry along.
  private static List<Step> takeBatch(SortedMap<Integer, Step> queue) {
    var others = queue.values().iterator();
    Step first = others.next();
    others.remove();
    List<Step> batch = new ArrayList<>(List.of(first));
    while (others.hasNext() && batch.size() < Writer.MAX_MEMBERS_PER_CALL) {
      Step other = others.next();
      if (canShareACall(first, other)) {
        batch.add(other);
        others.remove();
      }
    }
    return batch;
  }

  private static boolean canShareACall(Step a, Step b) {
    return a.change() instanceof AccountFeature x
        && b.change() instanceof AccountFeature y
        && x.standing() == Standing.MEMBER
        && y.standing() == Standing.MEMBER
        && x.region().equals(y.region())
        && x.feature() == y.feature()
        && x.after().equals(y.after());
  }

  private void take() {
    try {
      Report report = inbox.poll(patienceNow().toNanos(), TimeUnit.NANOSECONDS);
      if (report != null) {
        busy.remove(Lane.of(report.batch().getFirst()));
        report.result().outcomes().forEach(this::end);
        tryAgain(report.batch(), report.result().notYet());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while steps were in flight", e);
    }
  }

  private void end(Outcome outcome) {
    otherwise.remove(outcome.step());
    watch.ended(outcome);
    steps.end(outcome, watch::ended).forEach(this::enqueue);
  }

  /// What was tried and waits to be tried again has begun: it ends as it stands.
  private void giveUp() {
    List.copyOf(otherwise.values()).forEach(this::end);
  }

  /// All of a batch wait for the same random time, so that one call can carry them again.
  private void tryAgain(List<Step> batch, Map<StepId, Attempt.NotYet> notYet) {
    double luck = random.nextDouble();
    for (Step step : batch) {
      Attempt.NotYet why = notYet.get(step.id());
      if (why != null) {
        tryAgain(step, why, luck);
      }
    }
  }

  /// Guards are looked at again after twice the time each time. AWS is asked again after a random
  /// part of that: whoever was turned away together shall not come back together.
  private void tryAgain(Step step, Attempt.NotYet why, double luck) {
    long now = System.nanoTime();
    Map<StepId, Patience> patience =
        switch (why) {
          case Attempt.NotYet.Guard _ -> withGuards;
          case Attempt.NotYet.Passing _ -> withAws;
          case Attempt.NotYet.Settling _ -> withEks;
        };
    Duration limit =
        switch (why) {
          case Attempt.NotYet.Guard _ -> options.guardTimeout();
          case Attempt.NotYet.Passing _ -> options.passTimeout();
          case Attempt.NotYet.Settling _ -> options.settleTimeout();
        };
    boolean atRandom = why instanceof Attempt.NotYet.Passing;
    Patience known =
        patience.getOrDefault(step.id(), new Patience(now + limit.toNanos(), options.firstPause()));
    long pause = known.pause().toNanos();
    long due = now + (atRandom ? (long) (pause * luck) : pause);
    if (due - known.until() > 0) {
      end(why.otherwise(step.id()));
      return;
    }
    Duration doubled = known.pause().multipliedBy(2);
    Duration next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    patience.put(step.id(), new Patience(known.until(), next));
    if (!(why instanceof Attempt.NotYet.Guard)) {
      otherwise.put(step.id(), why.otherwise(step.id()));
    }
    later.add(new Again(step, due));
  }

  private void wakeThoseDue() {
    while (!later.isEmpty() && later.peek().due() - System.nanoTime() <= 0) {
      enqueue(later.remove().step());
    }
  }

  private Duration patienceNow() {
    if (later.isEmpty()) {
      return LOOK_FOR_STOP;
    }
    long untilDue = Math.max(0, later.peek().due() - System.nanoTime());
    return Duration.ofNanos(Math.min(untilDue, LOOK_FOR_STOP.toNanos()));
  }
}
