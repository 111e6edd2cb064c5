package io.eksguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.journal.Journal;
import io.eksguard.journal.Outcome;
import io.eksguard.journal.RunId;
import io.eksguard.plan.StepId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastRunTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T13:44:55Z"));
  private static final RunId ID = new RunId("20261124T134455Z-3f9c");
  private static final StepId A = new StepId("a");

  @TempDir Path runs;

  private Journal begin() {
    return Journal.create(runs, ID, CLOCK, "0.1.0", "{}");
  }

  @Test
  void namesTheRunAndItsStepsInDoubt() {
    try (var journal = begin()) {
      journal.writing(List.of(A, new StepId("b")));
      journal.ended(new Outcome.Done(A));
    }

    assertThat(LastRun.leftOpen(runs))
        .hasValueSatisfying(told -> {
          assertThat(told.code()).isEqualTo(Code.IN_DOUBT);
          assertThat(told.isError()).isFalse();
          assertThat(told.message())
              .isEqualTo("Run `20261124T134455Z-3f9c` was cut short with these in doubt: `b`.");
          assertThat(told.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("live now"));
        });
  }

  @Test
  void countsTheStepsBeyondTen() {
    try (var journal = begin()) {
      journal.writing(IntStream.range(10, 25).mapToObj(i -> new StepId("s" + i)).toList());
    }

    assertThat(LastRun.leftOpen(runs))
        .hasValueSatisfying(told -> assertThat(told.message()).endsWith("`s19` and 5 more."));
  }

  @Test
  void saysNothingWhereNothingIsInDoubt() {
    assertThat(LastRun.leftOpen(runs)).isEmpty();
    try (var journal = begin()) {
      journal.writing(List.of(A));
      journal.ended(new Outcome.Done(A));
    }

    assertThat(LastRun.leftOpen(runs)).isEmpty();
  }

  @Test
  void saysThatAJournalCannotBeRead() throws IOException {
    Files.writeString(runs.resolve(ID + ".jsonl"), "1\n2\n");

    assertThat(LastRun.leftOpen(runs))
        .hasValueSatisfying(told -> assertThat(told.code()).isEqualTo(Code.UNREADABLE_FILE));
  }
}
