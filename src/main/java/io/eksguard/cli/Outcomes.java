package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Outcome;
import io.eksguard.plan.StepId;
import io.eksguard.render.RingEnd;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What outcomes come to, taken together.
final class Outcomes {
  /// How many steps are named.
  private static final int NAMED = 5;

  private Outcomes() {}

  /// Whether every step is done.
  static boolean allDone(List<Outcome> outcomes) {
    return outcomes.stream().allMatch(Outcome::isDone);
  }

  /// What each outcome means for the exit code.
  static List<ExitCode> exitCodes(List<Outcome> outcomes) {
    List<ExitCode> codes = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Done _, Outcome.DoneByOther _ -> codes.add(ExitCode.OK);
        case Outcome.Failed(var _, var why) ->
            codes.add(Assessment.isDenial(why) ? ExitCode.ACCESS_DENIED : ExitCode.INCOMPLETE);
        case Outcome.Held _, Outcome.NotStarted _ -> codes.add(ExitCode.INCOMPLETE);
        case Outcome.Stale _ -> codes.add(ExitCode.STALE);
        case Outcome.Skipped _ -> {
          // It ended this way because of another step, whose outcome counts.
        }
      }
    }
    return codes;
  }

  /// How the rings ended.
  static List<RingEnd> ends(List<RingResult> rings) {
    return rings.stream().map(RingResult::end).toList();
  }

  /// What to tell of them: of rings first, and once what many steps were held for.
  static Collection<Diagnostic> told(List<RingResult> rings, List<Outcome> outcomes) {
    Set<Diagnostic> ofRings = new LinkedHashSet<>();
    rings.forEach(ring -> ofRings.addAll(ring.told()));
    List<Diagnostic> told = new ArrayList<>(ofRings);
    outcomes.forEach(
        outcome -> Reports.why(outcome).filter(why -> !ofRings.contains(why)).ifPresent(told::add));
    return told;
  }

  /// What the rings of a rollout mean for the exit code; nothing if all went well.
  static List<ExitCode> exitCodesOfRings(List<RingResult> rings) {
    List<ExitCode> codes = new ArrayList<>();
    for (RingResult ring : rings) {
      codes.addAll(ring.ofPutBack());
      if (ring.end().verdict() != RingEnd.Verdict.OPEN) {
        codes.add(ExitCode.INCOMPLETE);
      }
    }
    return codes;
  }

  /// Which steps were not started, once the time was up; nothing if all were.
  static Optional<Diagnostic> outOfTime(List<Outcome> outcomes) {
    List<StepId> waiting =
        outcomes.stream().filter(Outcome.NotStarted.class::isInstance).map(Outcome::step).toList();
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    String named =
        waiting.stream()
            .limit(NAMED)
            .map(step -> "`" + step + "`")
            .collect(Collectors.joining(", "));
    int more = Math.max(0, waiting.size() - NAMED);
    return Optional.of(
        Diagnostic.error(
                Code.TIME_IS_UP,
                "The time of `--timeout` was up; %d %s not started: %s%s."
                    .formatted(
                        waiting.size(),
                        waiting.size() == 1 ? "step was" : "steps were",
                        named,
                        more == 0 ? "" : " and " + more + " more"))
            .hint("Run `apply` again: what is done is not done twice."));
  }
}
