package io.eksguard.render;

import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Steps that people look at together: those of one account, of the organization or of the policy,
/// in one region.
///
/// @param heading the region, or the words for what belongs to none
/// @param owner whom they are about, safe on a terminal
/// @param steps in the order of the plan
public record StepGroup(String heading, String owner, List<Step> steps) {
  public StepGroup {
    steps = List.copyOf(steps);
  }

  /// All steps of a plan, in the order in which [PlanText] shows them.
  public static List<StepGroup> of(Plan plan) {
    SortedMap<String, List<Step>> headings = new TreeMap<>();
    plan.steps()
        .forEach(step ->
            headings
                .computeIfAbsent(Owner.heading(step.change()), _ -> new ArrayList<>())
                .add(step));
    List<StepGroup> groups = new ArrayList<>();
    headings.forEach((heading, inHeading) ->
        Owner.group(inHeading)
            .forEach(
                (owner, steps) -> groups.add(new StepGroup(heading, owner.toString(), steps))));
    return groups;
  }
}
