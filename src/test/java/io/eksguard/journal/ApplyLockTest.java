package io.eksguard.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.journal.ApplyLock.Removal;
import io.eksguard.journal.ApplyLock.Seen;
import io.eksguard.journal.ApplyLock.Taking;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyLockTest {
  private static final Instant NOW = Instant.parse("2026-11-24T13:44:55Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir Path folder;
  private Path file = Path.of("apply.lock");

  @BeforeEach
  void inTheFolder() {
    file = folder.resolve("state").resolve("apply.lock");
  }

  private Taking take(Owner owner) {
    return ApplyLock.take(file, CLOCK, owner);
  }

  private ApplyLock taken() {
    return switch (take(Owners.me())) {
      case Taking.Taken(var lock) -> lock;
      case Taking.TakenOver _, Taking.HeldBy _, Taking.Refused _ ->
          throw new AssertionError("not free");
    };
  }

  private void leaveBehind(Owner owner) {
    assertThat(take(owner)).isInstanceOf(Taking.Taken.class);
  }

  @Test
  void aFreeLockIsTakenAndGivenBack() {
    try (var _ = taken()) {
      assertThat(file).exists();
    }

    assertThat(file).doesNotExist();
    assertThat(ApplyLock.look(file)).isEqualTo(new Seen.Free());
  }

  @Test
  void aHeldLockSaysWhoHoldsItSinceWhen() {
    try (var _ = taken()) {
      assertThat(take(Owners.me())).isEqualTo(new Taking.HeldBy(Owners.me(), NOW));
    }
  }

  @Test
  void theFileIsForItsOwnerOnly() throws Exception {
    try (var _ = taken()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void theLockOfADeadProcessIsTakenOver() throws Exception {
    Owner dead = Owners.dead();
    leaveBehind(dead);

    assertThat(take(Owners.me()))
        .asInstanceOf(InstanceOfAssertFactories.type(Taking.TakenOver.class))
        .satisfies(over -> {
          assertThat(over.dead()).isEqualTo(dead);
          over.lock().close();
        });
    assertThat(file).doesNotExist();
  }

  @Test
  void anotherProcessWithTheNumberOfADeadOneDoesNotHoldItsLock() {
    leaveBehind(Owners.myNumberBefore());

    assertThat(take(Owners.me())).isInstanceOf(Taking.TakenOver.class);
  }

  @Test
  void aProcessWhoseStartIsNotKnownHoldsItsLock() {
    var mine = ProcessMark.current();
    var vague = Owners.of(new ProcessMark(mine.pid(), mine.space(), Optional.empty()));
    leaveBehind(vague);

    assertThat(take(Owners.me())).isEqualTo(new Taking.HeldBy(vague, NOW));
  }

  @Test
  void theLockOfAnotherMachineIsNeverTakenOver() throws Exception {
    Owner dead = Owners.dead();
    var elsewhere = new Owner(dead.user(), "another-host", dead.process(), dead.command());
    leaveBehind(elsewhere);

    assertThat(take(Owners.me())).isEqualTo(new Taking.HeldBy(elsewhere, NOW));
  }

  @Test
  void theLockOfAnotherContainerOfThisMachineIsNeverTakenOver() throws Exception {
    Owner dead = Owners.dead();
    var inside = Owners.of(new ProcessMark(dead.process().pid(), "pid:[1]", Optional.empty()));
    leaveBehind(inside);

    assertThat(take(Owners.me())).isEqualTo(new Taking.HeldBy(inside, NOW));
  }

  @Test
  void aFileThatIsNoLockIsNotTakenOverAndCanBeRemoved() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"pid\":");

    assertThat(take(Owners.me()))
        .asInstanceOf(InstanceOfAssertFactories.type(Taking.Refused.class))
        .satisfies(refused -> assertThat(refused.why().code()).isEqualTo(Code.LOCKED));
    assertThat(ApplyLock.remove(file, ApplyLock.look(file))).isEqualTo(new Removal.Removed());
    assertThat(file).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeIsAValue() throws Exception {
    Files.writeString(file.getParent(), "a file where the folder should be");

    assertThat(take(Owners.me()))
        .asInstanceOf(InstanceOfAssertFactories.type(Taking.Refused.class))
        .satisfies(refused -> assertThat(refused.why().code()).isEqualTo(Code.UNWRITABLE_FILE));
  }

  @Test
  void givingBackLeavesTheLockOfTheNextOwnerAlone() {
    var first = taken();
    ApplyLock.remove(file, ApplyLock.look(file));
    var second = taken();

    first.close();

    assertThat(file).exists();
    second.close();
    assertThat(file).doesNotExist();
  }

  @Test
  void removingLeavesALockAloneThatChangedHandsSinceItWasSeen() {
    var first = taken();
    Seen seen = ApplyLock.look(file);
    first.close();
    try (var _ = taken()) {
      assertThat(ApplyLock.remove(file, seen)).isInstanceOf(Removal.Otherwise.class);
      assertThat(file).exists();
    }
  }

  @Test
  void ofManyThreadsThatFindADeadOwnerOneTakesOver() throws Exception {
    Owner dead = Owners.dead();
    int threads = 6;
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (int round = 0; round < 30; round++) {
        leaveBehind(dead);
        var together = new CyclicBarrier(threads);
        Callable<Taking> taking =
            () -> {
              together.await();
              return take(Owners.me());
            };
        List<ApplyLock> locks = new ArrayList<>();
        for (var future : pool.invokeAll(java.util.Collections.nCopies(threads, taking))) {
          switch (future.get()) {
            case Taking.TakenOver(var lock, var _) -> locks.add(lock);
            case Taking.HeldBy _ -> {
              // Another was first.
            }
            case Taking.Taken _, Taking.Refused _ -> throw new AssertionError("held by a dead one");
          }
        }
        assertThat(locks).hasSize(1);
        locks.getFirst().close();
      }
    }
  }

  @Test
  void ofProcessesThatFindADeadOwnerAtOnceOneTakesOver() throws Exception {
    leaveBehind(Owners.dead());
    List<Process> children = new ArrayList<>();
    List<BufferedReader> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      var child = Child.start("take", file.toString());
      children.add(child);
      readers.add(child.inputReader(UTF_8));
    }
    for (var reader : readers) {
      assertThat(reader.readLine()).isEqualTo("ready");
    }

    for (var child : children) {
      Child.go(child);
    }
    List<String> results = new ArrayList<>();
    for (var reader : readers) {
      results.add(reader.readLine());
    }

    assertThat(results).containsExactlyInAnyOrder("TakenOver", "HeldBy", "HeldBy", "HeldBy");
    for (var child : children) {
      child.destroyForcibly().waitFor();
    }
    assertThat(take(Owners.me())).isInstanceOf(Taking.TakenOver.class);
  }
}
