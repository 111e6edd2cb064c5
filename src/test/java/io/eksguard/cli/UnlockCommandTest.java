package io.eksguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.journal.ApplyLock;
import io.eksguard.journal.Owner;
import io.eksguard.journal.ProcessMark;
import io.eksguard.live.CallTerms;
import io.eksguard.model.Reach;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnlockCommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T13:44:55Z"), ZoneOffset.UTC);

  @TempDir Path state;

  private record Result(int code, String out, String err) {}

  private Result run(Console console, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        EksguardCommand.create(ports(console))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args);
    return new Result(code, out.toString(), err.toString());
  }

  private Ports ports(Console console) {
    return new Ports(
        new NoCloud(),
        new NoSandboxes(),
        console,
        CLOCK,
        Map.of("XDG_STATE_HOME", state.toString(), "USER", "ann"),
        () -> false,
        _ -> {},
        (_, _, _, _) -> new Web.Answer.Unreached("nobody asked for that"),
        (_, _) -> Optional.of("nobody asked for that"),
        "0.1.0");
  }

  private static Console script() {
    return new Console(false, false, new BufferedReader(new StringReader("yes\n")));
  }

  private static Console person(String answer) {
    return new Console(true, false, new BufferedReader(new StringReader(answer + "\n")));
  }

  private Path lock() {
    return state.resolve("eksguard").resolve("apply.lock");
  }

  private static void hold(Path file) {
    hold(file, new Owner("ben", "build-7", ProcessMark.current(), "eksguard apply --yes"));
  }

  private static void hold(Path file, Owner owner) {
    assertThat(ApplyLock.take(file, CLOCK, owner)).isInstanceOf(ApplyLock.Taking.Taken.class);
  }

  @Test
  void whereNothingIsLockedItSaysSo() {
    assertThat(run(script(), "unlock")).isEqualTo(new Result(0, "There is no lock.\n", ""));
    assertThat(state.resolve("eksguard")).doesNotExist();
  }

  @Test
  void showsWhoHoldsTheLockSinceWhenAndRemovesIt() {
    hold(lock());

    var result = run(script(), "unlock", "--yes");

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("The lock is removed.\n");
    assertThat(result.err())
        .contains("EG405", "`ben` on `build-7`", "2026-11-24T13:44:55Z", "`eksguard apply --yes`")
        .contains(String.valueOf(ProcessHandle.current().pid()));
    assertThat(lock()).doesNotExist();
  }

  @Test
  void withoutATerminalAndWithoutYesItRefuses() {
    hold(lock());

    var result = run(script(), "unlock");

    assertThat(result.code()).isEqualTo(64);
    assertThat(result.err()).contains("EG402", "eksguard unlock --yes");
    assertThat(lock()).exists();
  }

  @Test
  void aPersonIsAskedAndYesRemovesIt() {
    hold(lock());

    var result = run(person("yes"), "unlock");

    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("Remove it? Only `yes` is taken: ");
    assertThat(lock()).doesNotExist();
  }

  @Test
  void anyOtherAnswerLeavesIt() {
    hold(lock());

    var result = run(person("y"), "unlock");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("Cancelled. The lock stays.");
    assertThat(lock()).exists();
  }

  @Test
  void saysWhetherTheOwnerStillRuns() {
    var here = RunFiles.owner(ports(script()), "eksguard apply");
    var mine = here.process();
    var gone = new ProcessMark(mine.pid(), mine.space(), Optional.of(Instant.EPOCH));

    hold(lock(), here);
    assertThat(run(script(), "unlock", "--yes").err()).contains("That process still runs.");
    hold(lock(), new Owner(here.user(), here.host(), gone, here.command()));
    assertThat(run(script(), "unlock", "--yes").err()).contains("That process runs no more.");
    hold(lock());
    assertThat(run(script(), "unlock", "--yes").err()).contains("Make sure there");
  }

  @Test
  void theLockOfTheSandboxIsAnother() {
    Path ofSandbox = state.resolve("eksguard").resolve("apply-sandbox.lock");
    hold(lock());
    hold(ofSandbox);

    assertThat(run(script(), "unlock", "--sandbox", "--yes").code()).isZero();

    assertThat(ofSandbox).doesNotExist();
    assertThat(lock()).exists();
  }

  @Test
  void aFileThatIsNoLockIsRemovedToo() throws Exception {
    Files.createDirectories(lock().getParent());
    Files.writeString(lock(), "");

    var result = run(script(), "unlock", "--yes");

    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("cannot be read");
    assertThat(lock()).doesNotExist();
  }

  @Test
  void whatOthersWroteIsShownWithoutItsControlCharacters() {
    hold(lock(), new Owner("ben", "b", ProcessMark.current(), "eksguard \u001b[2J"));

    assertThat(run(script(), "unlock", "--yes").err()).contains("\\u001b").doesNotContain("\u001b");
  }

  /// Unlocking needs neither AWS nor a sandbox.
  private static final class NoCloud implements Cloud {
    @Override
    public Connection toRead(Reach reach, Optional<Sandboxes.Running> sandbox, CallTerms terms) {
      throw new AssertionError("nobody asked for AWS");
    }

    @Override
    public Writable toApply(Reach reach, Optional<Sandboxes.Running> sandbox, CallTerms terms) {
      throw new AssertionError("nobody asked for AWS");
    }
  }

  /// Unlocking starts no sandbox.
  private static final class NoSandboxes implements Sandboxes {
    @Override
    public Started start(Path world, int port, Duration latency) {
      throw new AssertionError("unlock starts no sandbox");
    }

    @Override
    public Optional<io.eksguard.diag.Diagnostic> reset(Path world) {
      throw new AssertionError("unlock resets no sandbox");
    }
  }
}
