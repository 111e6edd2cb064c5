package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// A secret that an option names: by an environment variable, by a file, or as it stands.
final class Secret {
  private static final String ENV = "env:";
  private static final String FILE = "file:";
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)(https?://)(?:[^/\\s@'`]*@)?([^/\\s'`?#]*)[^\\s'`]*");

  private Secret() {}

  /// What reading it gave.
  sealed interface Read {
    /// The secret.
    ///
    /// @param visible whether it stood on the command line
    record Ok(String value, boolean visible) implements Read {
      @Override
      public String toString() {
        return "Ok[***]";
      }
    }

    /// There is none, and why.
    record Refused(Diagnostic why) implements Read {}
  }

  /// Reads it.
  ///
  /// @param option the option that names it
  static Read read(String option, String typed, Ports ports) {
    if (typed.startsWith(ENV)) {
      String name = typed.substring(ENV.length());
      String value = ports.environment().getOrDefault(name, "").strip();
      return value.isEmpty()
          ? refused(
              Diagnostic.error(
                      Code.WRONG_USAGE,
                      "`%s` names the environment variable `%s`, which is not set."
                          .formatted(option, name))
                  .hint("Set it for this process; a secret of the pipeline is a good place."))
          : new Read.Ok(value, false);
    }
    if (!typed.startsWith(FILE)) {
      return new Read.Ok(typed.strip(), true);
    }
    String name = typed.substring(FILE.length());
    try {
      String value = Files.readString(Path.of(name)).strip();
      return value.isEmpty() ? unreadable(option, name, "it is empty") : new Read.Ok(value, false);
    } catch (IOException | InvalidPathException e) {
      return unreadable(option, name, e.toString());
    }
  }

  private static Read unreadable(String option, String name, String why) {
    return refused(
        Diagnostic.error(
                Code.UNREADABLE_FILE,
                "`%s` names the file `%s`, which cannot be used: %s.".formatted(option, name, why))
            .hint("Name a file that holds the secret and nothing else."));
  }

  private static Read refused(Diagnostic why) {
    return new Read.Refused(why);
  }

  /// A text in which of every address only the host is left: what was typed wrongly is shown to the
  /// user, and a webhook's address is a secret.
  static String hidden(String text) {
    return ADDRESS.matcher(text).replaceAll("$1$2/...");
  }
}
