package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarningsInOrderTest {
  private static final int RULES = 12;

  @TempDir private Path folder;

  /// As a reader goes through the file, and not as the paths of its parts compare.
  @Test
  void warningsComeInTheOrderOfLines() throws IOException {
    String rules =
        IntStream.range(0, RULES)
            .mapToObj("      - no-such-%d\n"::formatted)
            .collect(Collectors.joining());
    Path file =
        Files.writeString(
            folder.resolve("file.yaml"),
            """
            version: 1
            feature: RUNTIME_MONITORING
            regions: [us-east-1]
            standalone:
              - account: "123456789012"
                approach: all-except
                exclude:
            """
                + rules);
    var world = World.parse("accounts: {\"123456789012\": {}}", "world.yaml");
    var clock = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

    try (var sandbox = Sandbox.start(world, 0, clock)) {
      Cli.Ran ran =
          Cli.on(folder.resolve("state"), sandbox)
              .run("plan", "--sandbox", "--format", "json", "-f", file.toString());

      List<Integer> lines =
          Pattern.compile("\"code\" ?: ?\"EG202\".*?\"line\" ?: ?(\\d+)", Pattern.DOTALL)
              .matcher(ran.out())
              .results()
              .map(found -> Integer.valueOf(found.group(1)))
              .toList();
      assertThat(lines).hasSize(RULES).isSorted();
    }
  }
}
