package io.eksguard;

import static io.eksguard.LargeOrganization.APPROACHES;
import static io.eksguard.LargeOrganization.account;
import static io.eksguard.LargeOrganization.covered;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.config.DesiredStateReader;
import io.eksguard.config.DesiredWriter;
import io.eksguard.model.AccountId;
import io.eksguard.model.Approach;
import io.eksguard.model.Desired;
import io.eksguard.model.Desireds;
import io.eksguard.model.Entry;
import io.eksguard.model.LeftoverCare;
import io.eksguard.model.Limits;
import io.eksguard.model.Organization;
import io.eksguard.sim.Event;
import io.eksguard.sim.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /// A move of one account from its approach to another.
  private record Move(String account, String to) {}

  /// One move for each pair of approaches.
  private static List<Move> twelveMoves() {
    var byApproach = LargeOrganization.byApproach();
    List<Move> moves = new ArrayList<>();
    for (String from : APPROACHES) {
      var accounts = byApproach.getOrDefault(from, List.of()).iterator();
      APPROACHES.stream()
          .filter(to -> !to.equals(from))
          .forEach(to -> moves.add(new Move(account(next(accounts)), to)));
    }
    return moves;
  }

  private static int next(Iterator<Integer> accounts) {
    int number = accounts.next();
    return LargeOrganization.isException(number) ? next(accounts) : number;
  }

  private static String movedByEntriesOverUnits(String file) {
    var entries = new StringBuilder();
    for (Move move : twelveMoves()) {
      entries.append("    - {account: \"%s\", %s}\n".formatted(move.account(), covered(move.to())));
    }
    return file.replace("  members:\n", "  members:\n" + entries);
  }

  /// Takes each account out of the entry that it is in and gives it one of its own.
  private static String movedByOtherEntries(String file) {
    Desired desired = read(file);
    Organization organization = desired.organization().orElseThrow();
    Map<AccountId, String> moves = new TreeMap<>();
    twelveMoves().forEach(move -> moves.put(new AccountId(move.account()), move.to()));
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : organization.members()) {
      SortedSet<AccountId> ids = new TreeSet<>(((Entry.Who.Accounts) entry.who()).ids());
      ids.removeAll(moves.keySet());
      if (!ids.isEmpty()) {
        var who = new Entry.Who.Accounts(ids);
        entries.add(new Entry(entry.path(), who, entry.approach(), entry.regions()));
      }
    }
    moves.forEach((account, to) ->
        entries.add(
            new Entry(
                "",
                new Entry.Who.Accounts(new TreeSet<>(List.of(account))),
                approach(to),
                Optional.empty())));
    var moved =
        new Organization(
            organization.administrator(),
            organization.administratorEntry(),
            organization.newAccounts(),
            organization.defaults(),
            entries,
            organization.tagProtection());
    return DesiredWriter.write(
        new Desired(
            desired.feature(),
            desired.regions(),
            Optional.of(moved),
            List.of(),
            desired.access(),
            new Limits(999, 999, 0, 100),
            LeftoverCare.KEEP),
        Map.of());
  }

  private static Desired read(String file) {
    return new DesiredStateReader(LocalDate.of(2026, 11, 24))
        .readText("file.yaml", file)
        .loaded()
        .orElseThrow()
        .desired();
  }

  private static Approach approach(String word) {
    return switch (word) {
      case "all" -> Desireds.all();
      case "all-except" -> Desireds.allExcept("legacy");
      case "only" -> Desireds.only("web-*");
      default -> Desireds.manual();
    };
  }

  private void moves(String file, String moved) throws IOException {
    var before = run(file, "plan", "--detailed-exitcode", "--strict");
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

  @Test
  void isDescribedByUnitsMovedInTwelveWaysAndMatchesAgain() throws IOException {
    moves(LargeOrganization.file(), movedByEntriesOverUnits(LargeOrganization.file()));
  }

  @Test
  void isImportedMovedInTwelveWaysAndMatchesAgain() throws IOException {
    var imported =
        Cli.on(folder, sandbox)
            .run(
                "import",
                "--sandbox",
                "--region",
                "us-east-1,eu-west-1",
                "--member-role",
                "arn:aws:iam::{account}:role/eksguard");

    assertThat(imported.code()).as(imported.toString()).isZero();
    assertThat(read(imported.out()).organization().orElseThrow().members())
        .as("an entry for each approach but that of the defaults")
        .hasSize(4);
    moves(imported.out(), movedByOtherEntries(imported.out()));
  }
}
