package io.eksguard.render;

import io.eksguard.journal.Ending;
import io.eksguard.journal.RecordedRun;
import io.eksguard.plan.StepId;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a journal tells of a run, as text.
public final class RunText {
  private RunText() {}

  /// A line for each step that ended, in the order of time, and for each ring that was asked for;
  /// then how the run ended.
  public static String render(RecordedRun run) {
    var text = new StringBuilder("Run " + run.id() + ", begun " + run.begun() + "\n");
    run.ended().entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<StepId, Ending> entry) -> entry.getValue().at())
                .thenComparing(Map.Entry::getKey))
        .forEach(entry -> {
          Ending ending = entry.getValue();
          text.append("  %-13s %s".formatted(ending.how().word(), safe(entry.getKey())));
          ending.message().ifPresent(why -> text.append("  ").append(TerminalText.safe(why)));
          text.append('\n');
        });
    run.inDoubt().forEach(step -> text.append("  in doubt      ").append(safe(step)).append('\n'));
    run.rings()
        .forEach((ring, verdict) ->
            text.append("  %-13s `%s`\n".formatted("ring " + verdict, TerminalText.safe(ring))));
    SortedMap<String, Integer> counts = new TreeMap<>();
    run.ended().values().forEach(ending -> counts.merge(ending.how().word(), 1, Integer::sum));
    text.append(
        run.finish()
            .map(finish -> "Ended " + finish.at() + ": " + TerminalText.safe(finish.verdict()))
            .orElse("It was cut off, or still runs"));
    counts.forEach((word, count) -> text.append(", ").append(count).append(' ').append(word));
    return text.append(".\n").toString();
  }

  private static String safe(StepId step) {
    return TerminalText.safe(step.value());
  }
}
