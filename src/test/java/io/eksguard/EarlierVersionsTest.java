package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.journal.RecordedRun;
import io.eksguard.journal.RunId;
import io.eksguard.journal.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What earlier versions left on disk, under this one: it is read, and it is good for what it was
/// good for then. The files are as those versions wrote them, and stay so.
class EarlierVersionsTest {
  private static final Path FROZEN = Path.of("src/test/resources/formats-of-earlier-versions");

  /// By version, a digest over its files. Where a test here fails, mend what reads, not the files:
  /// users have such.
  private static final Map<String, String> DIGESTS =
      Map.of("0.1", "1e26ab891530c28d73cc44d46a549cf20b2024692572eafcd1b88f04c18d68bb");

  @TempDir private Path folder;

  @Test
  void noFileOfThemWasChanged() throws IOException {
    var found = new TreeSet<String>();
    try (var folders = Files.newDirectoryStream(FROZEN, Files::isDirectory)) {
      for (Path version : folders) {
        String name = version.getFileName().toString();
        found.add(name);
        assertThat(digest(version)).as(name).isEqualTo(DIGESTS.get(name));
      }
    }
    assertThat(found).isEqualTo(new TreeSet<>(DIGESTS.keySet()));
  }

  @ParameterizedTest
  @CsvSource({"0.1, plan", "0.1, plan-all", "0.1, plan-agents", "0.1, plan-remaining"})
  void aPlanIsShownWithEachOfItsSteps(String version, String name) throws IOException {
    Path plan = given(version, name + ".json");

    var shown = run("show", plan.toString(), "--format", "json");

    assertThat(shown.code()).as(shown.toString()).isZero();
    assertThat(steps(JsonMapper.shared().readTree(shown.out())))
        .isEqualTo(steps(JsonMapper.shared().readTree(Files.readString(plan))))
        .isNotEmpty();
    for (String format : List.of("text", "markdown", "html")) {
      assertThat(run("show", plan.toString(), "--format", format).code()).isZero();
    }
  }

  /// As far as a reader can tell steps apart: by what they are and what is looked at before them.
  private static List<String> steps(JsonNode document) {
    List<String> steps = new ArrayList<>();
    for (JsonNode step : document.required("steps").values()) {
      List<String> guards = new ArrayList<>();
      step.required("guards").values().forEach(guard -> guards.add(guard.toString()));
      steps.add(
          step.required("id")
              + " "
              + step.required("kind")
              + " "
              + step.required("action")
              + " "
              + step.required("before")
              + " "
              + step.required("after")
              + " "
              + step.required("dependsOn")
              + " "
              + step.path("comesAfter")
              + " "
              + guards);
    }
    return steps;
  }

