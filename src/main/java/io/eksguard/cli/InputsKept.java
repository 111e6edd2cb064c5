package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Sees that no file that a command writes is one that it reads: what was read would be lost.
final class InputsKept {
  private static final Set<String> OUTPUTS = Set.of("-o", "--log", "--redact-map");
  private static final String FILE = "--file";

  private InputsKept() {}

  /// What is wrong with the command line, if a file in it is both.
  static Optional<Diagnostic> problem(ParseResult parsed) {
    List<Path> inputs = new ArrayList<>();
    List<Path> outputs = new ArrayList<>();
    for (ArgSpec arg : parsed.matchedArgs()) {
      (isOutput(arg) ? outputs : inputs).addAll(paths(arg.getValue()));
    }
    boolean readsAFile = parsed.commandSpec().findOption(FILE) != null;
    if (readsAFile && !parsed.hasMatchedOption(FILE)) {
      inputs.add(DesiredFiles.USUAL);
    }
    return outputs.stream()
        .filter(output -> inputs.stream().anyMatch(input -> isOf(output, input)))
        .findFirst()
        .map(file ->
            Diagnostic.error(
                    Code.WRONG_USAGE, "`%s` is read, and would be written over.".formatted(file))
                .hint("Name another file to write to."));
  }

  /// Whether a file stands among words of a command line that could not be understood, besides
  /// where it is named to be written.
  static boolean mayBeInput(Path output, List<String> args) {
    long named =
        Stream.concat(args.stream().map(InputsKept::value), Stream.of(DesiredFiles.USUAL + ""))
            .flatMap(InputsKept::path)
            .filter(other -> isOf(output, other))
            .count();
    return Files.exists(output) && (named > 1 || isOf(output, DesiredFiles.USUAL));
  }

  private static String value(String arg) {
    return arg.startsWith("-") ? arg.substring(arg.indexOf('=') + 1) : arg;
  }

  private static Stream<Path> path(String typed) {
    try {
      return typed.isEmpty() ? Stream.of() : Stream.of(Path.of(typed));
    } catch (InvalidPathException _) {
      return Stream.of();
    }
  }

  private static boolean isOutput(ArgSpec arg) {
    return arg instanceof OptionSpec option
        && Stream.of(option.names())
            .anyMatch(name -> OUTPUTS.contains(name) || name.startsWith("--out-"));
  }

  private static List<Path> paths(Object value) {
    return switch (value) {
      case Path path -> List.of(path);
      case Collection<?> all ->
          all.stream().filter(Path.class::isInstance).map(Path.class::cast).toList();
      case null, default -> List.of();
    };
  }

  /// Whether the file is the input, or one of the YAML files in it.
  static boolean isOf(Path file, Path input) {
    Path one = identity(file);
    String name = String.valueOf(one.getFileName());
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    return one.equals(identity(input))
        || (yaml && Files.isDirectory(input) && identity(input).equals(one.getParent()));
  }

  private static Path identity(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException _) {
      return file.toAbsolutePath().normalize();
    }
  }
}
