package io.eksguard.apply;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change;
import io.eksguard.diff.Change.AccountFeature;
import io.eksguard.journal.Outcome;
import io.eksguard.live.LiveReader;
import io.eksguard.model.AccountId;
import io.eksguard.model.Standing;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Tries some steps of one lane once: guards, then the object itself, then the write.
///
/// Several steps only where one call can carry them: members with the same change.
final class Attempt {
  private final LiveReader reader;
  private final Writer writer;
  private final Watch watch;
  private final ExecutorService threads;
  private final Map<StepId, Step> plan;
  private final Map<StepId, Diagnostic> inDoubt = new ConcurrentHashMap<>();
  private final Set<StepId> taken = ConcurrentHashMap.newKeySet();
  private final Set<StepId> tagsLeft = ConcurrentHashMap.newKeySet();
  private final Set<StepId> tagged = ConcurrentHashMap.newKeySet();

  Attempt(
      LiveReader reader,
      Writer writer,
      Watch watch,
      ExecutorService threads,
      Map<StepId, Step> plan) {
    this.reader = reader;
    this.writer = writer;
    this.watch = watch;
    this.threads = threads;
    this.plan = plan;
  }

  /// What an attempt led to.
  ///
  /// @param outcomes the steps that have ended
  /// @param notYet the steps that may be tried again, and why they have not ended
  record Result(List<Outcome> outcomes, SortedMap<StepId, NotYet> notYet) {
    /// Every step of the batch failed, by a fault of our own. Whether AWS was written is not known.
    static Result ofBug(List<Step> batch, Throwable fault) {
      List<Outcome> outcomes = new ArrayList<>();
      for (Step step : batch) {
        var why = Diagnostic.error(Code.BUG, "A bug in eksguard: `%s`.".formatted(fault));
        outcomes.add(new Outcome.Failed(step.id(), why.hint("Please report it with this text.")));
      }
      return new Result(outcomes, new TreeMap<>());
    }
  }

  /// Why a step has not ended, and may be tried again.
  sealed interface NotYet {
    /// A guard may be met soon.
    record Guard(Diagnostic why) implements NotYet {}

    /// AWS would not have it now, for a reason that passes by itself.
    record Passing(Diagnostic why) implements NotYet {}

    /// AWS has taken it and is at it.
    record Settling(Diagnostic why) implements NotYet {}

    /// What stands in the way.
    Diagnostic why();

    /// How the step ends if there is no more trying.
    default Outcome otherwise(StepId step) {
      return switch (this) {
        case Guard(Diagnostic why) -> new Outcome.Held(step, why);
        case Passing(Diagnostic why) -> new Outcome.Failed(step, why);
        case Settling(Diagnostic why) -> new Outcome.Failed(step, why);
      };
    }
  }

