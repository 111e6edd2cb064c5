package io.eksguard.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.AutoEnable;
import io.eksguard.model.Feature;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.plan.Bases;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Undo;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/// The way back from every run, whole or cut off anywhere, keeps the laws and leads back.
class UndoSearchTest {
  private static final List<NewAccountsWish> WISHES = List.of(NewAccountsWish.values());

  private final Cases cases = new Cases(Feature.RUNTIME_MONITORING, List.of(Standing.MEMBER));
  private final LongAdder undone = new LongAdder();

  @Test
  void theWayBackFromEveryRunKeepsTheLawsAndLeadsBack() {
    Optional<String> fault =
        Spaces.oneAccount(Spaces.plainOrganizations(), WISHES)
            .parallel()
            .map(this::fault)
            .flatMap(Optional::stream)
            .findAny();

    assertThat(fault).isEmpty();
    System.out.printf("%,d ways back checked%n", undone.sum());
    assertThat(undone.sum()).isGreaterThan(300_000);
  }

  private Optional<String> fault(Case problem) {
    var planned = cases.plan(problem);
    List<Step> steps = planned.plan().steps();
    for (int done = 0; done < 1 << steps.size(); done++) {
      Set<StepId> inEffect = downSet(steps, done);
      if (inEffect.size() != Integer.bitCount(done)) {
        continue;
      }
      undone.increment();
      Optional<String> fault = fault(planned, inEffect);
      if (fault.isPresent()) {
        return Optional.of(problem + " after " + inEffect + ": " + fault.get());
      }
    }
    return Optional.empty();
  }

  /// The steps of the mask, or fewer if it is not a down-set.
  private static Set<StepId> downSet(List<Step> steps, int mask) {
    Set<StepId> done = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      if (((mask >> i) & 1) != 0 && done.containsAll(steps.get(i).dependsOn())) {
        done.add(steps.get(i).id());
      }
    }
    return done;
  }

  private static Optional<String> fault(Cases.Planned planned, Set<StepId> inEffect) {
    Bases then = planned.bases();
    List<Step> done =
        planned.plan().steps().stream().filter(step -> inEffect.contains(step.id())).toList();
    Bases now = then.after(done.stream().map(Step::change).toList());
    Plan back = Undo.plan(planned.plan(), then, now, inEffect);
    if (OrderChecker.check(back, Undo.bases(then, now))
        instanceof OrderChecker.Verdict.Broken broken) {
      return isAboutToChange(then) || isAboutToChange(now)
          ? Optional.empty()
          : Optional.of(broken + " on the way " + back);
    }
    Bases end = now.after(back.steps().stream().map(Step::change).toList());
    return isLike(then, end) ? Optional.empty() : Optional.of("leads to " + end);
  }

  /// Where GuardDuty was, or is, about to overwrite the account because of ALL, it may refuse the
  /// way back, or what is taken back may be what kept it off. The checker says so before the first
  /// write.
  private static boolean isAboutToChange(Bases now) {
    return now.places().values().stream()
        .anyMatch(place ->
            now.regions().values().stream()
                .flatMap(region -> region.live().entrySet().stream())
                .anyMatch(all -> {
                  Setting live = place.live().getOrDefault(all.getKey(), Setting.OFF);
                  boolean on = all.getValue().feature() == AutoEnable.ALL;
                  boolean addon = all.getValue().addonManagement() == AutoEnable.ALL;
                  return (on && !live.enabled()) || (addon && !live.addonManagement());
                }));
  }

  private static boolean isLike(Bases then, Bases end) {
    return then.regions().equals(end.regions())
        && then.places().values().stream()
            .allMatch(before -> {
              var after = end.places().getOrDefault(before.place(), before);
              return after.tags().equals(before.tags())
                  && before.live().entrySet().stream()
                      .allMatch(live ->
                          live.getValue()
                              .meansTheSameAs(
                                  after.live().getOrDefault(live.getKey(), live.getValue())));
            });
  }
}
