package io.eksguard.shell;

import io.eksguard.cli.ExitCode;
import io.eksguard.cli.Workspace;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import io.eksguard.journal.RunId;
import io.eksguard.journal.Runs;
import io.eksguard.plan.Plan;
import io.eksguard.plan.PlanDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The way out of the session for what was decided: saved as a plan, or applied.
final class Applying {
  private final Workspace workspace;
  private final Decisions decisions;

  Applying(Workspace workspace, Decisions decisions) {
    this.workspace = workspace;
    this.decisions = decisions;
  }

  /// Saves the accepted part.
  Answer write(Workspace.View view, Path file, Voice voice) {
    if (workspace.reads(file)) {
      return voice.refuse(ExitCode.USAGE, List.of(isRead(file)));
    }
    Plan accepted = decisions.review().accepted();
    if (accepted.isEmpty()) {
      return voice.refuse(
          ExitCode.USAGE,
          List.of(
              Diagnostic.error(Code.WRONG_USAGE, "Nothing is accepted, so nothing was written.")
                  .hint("`review`, or `accept all`.")));
    }
    return switch (workspace.part(view, accepted)) {
      case Workspace.Parting.Refused(List<Diagnostic> why) -> voice.refuse(ExitCode.ERROR, why);
      case Workspace.Parting.Ok(PlanDocument document, String digest) -> {
        Optional<Diagnostic> problem = workspace.save(file, document);
        if (problem.isPresent()) {
          yield voice.refuse(ExitCode.ERROR, List.of(problem.get()));
        }
        yield voice.answer(
            "Wrote %d of %d steps to %s, %s.\n%s\n"
                .formatted(
                    accepted.steps().size(),
                    view.plan().steps().size(),
                    file,
                    digest,
                    decisions.counts()));
      }
    };
  }

  private static Diagnostic isRead(Path file) {
    return Diagnostic.error(
            Code.WRONG_USAGE, "`%s` is read, and would be written over.".formatted(file))
        .hint("Name another file to write to.");
  }

  /// Applies what is accepted, or all if nothing was decided; what is not of the plan in view goes
  /// the way of the command line.
  ///
  /// @param options as `apply` of the command line takes them
  Answer apply(Workspace.View view, List<String> options, Voice voice) {
    List<String> words = withVerb(options);
    if (!workspace.isOfSession(words)) {
      return refusal(acted(() -> voice.run(workspace, words), voice), voice);
    }
    Plan part = decisions.meant(view.plan());
    // A rollout may have a ring to look at though there is nothing to write.
    boolean hasRings = view.document().flatMap(PlanDocument::rings).isPresent();
    if (part.isEmpty() && (decisions.review().isBegun() || !hasRings)) {
      return voice.answer(
          decisions.review().isBegun()
              ? "Nothing is accepted, so nothing was applied. " + decisions.counts() + "\n"
              : Views.lastLine(view.report()) + "\n");
    }
    if (!decisions.review().isBegun()) {
      return refusal(acted(() -> voice.run(workspace, words), voice), voice);
    }
    voice.say(decisions.counts());
    return switch (workspace.part(view, part)) {
      case Workspace.Parting.Refused(List<Diagnostic> why) -> voice.refuse(ExitCode.ERROR, why);
      case Workspace.Parting.Ok(PlanDocument document, _) ->
          refusal(acted(() -> applyPart(document, words, voice), voice), voice);
    };
  }

  private static List<String> withVerb(List<String> options) {
    List<String> words = new ArrayList<>();
    words.add("apply");
    words.addAll(options);
    return words;
  }

  /// The part goes the way of every saved plan: each object is read again before it is written.
  private Answer applyPart(PlanDocument document, List<String> apply, Voice voice) {
    Path folder = workspace.stateFolder();
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempDirectory(folder, "review-");
      Path file = part.resolve("accepted.json");
      try {
        Optional<Diagnostic> problem = workspace.save(file, document);
        if (problem.isPresent()) {
          return voice.refuse(ExitCode.ERROR, List.of(problem.get()));
        }
        List<String> words = new ArrayList<>(apply);
        words.add("--ask");
        // What is left is the plan that the session has then.
        words.add("--no-remainder");
        words.add(file.toString());
        return voice.run(workspace, words);
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      return voice.refuse(
          ExitCode.ERROR,
          List.of(
              Diagnostic.error(
                      Code.UNWRITABLE_FILE,
                      "`%s` cannot be written to: %s.".formatted(folder, FileTrouble.why(e)))
                  .hint("The accepted part is kept there while it is applied.")));
    }
  }

  /// After an apply, what was read is old, and what is left to do is another plan.
  private Answer acted(Supplier<Answer> apply, Voice voice) {
    List<RunId> before = runs();
    Answer answer = apply.get();
    if (runs().equals(before)) {
      // It was refused or declined.
      return answer;
    }
    decisions.forgetAccepted();
    workspace.forget();
    if (workspace.isStopped()) {
      // Whoever stops does not want to wait while everything is read.
      decisions.follow(new Plan(List.of()));
      voice.say("What is live now was not read again; `refresh` reads it.");
      return answer;
    }
    switch (workspace.look()) {
      case Workspace.Look.Refused(List<Diagnostic> why) -> voice.tell(why);
      case Workspace.Look.Ok(Workspace.View view) -> {
        decisions.follow(view.plan());
        now(view, leftSomething(answer), voice);
      }
    }
    return answer;
  }

  private static void now(Workspace.View view, boolean leftSomething, Voice voice) {
    voice.say("Now: " + Views.lastLine(view.report()));
    if (leftSomething) {
      voice.say("`why-held` says what is left and why; `events` what was done.");
    } else if (!view.plan().isEmpty()) {
      voice.say("`review` goes on with it.");
    }
  }

  /// Where a limit refused, the next thing to type.
  private static Answer refusal(Answer answer, Voice voice) {
    if (answer instanceof Answer.Done(int code) && code == ExitCode.REFUSED.number()) {
      voice.say("`why-held` says what it is, and what to do about it.");
    }
    return answer;
  }

  private List<RunId> runs() {
    try {
      return Runs.list(workspace.runs());
    } catch (IOException e) {
      // Where they cannot be read, an apply cannot begin one either.
      return List.of();
    }
  }

  private static boolean leftSomething(Answer answer) {
    return answer instanceof Answer.Done(int code)
        && (code == ExitCode.ERROR.number()
            || code == ExitCode.INCOMPLETE.number()
            || code == ExitCode.STALE.number()
            || code == ExitCode.ACCESS_DENIED.number());
  }
}
