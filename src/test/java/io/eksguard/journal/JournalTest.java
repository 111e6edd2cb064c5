package io.eksguard.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.plan.StepId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class JournalTest {
  private static final Instant NOW = Instant.parse("2026-11-24T13:44:55Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final RunId ID = new RunId("20261124T134455Z-3f9c");
  private static final String PLAN = "{\n  \"steps\": [{\"id\": \"tag\"}]\n}\n";
  private static final StepId TAG = new StepId("us-east-1/444455556666/billing/tag");
  private static final StepId ENABLE = new StepId("us-east-1/444455556666/feature");

  @TempDir Path folder;
  private Path runs = Path.of("runs");

  @BeforeEach
  void inTheFolder() {
    runs = folder.resolve("state").resolve("runs");
  }

  private Journal begin() {
    return Journal.create(runs, ID, CLOCK, "0.1.0", PLAN);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(runs.resolve(ID + ".jsonl"));
  }

  @Test
  void theFirstLineHoldsThePlanAsAValue() throws IOException {
    try (var _ = begin()) {
      assertThat(lines())
          .containsExactly(
              "{\"entry\":\"begin\",\"at\":\"2026-11-24T13:44:55Z\",\"formatVersion\":\"1.1\","
                  + "\"eksguardVersion\":\"0.1.0\",\"run\":\"20261124T134455Z-3f9c\",\"pid\":"
                  + ProcessHandle.current().pid()
                  + ",\"plan\":{\"steps\":[{\"id\":\"tag\"}]}}");
    }
  }

  @Test
  void eachEntryIsInTheFileWhenTheCallReturns() throws IOException {
    try (var journal = begin()) {
      journal.writing(List.of(TAG, ENABLE));
      assertThat(lines().getLast())
          .isEqualTo(
              "{\"entry\":\"writing\",\"at\":\"2026-11-24T13:44:55Z\","
                  + "\"steps\":[\"us-east-1/444455556666/billing/tag\","
                  + "\"us-east-1/444455556666/feature\"]}");

      journal.ended(new Outcome.Done(TAG));
      assertThat(lines().getLast())
          .isEqualTo(
              "{\"entry\":\"ended\",\"at\":\"2026-11-24T13:44:55Z\","
                  + "\"step\":\"us-east-1/444455556666/billing/tag\",\"outcome\":\"done\"}");

      journal.finished("applied");
      assertThat(lines().getLast())
          .isEqualTo("{\"entry\":\"end\",\"at\":\"2026-11-24T13:44:55Z\",\"verdict\":\"applied\"}");
    }
  }

  @Test
  void anEntryIsOneLineWhateverOthersWrote() throws IOException {
    var call = new AwsCall("444455556666", "us-east-1", "eks:TagResource", Optional.of("r-1"));
    var why = Diagnostic.error(Code.WRITE_FAILED, "no\n{\"entry\":\"end\"}\r\u2028\u001b[2J");
    try (var journal = begin()) {
      journal.ended(new Outcome.Failed(TAG, why.at(call)));

      assertThat(lines()).hasSize(2);
      var line = JsonMapper.shared().readTree(lines().getLast());
      assertThat(line.path("message").stringValue()).isEqualTo(why.message());
      assertThat(line.path("code").stringValue()).isEqualTo("EG303");
      assertThat(line.path("call").path("requestId").stringValue()).isEqualTo("r-1");
    }
  }

  @Test
  void folderAndFileAreForTheirOwnerOnly() throws IOException {
    try (var _ = begin()) {
      assertThat(permissions(runs)).isEqualTo("rwx------");
      assertThat(permissions(folder.resolve("state"))).isEqualTo("rwx------");
      assertThat(permissions(runs.resolve(ID + ".jsonl"))).isEqualTo("rw-------");
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aRunIsNeverWrittenOverAnother() throws IOException {
    begin().close();
    var before = lines();

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(this::begin)
        .satisfies(fault -> assertThat(fault.why().code()).isEqualTo(Code.UNWRITABLE_FILE));
    assertThat(lines()).isEqualTo(before);
  }

  @Test
  void afterAFailedWriteEveryIntentFails() {
    var journal = begin();
    assertThat(journal.problem()).isEmpty();
    journal.close();

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> journal.ended(new Outcome.Done(TAG)));
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> journal.writing(List.of(ENABLE)));
    assertThat(journal.problem()).isPresent();
  }

  @Test
  void aPlanThatIsNotOneDocumentIsABugAndLeavesNoFile() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Journal.create(runs, ID, CLOCK, "0.1.0", "{} {}"));
    assertThat(runs).doesNotExist();
  }

  @Test
  void keepsTheNewestRuns() throws IOException {
    Files.createDirectories(runs);
    for (int i = 0; i < Runs.KEPT + 3; i++) {
      Files.createFile(runs.resolve(older(i) + ".jsonl"));
    }
    Files.createFile(runs.resolve("notes.txt"));

    begin().close();

    assertThat(Runs.list(runs)).hasSize(Runs.KEPT).startsWith(ID).doesNotContain(older(3));
    assertThat(runs.resolve("notes.txt")).exists();
  }

  @Test
  void keepsTheRunThatBeginsEvenIfTheClockWasSetBack() throws IOException {
    Files.createDirectories(runs);
    var newer =
        IntStream.range(0, Runs.KEPT)
            .mapToObj(i -> String.format(Locale.ROOT, "20271124T134455Z-%04x.jsonl", i))
            .toList();
    for (String name : newer) {
      Files.createFile(runs.resolve(name));
    }

    begin().close();

    assertThat(runs.resolve(ID + ".jsonl")).exists();
  }

  private static RunId older(int number) {
    return new RunId(String.format(Locale.ROOT, "20251124T134455Z-%04x", number));
  }
}
