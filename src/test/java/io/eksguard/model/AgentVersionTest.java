package io.eksguard.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which Kubernetes the agent is for.
class AgentVersionTest {
  @Test
  void thePageHasTheSameTable() throws IOException {
    var rows = Files.readAllLines(Path.of("docs/how-to/readiness.md"));

    assertThat(AgentVersion.KNOWN)
        .allSatisfy(version ->
            assertThat(rows)
                .filteredOn(row -> row.startsWith("| v") && row.contains(version.name()))
                .singleElement()
                .asString()
                .endsWith("| 1.%d to 1.%d |".formatted(version.from(), version.to())));
    assertThat(String.join("\n", rows))
        .contains("older than 1.%d |".formatted(AgentVersion.oldest()));
  }

  @ParameterizedTest
  @CsvSource({"1.20, true", "1.9, true", "1.21, false", "1.99, false", "2.0, false", "'', false"})
  void onlyWhatIsOlderThanAllOfThemIsTooOld(String kubernetes, boolean tooOld) {
    assertThat(AgentVersion.isTooOld(kubernetes)).isEqualTo(tooOld);
  }
}
