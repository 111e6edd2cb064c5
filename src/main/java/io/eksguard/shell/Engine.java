package io.eksguard.shell;

import io.eksguard.cli.ExitCode;
import io.eksguard.cli.Workspace;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AccountId;
import io.eksguard.plan.Review;
import io.eksguard.plan.StepId;
import io.eksguard.plan.StepSelector;
import io.eksguard.render.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;

/// Answers what a person asks for. It knows no terminal: what it has to say goes to a [Voice], and
/// what it must be told comes as a [Request].
final class Engine {
  private final Workspace workspace;
  private final Clock clock;
  private final CommandLine commands;
  private final Understanding understanding;
  private final FileEdits edits;
  private final boolean script;
  private final Decisions decisions;
  private final Views views;
  private final Applying applying;
  private boolean failed;

  /// @param script whether nobody is there to answer a question; then nothing is written once a
  ///   request has failed
  Engine(Workspace workspace, Clock clock, boolean script) {
    this.workspace = workspace;
    this.clock = clock;
    this.commands = workspace.commands();
    this.understanding = new Understanding(commands.getSubcommands().keySet());
    this.edits = new FileEdits(workspace, script);
    this.decisions = new Decisions();
    this.views = new Views(workspace, decisions);
    this.applying = new Applying(workspace, decisions);
    this.script = script;
  }

  private Engine(Engine before, Workspace workspace) {
    this.workspace = workspace;
    this.clock = before.clock;
    this.commands = before.commands;
    this.understanding = before.understanding;
    this.edits = before.edits.on(workspace);
    this.script = before.script;
    this.decisions = before.decisions.copy();
    this.views = new Views(workspace, decisions);
    this.applying = new Applying(workspace, decisions);
    this.failed = before.failed;
  }

  /// Another that stands where this one does. Whatever this one still does is not its business.
  Engine restarted() {
    return new Engine(this, workspace.copy());
  }

  Workspace workspace() {
    return workspace;
  }

  /// The commands of the command line.
  CommandLine commands() {
    return commands;
  }

  /// What is meant by what was typed.
  Understanding.Understood understand(List<String> words) {
    return understanding.of(words);
  }

  /// Answers a request.
  Answer ask(Request request, Voice voice) {
    if (script && failed && (request.writes() || request.saves())) {
      return wrong(
          List.of(
              Diagnostic.error(
                      Code.NOT_CONFIRMED,
                      "A command before this one failed, so nothing is written any more.")
                  .hint("Mend that one, and run the script again.")),
          voice);
    }
    Answer answer = answer(request, voice);
    seeAgain();
    if (answer instanceof Answer.Done(int code)
        && code != ExitCode.OK.number()
        && code != ExitCode.CHANGES.number()) {
      failed = true;
    }
    return answer;
  }

  /// The plan follows what was read, or changed in the files, by whatever came before. AWS is only
  /// asked for what is missing.
  private void seeAgain() {
    if (workspace.readAt().isPresent()
        && workspace.look() instanceof Workspace.Look.Ok(Workspace.View view)) {
      decisions.follow(view.plan());
    }
  }

  private Answer answer(Request request, Voice voice) {
    return switch (request) {
      case Request.Nothing() -> done();
      case Request.Open(List<Path> files) -> open(files, voice);
      case Request.Refresh(Optional<AccountId> account) -> {
        account.ifPresentOrElse(workspace::forget, workspace::forget);
        yield looking(voice, view -> Views.planned(view, voice));
      }
      case Request.Accounts(var of, var words) ->
          looking(voice, view -> views.accounts(view, of, words, voice));
      case Request.Clusters(var of, var words) ->
          looking(voice, view -> views.clusters(view, of, words, voice));
      case Request.ShowStep(StepId step) -> looking(voice, view -> views.step(view, step, voice));
      case Request.DiffOf(StepSelector of) -> looking(voice, view -> views.part(view, of, voice));
      case Request.WhyHeld() -> looking(voice, view -> views.whyHeld(view, voice));
      case Request.Graph() -> looking(voice, view -> views.graph(view, voice));
      case Request.Events(String run) -> views.run(run, voice);
      case Request.Walk(String filter) ->
          looking(voice, view -> new Answer.Walks(decisions.review(), filter));
      case Request.Decide(var steps, var decision) ->
          looking(voice, _ -> decisions.decide(steps, decision, voice));
      case Request.Write(Path file) -> looking(voice, view -> applying.write(view, file, voice));
      case Request.Change(var edit) ->
          looking(voice, _ -> edited(edits.change(edit, voice), voice));
      case Request.Rewrite(var files) -> edited(edits.write(files, voice), voice);
      case Request.Undo() -> edited(edits.undo(voice), voice);
      case Request.Apply(List<String> options) ->
          looking(voice, view -> applying.apply(view, options, voice));
      case Request.Recording _ -> throw new IllegalStateException("whoever asks keeps the record");
      case Request.Help(Optional<String> about) -> help(about, voice);
      case Request.Quit() -> new Answer.Ended();
      case Request.Run(List<String> words) -> voice.run(workspace, words);
    };
  }

