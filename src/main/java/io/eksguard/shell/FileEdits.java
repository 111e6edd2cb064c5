package io.eksguard.shell;

import io.eksguard.cli.ExitCode;
import io.eksguard.cli.Workspace;
import io.eksguard.config.Edit;
import io.eksguard.config.FileEditor;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.render.TerminalText;
import io.eksguard.render.UnifiedDifference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Changes of the file, and the way back from them.
final class FileEdits {
  private final Workspace workspace;
  private final boolean script;
  private final Deque<List<FileEditor.ChangedFile>> done = new ArrayDeque<>();

  /// @param script whether nobody is there to be asked
  FileEdits(Workspace workspace, boolean script) {
    this.workspace = workspace;
    this.script = script;
  }

  private FileEdits(FileEdits before, Workspace workspace) {
    this.workspace = workspace;
    this.script = before.script;
    this.done.addAll(before.done);
  }

  /// The same on another workspace.
  FileEdits on(Workspace other) {
    return new FileEdits(this, other);
  }

  /// Shows what would become otherwise; asks before it is written, if somebody is there.
  Answer change(Edit edit, Voice voice) {
    FileEditor.Opened opened = FileEditor.open(workspace.files());
    if (opened.diagnostics().stream().anyMatch(Diagnostic::isError)) {
      return voice.refuse(ExitCode.USAGE, opened.diagnostics());
    }
    return switch (workspace.editor().edit(opened.sources(), edit, workspace.units())) {
      case FileEditor.Edited.Refused(Diagnostic why) -> voice.refuse(ExitCode.USAGE, List.of(why));
      case FileEditor.Edited.Unchanged(Diagnostic why) -> {
        voice.tell(List.of(why));
        // Nothing follows from it, and nothing was wrong.
        yield new Answer.Done(ExitCode.OK.number());
      }
      case FileEditor.Edited.Changed(var files, var notes) -> {
        voice.tell(notes);
        files.forEach(file -> voice.print(difference(file)));
        yield script
            ? write(files, voice)
            : new Answer.Asks(
                "Write this to " + names(files) + "? Only `yes` is taken: ",
                new Request.Rewrite(files));
      }
    };
  }

  private static String names(List<FileEditor.ChangedFile> files) {
    return String.join(", ", files.stream().map(FileEditor.ChangedFile::name).toList());
  }

  private static String difference(FileEditor.ChangedFile file) {
    return UnifiedDifference.lines(file.name(), file.before(), file.after()).stream()
        .map(line -> TerminalText.safe(line) + "\n")
        .collect(Collectors.joining());
  }

  /// Writes the texts, if the files are still what they were when the texts were made.
  Answer write(List<FileEditor.ChangedFile> files, Voice voice) {
    Optional<Diagnostic> problem = put(files);
    if (problem.isPresent()) {
      return voice.refuse(ExitCode.ERROR, List.of(problem.get()));
    }
    done.push(files);
    voice.say("Wrote " + names(files) + "; `undo` takes it back.");
    return new Answer.Done(ExitCode.OK.number());
  }

  /// Takes the last change back.
  Answer undo(Voice voice) {
    if (done.isEmpty()) {
      return voice.refuse(
          ExitCode.USAGE,
          List.of(
              Diagnostic.error(Code.WRONG_USAGE, "No change of the file was made in this session.")
                  .hint("Only what `set`, `exclude` and `include` wrote can be taken back.")));
    }
    List<FileEditor.ChangedFile> last = done.peek().stream().map(FileEdits::turned).toList();
    Optional<Diagnostic> problem = put(last);
    if (problem.isPresent()) {
      return voice.refuse(ExitCode.ERROR, List.of(problem.get()));
    }
    done.pop();
    last.forEach(file -> voice.print(difference(file)));
    voice.say("Took back the last change of " + names(last) + ".");
    return new Answer.Done(ExitCode.OK.number());
  }

  /// Forgets what could be taken back: other files are worked on.
  void forget() {
    done.clear();
  }

  /// All or none.
  private Optional<Diagnostic> put(List<FileEditor.ChangedFile> files) {
    List<FileEditor.ChangedFile> written = new ArrayList<>();
    for (FileEditor.ChangedFile file : files) {
      Optional<Diagnostic> problem = workspace.rewrite(file);
      if (problem.isPresent()) {
        written.forEach(one -> workspace.rewrite(turned(one)));
        return problem;
      }
      written.add(file);
    }
    return Optional.empty();
  }

  /// The way back.
  private static FileEditor.ChangedFile turned(FileEditor.ChangedFile file) {
    return new FileEditor.ChangedFile(
        file.name(), /* before= */ file.after(), /* after= */ file.before());
  }
}
