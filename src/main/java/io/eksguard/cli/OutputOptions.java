package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.render.MarkdownForm;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The files that a result goes to besides standard output, in as many formats as are named.
///
/// It knows nothing of what is shown: that is a [Shown].
final class OutputOptions {
  @Option(
      names = "--out-text",
      paramLabel = "FILE",
      description = "Write the result to a file as text, too, with all diagnostics.")
  private @Nullable Path text;

  @Option(
      names = "--out-json",
      paramLabel = "FILE",
      description = "Write it as JSON, too; also where the command failed.")
  private @Nullable Path json;

  @Option(
      names = "--out-markdown",
      paramLabel = "FILE",
      description = "Write it as Markdown, too, for a comment on a pull request.")
  private @Nullable Path markdown;

  @Option(
      names = "--out-html",
      paramLabel = "FILE",
      description = "Write it as one HTML page, too, which loads nothing.")
  private @Nullable Path html;

  @Option(
      names = "--markdown-budget",
      paramLabel = "N",
      converter = Budget.class,
      description = {
        "How many characters Markdown may have. Default: 65535, which GitHub takes; at least 1500."
      })
  private int budget = MarkdownForm.DEFAULT_BUDGET;

  @Option(
      names = "--comment-key",
      paramLabel = "KEY",
      converter = Key.class,
      description = {
        "The key in the hidden first line of Markdown, `<!-- eksguard:plan KEY -->`, by which a",
        "comment is found again. Default: default."
      })
  private String key = MarkdownForm.DEFAULT.key();

  /// Reads a budget.
  static final class Budget implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String typed) {
      try {
        int number = Integer.parseInt(typed);
        if (number >= MarkdownForm.LEAST_BUDGET) {
          return number;
        }
      } catch (NumberFormatException e) {
        // It is told below, like one that is too small.
      }
      throw new TypeConversionException(
          "`%s` is not a number of characters from %d on"
              .formatted(typed, MarkdownForm.LEAST_BUDGET));
    }
  }

  /// Reads a key.
  static final class Key implements ITypeConverter<String> {
    @Override
    public String convert(String typed) {
      if (!MarkdownForm.isKey(typed)) {
        throw new TypeConversionException(
            "`%s` is not a key: up to 64 letters, digits and `.`, `_`, `/`, `-`, without `--`"
                .formatted(typed));
      }
      return typed;
    }
  }

  /// What Markdown is to be like, on standard output as well.
  MarkdownForm form() {
    return new MarkdownForm(key, budget);
  }

  /// Why the files cannot be meant: two of them are the same.
  ///
  /// @param others the files that the command writes besides
  Optional<Diagnostic> unfit(Stream<Path> others) {
    Set<Path> seen = new HashSet<>();
    return Stream.concat(
            Stream.of(
                    Optional.ofNullable(text),
                    Optional.ofNullable(json),
                    Optional.ofNullable(markdown),
                    Optional.ofNullable(html))
                .flatMap(Optional::stream),
            others)
        .filter(file -> !seen.add(file.toAbsolutePath().normalize()))
        .findFirst()
        .map(file ->
            Diagnostic.error(Code.WRONG_USAGE, "`%s` is to be two things.".formatted(file))
                .hint("Name a file of its own for each `-o` and `--out-...`."));
  }

  /// Writes the files that were asked for. One that cannot be written does not keep the others.
  ///
  /// @return why some could not be written
  List<Diagnostic> write(Shown shown) {
    List<Diagnostic> problems = new ArrayList<>();
    if (text != null) {
      WholeFile.write(text, shown.text()).ifPresent(problems::add);
    }
    if (json != null) {
      WholeFile.write(json, shown.json()).ifPresent(problems::add);
    }
    if (markdown != null) {
      WholeFile.write(markdown, shown.markdown(form())).ifPresent(problems::add);
    }
    if (html != null) {
      WholeFile.write(html, shown.html()).ifPresent(problems::add);
    }
    return problems;
  }

  /// The file that an option names, where a command did not come to know its options.
  static Optional<Path> file(String option, List<String> args) {
    return typed(option, args).flatMap(OutputOptions::path);
  }

  /// What was typed for an option, where a command did not come to know its options.
  static Optional<String> typed(String option, List<String> args) {
    int at = args.indexOf(option);
    Optional<String> apart =
        at >= 0 && at + 1 < args.size() ? Optional.of(args.get(at + 1)) : Optional.empty();
    return apart.or(() ->
        args.stream()
            .filter(arg -> arg.startsWith(option + "="))
            .map(arg -> arg.substring(option.length() + 1))
            .findFirst());
  }

  private static Optional<Path> path(String typed) {
    try {
      return Optional.of(Path.of(typed));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
