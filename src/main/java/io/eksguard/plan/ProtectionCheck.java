package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.diff.policy.Bound;
import io.eksguard.model.AccountId;
import io.eksguard.model.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Checks what a plan does to the policy that protects the tag.
///
/// An account depends on the policy's text and on the targets above it only. Which of them may have
/// changed by the time a tag is written follows from the edges; nothing else of the planner's
/// reasoning is used.
final class ProtectionCheck {
  private final PolicyBasis basis;
  private final List<Step> steps;
  private final List<Step> texts;
  private final List<Step> attaches;
  private final List<Step> detaches;

  private ProtectionCheck(Plan plan, PolicyBasis basis) {
    this.basis = basis;
    this.steps = plan.steps();
    this.texts = policySteps(Change.PolicyText.class::isInstance);
    this.attaches = policySteps(c -> c instanceof Change.PolicyTarget t && t.attached());
    this.detaches = policySteps(c -> c instanceof Change.PolicyTarget t && !t.attached());
  }

  /// Where a law does not hold.
  ///
  /// @param where the account, or the policy
  /// @param step the step that breaks it
  record Break(Law law, String where, StepId step) {}

  /// The first break, if there is one.
  static Optional<Break> check(Plan plan, PolicyBasis basis) {
    var check = new ProtectionCheck(plan, basis);
    return check
        .lockOut()
        .or(check::attachedLockOut)
        .or(check::refusedTag)
        .or(check::policyBeforeTag)
        .or(check::unprotected)
        .or(check::attachedBeforeItsText)
        .or(check::detachedTooEarly);
  }

  private List<Step> policySteps(Predicate<Change> which) {
    return steps.stream().filter(step -> which.test(step.change())).toList();
  }

  private static Set<StepId> ids(Collection<Step> some) {
    return some.stream().map(Step::id).collect(Collectors.toSet());
  }

  private static String target(Step step) {
    return step.change() instanceof Change.PolicyTarget target ? target.target() : "";
  }

  private static Optional<String> textAfter(Step step) {
    return step.change() instanceof Change.PolicyText text
        ? Optional.of(text.after().text())
        : Optional.empty();
  }

