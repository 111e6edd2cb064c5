package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of the mistakes that a new user makes on the command line.
class UsageTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          plann;                       There is no command `plann`.; Did you mean `plan`?
          sandbox rest;                There is no command `rest`.; Did you mean `reset`?
          plan --unready excl;         `excl` is not one of warn, hold, exclude; plan --help
          plan --format xml;           `xml` is not one of text, json, markdown, html; plan --help
          plan --rate guardduty=abc;   `guardduty=abc` is not SERVICE=N: a service (ec2, eks,; how many calls a second, from 1
          plan --in-flight 0;          `0` is not a number from 1 to 1000; plan --help
          sandbox --latency x;         `x` is not a time such as 500ms, 90s, 5m or 1h; sandbox --help
          apply --shalow;              Unknown option; apply --help
          """)
  void aMistakeIsSaidInTheWordsOfTheDocumentation(String typed, String said, String hint) {
    var ran = Cli.on(folder).run(typed.split(" "));

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains(said, hint).doesNotContain("case-insensitive", "at index");
  }

  /// The list of commands shows the first line only.
  @Test
  void theListOfCommandsBreaksOffInNoSentence() {
    String help = Cli.on(folder).run("--help").out();
    String list = help.substring(help.indexOf("Commands:"), help.indexOf("Try it without AWS"));

    assertThat(Pattern.compile("\n  (?=[a-z])").splitAsStream(list.strip()).skip(1))
        .allSatisfy(entry -> assertThat(entry.strip()).endsWith("."));
    assertThat(list).contains("what-if", "explain", "coverage", "doctor", "schema", "completion");
  }

  @Test
  void aLogThatCannotBeWrittenIsToldWithoutTheNameOfAClass() {
    var ran = Cli.on(folder).run("plan", "--sandbox", "--log", folder + "/none/calls.jsonl");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err())
        .contains("/none/calls.jsonl` cannot be written: it, or the folder that it is to be in,")
        .doesNotContain("java.");
  }
}
