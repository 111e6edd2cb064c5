package io.eksguard.cli;

import io.eksguard.config.FileWords;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `eksguard complete-words`: what the scripts of `completion` call. It is offline and ends well
/// whatever it meets: a message in the middle of a line that is being typed helps nobody.
@Command(
    name = "complete-words",
    hidden = true,
    description = "Print the words of the desired-state file that begin so; for scripts.")
final class CompleteWordsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;

  @Parameters(index = "0", paramLabel = "WHICH", description = "Which words.")
  private String which = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "BEGUN", description = "How they begin.")
  private String begun = "";

  @Override
  public Integer call() {
    Optional<FromFile> words = FromFile.named(which);
    String lines =
        words.stream()
            .flatMap(any -> any.words(FileWords.of(files.paths(List.of())), begun))
            .map(word -> word + "\n")
            .collect(Collectors.joining());
    spec.commandLine().getOut().print(lines);
    spec.commandLine().getOut().flush();
    return ExitCode.OK.number();
  }
}
