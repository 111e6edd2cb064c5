package io.eksguard.cli;

import io.eksguard.config.FileEditor;
import io.eksguard.config.FileWords;
import io.eksguard.config.Loaded;
import io.eksguard.config.Result;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Difference;
import io.eksguard.live.LiveState;
import io.eksguard.model.AccountId;
import io.eksguard.model.Reach;
import io.eksguard.model.Units;
import io.eksguard.plan.Bases;
import io.eksguard.plan.Certificate;
import io.eksguard.plan.LimitCheck;
import io.eksguard.plan.OrderChecker;
import io.eksguard.plan.Plan;
import io.eksguard.plan.PlanCodec;
import io.eksguard.plan.PlanDocument;
import io.eksguard.plan.Summaries;
import io.eksguard.plan.Summary;
import io.eksguard.render.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// What a person works on in a session: files, a target, and what was read of it. Commands run here
/// as they do on the command line, but for what was read already.
///
/// Not safe for use by several threads, but for [#forget].
public final class Workspace implements AutoCloseable {
  /// The commands that look at what was read before. The others see AWS as it is; so does `drift`,
  /// which may take down a night as of now.
  private static final Set<String> LOOKING = Set.of("plan", "explain", "coverage");

  private final Ports ports;
  private final Target target;
  private final KeptSandboxes sandboxes;
  private final KeptCloud cloud;
  private final Ports looking;
  private final Ports acting;
  private DesiredFiles files;
  private Optional<Seen> seen = Optional.empty();

  private Workspace(
      Ports ports, DesiredFiles files, Target target, KeptSandboxes sandboxes, KeptCloud cloud) {
    this.ports = ports;
    this.files = files;
    this.target = target;
    this.sandboxes = sandboxes;
    this.cloud = cloud;
    this.looking = ports.with(cloud, sandboxes);
    this.acting = ports.with(ports.cloud(), sandboxes);
  }

  /// A workspace of which nothing was read yet.
  public static Workspace of(Ports ports, DesiredFiles files, Target target) {
    return new Workspace(
        ports,
        files,
        target,
        new KeptSandboxes(ports.sandboxes()),
        new KeptCloud(ports.cloud(), ports.clock(), ports.version()));
  }

  /// Another on the same, which has what was read by now. Whatever still works on this one does not
  /// come to it any more.
  public Workspace copy() {
    return new Workspace(ports, files, target, sandboxes, cloud.copy());
  }

  /// What the files, AWS and the planner say together.
  ///
  /// @param loaded the files
  /// @param live what was read
  /// @param difference how it differs
  /// @param plan what to do about it
  /// @param bases what the plan stands on
  /// @param document the plan as it could be saved; none if its order does not hold, or a policy
  ///   speaks against it
  /// @param report the plan as commands show it
  public record View(
      Loaded loaded,
      LiveState live,
      Difference difference,
      Plan plan,
      Bases bases,
      Optional<PlanDocument> document,
      Report report) {}

  /// What looking gave.
  public sealed interface Look {
    /// There is a plan, maybe an empty one.
    record Ok(View view) implements Look {}

    /// There is none, and why.
    record Refused(List<Diagnostic> why) implements Look {}
  }

  /// A view, and of what it is: it holds until the files or the reading are others.
  private record Seen(List<String> files, Instant readAt, View view) {}

  /// The files as the person named them.
  public List<Path> files() {
    return files.paths(List.of());
  }

  /// Works on these files from now on.
  public void open(List<Path> paths) {
    files = DesiredFiles.of(paths);
    seen = Optional.empty();
  }

  /// The option that names the target; none of AWS.
  public Optional<String> target() {
    return target.typed();
  }

  /// When AWS was read; none if it was not yet.
  public Optional<Instant> readAt() {
    return cloud.readAt();
  }

  /// What people call accounts, going by the comments behind their ids in the files.
  public SortedMap<AccountId, String> names() {
    SortedMap<AccountId, String> names = new TreeMap<>();
    FileWords.of(files()).names().forEach((id, name) -> names.put(new AccountId(id), name));
    return names;
  }

  /// Forgets what was read of one account.
  public void forget(AccountId account) {
    cloud.forget(account);
    sandboxes.close();
    seen = Optional.empty();
  }

