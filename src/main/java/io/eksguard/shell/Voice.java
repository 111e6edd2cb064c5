package io.eksguard.shell;

import io.eksguard.cli.ExitCode;
import io.eksguard.cli.Workspace;
import io.eksguard.diag.Diagnostic;
import io.eksguard.render.DiagnosticText;
import java.io.PrintWriter;
import java.util.List;

/// Where a session answers, and how.
///
/// @param out what was asked for
/// @param err everything else
/// @param colour whether colours are shown
/// @param quiet whether nothing is shown that is written over later
record Voice(PrintWriter out, PrintWriter err, boolean colour, boolean quiet) {
  /// Shows an answer, as it is.
  void print(String text) {
    out.print(text);
    out.flush();
  }

  /// Answers with this text.
  Answer answer(String text) {
    print(text);
    return new Answer.Done(ExitCode.OK.number());
  }

  /// Answers with why it was not done.
  Answer refuse(ExitCode code, List<Diagnostic> why) {
    tell(why);
    return new Answer.Done(code.number());
  }

  /// Answers with what a command of the command line says.
  Answer run(Workspace workspace, List<String> words) {
    return new Answer.Done(workspace.run(out, err, colour, quiet, words));
  }

  /// One line beside the answer.
  void say(String line) {
    err.println(line);
    err.flush();
  }

  /// What is wrong, or worth knowing.
  void tell(List<Diagnostic> diagnostics) {
    if (!diagnostics.isEmpty()) {
      err.print(new DiagnosticText(colour).render(diagnostics));
      err.flush();
    }
  }

  /// The same with another place for answers.
  Voice into(PrintWriter other) {
    return new Voice(other, err, colour, quiet);
  }
}
