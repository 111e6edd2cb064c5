package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.plan.OrderChecker;
import java.util.Optional;

/// What the check of a plan's order means for the user.
final class Orders {
  private Orders() {}

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
