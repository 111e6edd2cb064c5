package io.eksguard.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with a command line, in the words of the documentation.
///
/// picocli's own are used but for two mistakes that everybody makes: for a word that an option does
/// not know it shows Java's constants, and for a command that is not there it counts arguments.
final class UsageWords {
  private static final Pattern NO_SUCH_WORD =
      Pattern.compile(
          "(?s)(.*): expected one of \\[([A-Z_, ]+)] \\(case-insensitive\\) but was '(.*)'");

  private UsageWords() {}

  static String of(ParameterException fault) {
    String said = String.valueOf(fault.getMessage());
    Matcher word = NO_SUCH_WORD.matcher(said);
    if (word.matches()) {
      return "%s: `%s` is not one of %s"
          .formatted(
              word.group(1),
              word.group(3),
              word.group(2).toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return missing(fault).map("There is no command `%s`."::formatted).orElse(said);
  }

  /// The word in the place of a command that is not one.
  private static Optional<String> missing(ParameterException fault) {
    CommandLine at = fault.getCommandLine();
    return fault instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption()
            && !at.getSubcommands().isEmpty()
            && at.getCommandSpec().positionalParameters().isEmpty()
        ? unmatched.getUnmatched().stream().findFirst()
        : Optional.empty();
  }
}
