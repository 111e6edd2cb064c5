package io.eksguard.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `eksguard completion`: the script that teaches a shell to complete.
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Print a script with which a shell completes what is typed.",
      "That is commands, options, files, and the accounts, regions and clusters of the desired-state file."
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "Which shell: ${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.BASH;

  /// The shells there are.
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script =
        switch (shell) {
          // The script for bash makes zsh understand it by itself.
          case BASH, ZSH -> BashCompletion.script(root);
          case FISH -> FishCompletion.script(root.getCommandSpec());
        };
    spec.commandLine().getOut().print(script);
    spec.commandLine().getOut().flush();
    return ExitCode.OK.number();
  }
}
