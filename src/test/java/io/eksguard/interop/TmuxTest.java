package io.eksguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.Golden;
import io.eksguard.Main;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The shell in a terminal that somebody else wrote, as a process of its own.
@Tag("interop")
class TmuxTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String WORLD =
      """
      regions: [us-east-1]
      organization: {management: "000011112222", administrator: "111122223333"}
      caller: {account: "111122223333", role: eksguard}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666": {clusters: {all: [checkout, legacy]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333", approach: all}
        members:
          - account: "444455556666"
            approach: all   # everything
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      """;

  @TempDir private Path folder;
  private final Sandbox sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK);

  @AfterEach
  void stop() {
    tmux("kill-server");
    sandbox.close();
  }

  private Tool.Ran tmux(String... arguments) {
    List<String> all = new ArrayList<>(List.of("-S", folder.resolve("socket").toString()));
    all.addAll(List.of("-f", "/dev/null"));
    all.addAll(List.of(arguments));
    return Tool.TMUX.run(folder, sandbox, "sandbox", Map.of("XDG_STATE_HOME", folder + ""), all);
  }

  private String screen() {
    return tmux("capture-pane", "-p").well().out();
  }

  private void types(String... keys) {
    tmux(Stream.concat(Stream.of("send-keys"), Arrays.stream(keys)).toArray(String[]::new)).well();
  }

  private void says(String line) {
    tmux("send-keys", "-l", line).well();
    types("Enter");
  }

  private void sees(String... parts) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Arrays.stream(parts).allMatch(screen()::contains)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never came: " + List.of(parts) + "\n" + screen());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private String scrubbed() {
    return screen()
        .replaceAll("\\d{8}T\\d{6}Z-[0-9a-f]{4}", "RUN")
        .replaceAll("sha256:[0-9a-f]+\n?[0-9a-f]*", "sha256:DIGEST");
  }

  private void starts(Path file, int rows) {
    String command =
        Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "shell",
                "-f",
                file.getFileName().toString())
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    tmux("new-session", "-d", "-x", "80", "-y", rows + "", command + "; echo ended with $?; cat")
        .well();
  }

  private void isToldToEnd() {
    String shell = tmux("display-message", "-p", "#{pane_pid}").well().out().strip();
    ProcessHandle.of(Long.parseLong(shell)).stream()
        .flatMap(ProcessHandle::children)
        .forEach(ProcessHandle::destroy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"help quit", "plan", "review", "apply"})
  void wherePeopleAreWaitedForTheProcessCanBeEnded(String command)
      throws IOException, InterruptedException {
    starts(Files.writeString(folder.resolve("org.yaml"), FILE), 8);
    sees("2 changes, read just now>");
    says(command);
    sees(
        switch (command) {
          case "plan" -> "-- more";
          case "review" -> "2 open";
          case "apply" -> "Apply this plan? Only `yes` is taken:";
          default -> "leave; so do";
        });
    isToldToEnd();
    sees("ended with 143");
    says("echo of " + command);
    sees("echo of " + command + "\necho of " + command);
  }

  @Test
  void aPersonExcludesAClusterReviewsAndApplies() throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("org.yaml"), FILE);
    var story = new StringBuilder();

    starts(file, 24);
    sees("2 changes, read just now>");
    says("exclude 444455556666/us-east-1/legacy \"vendor, CHG-1\"");
    sees("Only `yes` is taken:");
    story.append("--- exclude\n").append(scrubbed());
    says("yes");
    sees("3 changes, read just now>");
    says("review");
    sees("3 open of 3");
    types("Down", "/");
    says("1111");
    types("h");
    sees("1 held");
    // A key right behind it would be one with Alt.
    types("Escape");
    sees("The filter is cleared.");
    types("A");
    sees("2 accepted, 1 held");
    story.append("--- review\n").append(scrubbed());
    types("q");
    says("apply");
    sees("Apply this plan? Only `yes` is taken:");
    says("yes");
    sees("1 change (0 accepted), read just now>");
    story.append("--- applied\n").append(scrubbed());
    types("C-c");
    // Between two prompts the terminal is not the shell's, and Ctrl-D would be lost.
    sees("read just now>\norg.yaml AWS: 1 change (0 accepted), read just now>");
    types("C-d");
    sees("ended with 0");

    assertThat(file).content().contains("approach: all-except", "# everything", "vendor, CHG-1");
    Golden.check("shell/tmux.txt", story.toString());
  }
}
