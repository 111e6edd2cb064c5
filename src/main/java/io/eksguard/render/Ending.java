package io.eksguard.render;

import io.eksguard.diag.Positions;
import io.eksguard.diag.SourcePos;
import io.eksguard.model.Desired;
import io.eksguard.model.EndingRule;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The exceptions that end soon.
///
/// @param days what is soon
/// @param lines the exceptions, the soonest first
public record Ending(long days, List<Line> lines) {
  public Ending {
    lines = List.copyOf(lines);
  }

  /// One of them.
  ///
  /// @param source where it stands in a file
  public record Line(EndingRule ending, Optional<SourcePos> source) {}

  /// Those of a file.
  public static Ending of(Desired desired, Positions positions, LocalDate today, long days) {
    return new Ending(
        days,
        EndingRule.within(desired, today, days).stream()
            .map(ending -> new Line(ending, positions.of(ending.rule().path())))
            .toList());
  }
}
