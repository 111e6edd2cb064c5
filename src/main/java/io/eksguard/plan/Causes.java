package io.eksguard.plan;

import io.eksguard.diff.Cause;
import io.eksguard.diff.CauseFinder;
import io.eksguard.diff.Change;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What made each step of a plan necessary, seen from a change of the file.
///
/// @param causes of each step
/// @param neededBy the steps that are kept though their cause was not asked for, each with a step
///   that depends on it
/// @param leftOut how many steps were left out, by cause
/// @param already what the change asks for and AWS has already, as the file before would have
///   changed it
/// @param since clusters that were made later are new; none are if it is not known
public record Causes(
    SortedMap<StepId, Cause> causes,
    SortedMap<StepId, StepId> neededBy,
    SortedMap<Cause, Integer> leftOut,
    List<Change> already,
    Optional<Instant> since) {
  public Causes {
    causes = new TreeMap<>(causes);
    neededBy = new TreeMap<>(neededBy);
    leftOut = new TreeMap<>(leftOut);
    already = List.copyOf(already);
  }

  /// The causes of a plan's steps.
  public static Causes of(Plan plan, CauseFinder finder) {
    SortedMap<StepId, Cause> causes = new TreeMap<>();
    plan.steps().forEach(step -> causes.put(step.id(), finder.of(step.change())));
    return new Causes(causes, new TreeMap<>(), new TreeMap<>(), finder.already(), finder.since());
  }

  /// The cause of the step; none if it is not of the plan.
  public Optional<Cause> of(StepId step) {
    return Optional.ofNullable(causes.get(step));
  }

  /// How many steps there are of each cause that there is.
  public SortedMap<Cause, Integer> counts() {
    return count(causes.values());
  }

  /// Those of the steps of a part that was chosen for other reasons than causes.
  public Causes among(Plan part) {
    return new Causes(ofSteps(part), neededBy, leftOut, already, since);
  }

  /// The part of the plan with these causes, and what it depends on.
  public Part only(Plan plan, Set<Cause> wanted) {
    return Part.of(plan, step -> of(step.id()).filter(wanted::contains).isPresent());
  }

  /// Those of such a part.
  public Causes in(Part part) {
    SortedMap<StepId, Cause> out = new TreeMap<>(causes);
    part.plan().steps().forEach(step -> out.remove(step.id()));
    return new Causes(ofSteps(part.plan()), part.neededBy(), count(out.values()), already, since);
  }

  private SortedMap<StepId, Cause> ofSteps(Plan part) {
    SortedMap<StepId, Cause> some = new TreeMap<>(causes);
    some.keySet().retainAll(part.steps().stream().map(Step::id).collect(Collectors.toSet()));
    return some;
  }

  private static SortedMap<Cause, Integer> count(Collection<Cause> causes) {
    SortedMap<Cause, Integer> counts = new TreeMap<>();
    causes.forEach(cause -> counts.merge(cause, 1, Integer::sum));
    return counts;
  }
}
