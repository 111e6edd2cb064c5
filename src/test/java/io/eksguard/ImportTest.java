package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `eksguard import`, the whole program against the sandbox.
class ImportTest {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final Path GOLDEN = Path.of("src/test/resources/import");
  private static final Path WORLDS = Path.of("examples/worlds");
  private static final String ROLE = "arn:aws:iam::{account}:role/eksguard";

  /// Its only account has both features on, which no file says.
  private static final String UNSAYABLE = "disabled-turns-off-and-touches-no-tag";

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String ORGANIZATION =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED}}}}
          clusters: {us-east-1: [{name: checkout, tags: {GuardDutyManaged: "true"}}, legacy]}
        "777788889999": {}
        "888899990000": {}
      """;

  @TempDir private Path folder;

  static List<Path> worlds() throws IOException {
    List<Path> worlds = new ArrayList<>();
    try (var examples = Files.list(WORLDS);
        var scenarios = Files.list(Path.of("src/test/resources/scenarios"))) {
      examples.forEach(world -> worlds.add(world));
      scenarios
          .filter(scenario -> !scenario.endsWith(UNSAYABLE))
          .map(scenario -> scenario.resolve("world.yaml"))
          .forEach(world -> worlds.add(world));
    }
    worlds.add(GOLDEN.resolve("mixed.world.yaml"));
    worlds.sort(null);
    return worlds;
  }

  private String copied(Path world) throws IOException {
    return "--sandbox=" + Files.copy(world, folder.resolve("world.yaml"));
  }

  private String saved(Cli.Ran ran) throws IOException {
    return Files.writeString(folder.resolve("described.yaml"), ran.out()).toString();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void planningWhatWasImportedIsEmpty(Path world) throws IOException {
    var cli = Cli.on(folder);
    String sandbox = copied(world);
    String regions = String.join(",", World.parse(Files.readString(world), "w").regions());

    var imported = cli.run("import", sandbox, "--region", regions, "--member-role", ROLE);
    String file = saved(imported);
    var validated = cli.run("validate", "-f", file);
    var plan = cli.run("plan", sandbox, "-f", file, "--detailed-exitcode", "--strict");

    assertThat(imported.code()).as(imported.toString()).isZero();
    assertThat(validated.out()).as(validated.toString()).isEqualTo("Valid.\n");
    assertThat(plan.code()).as(imported.out() + plan).isZero();
    assertThat(plan.out()).contains("No changes.");
  }

  @Test
  void whereNothingCanBeSaidThereIsNoFileAndTheReason() throws IOException {
    var world = Path.of("src/test/resources/scenarios", UNSAYABLE, "world.yaml");

    var imported = Cli.on(folder).run("import", copied(world), "--region", "us-east-1");

    assertThat(imported.code()).as(imported.toString()).isEqualTo(1);
    assertThat(imported.out()).isEmpty();
    assertThat(imported.err())
        .contains("EG410", "- 123456789012 in us-east-1: both features are on");
  }

  private void compare(String name, Cli.Ran imported) throws IOException {
    Path golden = GOLDEN.resolve(name + ".txt");
    String text =
        imported
            .toString()
            .replace(folder.toString(), "FOLDER")
            .replaceAll("request [^)]*", "request ID");
    if (UPDATE) {
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @ValueSource(strings = {"organization", "small", "denied"})
  void everyExampleWorldIsDescribedAsItStands(String world) throws IOException {
    String sandbox = copied(WORLDS.resolve(world + ".yaml"));
    String regions = world.equals("organization") ? "us-east-1,eu-west-1" : "us-east-1";

    compare(
        world, Cli.on(folder).run("import", sandbox, "--region", regions, "--member-role", ROLE));
  }

  @Test
  void theExampleFileComesBackFromTheWorldItWasAppliedTo() throws IOException {
    var cli = Cli.on(folder);
    String sandbox = copied(WORLDS.resolve("organization.yaml"));
    cli.run("apply", sandbox, "-f", "examples/organization.yaml", "--yes");

    compare(
        "applied",
        cli.run("import", sandbox, "--region", "us-east-1", "eu-west-1", "--member-role", ROLE));
  }

  @Test
  void whatOneFileCannotSayIsLeftOutAndSaidWhy() throws IOException {
    String sandbox = copied(GOLDEN.resolve("mixed.world.yaml"));

    compare(
        "mixed",
        Cli.on(folder)
            .run("import", sandbox, "--region", "us-east-1,eu-west-1", "--member-role", ROLE));
  }

  private static Sandbox sandbox(String world) {
    return Sandbox.start(World.parse(world, "world.yaml"), 0, CLOCK);
  }

  private Cli.Ran run(Sandbox sandbox, String... more) {
    return Cli.on(folder, sandbox)
        .run(
            Stream.concat(
                    Stream.of("import", "--sandbox", "--region", "us-east-1"), Stream.of(more))
                .toArray(String[]::new));
  }

  @Test
  void nothingIsWritten() {
    try (var sandbox = sandbox(ORGANIZATION)) {
      run(sandbox, "--member-role", ROLE);

      assertThat(sandbox.events().calls()).isNotEmpty();
      assertThat(sandbox.events().calls())
          .noneMatch(call -> call.operation().matches("(Tag|Untag|Update|Create|Delete).*"));
    }
  }

  @Test
  void defaultsSayWhatMostMembersAre() {
    try (var sandbox = sandbox(ORGANIZATION)) {
      var imported = run(sandbox, "--member-role", ROLE);

      assertThat(imported.out())
          .contains("  defaults:\n    approach: disabled\n")
          .contains("    - account: \"444455556666\"\n      approach: only\n")
          .contains("      include: [checkout]\n")
          .doesNotContain("777788889999");
    }
  }

  @Test
  void withoutAMemberRoleNobodyIsDescribedByHalfAndNoDefaultsReachThem() {
    try (var sandbox = sandbox(ORGANIZATION)) {
      var imported = run(sandbox);

      assertThat(imported.code()).isZero();
      assertThat(imported.err()).contains("EG020", "--member-role");
      assertThat(imported.out())
          .contains("# - 444455556666 in us-east-1: the clusters were not read")
          .contains("- accounts: [\"777788889999\", \"888899990000\"]")
          .doesNotContain("defaults:")
          .doesNotContain("account: \"444455556666\"")
          .doesNotContain("access:");
    }
  }

  @Test
  void theRolesAndTheExternalIdGoIntoTheFile() throws IOException {
    String world =
        ORGANIZATION + "caller: {account: \"000011112222\", user: alice}\nregions: [us-east-1]\n";
    try (var sandbox = sandbox(world)) {
      String administrator = "arn:aws:iam::111122223333:role/eksguard";
      var imported =
          run(
              sandbox,
              "--administrator-role",
              administrator,
              "--member-role",
              ROLE,
              "--external-id",
              "two-words");
      var plan =
          Cli.on(folder, sandbox)
              .run("plan", "--sandbox", "-f", saved(imported), "--detailed-exitcode");

      assertThat(imported.code()).as(imported.toString()).isZero();
      assertThat(imported.out())
          .contains("    account: \"111122223333\"\n")
          .contains("    role: \"" + administrator + "\"\n    externalId: \"two-words\"\n")
          .contains("    role: \"" + ROLE + "\"\n    externalId: \"two-words\"\n");
      assertThat(plan.code()).as(plan.toString()).isZero();
    }
  }

  @Test
  void whoLeadsNoOrganizationStandsAlone() {
    String world = ORGANIZATION + "caller: {account: \"777788889999\", user: bob}\n";
    try (var sandbox = sandbox(world)) {
      var imported = run(sandbox);

      assertThat(imported.code()).isZero();
      assertThat(imported.err()).contains("Account 777788889999 leads no organization");
      assertThat(imported.out()).contains("standalone:").doesNotContain("organization:");
    }
  }

  @Test
  void theAdministratorCanBeDescribedAlone() {
    try (var sandbox = sandbox(ORGANIZATION)) {
      assertThat(run(sandbox, "--standalone").out())
          .contains("standalone:\n", "- account: \"111122223333\"")
          .doesNotContain("organization:");
    }
  }

  private static final String AGENTS =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "222233334444":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED}}}}
          clusters:
            us-east-1:
              - name: edge
                agent:
                  by: manual
                  version: v1.12.1-eksbuild.4
                  tags: {eksguard: managed}
                  configuration: '{"resources":{"limits":{"memory":"2048Mi","cpu":"2000m"}}}'
              - {name: theirs, agent: {by: manual, version: v1.12.1-eksbuild.4}}
              - name: odd
                agent:
                  by: manual
                  version: v1.11.0-eksbuild.4
                  tags: {eksguard: managed}
                  configuration: '{"dnsPolicy":"None"}'
              - plain
        "444455556666":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED}}}}
          clusters:
            us-east-1:
              - {name: taken, tags: {GuardDutyManaged: "true"}, agent: guardduty}
              - {name: left, agent: {by: manual, version: v1.12.1-eksbuild.4, tags: {eksguard: managed}}}
      """;

  @Test
  void agentsOfOursAreSaidAndThoseOfOthersAreNot() throws IOException {
    var world = Files.writeString(folder.resolve("agents.world.yaml"), AGENTS);
    var cli = Cli.on(folder);

    var imported =
        cli.run("import", "--sandbox=" + world, "--region", "us-east-1", "--member-role", ROLE);

    assertThat(imported.code()).as(imported.toString()).isZero();
    assertThat(imported.out())
        .contains(
            """
                  agents:
                    - name: edge
                      version: v1.12.1-eksbuild.4
                      configurationValues: {"resources":{"limits":{"cpu":"2000m","memory":"2048Mi"}}}
                    - name: odd
                      version: v1.11.0-eksbuild.4
            """)
        .contains("how the agent on `odd` is set up in full")
        .contains("approach: only")
        .doesNotContain("theirs", "name: left", "dnsPolicy");
    String file = saved(imported);
    assertThat(cli.run("plan", "--sandbox=" + world, "-f", file, "--detailed-exitcode").code())
        .isZero();
  }

  @Test
  void addonsAreReadOnlyWhereAnAccountIsMonitoredByHand() throws IOException {
    try (var sandbox = Sandbox.start(World.parse(AGENTS, "w"), 0, InstantSource.system())) {
      Cli.on(folder, sandbox)
          .run("import", "--sandbox", "--region", "us-east-1", "--member-role", ROLE);

      assertThat(sandbox.events().calls())
          .filteredOn(call -> call.operation().equals("DescribeAddon"))
          .hasSize(4);
      assertThat(sandbox.events().calls())
          .noneMatch(call -> call.operation().equals("DescribeAddonVersions"));
    }
  }

  @Test
  void whereAnAgentCannotBeReadNoneIsSaid() throws IOException {
    var world =
        Files.writeString(
            folder.resolve("agents.world.yaml"),
            AGENTS.replace(
                "  \"222233334444\":", "  \"222233334444\":\n    deny: [eks:DescribeAddon]"));

    var imported =
        Cli.on(folder)
            .run(
                "import",
                "--sandbox=" + world,
                "--region",
                "us-east-1",
                "--member-role",
                ROLE,
                "--strict");

    assertThat(imported.code()).as(imported.toString()).isEqualTo(7);
    assertThat(imported.out())
        .contains("the agents, since not all could be read", "approach: manual")
        .doesNotContain("agents:\n");
  }

  @Test
  void whoIsDeniedEverythingGetsNoFileAndEndsWith6() {
    try (var sandbox = sandbox(ORGANIZATION)) {
      sandbox.faults().on("guardduty:*").deny();

      var unclear = run(sandbox);
      var named = run(sandbox, "--administrator", "111122223333");
      var alone = run(sandbox, "--standalone");

      for (var imported : List.of(unclear, named, alone)) {
        assertThat(imported.code()).as(imported.toString()).isEqualTo(6);
        assertThat(imported.out()).isEmpty();
        assertThat(imported.err()).contains("EG101", "EG410", "guardduty:");
      }
    }
  }

  @Test
  void anAccountThatCannotBeReadIsLeftOutAndEndsWith7IfThatMatters() {
    String world =
        ORGANIZATION.replace("\"444455556666\":", "\"444455556666\":\n    deny: [\"eks:*\"]");
    try (var sandbox = sandbox(world)) {
      var imported = run(sandbox, "--member-role", ROLE);
      var strict = run(sandbox, "--member-role", ROLE, "--strict");

      assertThat(imported.code()).as(imported.toString()).isZero();
      assertThat(imported.out())
          .contains("# - 444455556666 in us-east-1: could not be read.")
          .doesNotContain("defaults:");
      assertThat(strict.code()).isEqualTo(7);
      assertThat(strict.out()).isEqualTo(imported.out());
    }
  }

  @Test
  void clustersThatCannotBeReadWhereMonitoringIsOffAreNoLoss() {
    String world =
        ORGANIZATION.replace("\"777788889999\": {}", "\"777788889999\": {deny: [\"eks:*\"]}");
    try (var sandbox = sandbox(world)) {
      var strict = run(sandbox, "--member-role", ROLE, "--strict");

      assertThat(strict.code()).as(strict.toString()).isZero();
      assertThat(strict.out()).contains("defaults:").doesNotContain("Left out");
    }
  }

  @Test
  void aRegionThatIsNotEnabledIsNoRegionOfTheFile() {
    try (var sandbox = sandbox(ORGANIZATION)) {
      var imported = run(sandbox, "--region", "eu-south-1", "--member-role", ROLE);

      assertThat(imported.code()).as(imported.toString()).isZero();
      assertThat(imported.out())
          .contains("# - eu-south-1: the organization could not be read there.")
          .contains("\nregions: [us-east-1]\n");
    }
  }

  static List<List<String>> wrongOptions() {
    return List.of(
        List.of("import"),
        List.of("import", "--region", "nowhere"),
        List.of("import", "--region", "us-east-1", "--administrator", "1"),
        List.of("import", "--region", "us-east-1", "--member-role", "x"),
        List.of("import", "--region", "us-east-1", "--member-role", "arn:aws:iam::1:role/x"),
        List.of("import", "--region", "us-east-1", "--administrator-role", ROLE),
        List.of("import", "--region", "us-east-1,cn-north-1"),
        List.of("import", "--region", "us-east-1", "--member-role", ROLE, "--external-id", "a b"),
        List.of(
            "import", "--region", "us-east-1", "--standalone", "--administrator", "111122223333"));
  }

  @ParameterizedTest
  @MethodSource("wrongOptions")
  void wrongOptionsEndWith64BeforeAnyCall(List<String> args) {
    var cli = Cli.on(folder);

    var imported =
        cli.run(Stream.concat(args.stream(), Stream.of("--sandbox")).toArray(String[]::new));

    assertThat(imported.code()).as(imported.toString()).isEqualTo(64);
    assertThat(imported.out()).isEmpty();
    assertThat(imported.err()).contains("error EG");
    assertThat(cli.connections()).isZero();
  }
}
