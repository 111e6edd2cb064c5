package io.eksguard.journal;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps two applies on one machine apart: a file that says who holds it, there for as long as it
/// is held.
///
/// The file is looked at and changed only by whoever holds the system's lock on a second file
/// beside it, whose name ends in `.guard`. The system takes that lock back from a process that is
/// killed, so two that find the owner dead at once cannot both take over, and none waits for ever.
public final class ApplyLock implements AutoCloseable {
  /// The system's locks are held by a whole process; its own threads must be kept apart here.
  private static final Lock THREADS = new ReentrantLock();

  private final Path file;
  private final LockText held;

  private ApplyLock(Path file, LockText held) {
    this.file = file;
    this.held = held;
  }

  /// What trying to take the lock gave.
  public sealed interface Taking {
    /// It was free.
    record Taken(ApplyLock lock) implements Taking {}

    /// Its owner ran on this machine and is no more; what it was doing may be in doubt.
    record TakenOver(ApplyLock lock, Owner dead) implements Taking {}

    /// Somebody holds it.
    record HeldBy(Owner owner, Instant since) implements Taking {}

    /// The lock file cannot be written, or says nothing that can be understood.
    record Refused(Diagnostic why) implements Taking {}
  }

  /// How a lock is found.
  public sealed interface Seen {
    /// Nobody holds it.
    record Free() implements Seen {}

    /// Somebody holds it, or left it behind.
    ///
    /// @param token what tells this taking of the lock from any other
    record Held(Owner owner, Instant since, String token) implements Seen {}

    /// There is a file, and it says nothing that can be understood.
    record Unreadable(String why) implements Seen {}
  }

  /// What removing a lock gave.
  public sealed interface Removal {
    /// It is gone.
    record Removed() implements Removal {}

    /// It is no longer as it was seen, so it was left alone.
    record Otherwise(Seen now) implements Removal {}

    /// It cannot be removed.
    record Refused(Diagnostic why) implements Removal {}
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  /// Tries to take the lock; does not wait for its owner.
  ///
  /// @param owner the one who takes it: this process
  public static Taking take(Path file, InstantSource clock, Owner owner) {
    try {
      return alone(file, () -> takeAlone(file, clock, owner));
    } catch (IOException e) {
      return new Taking.Refused(unwritable(file, e));
    }
  }

  private static Taking takeAlone(Path file, InstantSource clock, Owner owner) throws IOException {
    return switch (look(file)) {
      case Seen.Free _ -> new Taking.Taken(put(file, clock, owner));
      case Seen.Held(Owner before, Instant since, String _) ->
          switch (before.seenBy(owner)) {
            case GONE -> new Taking.TakenOver(put(file, clock, owner), before);
            case RUNNING, UNKNOWN -> new Taking.HeldBy(before, since);
          };
      case Seen.Unreadable(String why) -> new Taking.Refused(unreadable(file, why));
    };
  }

  private static ApplyLock put(Path file, InstantSource clock, Owner owner) throws IOException {
    var text = new LockText(owner, clock.instant(), UUID.randomUUID().toString());
    PrivateFiles.replace(file, text.write());
    return new ApplyLock(file, text);
  }

  /// Looks at the lock without touching it.
  public static Seen look(Path file) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      Optional<LockText> read = LockText.parse(text);
      return read.isPresent()
          ? new Seen.Held(read.get().owner(), read.get().since(), read.get().token())
          : new Seen.Unreadable("it is not a lock of eksguard");
    } catch (NoSuchFileException e) {
      return new Seen.Free();
    } catch (IOException e) {
      return new Seen.Unreadable(FileTrouble.why(e));
    }
  }

  /// Removes the lock from whoever holds it, if it is still as it was seen.
  public static Removal remove(Path file, Seen seen) {
    try {
      return alone(
          file,
          () -> {
            Seen now = look(file);
            if (!now.equals(seen)) {
              return new Removal.Otherwise(now);
            }
            Files.deleteIfExists(file);
            return new Removal.Removed();
          });
    } catch (IOException e) {
      return new Removal.Refused(unwritable(file, e));
    }
  }

  /// Gives the lock back, if it is still ours. A file that cannot be deleted stays; the next one
  /// that wants it finds its owner gone and takes over.
  @Override
  public void close() {
    // Whatever became of it, there is nothing more to do about it here.
    var _ = remove(file, new Seen.Held(held.owner(), held.since(), held.token()));
  }

  private static <T> T alone(Path file, Work<T> work) throws IOException {
    Path whole = file.toAbsolutePath();
    Path folder = whole.getParent();
    if (folder != null) {
      PrivateFiles.createFolder(folder);
    }
    THREADS.lock();
    try (var channel =
            PrivateFiles.open(
                Path.of(whole + ".guard"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      return work.run();
    } finally {
      THREADS.unlock();
    }
  }

  private static Diagnostic unwritable(Path file, IOException e) {
    return Diagnostic.error(
            Code.UNWRITABLE_FILE,
            "The lock `%s` cannot be written: %s.".formatted(file, FileTrouble.why(e)))
        .hint("Check that its folder may be written to.");
  }

  private static Diagnostic unreadable(Path file, String why) {
    return Diagnostic.error(Code.LOCKED, "`%s` cannot be read: %s.".formatted(file, why))
        .hint("If no other apply is running, `eksguard unlock` removes it.");
  }
}
