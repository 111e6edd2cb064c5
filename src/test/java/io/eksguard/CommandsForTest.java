package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.cli.Console;
import io.eksguard.cli.Ports;
import io.eksguard.shell.ShellCommand.Terminals;
import java.io.BufferedReader;
import java.io.Reader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Only the command that is asked for is made, and nobody can tell.
class CommandsForTest {
  private static final Ports PORTS =
      Main.ports(new Console(false, false, new BufferedReader(Reader.nullReader())), () -> false);
  private static final CommandLine ALL = Main.commands(PORTS, Terminals.OF_SYSTEM);

  private static CommandLine commandsFor(String... args) {
    return Main.commandsFor(args, PORTS, () -> Terminals.OF_SYSTEM);
  }

  @Test
  void eachCommandIsAloneAndAsItIsAmongAll() {
    ALL.getSubcommands()
        .forEach((name, among) -> {
          var line = commandsFor(name, "--any");
          if (Set.of("help", "completion", "complete-words").contains(name)) {
            assertThat(line.getSubcommands()).containsOnlyKeys(ALL.getSubcommands().keySet());
          } else {
            assertThat(line.getSubcommands()).containsOnlyKeys(name);
            assertThat(line.getSubcommands().values())
                .extracting(CommandLine::getUsageMessage)
                .containsExactly(among.getUsageMessage());
          }
        });
  }

  @Test
  void whatIsNoCommandIsHeldAgainstAll() {
    for (String[] args : new String[][] {{}, {"plna"}, {"--help"}, {"--version", "plan"}, {"-x"}}) {
      assertThat(commandsFor(args).getSubcommands())
          .containsOnlyKeys(ALL.getSubcommands().keySet());
    }
  }

  @Test
  void theVersionNeedsNoCommand() {
    assertThat(commandsFor("--version").getSubcommands()).isEmpty();
    assertThat(commandsFor("-V").getSubcommands()).isEmpty();
  }

  /// The terminal's library would be loaded.
  @Test
  void onlyTheShellAsksForATerminal() {
    var line =
        Main.commandsFor(
            new String[] {"plan"},
            PORTS,
            () -> {
              throw new AssertionError("plan needs no terminal");
            });

    assertThat(line.getSubcommands()).containsOnlyKeys("plan");
  }
}
