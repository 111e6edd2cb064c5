package io.eksguard.plan;

import io.eksguard.diag.SourcePos;
import io.eksguard.diff.Change;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// One write to AWS, when it may happen, and what must be true right before it.
///
/// @param id its name
/// @param action what it does, as the summary counts it
/// @param change what becomes otherwise, with what was seen
/// @param dependsOn the steps that must be done before
/// @param comesAfter the steps that must have ended before, whether they were done or not
/// @param guards what is read again right before the write
/// @param source the line of the file that asks for it
public record Step(
    StepId id,
    Action action,
    Change change,
    SortedSet<StepId> dependsOn,
    SortedSet<StepId> comesAfter,
    List<Guard> guards,
    Optional<SourcePos> source) {
  public Step {
    dependsOn = new TreeSet<>(dependsOn);
    comesAfter = new TreeSet<>(comesAfter);
    guards = List.copyOf(guards);
  }

  /// A step that comes after nothing but what it depends on.
  public Step(
      StepId id,
      Action action,
      Change change,
      SortedSet<StepId> dependsOn,
      List<Guard> guards,
      Optional<SourcePos> source) {
    this(id, action, change, dependsOn, new TreeSet<>(), guards, source);
  }
}
