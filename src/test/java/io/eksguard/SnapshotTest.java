package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// A snapshot stands for AWS wherever a command only looks.
class SnapshotTest {
  private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
  private static final String ORGANIZATION = "examples/organization.yaml";

  @TempDir private Path folder;

  /// Every world and file that we have.
  static Stream<List<String>> worlds() throws IOException {
    List<List<String>> worlds = new ArrayList<>();
    for (String world : List.of("organization", "denied", "small")) {
      String file = world.equals("small") ? "examples/standalone.yaml" : ORGANIZATION;
      worlds.add(List.of("examples/worlds/" + world + ".yaml", file));
    }
    try (var folders = Files.list(SCENARIOS)) {
      folders.sorted().forEach(one -> worlds.add(List.of(one + "/world.yaml", one + "/file.yaml")));
    }
    return worlds.stream();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void planningFromItGivesThePlanThatAwsGives(List<String> given) throws IOException {
    String sandbox = sandbox(given.getFirst());
    String file = given.getLast();
    var cli = Cli.on(folder);

    var live = cli.run("plan", sandbox, "-f", file, "--format", "json", "--detailed-exitcode");
    String kept = take(sandbox, file);
    int connections = cli.connections();
    var from =
        cli.run("plan", "--from", kept, "-f", file, "--format", "json", "--detailed-exitcode");

    assertThat(withoutRequests(from.out())).isEqualTo(withoutRequests(live.out()));
    assertThat(from.code()).isEqualTo(live.code());
    assertThat(cli.connections()).as("connections").isEqualTo(connections);
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void aWideOneIsEnoughForTheSamePlan(List<String> given) throws IOException {
    String sandbox = sandbox(given.getFirst());
    String file = given.getLast();

    var live = Cli.on(folder).run("plan", sandbox, "-f", file, "--format", "json");
    var from =
        Cli.on(folder)
            .run("plan", "--from", take(sandbox, file, "--all"), "-f", file, "--format", "json");

    assertThat(withoutRequests(from.out())).isEqualTo(withoutRequests(live.out()));
  }

  @Test
  void isTheSameBytesTwiceAndItsOwnersAlone() throws IOException {
    String sandbox = sandbox("examples/worlds/organization.yaml");

    var first = Path.of(take(sandbox, ORGANIZATION));
    String text = Files.readString(first);
    take(sandbox, ORGANIZATION);

    assertThat(Files.readString(first)).isEqualTo(text);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
        .isEqualTo("rw-------");
    assertThat(Cli.on(folder).run("snapshot", sandbox, "-f", ORGANIZATION).out()).isEqualTo(text);
  }

  @Test
  void explainsFromIt() throws IOException {
    String sandbox = sandbox("examples/worlds/organization.yaml");
    String kept = take(sandbox, ORGANIZATION);

    var live = Cli.on(folder).run("explain", sandbox, "-f", ORGANIZATION, "444455556666");
    var from = Cli.on(folder).run("explain", "--from", kept, "-f", ORGANIZATION, "444455556666");

    assertThat(from).isEqualTo(live);
  }

  @Test
  void whatTheFileNeedsAndItDoesNotHaveIsUnknownAndPlansNothingThere() throws IOException {
    String sandbox = sandbox("examples/worlds/organization.yaml");
    String kept = take(sandbox, ORGANIZATION);
    String file =
        Files.readString(Path.of(ORGANIZATION)).replace("approach: disabled", "approach: all");
    Path changed = Files.writeString(folder.resolve("changed.yaml"), file);

    var from = Cli.on(folder).run("plan", "--from", kept, "-f", changed.toString(), "--strict");

    assertThat(file).isNotEqualTo(Files.readString(Path.of(ORGANIZATION)));
    assertThat(from.err())
        .contains("error EG131", "nothing is known of them", "--all")
        .contains("999900001111");
    assertThat(from.out()).doesNotContain("999900001111");
    assertThat(from.code()).isEqualTo(7);
  }

  @Test
  void aWideOneHasWhatTheChangedFileNeeds() throws IOException {
    String sandbox = sandbox("examples/worlds/organization.yaml");
    String kept = take(sandbox, ORGANIZATION, "--all");
    String file =
        Files.readString(Path.of(ORGANIZATION)).replace("approach: disabled", "approach: all");
    Path changed = Files.writeString(folder.resolve("changed.yaml"), file);

    var from = Cli.on(folder).run("plan", "--from", kept, "-f", changed.toString());
    var live = Cli.on(folder).run("plan", sandbox, "-f", changed.toString());

    assertThat(from.out()).isEqualTo(live.out());
    assertThat(from.err()).doesNotContain("EG131");
  }

  @Test
  void aRegionThatIsNotInItIsUnknown() throws IOException {
    String kept = take(sandbox("examples/worlds/organization.yaml"), ORGANIZATION);
    String file =
        Files.readString(Path.of(ORGANIZATION))
            .replaceFirst("(?m)^regions: \\[", "regions: [ap-south-1, ");
    Path changed = Files.writeString(folder.resolve("changed.yaml"), file);

    var from = Cli.on(folder).run("plan", "--from", kept, "-f", changed.toString());

    assertThat(from.err()).contains("EG131", "`ap-south-1`");
    assertThat(from.out()).doesNotContain("ap-south-1");
  }

  @Test
  void aPlanMadeFromItIsShownAndNotApplied() throws IOException {
    String sandbox = sandbox("examples/worlds/organization.yaml");
    String kept = take(sandbox, ORGANIZATION);
    String plan = folder.resolve("plan.json").toString();
    var cli = Cli.on(folder);

    var made = cli.run("plan", "--from", kept, "-f", ORGANIZATION, "-o", plan);
    var shown = cli.run("show", plan);
    var applied = cli.run("apply", sandbox, plan);

    assertThat(made.err()).contains("nothing applies it");
    assertThat(shown.out()).isEqualTo(made.out());
    assertThat(applied.code()).isEqualTo(64);
    assertThat(applied.err())
        .contains("error EG209", "it was made against a snapshot, and this is a sandbox");
  }

  @Test
  void doesNotGoTogetherWithASandboxOrAnUndo() throws IOException {
    String kept = take(sandbox("examples/worlds/organization.yaml"), ORGANIZATION);

    assertThat(Cli.on(folder).run("plan", "--from", kept, "--sandbox").code()).isEqualTo(64);
    assertThat(Cli.on(folder).run("explain", "--from", kept, "--sandbox", "444455556666").code())
        .isEqualTo(64);
    assertThat(Cli.on(folder).run("plan", "--from", kept, "--undo", "latest").err())
        .contains("error EG401", "`--undo` looks at what is live now.");
  }

  @Test
  void aRedactedOneNamesNobodyAndFitsTheFileWithItsPseudonyms() throws IOException {
    String sandbox = sandbox("examples/worlds/small.yaml");
    String file = "examples/standalone.yaml";
    Path map = folder.resolve("map.json");
    String kept =
        take(sandbox, file, "--redact", "--salt", "sixteen letters.", "--redact-map", "" + map);
    var names = JsonMapper.shared().readTree(Files.readString(map));
    String account = names.path("accounts").path("123456789012").stringValue();
    String cluster = names.path("clusters").path("payments").stringValue();
    String rewritten =
        Files.readString(Path.of(file))
            .replace("123456789012", account)
            .replace("payments", cluster);
    Path renamed = Files.writeString(folder.resolve("renamed.yaml"), rewritten);

    var live = Cli.on(folder).run("plan", sandbox, "-f", file);
    var from = Cli.on(folder).run("plan", "--from", kept, "-f", renamed.toString());

    assertThat(Files.readString(Path.of(kept)))
        .contains("\"redacted\" : true")
        .doesNotContain("123456789012", "payments", "tools");
    String shown = from.out();
    for (var vpc : names.path("vpcs").properties()) {
      shown = shown.replace(vpc.getValue().stringValue(), vpc.getKey());
    }
    assertThat(
            shown
                .replace(account, "123456789012")
                .replace(cluster, "payments")
                .replace(renamed.toString(), file))
        .isEqualTo(live.out());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(map)))
        .isEqualTo("rw-------");
  }

  @Test
  void aSaltThatCanBeGuessedIsRefused() {
    var ran = Cli.on(folder).run("snapshot", "--redact", "--salt", "short");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("error EG401", "fewer than 16 characters");
    assertThat(Cli.on(folder).run("snapshot", "--salt", "sixteen letters.").err())
        .contains("Add `--redact`.");
  }

  private String sandbox(String world) throws IOException {
    Path copy = folder.resolve("world.yaml");
    Files.copy(Path.of(world), copy);
    return "--sandbox=" + copy;
  }

  private String take(String sandbox, String file, String... more) {
    String kept = folder.resolve("snapshot.json").toString();
    List<String> args = new ArrayList<>(List.of("snapshot", sandbox, "-f", file, "-o", kept));
    args.addAll(List.of(more));
    var ran = Cli.on(folder).run(args.toArray(String[]::new));
    assertThat(ran.err()).as("%s", ran).contains("Saved to " + kept);
    return kept;
  }

  private static String withoutRequests(String json) {
    return json.replaceAll("\"requestId\" : (\"[^\"]*\"|null)", "\"requestId\" : null");
  }
}
