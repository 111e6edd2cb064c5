package io.eksguard.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The script for fish, made of the commands themselves.
final class FishCompletion {
  private static final String WORDS =
      """
      # Completion of NAME for fish, made by `NAME completion fish`.

      # Prints the words of the desired-state file that begin as the current word does.
      function __NAME_words
          set -l words (commandline -opc)
          set -l token (commandline -ct)
          set -l files
          for i in (seq 2 (count $words))
              switch $words[$i]
                  case -f --file
                      set -l next (math $i + 1)
                      if test $next -le (count $words)
                          set -a files -f $words[$next]
                      end
                  case '--file=*'
                      set -a files -f (string replace -- --file= '' $words[$i])
              end
          end
          set -l begun (string replace -r -- '^--[a-z-]+=' '' "$token")
          $words[1] complete-words $files -- $argv[1] "$begun" 2>/dev/null </dev/null
      end

      complete -c NAME -f
      """;

  private final String name;
  private final StringBuilder script = new StringBuilder();

  private FishCompletion(String name) {
    this.name = name;
  }

  static String script(CommandSpec root) {
    var fish = new FishCompletion(root.name());
    fish.script.append(WORDS.replace("NAME", root.name()));
    fish.command(root, List.of());
    return fish.script.toString();
  }

  /// @param path the names of the commands from below the root to this one
  private void command(CommandSpec spec, List<String> path) {
    List<CommandSpec> inside =
        spec.subcommands().values().stream()
            .map(line -> line.getCommandSpec())
            .filter(sub -> !sub.usageMessage().hidden())
            .toList();
    List<String> names = inside.stream().map(CommandSpec::name).toList();
    List<String> conditions = new ArrayList<>();
    path.forEach(word -> conditions.add("__fish_seen_subcommand_from " + word));
    if (!names.isEmpty()) {
      conditions.add("not __fish_seen_subcommand_from " + String.join(" ", names));
    }
    String when = String.join("; and ", conditions);
    for (CommandSpec sub : inside) {
      line(when, "-a " + sub.name(), sub.usageMessage().description());
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        line(when, names(option) + value(option), option.description());
      }
    }
    for (ArgSpec argument : spec.positionalParameters()) {
      String values = isFile(argument) ? " -F" : words(argument).map(w -> " -a " + w).orElse("");
      if (!values.isEmpty()) {
        line(when, values.strip(), argument.description());
      }
    }
    for (CommandSpec sub : inside) {
      List<String> longer = new ArrayList<>(path);
      longer.add(sub.name());
      command(sub, longer);
    }
  }

  private void line(String when, String what, String... description) {
    String text = sentence(String.join(" ", description));
    script.append("complete -c ").append(name);
    if (!when.isEmpty()) {
      script.append(" -n ").append(quoted(when));
    }
    script.append(' ').append(what).append(" -d ").append(quoted(text)).append('\n');
  }

  /// The first sentence: fish shows it on one line, beside the word. Picocli's own have `%n` in
  /// them.
  private static String sentence(String description) {
    String line = description.replace("%n", " ").strip();
    int end = line.indexOf(". ");
    return end < 0 ? line : line.substring(0, end + 1);
  }

  private static String names(OptionSpec option) {
    List<String> names = new ArrayList<>();
    for (String one : option.names()) {
      names.add(one.startsWith("--") ? "-l " + one.substring(2) : "-s " + one.substring(1));
    }
    return String.join(" ", names);
  }

  /// Nothing where the value may be left out: such a one is written behind `=`.
  private static String value(OptionSpec option) {
    if (option.arity().min() == 0) {
      return "";
    }
    String values = words(option).map(w -> " -a " + w).orElse("");
    return isFile(option) ? " -r -F" : " -x" + values;
  }

  private static Optional<String> words(ArgSpec arg) {
    Optional<String> asked =
        FromFile.of(arg)
            .map(words -> "(__" + arg.command().root().name() + "_words " + words + ")");
    Iterable<String> candidates = arg.completionCandidates();
    return asked
        .or(() -> Optional.ofNullable(candidates).map(FishCompletion::joined))
        .map(FishCompletion::quoted);
  }

  private static String joined(Iterable<String> words) {
    return StreamSupport.stream(words.spliterator(), false).collect(Collectors.joining(" "));
  }

  private static boolean isFile(ArgSpec arg) {
    List<Class<?>> types = new ArrayList<>(List.of(arg.type()));
    types.addAll(List.of(arg.auxiliaryTypes()));
    return types.contains(Path.class) || types.contains(File.class);
  }

  /// In single quotes, where fish knows `\\` and `\'` only.
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
