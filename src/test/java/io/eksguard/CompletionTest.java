package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts of `completion`. That of bash runs in a bash, which Linux and macOS have; without
/// one these tests fail and say so.
class CompletionTest {
  @TempDir private Path folder;
  private Path program;

  /// Puts an `eksguard` into the folder that answers like the real one, but at once: the words are
  /// made in this process, for every question that the tests let the script ask.
  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("a.yaml"),
        """
        version: 1
        regions: [us-east-1, eu-west-1]
        fature: misspelt, and no reason to complete nothing
        standalone:
          - account: "111122223333"
            approach: all-except
            exclude: [web-1, "web-*", {name: db, region: us-east-1}]
          - accounts: ["111199998888", "444455556666"]
            approach: all
            regions: [us-east-1]
        """);
    Files.writeString(folder.resolve("broken.yaml"), "regions: [");
    program = folder.resolve("eksguard");
    Files.writeString(
        program,
        "#!/bin/sh\necho \"$*\" >> '%s'\ncat '%s' 2>/dev/null\n"
            .formatted(folder.resolve("asked"), folder.resolve("answer")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void completesCommandsAndOptions() throws IOException {
    assertThat(bash("eksguard", "com")).containsExactly("completion");
    assertThat(bash("eksguard", "plan", "--detailed")).containsExactly("--detailed-exitcode");
    assertThat(bash("eksguard", "plan", "--format", ""))
        .containsExactly("text", "json", "markdown", "html");
    assertThat(bash("eksguard", "completion", "")).containsExactly("bash", "zsh", "fish");
    assertThat(bash("eksguard", "complete-w")).isEmpty();
    assertThat(folder.resolve("asked")).doesNotExist();
  }

  @Test
  void completesFiles() throws IOException {
    assertThat(bash("eksguard", "plan", "-f", "a.y")).containsExactly("a.yaml");
    assertThat(bash("eksguard", "fmt", "br")).containsExactly("broken.yaml");
  }

  @Test
  void completesWhatTheFileNames() throws IOException {
    answer("444455556666/us-east-1\n444455556666/eu-west-1\n");

    assertThat(
            bash(
                "eksguard", "plan", "-f", "a b.yaml", "--file=c.yaml", "--target", "444455556666/"))
        .containsExactly("444455556666/us-east-1", "444455556666/eu-west-1");

    assertThat(folder.resolve("asked"))
        .hasContent("complete-words -f a b.yaml -f c.yaml -- selectors 444455556666/");
  }

  @Test
  void completesNothingWhereTheFileNamesNothing() throws IOException {
    answer("");

    assertThat(bash("eksguard", "apply", "--target", "")).isEmpty();
  }

  @Test
  void givesZshTheScriptOfBash() {
    assertThat(script("zsh")).isEqualTo(script("bash")).contains("bashcompinit");
  }

  @Test
  void leavesNoMarkInAScript() {
    assertThat(script("bash"))
        .doesNotContain("@selectors@")
        .contains("$(_eksguard_words selectors)");
    assertThat(script("fish")).doesNotContain("@selectors@");
  }

  @Test
  void tellsFishOfCommandsOptionsWordsAndFiles() {
    String plan = "complete -c eksguard -n '__fish_seen_subcommand_from plan' ";

    assertThat(script("fish").lines())
        .anyMatch(line ->
            line.matches(
                "complete -c eksguard -n 'not __fish_seen_subcommand_from [a-z -]+' -a plan -d"
                    + " 'Read what is live and print the plan.'"))
        .contains(
            plan + "-l detailed-exitcode -d 'End with 2 if there are changes, as Terraform does.'")
        .anyMatch(line -> line.startsWith(plan + "-s f -l file -r -F -d '"))
        .anyMatch(line -> line.startsWith(plan + "-l color -x -a 'auto always never' -d '"))
        .anyMatch(line -> line.startsWith(plan + "-l target -x -a '(__eksguard_words selectors)'"))
        .anyMatch(line ->
            line.startsWith(
                "complete -c eksguard -n '__fish_seen_subcommand_from sandbox; and"
                    + " __fish_seen_subcommand_from reset' "))
        .noneMatch(line -> line.contains("-a complete-words"));
  }

  @Test
  void namesAccountsRegionsAndClusters() {
    assertThat(words("accounts", ""))
        .containsExactly("111122223333", "111199998888", "444455556666");
    assertThat(words("accounts", "4")).containsExactly("444455556666");
    assertThat(words("regions", "")).containsExactly("eu-west-1", "us-east-1");
    assertThat(words("clusters", "")).containsExactly("db", "web-1");
  }

  @Test
  void namesTheNextPartOfASelectorWhenTheOneBeforeIsComplete() {
    assertThat(words("selectors", "1111")).containsExactly("111122223333", "111199998888");
    assertThat(words("selectors", "111122223333"))
        .containsExactly("111122223333", "111122223333/eu-west-1", "111122223333/us-east-1");
    assertThat(words("selectors", "111122223333/eu-west-1/"))
        .containsExactly("111122223333/eu-west-1/web-1");
    assertThat(words("selectors", "111122223333/us-east-1/"))
        .containsExactly("111122223333/us-east-1/db", "111122223333/us-east-1/web-1");
    assertThat(words("selectors", "444455556666/")).containsExactly("444455556666/us-east-1");
  }

  @Test
  void namesNothingAndSaysNothingWhereThereIsNoFile() {
    var cli = Cli.on(folder);

    for (String file : List.of("none.yaml", "broken.yaml")) {
      assertThat(cli.run("complete-words", "-f", folder.resolve(file).toString(), "accounts", ""))
          .isEqualTo(new Cli.Ran(0, "", ""));
    }
    assertThat(cli.run("complete-words", "of-tomorrow")).isEqualTo(new Cli.Ran(0, "", ""));
  }

  private List<String> words(String which, String begun) {
    var file = folder.resolve("a.yaml").toString();
    var ran = Cli.on(folder).run("complete-words", "-f", file, "--", which, begun);

    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    return ran.out().lines().toList();
  }

  private String script(String shell) {
    var ran = Cli.on(folder).run("completion", shell);

    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    return ran.out();
  }

  private void answer(String words) throws IOException {
    Files.writeString(folder.resolve("answer"), words);
  }

  /// What bash offers for the last of these words.
  private List<String> bash(String... words) throws IOException {
    Files.writeString(folder.resolve("script"), script("bash"));
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", "--noprofile", "--norc", "-c"));
    command.add(
        """
        compopt() { :; } # which works in a shell with a person at it only
        source ./script
        COMP_WORDS=("$@")
        COMP_CWORD=$(( $# - 1 ))
        COMP_LINE="$*"
        _complete_eksguard
        printf '%s\\n' ${COMPREPLY[@]+"${COMPREPLY[@]}"}
        """);
    command.add("bash");
    command.addAll(List.of(words));
    command.set(command.indexOf("eksguard"), program.toString());
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    try {
      Process bash = start(builder);
      bash.getOutputStream().close();
      String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return out.lines().filter(line -> !line.isEmpty()).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError("this test needs bash on the PATH, as Linux and macOS have it", e);
    }
  }
}
