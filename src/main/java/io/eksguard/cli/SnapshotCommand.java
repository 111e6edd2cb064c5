package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Survey;
import io.eksguard.live.LiveState;
import io.eksguard.model.Desired;
import io.eksguard.model.Reach;
import io.eksguard.plan.PlanDocument;
import io.eksguard.snapshot.Redaction;
import io.eksguard.snapshot.Snapshot;
import io.eksguard.snapshot.SnapshotCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard snapshot`: reads what is live and keeps it in a file.
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    description = {
      "Read what is live and keep it in a file, which --from reads without credentials or network.",
      "Writes nothing to AWS."
    })
final class SnapshotCommand implements Callable<Integer> {
  private static final int MIN_SALT = 16;

  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private Target target;
  @Mixin private CallOptions calls;
  @Mixin private ColourOption colour;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = {"Where to keep it, readable by its owner only.", "Default: standard output."})
  private @Nullable Path out;

  @Option(
      names = "--all",
      description = {
        "Read every active member in every region of the file, with its clusters,",
        "whatever the file wants there: for files that are yet to be written."
      })
  private boolean all;

  @Option(
      names = "--redact",
      description = {
        "Replace account ids, names of clusters, ARNs, ids of units and of what is in VPCs by",
        "pseudonyms that keep their form, and leave out messages, policies, stacks and odd tag values."
      })
  private boolean redact;

  @Option(
      names = "--salt",
      paramLabel = "TEXT",
      description = {
        "With --redact: the same text gives the same pseudonyms again. At least 16 characters,",
        "hard to guess. Default: random, new each time."
      })
  private @Nullable String salt;

  @Option(
      names = "--redact-map",
      paramLabel = "FILE",
      description = {
        "With --redact: where to keep which pseudonym stands for what, readable by its owner only."
      })
  private @Nullable Path map;

  @Option(names = "--strict", description = "End with 7 if something could not be read.")
  private boolean strict;

  SnapshotCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    Optional<Diagnostic> unfit = unfit();
    if (unfit.isPresent()) {
      page.diagnostics(List.of(unfit.get()));
      return ExitCode.USAGE.number();
    }
    var result = files.read(ports);
    if (result.loaded().isEmpty()) {
      page.diagnostics(result.diagnostics());
      return ExitCode.USAGE.number();
    }
    Loaded loaded = result.loaded().get();
    Desired desired = all ? Survey.widened(loaded.desired()) : loaded.desired();
    return switch (target.connect(ports, calls, Reach.of(desired))) {
      case Target.Connected.Refused(Diagnostic why) -> {
        page.diagnostics(List.of(why));
        yield ExitCode.USAGE.number();
      }
      case Target.Connected.Ok(Cloud.Connection connection) -> {
        try (connection) {
          yield keep(page, desired, connection.reader().read(desired));
        }
      }
    };
  }

  private Optional<Diagnostic> unfit() {
    if (!redact && (salt != null || map != null)) {
      return Optional.of(
          Diagnostic.error(Code.WRONG_USAGE, "`--salt` and `--redact-map` are about `--redact`.")
              .hint("Add `--redact`."));
    }
    return salt != null && salt.length() < MIN_SALT
        ? Optional.of(
            Diagnostic.error(
                    Code.WRONG_USAGE, "`--salt` has fewer than %d characters.".formatted(MIN_SALT))
                .hint("There are few account ids, so a salt that can be guessed gives them away."))
        : Optional.empty();
  }

  private Redaction redaction() {
    String given = salt;
    if (given != null) {
      return new Redaction(given.getBytes(StandardCharsets.UTF_8));
    }
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new Redaction(random);
  }

  private int keep(Page page, Desired desired, LiveState live) {
    List<ExitCode> codes =
        new ArrayList<>(Assessment.exitCodes(live, Differ.diff(desired, live), strict));
    page.diagnostics(live.problems());
    Snapshot taken =
        Snapshot.of(desired, live, ports.clock().instant(), ports.version(), origin(target.kind()));
    if (redact) {
      Redaction.Redacted redacted = redaction().of(taken);
      Path names = map;
      if (names != null) {
        Optional<Diagnostic> problem = WholeFile.write(names, redacted.mapAsText());
        if (problem.isPresent()) {
          page.diagnostics(List.of(problem.get()));
          return ExitCode.ERROR.number();
        }
      }
      taken = redacted.snapshot();
    }
    String text = SnapshotCodec.write(taken);
    Path file = out;
    if (file == null) {
      page.print(text);
    } else {
      Optional<Diagnostic> problem = WholeFile.write(file, text);
      if (problem.isPresent()) {
        page.diagnostics(List.of(problem.get()));
        codes.add(ExitCode.ERROR);
      } else {
        page.say(
            "Saved to %s. Accounts: %d. Clusters: %d. `eksguard plan --from %s` plans from it."
                .formatted(file, taken.accounts(), taken.clusters(), file));
        if (redact) {
          page.say(
              "It is redacted: a file names accounts and clusters by their pseudonyms to fit, and"
                  + " patterns such as web-* match none.");
        }
      }
    }
    return ExitCode.worst(codes).number();
  }

  private static Snapshot.Origin origin(PlanDocument.Target kind) {
    return switch (kind) {
      case AWS -> Snapshot.Origin.AWS;
      case SANDBOX -> Snapshot.Origin.SANDBOX;
      case SNAPSHOT -> throw new IllegalStateException("a snapshot is not taken of a snapshot");
    };
  }
}
