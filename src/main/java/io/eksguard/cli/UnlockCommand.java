package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.ApplyLock;
import io.eksguard.journal.Owner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard unlock`: shows the lock of an apply, and removes it.
@Command(
    name = "unlock",
    mixinStandardHelpOptions = true,
    description = "Show who holds the lock of apply, and remove it.")
final class UnlockCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private Target target;
  @Mixin private ColourOption colour;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  UnlockCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    Path file = RunFiles.lock(ports, target);
    ApplyLock.Seen seen = ApplyLock.look(file);
    switch (seen) {
      case ApplyLock.Seen.Free _ -> {
        page.print("There is no lock.\n");
        return ExitCode.OK.number();
      }
      case ApplyLock.Seen.Held(Owner owner, Instant since, String _) ->
          page.diagnostics(List.of(held(owner, since)));
      case ApplyLock.Seen.Unreadable(String why) ->
          page.diagnostics(
              List.of(
                  Diagnostic.warning(
                      Code.LOCKED, "`%s` cannot be read: %s.".formatted(file, why))));
    }
    if (!yes) {
      if (!ports.console().interactive()) {
        page.diagnostics(List.of(notConfirmed()));
        return ExitCode.USAGE.number();
      }
      if (!isConfirmed(page)) {
        page.say("Cancelled. The lock stays.");
        return ExitCode.ERROR.number();
      }
    }
    return remove(page, file, seen);
  }

  private Diagnostic held(Owner owner, Instant since) {
    var told = Diagnostic.warning(Code.LOCKED, LockNotes.holder(owner, since));
    return switch (owner.seenBy(RunFiles.owner(ports, ""))) {
      case RUNNING -> told.hint("That process still runs. Stop it with Ctrl-C first, or wait.");
      case GONE ->
          told.hint("That process runs no more. The next apply would take over by itself.");
      case UNKNOWN -> told.hint("Make sure there that the process runs no more.");
    };
  }

  private static Diagnostic notConfirmed() {
    return Diagnostic.error(
            Code.NOT_CONFIRMED, "There is no terminal to ask on, so the lock was left alone.")
        .hint("If no apply is running, say `eksguard unlock --yes`.");
  }

  private boolean isConfirmed(Page page) {
    ports.console().nextIsAQuestion();
    page.ask("\nRemove it? Only `yes` is taken: ");
    return ports.console().readLine().map(String::strip).filter("yes"::equals).isPresent();
  }

  private static int remove(Page page, Path file, ApplyLock.Seen seen) {
    return switch (ApplyLock.remove(file, seen)) {
      case ApplyLock.Removal.Removed _ -> {
        page.print("The lock is removed.\n");
        yield ExitCode.OK.number();
      }
      case ApplyLock.Removal.Otherwise _ -> {
        page.diagnostics(
            List.of(
                Diagnostic.error(
                        Code.LOCKED, "The lock changed hands meanwhile, so it was left alone.")
                    .hint("Run `eksguard unlock` again to see who holds it now.")));
        yield ExitCode.ERROR.number();
      }
      case ApplyLock.Removal.Refused(Diagnostic why) -> {
        page.diagnostics(List.of(why));
        yield ExitCode.ERROR.number();
      }
    };
  }
}
