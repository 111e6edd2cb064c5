package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.plan.Law;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Plan;
import java.util.Optional;

/// What the check of a plan's order means for the user.
final class Orders {
  private Orders() {}

  /// An error if the order, or the policy, does not hold for those who apply the plan.
  static Optional<Diagnostic> problem(OrderChecker.Verdict verdict, Plan plan) {
    if (!(verdict instanceof OrderChecker.Verdict.Broken broken)
        || broken.law() != Law.NO_LOCK_OUT) {
      return problem(verdict);
    }
    var told =
        Diagnostic.error(
                Code.LOCKED_OUT,
                "With `%s`, the policy could keep eksguard itself from changing the tag in account %s."
                    .formatted(broken.after().getFirst(), broken.where()))
            .hint("Apply it as the caller that it was planned for, or plan again.");
    return Optional.of(
        plan.steps().stream()
            .filter(step -> broken.after().contains(step.id()))
            .flatMap(step -> step.source().stream())
            .findFirst()
            .map(told::at)
            .orElse(told));
  }

  /// An error if the order does not hold. The planner makes no such plan; a file may hold one.
  static Optional<Diagnostic> problem(OrderChecker.Verdict verdict) {
    return switch (verdict) {
      case OrderChecker.Verdict.Holds _ -> Optional.empty();
      case OrderChecker.Verdict.Broken broken ->
          Optional.of(
              Diagnostic.error(
                      Code.ORDER_BROKEN,
                      "The order of the plan does not hold: `%s` would be broken in `%s`%s after %s."
                          .formatted(
                              broken.law().word(),
                              broken.where(),
                              broken.cluster().map(c -> " for cluster `" + c + "`").orElse(""),
                              broken.after().isEmpty() ? "nothing yet" : broken.after()))
                  .hint("Nothing is applied. Make the plan again; if it stays, report it."));
    };
  }
}
