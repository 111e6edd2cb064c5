package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Processes that end without the wait of the virtual machine, and such that do not.
@Timeout(120)
class QuickEndTest {
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

  @TempDir private Path folder;

  /// What a process does that has something to do at its end.
  static final class WithHook {
    private WithHook() {}

    public static void main(String[] args) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
      System.out.println("said");
      QuickEnd.end(3);
    }
  }

  private static ProcessBuilder withHook(String how) {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            NATIVE,
            "-D" + QuickEnd.PROPERTY + "=" + how,
            "-cp",
            System.getProperty("java.class.path"),
            WithHook.class.getName());
    builder.environment().clear();
    return builder.redirectErrorStream(true);
  }

  private static String out(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @ParameterizedTest
  @CsvSource({"yes, said", "prepare, 'said\nhook'", "'', 'said\nhook'"})
  void nothingIsRunAtTheEndWhereThatIsAskedForAndTheCodeStays(String how, String out)
      throws IOException, InterruptedException {
    Process process = withHook(how).start();

    assertThat(out(process)).isEqualTo(out);
    assertThat(process.waitFor()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"})
  void whatJavasOwnOptionsAskForIsDone(String variable) throws IOException, InterruptedException {
    ProcessBuilder builder = withHook("yes");
    builder.environment().put(variable, "-Dsome=thing");
    Process process = builder.start();

    assertThat(out(process)).endsWith("said\nhook");
    assertThat(process.waitFor()).isEqualTo(3);
  }

  private record Ran(int code, String out, String err) {}

  private Ran run(Sandbox sandbox, List<String> options, String... args)
      throws IOException, InterruptedException {
    ProcessBuilder builder = Program.of(folder, sandbox, args);
    builder.command().addAll(1, options);
    int code = builder.start().waitFor();
    return new Ran(
        code, Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
  }

  @Test
  void allThatTheProgramSaysIsSaidAndItsJournalIsWhole() throws IOException, InterruptedException {
    String world =
        """
        accounts: {"123456789012": {detectors: {all: {}}, clusters: {us-east-1: [a, b]}}}
        """;
    Path file =
        Files.writeString(
            folder.resolve("file.yaml"),
            """
            version: 1
            feature: RUNTIME_MONITORING
            regions: [us-east-1]
            standalone: [{account: "123456789012", approach: all-except, exclude: [b]}]
            """);
    List<String> quick = List.of(NATIVE, "-D" + QuickEnd.PROPERTY + "=yes");
    try (var sandbox = Sandbox.start(World.parse(world, "world.yaml"), 0, InstantSource.system())) {
      String[] plan = {"plan", "-f", file + "", "--detailed-exitcode", "--no-progress"};
      Ran usual = run(sandbox, List.of(), plan);

      assertThat(usual.code()).isEqualTo(2);
      assertThat(run(sandbox, quick, plan)).isEqualTo(usual);

      Ran applied = run(sandbox, quick, "apply", "-f", file + "", "--yes", "--no-progress");
      assertThat(applied.code()).as("%s", applied).isZero();
      assertThat(run(sandbox, quick, "plan", "--undo", "latest").out()).contains("1 to disable");
    }
  }
}
