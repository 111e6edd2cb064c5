package io.eksguard.shell;

import io.eksguard.cli.Workspace;
import io.eksguard.config.FileWords;
import io.eksguard.diff.Ground;
import io.eksguard.model.ApproachName;
import io.eksguard.model.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What may stand where somebody is typing: commands, options, accounts, regions, clusters and
/// steps, from the files and from what was read. AWS is not asked for it.
final class Words {
  private static final int MANY_FILES = 200;

  private final Engine engine;

  Words(Engine engine) {
    this.engine = engine;
  }

  /// The words that may stand at a place and begin as what was typed.
  ///
  /// @param before the words before it
  /// @param begun how it begins
  List<String> at(List<String> before, String begun) {
    return candidates(before, begun)
        .filter(word -> word.startsWith(begun))
        .sorted()
        .distinct()
        .toList();
  }

  private Stream<String> candidates(List<String> before, String begun) {
    CommandLine commands = engine.commands();
    if (before.isEmpty()) {
      return Stream.concat(Verb.all().stream(), names(commands));
    }
    String first = before.getFirst();
    Optional<Verb> verb = Verb.of(first);
    Stream<String> ofVerb = verb.map(one -> of(one, before, begun, commands)).orElse(Stream.of());
    CommandLine command = commands.getSubcommands().get(first);
    return command == null
        ? ofVerb
        : Stream.concat(ofVerb, ofCommand(command, before.getLast(), begun));
  }

  private static Stream<String> names(CommandLine commands) {
    return commands.getSubcommands().entrySet().stream()
        .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .map(entry -> entry.getKey());
  }

  private Stream<String> of(Verb verb, List<String> before, String begun, CommandLine commands) {
    if (verb == Verb.SET && before.size() == 2) {
      return Arrays.stream(ApproachName.values()).map(name -> "approach=" + name.word());
    }
    return switch (verb.words()) {
      case NONE -> Stream.of();
      case FILE -> files(begun);
      case ACCOUNT -> Stream.concat(Stream.of("newAccounts"), accounts());
      case SELECTOR -> selectors(begun);
      case STEP ->
          Stream.of(Stream.of("all"), engine.steps().stream(), selectors(begun)).flatMap(s -> s);
      case COMMAND -> Stream.concat(Verb.all().stream(), names(commands));
    };
  }

  /// Options, and the values of the option before; else what its argument takes.
  private Stream<String> ofCommand(CommandLine command, String last, String begun) {
    var spec = command.getCommandSpec();
    OptionSpec option = spec.findOption(last);
    if (option != null && option.arity().min() > 0) {
      return values(option, begun);
    }
    if (begun.startsWith("-")) {
      return spec.options().stream()
          .filter(one -> !one.hidden())
          .flatMap(one -> Arrays.stream(one.names()));
    }
    return spec.positionalParameters().stream().flatMap(one -> values(one, begun));
  }

  private Stream<String> values(ArgSpec arg, String begun) {
    if (arg.type() == Path.class || arg.auxiliaryTypes()[0] == Path.class) {
      return files(begun);
    }
    @Nullable Iterable<String> candidates = arg.completionCandidates();
    if (candidates == null) {
      return arg.paramLabel().contains("SEL") || arg.paramLabel().contains("ACCOUNT")
          ? selectors(begun)
          : Stream.of();
    }
    List<String> words = new ArrayList<>();
    candidates.forEach(words::add);
    // A mark stands for words of the file.
    return words.stream().anyMatch(word -> word.startsWith("@"))
        ? selectors(begun)
        : words.stream();
  }

  private FileWords ofFile() {
    return FileWords.of(engine.workspace().files());
  }

  private Stream<String> accounts() {
    return Stream.concat(
        ofFile().accounts(), places().map(place -> place.account().value()).distinct());
  }

  /// The next part comes only when the one before it is complete: there may be many.
  private Stream<String> selectors(String begun) {
    return Stream.concat(ofFile().selectors(begun), ofLive(begun));
  }

  private Stream<Place> places() {
    return engine.known().stream()
        .flatMap(view ->
            Stream.concat(
                view.difference().grounds().keySet().stream(),
                view.difference().blocked().stream()));
  }

  private Stream<String> ofLive(String begun) {
    SortedSet<String> words = new TreeSet<>();
    Optional<Workspace.View> view = engine.known();
    places()
        .forEach(place -> {
          String account = place.account().value();
          words.add(account);
          if (begun.startsWith(account)) {
            String here = account + "/" + place.region();
            words.add(here);
            Optional<Ground> ground =
                view.flatMap(one -> Optional.ofNullable(one.difference().grounds().get(place)));
            if (begun.startsWith(here) && ground.isPresent()) {
              ground.get().clusters().keySet().forEach(name -> words.add(here + "/" + name));
            }
          }
        });
    return words.stream();
  }

  private static Stream<String> files(String begun) {
    int slash = begun.lastIndexOf('/');
    String folder = begun.substring(0, slash + 1);
    SortedSet<String> names = new TreeSet<>();
    try (Stream<Path> inside = Files.list(Path.of(folder.isEmpty() ? "." : folder))) {
      inside
          .limit(MANY_FILES)
          .forEach(file ->
              names.add(folder + file.getFileName() + (Files.isDirectory(file) ? "/" : "")));
    } catch (IOException | InvalidPathException e) {
      // Whoever types has no use for a message about it.
      return Stream.of();
    }
    return names.stream();
  }
}
