package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.Bases;
import io.eksguard.plan.Certificate;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Plan;
import io.eksguard.plan.PlanDocument;
import io.eksguard.plan.Remainder;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Summaries;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Saves what is left of a saved plan.
final class Remaining {
  private Remaining() {}

  /// Writes the steps that were not done beside the plan they come from.
  ///
  /// @param rings what came of the rings of a rollout, which may have excluded clusters again
  /// @param problems takes what went wrong with that
  /// @return what to say about it; nothing if nothing is left
  static Optional<String> save(
      Path file,
      PlanDocument document,
      List<Outcome> outcomes,
      List<RingResult> rings,
      Instant now,
      List<Diagnostic> problems) {
    Set<StepId> done =
        outcomes.stream().filter(Outcome::isDone).map(Outcome::step).collect(Collectors.toSet());
    List<Change.ClusterTag> excluded =
        rings.stream().flatMap(ring -> ring.excluded().stream()).toList();
    Bases bases = Remainder.bases(document.plan(), done, document.bases()).after(excluded);
    Plan left = Remainder.withSecondTries(Remainder.plan(document.plan(), done), bases, excluded);
    if (left.isEmpty()) {
      return Optional.empty();
    }
    return switch (OrderChecker.check(left, bases)) {
      case OrderChecker.Verdict.Broken broken -> {
        Orders.problem(broken).ifPresent(problems::add);
        yield Optional.empty();
      }
      case OrderChecker.Verdict.Holds(Certificate certificate) -> {
        var rest =
            new PlanDocument(
                document.eksguardVersion(),
                now,
                document.target(),
                document.reach(),
                document.limits(),
                Summaries.with(left, document.summary()),
                bases,
                left,
                certificate,
                document.rings());
        Path beside = PlanFiles.remainder(file);
        Optional<Diagnostic> problem = PlanFiles.save(beside, rest);
        problem.ifPresent(problems::add);
        yield problem.isPresent()
            ? Optional.empty()
            : Optional.of("What is left is saved to " + beside + ".");
      }
    };
  }
}