  /// There are all that version 0.1 knew.
  @Test
  void theFilesHaveEachKindOfStepAndGuard() throws IOException {
    var kinds = new TreeSet<String>();
    for (String name : List.of("plan", "plan-all", "plan-agents")) {
      JsonNode plan =
          JsonMapper.shared().readTree(Files.readString(FROZEN.resolve("0.1/" + name + ".json")));
      for (JsonNode step : plan.required("steps").values()) {
        kinds.add(step.required("kind").stringValue());
        kinds.add(step.required("action").stringValue());
        step.required("guards")
            .values()
            .forEach(guard -> kinds.add(guard.required("kind").stringValue()));
      }
    }

    assertThat(kinds)
        .contains("cluster-tag", "cluster-agent", "member-feature", "detector-feature")
        .contains("organization-feature", "policy-text", "policy-target")
        .contains("tag", "untag", "enable", "disable", "update", "install", "uninstall")
        .contains("protect", "detach")
        .contains("cluster-tagged", "clusters-ready", "members-known", "feature-set")
        .contains("agent-by-hand");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, plan,           world",
    "0.1, plan-all,       world",
    "0.1, plan-agents,    world-applied",
    "0.1, plan-remaining, world-interrupted",
  })
  void aPlanIsAppliedToTheWorldThatItWasMadeFor(String version, String name, String world)
      throws IOException {
    Path plan = given(version, name + ".json");

    var applied = run("apply", plan.toString(), sandbox(version, world), "--allow", "disable");

    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(applied.out()).contains(" 0 failed, 0 held, 0 stale, 0 skipped");
    assertThat(applied.out()).contains("live matches the plan");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, finished,    world-applied",
    "0.1, failed,      world-failed",
    "0.1, interrupted, world-interrupted",
    "0.1, killed,      world-killed",
  })
  void theWayBackFromARunIsPlannedAndApplied(String version, String run, String world)
      throws IOException {
    String id = journal(version, run);
    String at = sandbox(version, world);
    String undo = folder.resolve("undo.json").toString();

    var planned = run("plan", "--undo", id, at, "-o", undo);
    var applied = run("apply", undo, at, "--allow", "disable", "--allow", "untag");

    assertThat(planned.code()).as(planned.toString()).isZero();
    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(applied.out()).contains("live matches the plan").doesNotContain(" 0 done");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, finished,    done",
    "0.1, failed,      incomplete",
    "0.1, interrupted, interrupted",
  })
  void aJournalTellsHowItsRunEnded(String version, String run, String verdict) throws IOException {
    assertThat(read(version, run).finish().map(RecordedRun.Finish::verdict)).contains(verdict);
  }

  @ParameterizedTest
  @ValueSource(strings = "0.1")
  void theNextApplySaysWhatAKilledRunLeftInDoubt(String version) throws IOException {
    journal(version, "killed");

    var applied =
        run(
            "apply",
            "--yes",
            sandbox(version, "world-killed"),
            "-f",
            given(version, "organization.yaml").toString());

    assertThat(read(version, "killed").inDoubt()).isNotEmpty();
    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(applied.err()).contains(read(version, "killed").inDoubt().first().value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value =
          "0.1 | Plan: 1 to tag, 1 to untag, 4 to enable, 1 to disable, 3 to update, 2 to install")
  void aSnapshotIsPlannedFromAndCompared(String version, String expected) throws IOException {
    Path snapshot = given(version, "snapshot.json");
    Path file = given(version, "organization.yaml");

    var planned = run("plan", "--from", snapshot.toString(), "-f", file.toString());
    var same = run("diff", snapshot.toString(), snapshot.toString());

    assertThat(planned.code()).as(planned.toString()).isZero();
    assertThat(planned.out()).contains(expected);
    assertThat(same.code()).as(same.toString()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = "0.1")
  void aSnapshotWithPseudonymsIsRead(String version) throws IOException {
    String redacted = given(version, "snapshot-redacted.json").toString();

    var same = run("diff", redacted, redacted);

    assertThat(same.code()).as(same.toString()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0.1, 2026-11-28T08:11:56.708Z, 2026-11-29T02:00:00Z"})
  void theNightsBeforeCount(String version, Instant first, Instant now) throws IOException {
    Path history = Files.createDirectories(folder.resolve("history"));
    try (var nights = Files.newDirectoryStream(FROZEN.resolve(version).resolve("history"))) {
      for (Path night : nights) {
        Files.copy(night, history.resolve(night.getFileName()));
      }
    }

    var drift =
        Cli.on(folder)
            .at(Clock.fixed(now, ZoneOffset.UTC))
            .run(
                "drift",
                sandbox(version, "world"),
                "-f",
                given(version, "organization.yaml").toString(),
                "--history",
                history.toString(),
                "--format",
                "json");

    assertThat(drift.code()).as(drift.toString()).isEqualTo(2);
    assertThat(drift.out()).contains(first.toString().substring(0, 19));
  }

  @ParameterizedTest
  @ValueSource(strings = "0.1")
  void theLockOfAnApplyElsewhereIsRespectedAndRemoved(String version) throws IOException {
    Path lock = folder.resolve("eksguard/apply-sandbox.lock");
    Files.createDirectories(folder.resolve("eksguard"));
    Files.copy(FROZEN.resolve(version).resolve("apply-sandbox.lock"), lock);
    Path plan = given(version, "plan.json");

    var refused = run("apply", plan.toString(), sandbox(version, "world"));
    var unlocked = run("unlock", "--yes", "--sandbox");

    assertThat(refused.code()).as(refused.toString()).isEqualTo(1);
    assertThat(refused.err()).contains("EG405", "build-7.example.com");
    assertThat(unlocked.code()).as(unlocked.toString()).isZero();
    assertThat(lock).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = "0.1")
  void aRecordOfAReviewIsGoneOnWith(String version) throws IOException {
    Path record = given(version, "record.txt");
    String before = Files.readString(record);

    var ran =
        Cli.on(folder)
            .piping("record " + record + "\nvalidate\nquit\n")
            .run(
                "shell",
                sandbox(version, "world"),
                "-f",
                given(version, "organization.yaml").toString());

    assertThat(ran.code()).as(ran.toString()).isZero();
    assertThat(Files.readString(record)).startsWith(before).hasSizeGreaterThan(before.length());
  }

  private Cli.Ran run(String... arguments) {
    return Cli.on(folder).run(arguments);
  }

  /// A copy, for no test may write into what is frozen.
  private Path given(String version, String name) throws IOException {
    Path copy = folder.resolve(name);
    if (!Files.exists(copy)) {
      Files.copy(FROZEN.resolve(version).resolve(name), copy);
    }
    return copy;
  }

  /// Lays the world where eksguard keeps the usual one, whose runs stay where they were.
  private String sandbox(String version, String world) throws IOException {
    Path usual = Files.createDirectories(folder.resolve("eksguard")).resolve("sandbox.yaml");
    Files.copy(FROZEN.resolve(version).resolve(world + ".yaml"), usual);
    return "--sandbox";
  }

  private static Path runs(String version, String run) {
    return FROZEN.resolve(version).resolve("runs").resolve(run);
  }

  private static RunId only(String version, String run) throws IOException {
    List<RunId> ids = Runs.list(runs(version, run));
    assertThat(ids).hasSize(1);
    return ids.getFirst();
  }

  private static RecordedRun read(String version, String run) throws IOException {
    var found = Runs.read(runs(version, run), only(version, run).value());
    if (found instanceof Runs.Found.Run(RecordedRun recorded)) {
      return recorded;
    }
    throw new AssertionError(found.toString());
  }

  /// Lays the journal where eksguard keeps those of the usual world.
  private String journal(String version, String run) throws IOException {
    String id = only(version, run).value();
    Path to = Files.createDirectories(folder.resolve("eksguard/runs-sandbox"));
    Files.copy(runs(version, run).resolve(id + ".jsonl"), to.resolve(id + ".jsonl"));
    return id;
  }

  private static String digest(Path version) throws IOException {
    try (var files = Files.walk(version)) {
      var digest = MessageDigest.getInstance("SHA-256");
      for (Path file : new TreeSet<>(files.filter(Files::isRegularFile).toList())) {
        String name = version.relativize(file).toString().replace('\\', '/');
        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