  /// Whether the person wants what runs to stop, or the process is to end.
  public boolean isStopped() {
    return looking.interrupted().getAsBoolean();
  }

  /// Forgets what was read.
  public void forget() {
    cloud.forget();
    sandboxes.close();
  }

  /// The view, if nothing needs to be read for it.
  public Optional<View> known() {
    return seen.filter(this::isCurrent).map(Seen::view);
  }

  private boolean isCurrent(Seen one) {
    return cloud.readAt().equals(Optional.of(one.readAt())) && one.files().equals(fingerprint());
  }

  /// Reads what must be read, compares and plans.
  public Look look() {
    Optional<View> known = known();
    if (known.isPresent()) {
      return new Look.Ok(known.get());
    }
    List<String> fingerprint = fingerprint();
    Result result = files.read(looking);
    if (result.loaded().isEmpty()) {
      return new Look.Refused(result.diagnostics());
    }
    Loaded loaded = result.loaded().get();
    return switch (target.connect(looking, new CallOptions(), Reach.of(loaded.desired()))) {
      case Target.Connected.Refused(Diagnostic why) -> new Look.Refused(List.of(why));
      case Target.Connected.Ok(Cloud.Connection connection) -> {
        try (connection) {
          View view = view(Assessment.make(loaded, connection.reader()), loaded);
          seen = cloud.readAt().map(at -> new Seen(fingerprint, at, view));
          yield new Look.Ok(view);
        }
      }
    };
  }

  private View view(Assessment assessment, Loaded loaded) {
    Proposal proposal = Proposals.of(assessment, loaded, looking, target, false);
    return new View(
        loaded,
        assessment.live(),
        assessment.difference(),
        assessment.plan(),
        assessment.bases(),
        proposal.document(),
        proposal.report());
  }

  /// Tells files that were changed from those that were not.
  private List<String> fingerprint() {
    List<String> marks = new ArrayList<>();
    for (Path path : files()) {
      try (Stream<Path> inside = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
        inside.sorted().forEach(file -> marks.add(mark(file)));
      } catch (IOException e) {
        marks.add(path + ": " + e);
      }
    }
    return marks;
  }

  private static String mark(Path file) {
    try {
      return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return file + ": " + e;
    }
  }

  /// The limits of the file that a part of the plan goes past.
  public List<LimitCheck.Breach> breaches(View view, Plan part) {
    return LimitCheck.breaches(part, view.bases(), view.loaded().desired().limits(), Map.of());
  }

  /// What making a document of a part of a plan gave.
  public sealed interface Parting {
    /// A document, with its own certificate.
    record Ok(PlanDocument document, String digest) implements Parting {}

    /// There is none, and why.
    record Refused(List<Diagnostic> why) implements Parting {}
  }

  /// A part of the plan as a document of its own. Its order is checked anew.
  public Parting part(View view, Plan part) {
    if (view.document().isEmpty()) {
      return new Parting.Refused(
          view.report().diagnostics().stream().filter(Diagnostic::isError).toList());
    }
    PlanDocument whole = view.document().get();
    return switch (OrderChecker.check(part, view.bases())) {
      case OrderChecker.Verdict.Broken broken ->
          new Parting.Refused(Orders.problem(broken, part).stream().toList());
      case OrderChecker.Verdict.Holds(Certificate certificate) -> {
        Summary summary = Summaries.with(part, whole.summary());
        var document =
            new PlanDocument(
                whole.eksguardVersion(),
                looking.clock().instant(),
                whole.target(),
                whole.reach(),
                whole.limits(),
                summary,
                whole.bases(),
                part,
                certificate,
                whole.rings());
        yield new Parting.Ok(document, PlanCodec.digest(document));
      }
    };
  }

  /// Saves a plan, readable by its owner only.
  public Optional<Diagnostic> save(Path file, PlanDocument document) {
    return PlanFiles.save(file, document);
  }

  /// What changes files in place.
  public FileEditor editor() {
    return new FileEditor(LocalDate.now(looking.clock()));
  }

  /// Which units the accounts lie below, as far as that was read.
  public Units units() {
    return known().map(view -> LiveState.unitsOf(view.live().units())).orElse(Units.UNKNOWN);
  }

