package io.eksguard.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Ending.How;
import io.eksguard.journal.Runs.Found;
import io.eksguard.plan.StepId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T13:44:55Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final RunId FIRST = new RunId("20261124T134455Z-3f9c");
  private static final RunId SECOND = new RunId("20261124T134456Z-0001");
  private static final StepId A = new StepId("a");
  private static final StepId B = new StepId("b");

  @TempDir Path runs;

  private Journal begin(RunId id) {
    return Journal.create(runs, id, CLOCK, "0.1.0", "{\"steps\": []}");
  }

  private void killedRun(RunId id) {
    try (var journal = begin(id)) {
      journal.writing(List.of(A, B));
      journal.ended(new Outcome.Done(A));
    }
  }

  private Path file(RunId id) {
    return runs.resolve(id + ".jsonl");
  }

  private RecordedRun run(String asked) {
    return switch (Runs.read(runs, asked)) {
      case Found.Run(var run) -> run;
      case Found.None _, Found.NeverBegan _, Found.Unreadable _ ->
          throw new AssertionError(Runs.read(runs, asked));
    };
  }

  @Test
  void aWriteWithoutAnEndIsInDoubt() {
    killedRun(FIRST);

    var run = run(FIRST.value());

    assertThat(run.begun()).isEqualTo(NOW);
    assertThat(run.planDocument()).isEqualTo("{\"steps\":[]}");
    assertThat(run.written()).containsExactly(A, B);
    assertThat(run.inDoubt()).containsExactly(B);
    assertThat(run.finished()).isEmpty();
  }

  @Test
  void aRunThatFinishedSaysWhenAndHow() {
    try (var journal = begin(FIRST)) {
      journal.writing(List.of(A));
      journal.ended(new Outcome.Done(A));
      journal.finished("applied");
    }

    assertThat(run(FIRST.value()).finish()).contains(new RecordedRun.Finish(NOW, "applied"));
    assertThat(run(FIRST.value()).finished()).contains(NOW);
    assertThat(run(FIRST.value()).inDoubt()).isEmpty();
  }

  @Test
  void everyOutcomeIsReadBack() {
    var why = Diagnostic.error(Code.IN_DOUBT, "no answer");
    try (var journal = begin(FIRST)) {
      journal.ended(
          List.of(
              new Outcome.Done(new StepId("1")),
              new Outcome.DoneByOther(new StepId("2")),
              new Outcome.Failed(new StepId("3"), why),
              new Outcome.Held(new StepId("4"), why),
              new Outcome.Stale(new StepId("5"), why),
              new Outcome.Skipped(new StepId("6"), new StepId("5")),
              new Outcome.NotStarted(new StepId("7"))));
    }

    var ended = run(FIRST.value()).ended();

    assertThat(ended.values().stream().map(Ending::how))
        .containsExactly(
            How.DONE,
            How.DONE_BY_OTHER,
            How.FAILED,
            How.HELD,
            How.STALE,
            How.SKIPPED,
            How.NOT_STARTED);
    assertThat(ended)
        .containsEntry(
            new StepId("3"),
            new Ending(How.FAILED, Optional.of("no answer"), Optional.of("EG304"), NOW));
  }

  @Test
  void latestIsTheNewestThatBegan() throws IOException {
    killedRun(FIRST);
    Files.createFile(file(SECOND));

    assertThat(Runs.list(runs)).containsExactly(SECOND, FIRST);
    assertThat(run(Runs.LATEST).id()).isEqualTo(FIRST);
  }

  @Test
  void whereNothingRanThereIsNone() throws IOException {
    assertThat(Runs.list(runs.resolve("none"))).isEmpty();
    assertThat(Runs.read(runs.resolve("none"), Runs.LATEST)).isEqualTo(new Found.None(Runs.LATEST));
    assertThat(Runs.read(runs, FIRST.value())).isEqualTo(new Found.None(FIRST.value()));
  }

  @Test
  void aNameThatLeavesTheFolderIsNone() {
    assertThat(Runs.read(runs, "../runs/" + FIRST)).isInstanceOf(Found.None.class);
  }

  @Test
  void aLineTornAnywhereIsPassedOver() throws IOException {
    try (var journal = begin(FIRST)) {
      journal.writing(List.of(A));
      journal.ended(new Outcome.Failed(A, Diagnostic.error(Code.WRITE_FAILED, "not é")));
    }
    byte[] whole = Files.readAllBytes(file(FIRST));
    int beginEnds = indexOfLine(whole, 1);
    int writingEnds = indexOfLine(whole, 2);

    for (int length = 0; length < whole.length; length++) {
      Files.write(file(FIRST), Arrays.copyOf(whole, length));
      Found found = Runs.read(runs, FIRST.value());

      // A line is whole as soon as its closing brace is there, with or without the line break.
      if (length < beginEnds - 1) {
        assertThat(found).as("%d bytes", length).isEqualTo(new Found.NeverBegan(FIRST));
      } else {
        var run = run(FIRST.value());
        assertThat(run.written()).as("%d bytes", length).hasSize(length < writingEnds - 1 ? 0 : 1);
        assertThat(run.ended()).as("%d bytes", length).hasSize(length < whole.length - 1 ? 0 : 1);
      }
    }
  }

  private static int indexOfLine(byte[] bytes, int number) {
    int seen = 0;
    int at = 0;
    while (seen < number) {
      if (bytes[at++] == '\n') {
        seen++;
      }
    }
    return at;
  }

  @Test
  void aBlockOfZerosThatAPowerCutLeftAtTheEndIsPassedOver() throws IOException {
    killedRun(FIRST);
    byte[] whole = Files.readAllBytes(file(FIRST));
    Files.write(file(FIRST), Arrays.copyOf(whole, whole.length + 512));

    assertThat(run(FIRST.value()).inDoubt()).containsExactly(B);
  }

  @Test
  void garbageInTheMiddleIsUnreadableAndNamesTheLine() throws IOException {
    killedRun(FIRST);
    var lines = Files.readAllLines(file(FIRST));
    lines.set(1, "{\"entry\":\"wri");
    Files.write(file(FIRST), lines);

    assertThat(Runs.read(runs, FIRST.value()))
        .isEqualTo(new Found.Unreadable(file(FIRST), "line 2 is not a line of a journal"));
  }

  @Test
  void aFileThatIsNoJournalIsUnreadable() throws IOException {
    Files.writeString(file(FIRST), "[1]\n2\nnull\n");

    assertThat(Runs.read(runs, FIRST.value())).isInstanceOf(Found.Unreadable.class);
  }

  /// Two runs of a script are often less than a second apart.
  @Test
  void ofTwoRunsOfOneSecondTheLatestIsTheOneThatBeganLater() throws IOException {
    var early = new RunId("20261124T134455Z-ffff");
    var late = new RunId("20261124T134455Z-0000");
    killedRun(early);
    String text = Files.readString(file(early));
    Files.writeString(
        file(late),
        text.replace("\"at\":\"2026-11-24T13:44:55Z\"", "\"at\":\"2026-11-24T13:44:55.5Z\""));

    assertThat(run(Runs.LATEST).id()).isEqualTo(late);
  }

  @Test
  void aLaterFormatIsUnreadableAndALineItAddedIsNot() throws IOException {
    killedRun(FIRST);
    String text = Files.readString(file(FIRST));
    Files.writeString(file(FIRST), text + "{\"entry\":\"note\",\"text\":\"new\"}\n{}");
    Files.writeString(
        file(SECOND), text.replace("\"formatVersion\":\"1.1\"", "\"formatVersion\":\"2.0\""));

    assertThat(run(FIRST.value()).inDoubt()).containsExactly(B);
    assertThat(Runs.read(runs, SECOND.value())).isInstanceOf(Found.Unreadable.class);
  }

  @Test
  void whatAKilledProcessWasAboutToWriteIsKnown() throws Exception {
    var child = Child.start("journal", runs.toString(), FIRST.value());
    try (var reader = child.inputReader(UTF_8)) {
      assertThat(reader.readLine()).isEqualTo("ready");
      Child.go(child);
      assertThat(reader.readLine()).isEqualTo("written");
    }

    child.destroyForcibly().waitFor();

    assertThat(run(Runs.LATEST).inDoubt()).containsExactly(B);
    assertThat(run(Runs.LATEST).ended()).containsOnlyKeys(A);
    assertThat(run(Runs.LATEST).finished()).isEmpty();
  }
}
