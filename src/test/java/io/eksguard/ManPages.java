package io.eksguard;

import io.eksguard.cli.Console;
import io.eksguard.shell.ShellCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The man pages, made of the commands themselves: `eksguard.1`, and one for each command. The
/// build of the archive runs this; picocli's own generator makes AsciiDoc, which would take another
/// tool to become a man page.
final class ManPages {
  private ManPages() {}

  /// Writes the pages.
  ///
  /// @param args the folder to write them into
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (var page : pages().entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
  }

  /// The text of each page, by the name of its file.
  static Map<String, String> pages() {
    var console = new Console(false, false, new BufferedReader(Reader.nullReader()));
    var ports = Main.ports(console, () -> false);
    var pages = new TreeMap<String, String>();
    add(
        pages,
        Main.commands(ports, ShellCommand.Terminals.OF_SYSTEM).getCommandSpec(),
        ports.version());
    return pages;
  }

  private static void add(Map<String, String> pages, CommandSpec spec, String version) {
    pages.put(name(spec) + ".1", page(spec, version));
    shown(spec).forEach(command -> add(pages, command, version));
  }

  /// `eksguard-sandbox-reset`, as the page of `eksguard sandbox reset` is called.
  private static String name(CommandSpec spec) {
    return spec.qualifiedName("-");
  }

  private static List<CommandSpec> shown(CommandSpec spec) {
    return spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden())
        .toList();
  }

  private static String page(CommandSpec spec, String version) {
    var page = new StringBuilder();
    page.append(".\\\" Made of the commands themselves; do not edit it.\n");
    page.append(".TH \"%s\" 1 \"\" \"eksguard %s\" \"eksguard\"\n".formatted(name(spec), version));
    String description = String.join(" ", spec.usageMessage().description());
    section(page, "NAME");
    page.append(text(name(spec))).append(" \\- ").append(text(firstSentence(description)));
    section(page, "SYNOPSIS");
    page.append(bold(spec.qualifiedName())).append(synopsis(spec));
    section(page, "DESCRIPTION");
    page.append(text(description));
    arguments(page, spec);
    commands(page, spec);
    List<String> footer =
        Arrays.stream(spec.usageMessage().footer()).filter(line -> !line.isEmpty()).toList();
    if (!footer.isEmpty()) {
      section(page, "NOTES");
      page.append(text(String.join("\n", footer)));
    }
    seeAlso(page, spec);
    return page.append("\n").toString();
  }

  private static void arguments(StringBuilder page, CommandSpec spec) {
    if (!spec.positionalParameters().isEmpty()) {
      section(page, "ARGUMENTS");
      spec.positionalParameters().stream()
          .filter(argument -> !argument.hidden())
          .forEach(argument -> item(page, italic(argument.paramLabel()), argument));
    }
    section(page, "OPTIONS");
    spec.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> item(page, names(option), option));
  }

  private static void commands(StringBuilder page, CommandSpec spec) {
    if (shown(spec).isEmpty()) {
      return;
    }
    section(page, "COMMANDS");
    for (CommandSpec command : shown(spec)) {
      page.append("\n.TP\n").append(bold(command.name())).append("\n");
      page.append(text(String.join(" ", command.usageMessage().description())));
    }
  }

  private static void seeAlso(StringBuilder page, CommandSpec spec) {
    List<String> others = new ArrayList<>();
    if (spec.parent() != null) {
      others.add(name(spec.parent()));
    }
    shown(spec).forEach(command -> others.add(name(command)));
    if (!others.isEmpty()) {
      section(page, "SEE ALSO");
      page.append(
          others.stream().map(other -> bold(other) + "(1)").collect(Collectors.joining(",\n")));
    }
  }

  private static void section(StringBuilder page, String title) {
    page.append(page.charAt(page.length() - 1) == '\n' ? "" : "\n");
    page.append(".SH ").append(title).append("\n");
  }

  private static void item(StringBuilder page, String head, ArgSpec spec) {
    page.append(page.charAt(page.length() - 1) == '\n' ? "" : "\n");
    page.append(".TP\n").append(head).append("\n");
    page.append(text(String.join(" ", spec.description())));
  }

  private static String synopsis(CommandSpec spec) {
    var synopsis = new StringBuilder(" [OPTION]...");
    for (ArgSpec argument : spec.positionalParameters()) {
      String label = italic(argument.paramLabel());
      synopsis.append(argument.arity().min() == 0 ? " [" + label + "]" : " " + label);
    }
    if (!shown(spec).isEmpty()) {
      synopsis.append(spec.parent() == null ? " COMMAND" : " [COMMAND]");
    }
    return synopsis.toString();
  }

  private static String names(OptionSpec option) {
    String names =
        Arrays.stream(option.names()).map(ManPages::bold).collect(Collectors.joining(", "));
    if (option.arity().max() == 0) {
      return names;
    }
    String value = "=" + italic(option.paramLabel());
    return names + (option.arity().min() == 0 ? "[" + value + "]" : value);
  }

  /// A name of a page ends where the first sentence does, without its full stop.
  private static String firstSentence(String description) {
    int end = description.indexOf(". ");
    String first = end < 0 ? description : description.substring(0, end);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  private static String bold(String text) {
    return "\\fB" + text(text) + "\\fR";
  }

  private static String italic(String text) {
    return "\\fI" + text(text) + "\\fR";
  }

  /// Text in which nothing means anything to troff: no escapes, no dashes that are not typed ones,
  /// no line that begins as a request does.
  static String text(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^([.'])", "\\\\&$1");
  }
}