  Result run(List<Step> steps) {
    Step only = steps.getFirst();
    if (taken.contains(only.id()) && only.change() instanceof Change.ClusterAgent change) {
      return settled(only, change);
    }
    if (taken.contains(only.id()) && only.change() instanceof Change.VpcEndpoint change) {
      return settled(only, change);
    }
    var look = new Look(reader);
    List<GuardCheck> checks = steps.stream().map(step -> new GuardCheck(step, plan, look)).toList();
    List<Future<?>> reads = new ArrayList<>();
    checks.forEach(check -> check.readClusters(read -> reads.add(threads.submit(read))));
    reads.forEach(Attempt::result);
    readMembers(look, steps, checks);
    List<Outcome> outcomes = new ArrayList<>();
    SortedMap<StepId, NotYet> notYet = new TreeMap<>();
    List<Step> writable = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      switch (checks.get(i).verdict()) {
        case GuardCheck.Verdict.Met _ -> checkObject(look, step, outcomes, notYet, writable);
        case GuardCheck.Verdict.NotYet(Diagnostic why) ->
            notYet.put(step.id(), new NotYet.Guard(why));
        case GuardCheck.Verdict.Broken(Diagnostic why) ->
            outcomes.add(new Outcome.Held(step.id(), why));
      }
    }
    if (!writable.isEmpty()) {
      watch
          .writing(writable)
          .ifPresentOrElse(
              why -> writable.forEach(step -> outcomes.add(new Outcome.Failed(step.id(), why))),
              () -> write(writable, outcomes, notYet));
    }
    outcomes.replaceAll(this::knowingOfDoubt);
    notYet.replaceAll((id, why) ->
        inDoubt.containsKey(id) && !taken.contains(id)
            ? new NotYet.Passing(inDoubt.getOrDefault(id, why.why()))
            : why);
    return new Result(outcomes, notYet);
  }

  /// What EKS has taken is never written again; it is only looked at, until the tags of an agent
  /// that was updated can be written.
  private Result settled(Step step, Change.ClusterAgent change) {
    List<Outcome> outcomes = new ArrayList<>();
    SortedMap<StepId, NotYet> notYet = new TreeMap<>();
    look(step.id(), change, outcomes, notYet);
    return new Result(outcomes, notYet);
  }

  private void look(
      StepId step,
      Change.ClusterAgent change,
      Collection<Outcome> outcomes,
      Map<StepId, NotYet> notYet) {
    var now = reader.agent(change.place(), change.standing(), change.cluster());
    switch (AgentProgress.of(step, change, now)) {
      case AgentProgress.Done _ -> outcomes.add(new Outcome.Done(step));
      case AgentProgress.Under(Diagnostic why) -> notYet.put(step, new NotYet.Settling(why));
      case AgentProgress.Failed(Diagnostic why) -> outcomes.add(new Outcome.Failed(step, why));
      case AgentProgress.TagsLeft(Diagnostic why) -> {
        if (tagged.contains(step)) {
          notYet.put(step, new NotYet.Settling(why));
          return;
        }
        writeSecond(
            step,
            new Second(
                () -> writer.agentTags(change),
                held -> AgentTags.halfDone(step, held),
                refused -> AgentTags.halfWritten(step, refused),
                () -> {
                  tagged.add(step);
                  look(step, change, outcomes, notYet);
                }),
            outcomes,
            notYet);
      }
    }
  }

  /// What EC2 has taken is only looked at, until the endpoint is gone and its security group can
  /// go.
  private Result settled(Step step, Change.VpcEndpoint change) {
    List<Outcome> outcomes = new ArrayList<>();
    SortedMap<StepId, NotYet> notYet = new TreeMap<>();
    look(step.id(), change, outcomes, notYet);
    return new Result(outcomes, notYet);
  }

  private void look(
      StepId step,
      Change.VpcEndpoint change,
      Collection<Outcome> outcomes,
      Map<StepId, NotYet> notYet) {
    switch (progress(step, change)) {
      case EndpointProgress.Done _ -> outcomes.add(new Outcome.Done(step));
      case EndpointProgress.Under(Diagnostic why) -> notYet.put(step, new NotYet.Settling(why));
      case EndpointProgress.Failed(Diagnostic why) -> outcomes.add(new Outcome.Failed(step, why));
      case EndpointProgress.GroupLeft(Diagnostic why) -> {
        writeSecond(
            step,
            new Second(
                () -> writer.endpoint(change),
                held -> EndpointProgress.halfDone(step, held),
                refused -> refused,
                () -> {
                  if (progress(step, change) instanceof EndpointProgress.Done) {
                    outcomes.add(new Outcome.Done(step));
                  } else {
                    notYet.put(step, new NotYet.Settling(why));
                  }
                }),
            outcomes,
            notYet);
      }
    }
  }

  private Step planned(StepId id) {
    Step step = plan.get(id);
    if (step == null) {
      throw new IllegalStateException("a step that is not in the plan: " + id);
    }
    return step;
  }

  /// The second write of a step that goes in two.
  ///
  /// @param held what to say where a guard does not hold any more
  /// @param refused what to say where AWS does not take it
  /// @param taken what to do once AWS has taken it
  private record Second(
      Supplier<Written> write,
      UnaryOperator<Diagnostic> held,
      UnaryOperator<Diagnostic> refused,
      Runnable taken) {}

  /// What goes in two goes may have waited for minutes in between, so that it is a write of its
  /// own: behind the guards, and in the journal before it begins.
  private void writeSecond(
      StepId step, Second second, Collection<Outcome> outcomes, Map<StepId, NotYet> notYet) {
    Step whole = planned(step);
    switch (new GuardCheck(whole, plan, new Look(reader)).verdict()) {
      case GuardCheck.Verdict.NotYet(Diagnostic held) ->
          notYet.put(step, new NotYet.Settling(second.held().apply(held)));
      case GuardCheck.Verdict.Broken(Diagnostic held) ->
          outcomes.add(new Outcome.Failed(step, second.held().apply(held)));
      case GuardCheck.Verdict.Met _ -> {
        Optional<Diagnostic> unrecorded = watch.writing(List.of(whole));
        if (unrecorded.isPresent()) {
          outcomes.add(new Outcome.Failed(step, unrecorded.get()));
          return;
        }
        switch (second.write().get()) {
          case Written.Taken _ -> second.taken().run();
          case Written.NotNow(Written.Lasting lasting) ->
              notYet.put(step, new NotYet.Settling(second.refused().apply(lasting.why())));
          case Written.Lasting lasting ->
              outcomes.add(new Outcome.Failed(step, second.refused().apply(lasting.why())));
        }
      }
    }
  }

  private EndpointProgress progress(StepId step, Change.VpcEndpoint change) {
    return EndpointProgress.of(
        step, change, reader.vpcs(change.place(), change.standing(), Set.of(change.vpc()), false));
  }

  /// Where an earlier write of the step may have taken effect, nobody may say that nothing was
  /// written; and if the object is as wanted, it was most likely that write.
  private Outcome knowingOfDoubt(Outcome outcome) {
    Diagnostic doubt = inDoubt.get(outcome.step());
    if (doubt == null) {
      return outcome;
    }
    return switch (outcome) {
      case Outcome.DoneByOther(StepId step) -> new Outcome.Done(step);
      case Outcome.Held(StepId step, Diagnostic _) -> new Outcome.Failed(step, doubt);
      case Outcome.Stale(StepId step, Diagnostic _) -> new Outcome.Failed(step, doubt);
      case Outcome.Failed(StepId step, Diagnostic _) -> new Outcome.Failed(step, doubt);
      case Outcome.Done _, Outcome.Skipped _, Outcome.NotStarted _ -> outcome;
    };
  }

  private static void result(Future<?> future) {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a guard was read", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a guard could not be evaluated", e);
    }
  }

  /// One call for all members of the batch, instead of one each; after the clusters, whose reading
  /// may take long.
  private static void readMembers(Look look, List<Step> steps, List<GuardCheck> checks) {
    var accounts = new TreeSet<AccountId>();
    for (Step step : steps) {
      if (step.change() instanceof AccountFeature change && change.standing() == Standing.MEMBER) {
        accounts.add(change.place().account());
      }
    }
    checks.forEach(check -> accounts.addAll(check.members()));
    if (steps.getFirst().change() instanceof Change.Regional change) {
      look.members(change.region(), accounts);
    }
  }

  private void checkObject(
      Look look,
      Step step,
      Collection<Outcome> outcomes,
      Map<StepId, NotYet> notYet,
      Collection<Step> writable) {
    switch (new StateCheck(reader, look).check(step.id(), step.change())) {
      case StateCheck.Now.AsSeen _ -> writable.add(step);
      case StateCheck.Now.TagsLeft _ -> {
        tagsLeft.add(step.id());
        writable.add(step);
      }
      case StateCheck.Now.AsWanted _ -> outcomes.add(new Outcome.DoneByOther(step.id()));
      case StateCheck.Now.Otherwise(Diagnostic why) ->
          outcomes.add(new Outcome.Stale(step.id(), why));
      case StateCheck.Now.NotYet(Diagnostic why) -> notYet.put(step.id(), new NotYet.Passing(why));
      case StateCheck.Now.Unreadable(Diagnostic why) ->
          outcomes.add(new Outcome.Failed(step.id(), why));
    }
  }

  private void write(List<Step> steps, Collection<Outcome> outcomes, Map<StepId, NotYet> notYet) {
    written(steps)
        .forEach((step, written) -> {
          switch (written) {
            case Written.Taken _ -> {
              if (steps.getFirst().change() instanceof Change.ClusterAgent change) {
                taken.add(step);
                if (writesTags(step, change)) {
                  tagged.add(step);
                }
                look(step, change, outcomes, notYet);
              } else if (steps.getFirst().change() instanceof Change.VpcEndpoint change) {
                taken.add(step);
                look(step, change, outcomes, notYet);
              } else {
                outcomes.add(new Outcome.Done(step));
              }
            }
            case Written.Lasting lasting -> outcomes.add(new Outcome.Failed(step, lasting.why()));
            case Written.NotNow(Written.Lasting lasting) -> {
              if (lasting instanceof Written.InDoubt(Diagnostic why)) {
                inDoubt.put(step, why);
              }
              notYet.put(step, new NotYet.Passing(lasting.why()));
            }
          }
        });
  }

  private SortedMap<StepId, Written> written(List<Step> steps) {
    Step first = steps.getFirst();
    if (first.change() instanceof AccountFeature change && change.standing() == Standing.MEMBER) {
      return writeMembers(steps, change);
    }
    var written =
        switch (first.change()) {
          case Change.ClusterTag change -> writer.tag(change);
          case Change.OrganizationFeature change -> writer.organization(change);
          case Change.PolicyText change -> writer.policyText(change);
          case Change.PolicyTarget change -> writer.policyTarget(change);
          case Change.ClusterAgent change ->
              writesTags(first.id(), change) ? writer.agentTags(change) : writer.agent(change);
          case Change.VpcEndpoint change -> writer.endpoint(change);
          case AccountFeature change -> writer.ownDetector(change);
        };
    return new TreeMap<>(Map.of(first.id(), written));
  }

  private boolean writesTags(StepId step, Change.ClusterAgent change) {
    return change.onlyTags() || tagsLeft.contains(step);
  }

  private SortedMap<StepId, Written> writeMembers(List<Step> steps, AccountFeature change) {
    SortedMap<AccountId, Step> byAccount = new TreeMap<>();
    for (Step step : steps) {
      if (step.change() instanceof AccountFeature feature) {
        byAccount.put(feature.place().account(), step);
      }
    }
    var answered =
        writer.members(change.region(), change.feature(), change.after(), byAccount.keySet());
    SortedMap<StepId, Written> written = new TreeMap<>();
    byAccount.forEach((account, step) ->
        written.put(step.id(), answered.getOrDefault(account, unanswered(step))));
    return written;
  }

  private static Written unanswered(Step step) {
    return new Written.InDoubt(
        Diagnostic.error(
            Code.IN_DOUBT, "GuardDuty did not say what became of `" + step.id() + "`."));
  }
}