  /// In the end the policy must let us write tags wherever it reaches.
  private Optional<Break> lockOut() {
    PolicyBasis end = basis;
    List<Step> changing = new ArrayList<>();
    for (Step step : steps) {
      if (step.change() instanceof Change.OfPolicy change) {
        end = end.after(change);
        changing.add(step);
      }
    }
    if (changing.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> text = end.text();
    for (Map.Entry<AccountId, Bound> account : basis.accounts().entrySet()) {
      Bound bound = account.getValue();
      if (bound.isBelow(end.targets())
          && text.filter(one -> PolicyBasis.mayDeny(one, bound)).isPresent()) {
        return Optional.of(
            new Break(Law.NO_LOCK_OUT, account.getKey().value(), changing.getLast().id()));
      }
    }
    return Optional.empty();
  }

  /// A target gets the text that its step names, whatever the policy was seen to say.
  private Optional<Break> attachedLockOut() {
    for (Step step : attaches) {
      if (step.change() instanceof Change.PolicyTarget target) {
        for (Map.Entry<AccountId, Bound> account : basis.accounts().entrySet()) {
          Bound bound = account.getValue();
          if (bound.below().contains(target.target())
              && PolicyBasis.mayDeny(target.text(), bound)) {
            return Optional.of(new Break(Law.NO_LOCK_OUT, account.getKey().value(), step.id()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /// No tag is written while the policy may refuse it.
  private Optional<Break> refusedTag() {
    for (Step step : steps) {
      if (step.change() instanceof Change.ClusterTag tag) {
        Bound bound = basis.accounts().get(tag.place().account());
        if (bound != null && isDenied(step, bound)) {
          return Optional.of(new Break(Law.NO_LOCK_OUT, tag.place().account().value(), step.id()));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isDenied(Step tag, Bound bound) {
    Set<StepId> forced = closure(tag);
    Predicate<Step> done = step -> forced.contains(step.id());
    Predicate<Step> possible =
        step -> !step.comesAfter().contains(tag.id()) && !closure(step).contains(tag.id());
    SortedSet<String> left = new TreeSet<>(basis.targets());
    detaches.stream().filter(done).forEach(step -> left.remove(target(step)));
    boolean bindsNow = bound.isBelow(left);
    List<Step> reaching =
        attaches.stream()
            .filter(possible)
            .filter(step -> bound.below().contains(target(step)))
            .toList();
    boolean underOld =
        bindsNow
            || reaching.stream()
                .anyMatch(step -> closure(step).stream().noneMatch(ids(texts)::contains));
    boolean oldDenies =
        texts.stream().noneMatch(done)
            && basis.text().filter(text -> PolicyBasis.mayDeny(text, bound)).isPresent();
    boolean newDenies =
        texts.stream()
            .filter(possible)
            .flatMap(step -> textAfter(step).stream())
            .anyMatch(text -> PolicyBasis.mayDeny(text, bound));
    return (oldDenies && underOld) || (newDenies && (bindsNow || !reaching.isEmpty()));
  }

  /// The policy comes after the tags that do not need it: were the evaluation wrong, they would be
  /// set all the same.
  private Optional<Break> policyBeforeTag() {
    for (Step tag : steps) {
      if (!(tag.change() instanceof Change.ClusterTag change)
          || change.standing() == Standing.STANDALONE) {
        continue;
      }
      Set<StepId> before = closure(tag);
      for (Step policy : steps) {
        if (policy.change() instanceof Change.OfPolicy one
            && one.reason() != Reason.UNDONE
            && !before.contains(policy.id())
            && !policy.comesAfter().contains(tag.id())) {
          return Optional.of(
              new Break(Law.NO_LOCK_OUT, change.place().account().value(), policy.id()));
        }
      }
    }
    return Optional.empty();
  }

  /// All that must have taken effect before the step.
  private Set<StepId> closure(Step step) {
    Set<StepId> before = new HashSet<>(step.dependsOn());
    for (Step other : steps.reversed()) {
      if (before.contains(other.id())) {
        before.addAll(other.dependsOn());
      }
    }
    return before;
  }

  /// Nothing is turned on in the organization before the tag is protected. The way back turns on
  /// what was on before.
  private Optional<Break> unprotected() {
    Set<StepId> first = new HashSet<>(ids(texts));
    first.addAll(ids(attaches));
    return steps.stream()
        .filter(step -> turnsOn(step.change()))
        .filter(step -> !step.dependsOn().containsAll(first))
        .findFirst()
        .map(step -> new Break(Law.TAG_PROTECTED, basis.policy(), step.id()));
  }

  private static boolean turnsOn(Change change) {
    return switch (change) {
      case Change.AccountFeature feature ->
          feature.standing() != Standing.STANDALONE
              && feature.after().enabled()
              && feature.reason() != Reason.UNDONE;
      case Change.OrganizationFeature organization ->
          organization.reason() != Reason.UNDONE && OrganizationStages.raises(organization);
      case Change.ClusterTag _, Change.ClusterAgent _, Change.VpcEndpoint _, Change.OfPolicy _ ->
          false;
    };
  }

  /// A policy is attached with the text that it shall have, and never before it is there.
  private Optional<Break> attachedBeforeItsText() {
    Set<StepId> text =
        ids(policySteps(c -> c instanceof Change.PolicyText && c.reason() != Reason.UNDONE));
    return attaches.stream()
        .filter(step -> step.change().reason() != Reason.UNDONE)
        .filter(step -> !step.dependsOn().containsAll(text))
        .findFirst()
        .map(step -> new Break(Law.TAG_PROTECTED, basis.policy(), step.id()));
  }

  /// What is to be attached elsewhere is attached there before it is detached here.
  private Optional<Break> detachedTooEarly() {
    Set<StepId> elsewhere =
        ids(attaches.stream().filter(step -> step.change().reason() != Reason.UNDONE).toList());
    return detaches.stream()
        .filter(step -> step.change().reason() != Reason.UNDONE)
        .filter(step -> !step.dependsOn().containsAll(elsewhere))
        .findFirst()
        .map(step -> new Break(Law.TAG_PROTECTED, basis.policy(), step.id()));
  }
}