  /// Writes a changed file, if it is still what it was. Its permissions stay.
  public Optional<Diagnostic> rewrite(FileEditor.ChangedFile file) {
    return Rewriting.write(Path.of(file.name()), file.before(), file.after());
  }

  /// The folder in which a session may keep what it must remember.
  public Path stateFolder() {
    return StateFolder.in(looking.environment());
  }

  /// The folder of the journals of the target's runs.
  public Path runs() {
    return RunFiles.runs(looking, target);
  }

  /// The commands that there are.
  public CommandLine commands() {
    return EksguardCommand.create(looking);
  }

  /// Runs a command as on the command line. What it needs and was not said is added: the files, the
  /// target, whether there are colours.
  ///
  /// @param quiet whether no progress is shown
  /// @return the exit code
  public int run(
      PrintWriter out, PrintWriter err, boolean colour, boolean quiet, List<String> words) {
    String name = words.isEmpty() ? "" : words.getFirst();
    if (!LOOKING.contains(name)) {
      // Another process may have changed the world of a sandbox, and this one would put it back.
      sandboxes.close();
    }
    CommandLine line = EksguardCommand.create(LOOKING.contains(name) ? looking : acting);
    List<String> all = new ArrayList<>(words);
    CommandLine command = line.getSubcommands().get(name);
    if (command != null) {
      all.addAll(1, added(command.getCommandSpec(), said(words), colour, quiet));
    }
    int code = line.setOut(out).setErr(err).execute(all.toArray(String[]::new));
    out.flush();
    err.flush();
    return code;
  }

  /// What was said to a command, as the command line understands it; none if it does not, and will
  /// say so.
  private Optional<ParseResult> said(List<String> words) {
    try {
      return Optional.ofNullable(
          EksguardCommand.create(looking).parseArgs(words.toArray(String[]::new)).subcommand());
    } catch (ParameterException _) {
      return Optional.empty();
    }
  }

  /// Whether an `apply` is of the plan that this session has: not of a saved one, not of other
  /// files, not of another target, and no mere question for help.
  ///
  /// @param words the command, with its options
  public boolean isOfSession(List<String> words) {
    return said(words)
        .filter(said -> said.matchedPositionals().isEmpty())
        .filter(said -> !said.hasMatchedOption("--file") && !said.hasMatchedOption("--sandbox"))
        .filter(said -> !said.isUsageHelpRequested() && !said.isVersionHelpRequested())
        .isPresent();
  }

  /// Whether a file is one that the session works from, and would be lost if it were written over.
  public boolean reads(Path file) {
    Stream<Path> world = target.typed().map(_ -> target.world(looking)).stream();
    return Stream.concat(files().stream(), world).anyMatch(input -> InputsKept.isOf(file, input));
  }

  private List<String> added(
      CommandSpec command, Optional<ParseResult> said, boolean colour, boolean quiet) {
    var options = new TreeMap<>(command.optionsMap());
    List<String> added = new ArrayList<>();
    boolean undoes = isSaid(said, "--undo");
    boolean ofPlan =
        command.name().equals("apply")
            && said.filter(one -> !one.matchedPositionals().isEmpty()).isPresent();
    if (options.containsKey("--file") && !isSaid(said, "--file") && !undoes && !ofPlan) {
      files().forEach(file -> added.addAll(List.of("-f", file.toString())));
    }
    boolean fromElsewhere = isSaid(said, "--from") || undoes;
    if (options.containsKey("--sandbox") && !isSaid(said, "--sandbox") && !fromElsewhere) {
      target.typed().ifPresent(added::add);
    }
    if (options.containsKey("--color") && !isSaid(said, "--color")) {
      added.add("--color=" + (colour ? "always" : "never"));
    }
    if (quiet && options.containsKey("--no-progress") && !isSaid(said, "--no-progress")) {
      added.add("--no-progress");
    }
    return added;
  }

  private static boolean isSaid(Optional<ParseResult> said, String option) {
    return said.filter(one -> one.hasMatchedOption(option)).isPresent();
  }

  @Override
  public void close() {
    sandboxes.close();
  }
}