  private static Answer done() {
    return new Answer.Done(ExitCode.OK.number());
  }

  /// What was asked for makes no sense, or cannot be begun.
  Answer wrong(List<Diagnostic> why, Voice voice) {
    failed = true;
    return voice.refuse(ExitCode.USAGE, why);
  }

  /// Looks, and answers with what is seen.
  private Answer looking(Voice voice, Function<Workspace.View, Answer> then) {
    return switch (workspace.look()) {
      case Workspace.Look.Refused(List<Diagnostic> why) -> voice.refuse(ExitCode.USAGE, why);
      case Workspace.Look.Ok(Workspace.View view) -> {
        decisions.follow(view.plan());
        yield then.apply(view);
      }
    };
  }

  private Answer open(List<Path> files, Voice voice) {
    List<Path> before = workspace.files();
    workspace.open(files);
    return switch (workspace.look()) {
      case Workspace.Look.Refused(List<Diagnostic> why) -> {
        workspace.open(before);
        yield voice.refuse(ExitCode.USAGE, why);
      }
      case Workspace.Look.Ok(Workspace.View view) -> {
        decisions.startOver(view.plan());
        edits.forget();
        yield Views.planned(view, voice);
      }
    };
  }

  /// What came of a review.
  Answer reviewed(Review after, Voice voice) {
    return decisions.reviewed(after, voice);
  }

  /// A change of the file: the plan follows.
  private Answer edited(Answer answer, Voice voice) {
    if (answer instanceof Answer.Done(int code) && code == ExitCode.OK.number()) {
      return looking(voice, view -> Views.planned(view, voice));
    }
    return answer;
  }

  private Answer help(Optional<String> about, Voice voice) {
    if (about.isEmpty()) {
      return voice.answer(new Guide(commands).all());
    }
    String word = about.get();
    Optional<Verb> verb = Verb.of(word);
    if (verb.isPresent()) {
      voice.print(Guide.of(verb.get()));
    }
    if (commands.getSubcommands().containsKey(word)) {
      return voice.run(workspace, List.of(word, "--help"));
    }
    return verb.isPresent()
        ? done()
        : voice.refuse(
            ExitCode.USAGE,
            List.of(
                Diagnostic.error(Code.WRONG_USAGE, "There is no command `%s`.".formatted(word))
                    .hint("`help` shows what there is.")));
  }

  /// Where the session stands.
  Standing standing() {
    Optional<Workspace.View> view = workspace.known();
    return new Standing(
        workspace.files(),
        workspace.target(),
        view.filter(one -> one.report().verdict() != Verdict.FAILED)
            .map(one -> one.plan().steps().size()),
        workspace.readAt().map(at -> Duration.between(at, clock.instant())),
        Optional.of(decisions.review()).filter(Review::isBegun).map(Review::counts));
  }

  /// The digest of the plan, as far as it is known: of the accepted part, once there is one.
  Optional<String> digest() {
    return workspace
        .known()
        .flatMap(view ->
            workspace.part(view, decisions.meant(view.plan())) instanceof Workspace.Parting.Ok ok
                ? Optional.of(ok.digest())
                : Optional.empty());
  }

  /// The steps of the plan, as far as it is known.
  List<String> steps() {
    return workspace
        .known()
        .map(view -> view.plan().steps().stream().map(step -> step.id().value()).toList())
        .orElse(List.of());
  }

  /// What was read, as far as it was.
  Optional<Workspace.View> known() {
    return workspace.known();
  }
}
