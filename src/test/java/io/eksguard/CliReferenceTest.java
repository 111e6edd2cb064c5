package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.cli.Console;
import io.eksguard.cli.EksguardCommand;
import io.eksguard.shell.ShellCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `docs/reference/cli.md` is made of the commands themselves; `-Dgolden.update=true` rewrites it.
class CliReferenceTest {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final Path PAGE = Path.of("docs/reference/cli.md");

  private static final String INTRODUCTION =
      """
      # Command line

      Made of the commands themselves; do not edit it by hand. `mvn -B test -Dtest=CliReferenceTest
      -Dgolden.update=true` rewrites it.

      Results go to standard output, everything else to standard error. How commands end is in
      [the table of exit codes](../../README.md#exit-codes).
      """;

  @Test
  void thePageShowsTheCommandsAsTheyAre() throws IOException {
    String page = page();
    if (UPDATE) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE)).as("-Dgolden.update=true rewrites %s", PAGE).isEqualTo(page);
  }

  private static String page() {
    var console = new Console(false, false, new BufferedReader(Reader.nullReader()));
    CommandLine line =
        Main.commands(Main.ports(console, () -> false), ShellCommand.Terminals.OF_SYSTEM);
    var page = new StringBuilder(INTRODUCTION);
    command(page, line.getCommandSpec());
    return page.toString();
  }

  private static void command(StringBuilder page, CommandSpec spec) {
    page.append("\n## `").append(spec.qualifiedName()).append("`\n\n");
    page.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
    page.append("```\n").append(synopsis(spec)).append("\n```\n");
    var arguments = spec.positionalParameters();
    if (!arguments.isEmpty()) {
      page.append("\n| Argument | Meaning |\n|---|---|\n");
      arguments.forEach(argument -> row(page, argument.paramLabel(), argument));
    }
    page.append("\n| Option | Meaning |\n|---|---|\n");
    for (OptionSpec option : spec.options()) {
      row(page, names(option), option);
    }
    spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden())
        .forEach(command -> command(page, command));
  }

  private static String synopsis(CommandSpec spec) {
    var synopsis = new StringBuilder(spec.qualifiedName());
    if (!spec.options().isEmpty()) {
      synopsis.append(" [OPTION]...");
    }
    for (PositionalParamSpec argument : spec.positionalParameters()) {
      String label = argument.paramLabel();
      synopsis.append(argument.arity().min() == 0 ? " [" + label + "]" : " " + label);
    }
    if (!spec.subcommands().isEmpty()) {
      boolean needed = spec.userObject() instanceof EksguardCommand;
      synopsis.append(needed ? " COMMAND" : " [COMMAND]");
    }
    return synopsis.toString();
  }

  /// `-f`, `--file=FILE`; `--sandbox[=WORLD.yaml]` where the value may be left out.
  private static String names(OptionSpec option) {
    String names = Arrays.stream(option.names()).collect(Collectors.joining("`, `"));
    if (option.arity().max() == 0) {
      return names;
    }
    String value = "=" + option.paramLabel();
    return names + (option.arity().min() == 0 ? "[" + value + "]" : value);
  }

  private static void row(StringBuilder page, String names, ArgSpec spec) {
    String meaning = String.join(" ", spec.description()).replace("|", "\\|");
    page.append("| `").append(names).append("` | ").append(meaning).append(" |\n");
  }
}
