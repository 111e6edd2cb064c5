package io.eksguard;

import static io.eksguard.LargeOrganization.APPROACHES;
import static io.eksguard.LargeOrganization.account;
import static io.eksguard.LargeOrganization.covered;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Event;
import io.eksguard.sim.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// 300 members, 3 levels of units, 2 regions, every approach.
class LargeOrganizationTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

  @TempDir private Path folder;

  private final Sandbox sandbox = Sandbox.start(LargeOrganization.world(), 0, CLOCK);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli.Ran run(String file, String... args) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), file).toString();
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--sandbox", "-f", path));
    return Cli.on(folder, sandbox).run(all.toArray(String[]::new));
  }

  /// Moves one account from each approach to each other one.
  private static String withTwelveMoves(String file) {
    var byApproach = LargeOrganization.byApproach();
    var entries = new StringBuilder();
    int used = 0;
    for (String from : APPROACHES) {
      for (String to : APPROACHES) {
        if (!from.equals(to)) {
          int number = byApproach.getOrDefault(from, List.of()).get(used++);
          while (number % 25 == 7) {
            number = byApproach.getOrDefault(from, List.of()).get(used++);
          }
          entries.append("    - {account: \"%s\", %s}\n".formatted(account(number), covered(to)));
        }
      }
    }
    return file.replace("  members:\n", "  members:\n" + entries);
  }

  @Test
  void isDescribedByUnitsMovedInTwelveWaysAndMatchesAgain() throws IOException {
    var before = run(LargeOrganization.file(), "plan", "--detailed-exitcode", "--strict");
    var moved = withTwelveMoves(LargeOrganization.file());
    var apply = run(moved, "apply", "--yes", "--strict");
    var after = run(moved, "plan", "--detailed-exitcode", "--strict");

    assertThat(before.out()).contains("No changes.");
    assertThat(before.code()).isZero();
    assertThat(apply.code()).as(apply.toString()).isZero();
    assertThat(after.out()).contains("No changes.");
    assertThat(after.code()).isZero();
    assertThat(sandbox.events().all())
        .filteredOn(event -> event.kind() == Event.Kind.BECAME_MANAGED)
        .isNotEmpty();
    assertThat(Detours.in(sandbox.events())).isEmpty();
  }
}
