package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.live.CallLimits;
import io.eksguard.live.CallListener;
import io.eksguard.live.CallTerms;
import io.eksguard.live.Deadline;
import io.eksguard.live.WireAttempt;
import io.eksguard.model.Place;
import io.eksguard.render.DiagnosticText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// How long AWS is asked, and who hears of it: for every command that connects.
///
/// [EksguardCommand] finds it in the command, and puts it around the command's run.
final class CallOptions {
  private static final long TICK_MILLIS = 200;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = {
        "How long AWS is asked: 90s, 20m, 1h. What was not read by then is unknown, and no",
        "further step of an apply begins. Default: without end."
      })
  private @Nullable Duration timeout;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = {
        "Write a line of JSON for each call to AWS, behind what is in the file already.",
        "Without credentials and contents. A new file is readable by its owner only."
      })
  private @Nullable Path log;

  @Option(
      names = "--no-progress",
      description = "Do not show on standard error how far it is, where it takes long.")
  private boolean noProgress;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      converter = InFlight.class,
      description = "How many calls may be under way at once, 1 to 1000. Default: 32.")
  private @Nullable Integer inFlight;

  @Option(
      names = "--rate",
      paramLabel = "SERVICE=N",
      converter = CallRate.Reader.class,
      completionCandidates = CallRate.Services.class,
      description = {
        "At most so many calls a second to a service, over all accounts: guardduty=10.",
        "May be given several times. Default: as many as AWS takes."
      })
  private List<CallRate> rates = new ArrayList<>();

  private CallTerms terms = CallTerms.NONE;

  /// The options of a command, if it has them.
  static Optional<CallOptions> of(CommandLine command) {
    return command.getCommandSpec().mixins().values().stream()
        .map(mixin -> mixin.userObject())
        .filter(CallOptions.class::isInstance)
        .map(CallOptions.class::cast)
        .findFirst();
  }

  /// On what terms the command asks AWS.
  CallTerms terms() {
    return terms;
  }

  /// Until when.
  Deadline deadline() {
    return terms.deadline();
  }

  /// Runs the command: the time begins, the log is kept, progress is shown.
  ///
  /// @param refused tells why it does not even begin
  /// @return the exit code
  int around(
      CommandLine command, Ports ports, IntSupplier run, Function<Diagnostic, ExitCode> refused) {
    Path file = log;
    if (file == null) {
      return watched(command, ports, Optional.empty(), run);
    }
    return switch (CallLog.open(file, ports.clock(), ports.version(), command.getCommandName())) {
      case CallLog.Opened.Refused(Diagnostic why) -> refused.apply(why).number();
      case CallLog.Opened.Ok(CallLog opened) -> {
        try (opened) {
          yield watched(command, ports, Optional.of(opened), run);
        }
      }
    };
  }

  private int watched(CommandLine command, Ports ports, Optional<CallLog> opened, IntSupplier run) {
    var tally = new Tally(ports.clock());
    terms =
        new CallTerms(
            Optional.ofNullable(timeout)
                .map(time -> Deadline.in(time, ports.clock()))
                .orElse(Deadline.NONE),
            new Both(tally, opened),
            limits());
    int exit = ExitCode.ERROR.number();
    try {
      exit = noProgress ? run.getAsInt() : shown(command, ports, tally, run);
    } finally {
      int code = exit;
      opened.ifPresent(one -> one.ended(tally.counts(), code));
    }
    opened.flatMap(CallLog::problem).ifPresent(why -> tell(command, why));
    return exit;
  }

  private CallLimits limits() {
    SortedMap<String, Integer> perSecond = new TreeMap<>();
    rates.forEach(rate -> perSecond.merge(rate.service(), rate.perSecond(), Math::min));
    return new CallLimits(
        inFlight == null ? OptionalInt.empty() : OptionalInt.of(inFlight), perSecond);
  }

  private static void tell(CommandLine command, Diagnostic why) {
    command.getErr().println(new DiagnosticText(false).render(List.of(why)));
    command.getErr().flush();
  }

  private static int shown(CommandLine command, Ports ports, Tally tally, IntSupplier run) {
    PrintWriter out = command.getOut();
    PrintWriter err = command.getErr();
    boolean onTerminal =
        ports.console().interactive()
            && !ports.environment().getOrDefault("TERM", "").equals("dumb");
    var line = new ProgressLine(tally, ports.clock(), err, onTerminal);
    if (onTerminal) {
      command.setOut(line.before(out));
      command.setErr(line.before(err));
    }
    var daemon = Thread.ofPlatform().daemon().name("progress").factory();
    try (var ticks = Executors.newSingleThreadScheduledExecutor(daemon)) {
      var _ =
          ticks.scheduleAtFixedRate(line::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
      try {
        return run.getAsInt();
      } finally {
        ticks.shutdownNow();
      }
    } finally {
      line.wipe();
      command.setOut(out);
      command.setErr(err);
    }
  }

  /// Counts, and logs if there is a log.
  private record Both(Tally tally, Optional<CallLog> log) implements CallListener {
    @Override
    public void attempted(WireAttempt attempt) {
      tally.attempted(attempt);
      log.ifPresent(one -> one.attempted(attempt));
    }

    @Override
    public void reading(Collection<Place> places) {
      tally.reading(places);
    }

    @Override
    public void read(Place place) {
      tally.read(place);
    }
  }
}
