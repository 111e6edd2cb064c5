package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.plan.Forgery;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.Agent;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// Clusters that would get the agent and are not ready for it.
class ReadinessTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String TAG = "GuardDutyManaged";
  private static final String REGION = "us-east-1";
  private static final String ONE = "444455556666";
  private static final String TWO = "777788889999";
  private static final String WORLD =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666":
          clusters:
            us-east-1:
              - checkout
              - {name: factory, traits: [hybrid-nodes]}
        "777788889999": {clusters: {us-east-1: [payments, batch]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        members:
          - account: "444455556666"
            approach: all
          - account: "777788889999"
            approach: only
            include: ["*"]
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      """;

  @TempDir private Path folder;
  private final Sandbox sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli.Ran run(String command, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("file.yaml"), FILE);
    List<String> arguments = new ArrayList<>(List.of(command, "--sandbox", "-f", file.toString()));
    arguments.addAll(List.of(more));
    return Cli.on(folder, sandbox).run(arguments.toArray(String[]::new));
  }

  private Set<String> agents(String account) {
    return sandbox.world().at(account, REGION).clusters().values().stream()
        .filter(cluster -> cluster.agent().isPresent())
        .map(Cluster::name)
        .collect(Collectors.toSet());
  }

  private boolean wasEverManaged(String account, String cluster) {
    return sandbox.events().wasEverManaged(account, REGION, cluster);
  }

  private boolean isOn(String account) {
    return sandbox
        .world()
        .at(account, REGION)
        .detector()
        .orElseThrow()
        .feature("RUNTIME_MONITORING")
        .enabled();
  }

  /// What docs/safety.md tells: the agent is forced onto a cluster, and the tag a minute later does
  /// not take it away.
  @Test
  void theIncidentHappensWhereNothingHoldsIt() throws IOException {
    var applied = run("apply", "--yes");
    sandbox.setTag(ONE, REGION, "factory", TAG, "false");

    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(applied.err()).contains("EG212", "`factory`", "hybrid nodes");
    assertThat(agents(ONE)).contains("factory");
  }

  @Test
  void theIncidentIsHeldAndOtherAccountsGoAhead() throws IOException {
    var applied = run("apply", "--yes", "--unready", "hold");

    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(applied.err()).contains("EG213", "Nothing is done for account 444455556666");
    assertThat(wasEverManaged(ONE, "factory")).isFalse();
    assertThat(isOn(ONE)).isFalse();
    assertThat(agents(TWO)).containsExactlyInAnyOrder("payments", "batch");
  }

  @Test
  void theIncidentIsAvoidedAndTheRestOfTheAccountGoesAhead() throws IOException {
    var applied = run("apply", "--yes", "--unready", "exclude");
    var again = run("plan", "--unready", "exclude");

    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(applied.out())
        .contains("factory  GuardDutyManaged: absent -> \"false\"  (not ready for the agent)")
        .contains("live matches the file");
    assertThat(wasEverManaged(ONE, "factory")).isFalse();
    assertThat(agents(ONE)).containsExactly("checkout");
    assertThat(again.out()).startsWith("No changes.");
  }

  @Test
  void howTheFileWouldSayItIsShownAndNotWritten() throws IOException {
    var planned = run("plan", "--unready", "exclude");

    assertThat(planned.err())
        .contains("EG214")
        .contains(
            """
            -      approach: all
            +      approach: all-except
            """)
        .contains("+        - name: factory", "reason: \"not ready for the GuardDuty agent\"");
    assertThat(folder.resolve("file.yaml")).hasContent(FILE);
  }

  /// Without the pattern others would change too, so no edit of the file is made.
  @Test
  void whereAPatternIncludesItOthersGetTheAgentAndTheFileIsForTheUser() throws IOException {
    sandbox.change(world ->
        world.withCluster(TWO, REGION, "payments", cluster -> cluster.withStatus("CREATING")));

    var applied = run("apply", "--yes", "--unready", "exclude");

    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(applied.err()).contains("note EG041", "speaks of cluster `payments` and of others");
    assertThat(wasEverManaged(TWO, "payments")).isFalse();
    assertThat(agents(TWO)).containsExactly("batch");
  }

  @Test
  void aSavedPlanKeepsItOut() throws IOException {
    Path plan = folder.resolve("plan.json");
    var saved = run("plan", "--unready", "exclude", "-o", plan.toString());

    var shown = Cli.on(folder, sandbox).run("show", plan.toString());
    var applied = Cli.on(folder, sandbox).run("apply", "--sandbox", plan.toString());

    assertThat(shown.out()).isEqualTo(saved.out());
    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(wasEverManaged(ONE, "factory")).isFalse();
    assertThat(agents(ONE)).containsExactly("checkout");
  }

  @Test
  void aClusterThatCeasesToBeReadyHoldsTheFeature() throws IOException {
    Path plan = folder.resolve("plan.json");
    run("plan", "--unready", "exclude", "-o", plan.toString());
    sandbox.change(world ->
        world.withCluster(ONE, REGION, "checkout", cluster -> cluster.withStatus("UPDATING")));

    var applied = Cli.on(folder, sandbox).run("apply", "--sandbox", plan.toString());

    assertThat(applied.code()).as(applied.toString()).isEqualTo(4);
    assertThat(applied.err())
        .contains(
            "EG301",
            "Cluster `checkout`",
            "would get the agent and is not ready for it: its status is `UPDATING`.");
    assertThat(isOn(ONE)).isFalse();
    assertThat(agents(TWO)).containsExactlyInAnyOrder("payments", "batch");
  }

  @Test
  void aNewClusterThatIsNotReadyHoldsTheFeature() throws IOException {
    Path plan = folder.resolve("plan.json");
    sandbox.setTag(ONE, REGION, "factory", TAG, "false");
    run("plan", "--unready", "exclude", "-o", plan.toString());
    sandbox.addCluster(
        ONE, REGION, Cluster.named("annex").withTraits(Set.of(Cluster.HYBRID_NODES)));

    var applied = Cli.on(folder, sandbox).run("apply", "--sandbox", plan.toString());

    assertThat(applied.code()).as(applied.toString()).isEqualTo(4);
    assertThat(applied.err()).contains("Cluster `annex`", "it lets in hybrid nodes");
    assertThat(wasEverManaged(ONE, "annex")).isFalse();
  }

  /// Where GuardDuty monitors already, the tag is what brings the agent.
  @Test
  void aClusterThatCeasesToBeReadyHoldsItsTag() throws IOException {
    run("apply", "--yes", "--unready", "exclude");
    sandbox.change(world ->
        world.withCluster(
            TWO,
            REGION,
            "batch",
            cluster -> cluster.withTags(Map.of()).withAgent(Optional.empty())));
    Path plan = folder.resolve("plan.json");
    run("plan", "--unready", "hold", "-o", plan.toString());
    sandbox.change(world ->
        world.withCluster(TWO, REGION, "batch", cluster -> cluster.withTraits(Set.of("local"))));

    var applied = Cli.on(folder, sandbox).run("apply", "--sandbox", plan.toString());

    assertThat(applied.code()).as(applied.toString()).isEqualTo(4);
    assertThat(applied.err()).contains("batch/tag", "it is on an Outpost");
    assertThat(agents(TWO)).containsExactly("payments");
  }

  @Test
  void withoutTheOptionReadinessIsNotLookedAtAgain() throws IOException {
    Path plan = folder.resolve("plan.json");
    run("plan", "-o", plan.toString());
    sandbox.change(world ->
        world.withCluster(TWO, REGION, "batch", cluster -> cluster.withStatus("UPDATING")));

    var applied = Cli.on(folder, sandbox).run("apply", "--sandbox", plan.toString());

    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(Files.readString(plan)).doesNotContain("agents-fit", "kept-out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"agents-fit", "agent-fits"})
  void aSavedPlanWithoutItsGuardsOfReadinessIsRefused(String kind) throws IOException {
    Path plan = folder.resolve("plan.json");
    run("plan", "--unready", "exclude", "-o", plan.toString());
    Files.writeString(
        plan,
        Forgery.of(
            Files.readString(plan),
            root ->
                root.path("steps")
                    .forEach(step ->
                        ((ArrayNode) step.path("guards"))
                            .removeIf(guard -> guard.path("kind").stringValue().equals(kind)))));

    var applied = Cli.on(folder, sandbox).run("apply", "--sandbox", plan.toString());

    assertThat(applied.err()).contains("EG208");
    assertThat(sandbox.events().calls("UpdateMemberDetectors")).isEmpty();
  }

  private void traits(String... traits) {
    sandbox.change(world ->
        world.withCluster(ONE, REGION, "factory", cluster -> cluster.withTraits(Set.of(traits))));
  }

  private long calls(String operation) {
    return sandbox.events().calls(operation).size();
  }

  /// Karpenter often runs on Fargate itself and brings nodes that EKS does not list.
  @ParameterizedTest
  @ValueSource(strings = {"warn", "hold", "exclude"})
  void aClusterThatSeemsToHaveFargateOnlyIsToldAndNothingIsHeldForIt(String what)
      throws IOException {
    traits("fargate-only");

    var applied = run("apply", "--yes", "--unready", what);

    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(applied.err())
        .contains("EG212", "Cluster `factory`", "may not be ready", "no node group")
        .doesNotContain("EG213", "EG214", "`checkout`");
    assertThat(agents(ONE)).containsExactlyInAnyOrder("checkout", "factory");
  }

  /// One call for each cluster that would get the agent, and one more where it has a profile.
  @Test
  void nodesAreAskedForWhereThatMayMatter() throws IOException {
    traits("fargate");
    sandbox.change(world ->
        world.withCluster(
            TWO, REGION, "batch", cluster -> cluster.withTraits(Set.of("auto-mode"))));

    var planned = run("plan", "--unready", "warn");

    assertThat(planned.err()).doesNotContain("EG212");
    assertThat(calls("ListFargateProfiles")).isEqualTo(3);
    assertThat(calls("ListNodegroups")).isEqualTo(1);
  }

  @Test
  void nodesAreNotAskedForUnlessReadinessIsAskedAbout() throws IOException {
    traits("fargate-only");

    run("plan");
    run("apply", "--yes");

    assertThat(calls("ListFargateProfiles")).isZero();
  }

  @Test
  void whereNodesCannotBeReadThatIsToldAndThePlanStands() throws IOException {
    traits();
    sandbox.faults().on("eks:ListFargateProfiles").deny();

    var planned = run("plan", "--unready", "hold");

    assertThat(planned.err()).contains("eks:ListFargateProfiles");
    assertThat(planned.out()).contains("2 to enable");
  }

  @Test
  void doctorAsksForNodesWhereReadinessIsAskedAbout() throws IOException {
    assertThat(run("doctor", "--policy", "member").out()).doesNotContain("ListNodegroups");
    assertThat(run("doctor", "--policy", "member", "--unready").out())
        .contains("eks:ListFargateProfiles", "eks:ListNodegroups", "ec2:DescribeInstances");
    run("doctor");
    assertThat(calls("ListNodegroups")).isZero();

    sandbox.faults().on("eks:ListNodegroups").deny();

    var told = run("doctor", "--unready");
    assertThat(told.code()).as(told.toString()).isEqualTo(6);
    assertThat(told.out()).contains("eks:ListNodegroups");
  }

  @Test
  void aKubernetesThatAwsOffersNoAgentForIsToldAndHeld() throws IOException {
    String newer = WORLD.replace("traits: [hybrid-nodes]", "version: '1.40'");
    try (var world = Sandbox.start(World.parse(newer, "world.yaml"), 0, CLOCK)) {
      var told = run(world, "plan", "--unready", "warn");
      int asked = world.events().calls("DescribeAddonVersions").size();
      var excluded = run(world, "apply", "--yes", "--unready", "exclude");

      assertThat(told.err())
          .contains("EG212", "`factory`", "no version of the agent for its Kubernetes 1.40")
          .doesNotContain("`checkout`");
      assertThat(asked).as("one for the region").isEqualTo(1);
      assertThat(excluded.code()).as(excluded.toString()).isZero();
      assertThat(excluded.out()).contains("Read again: live matches the file.");
      assertThat(world.events().wasEverManaged(ONE, REGION, "factory")).isFalse();
      assertThat(world.events().becameManaged(ONE, REGION, "checkout")).isTrue();
    }
  }

  @Test
  void anAccountThatMayNotAskForVersionsIsSpokenForByAnother() throws IOException {
    String newer = WORLD.replace("[payments, batch]", "[payments, {name: batch, version: '1.40'}]");
    try (var world = Sandbox.start(World.parse(newer, "world.yaml"), 0, CLOCK)) {
      world.faults().on("eks:DescribeAddonVersions").account(ONE).deny();

      var told = run(world, "plan", "--unready", "warn", "--strict");

      assertThat(told.code()).as(told.toString()).isZero();
      assertThat(told.err())
          .contains("no version of the agent for its Kubernetes 1.40")
          .doesNotContain("eks:DescribeAddonVersions");
    }
  }

  private Cli.Ran withNodes(String nodes, String command, String... more) throws IOException {
    String built = WORLD.replace("traits: [hybrid-nodes]", nodes);
    try (var world = Sandbox.start(World.parse(built, "world.yaml"), 0, CLOCK)) {
      return run(world, command, more);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nodes: {count: 2, windows: true}",
        "nodes: [{count: 1, windows: true}, {count: 1, type: a1.large}]"
      })
  void aClusterOfNodesThatDoNotTakeTheAgentIsHeldOrExcluded(String nodes) throws IOException {
    assertThat(withNodes(nodes, "plan", "--unready", "warn").err())
        .contains("EG212", "`factory`", "all its nodes are of Windows or of processors of A1");

    var held = withNodes(nodes, "plan", "--unready", "hold");
    assertThat(held.err()).contains("EG213", "`factory`");
    assertThat(held.out()).contains("1 to enable");

    String built = WORLD.replace("traits: [hybrid-nodes]", nodes);
    try (var world = Sandbox.start(World.parse(built, "world.yaml"), 0, CLOCK)) {
      var excluded = run(world, "apply", "--yes", "--unready", "exclude");

      assertThat(excluded.code()).as(excluded.toString()).isZero();
      assertThat(excluded.out()).contains("Read again: live matches the file.");
      assertThat(world.events().wasEverManaged(ONE, REGION, "factory")).isFalse();
      assertThat(world.events().becameManaged(ONE, REGION, "checkout")).isTrue();
    }
  }

  @Test
  void aClusterOfWhichSomeNodesDoNotTakeTheAgentIsToldAndGetsIt() throws IOException {
    var told = withNodes("nodes: [3, {count: 1, windows: true}]", "plan", "--unready", "exclude");

    assertThat(told.err())
        .contains("EG212", "`factory`", "may not be ready", "some of its nodes are of Windows")
        .contains("nothing is held for it")
        .doesNotContain("EG214");
    assertThat(told.out()).contains("2 to enable");
  }

  @Test
  void nodesThatRunAreBetterKnowledgeThanProfilesWithoutAGroup() throws IOException {
    assertThat(withNodes("traits: [fargate-only], nodes: 4", "plan", "--unready", "warn").err())
        .doesNotContain("EG212");
    assertThat(withNodes("traits: [fargate-only]", "plan", "--unready", "warn").err())
        .contains("EG212", "Fargate profiles");
  }

  @Test
  void whereInstancesCannotBeReadThatIsToldAndThePlanStands() throws IOException {
    traits();
    sandbox.faults().on("ec2:DescribeInstances").deny();

    var planned = run("plan", "--unready", "hold");

    assertThat(planned.err()).contains("ec2:DescribeInstances").doesNotContain("EG213");
    assertThat(planned.out()).contains("2 to enable");
  }

  @Test
  void whereVersionsCannotBeReadThatIsToldAndThePlanStands() throws IOException {
    traits();
    sandbox.faults().on("eks:DescribeAddonVersions").deny();

    var planned = run("plan", "--unready", "hold");

    assertThat(planned.err()).contains("eks:DescribeAddonVersions").doesNotContain("EG213");
    assertThat(planned.out()).contains("2 to enable");
  }

  private static final String DENIES =
      """
      organization:
        management: "000011112222"
        administrator: "111122223333"
        units: {ou-abcd-11111111: {name: plants}}
        policies:
          p-11111111:
            name: no-telemetry
            content: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"guardduty:Send*","Resource":"*"}]}'
            targets: [ou-abcd-11111111]
          p-22222222:
            name: only-here
            content: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"iam:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["us-east-1"]}}}]}'
            targets: ["777788889999"]
      """;

  private Cli.Ran planUnderPolicies(String access, String... more) throws IOException {
    String world =
        WORLD
            .replace(WORLD.lines().findFirst().orElseThrow() + "\n", DENIES)
            .replace(
                "  \"444455556666\":\n", "  \"444455556666\":\n    parent: ou-abcd-11111111\n");
    Path file =
        Files.writeString(
            folder.resolve("policies.yaml"), FILE.replace("eksguard\"}}", "eksguard\"}" + access));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "plan",
                "--sandbox=" + Files.writeString(folder.resolve("policies.world.yaml"), world),
                "-f",
                file.toString()));
    arguments.addAll(List.of(more));
    return Cli.on(folder).run(arguments.toArray(String[]::new));
  }

  @Test
  void aPolicyThatDeniesTheAgentItsTelemetryIsTold() throws IOException {
    String management = ", management: {role: \"arn:aws:iam::000011112222:role/scp\"}}";

    var told = planUnderPolicies(management, "--unready", "warn");

    assertThat(told.code()).as(told.toString()).isZero();
    assertThat(told.err())
        .contains(
            "policies.yaml:7:7: warning EG212",
            "account 444455556666 in `us-east-1`",
            "`no-telemetry` denies `guardduty:SendSecurityTelemetry`")
        .doesNotContain("only-here");
    Path file = folder.resolve("policies.yaml");
    assertThat(
            Cli.on(folder)
                .run("doctor", "--policy", "management", "--unready", "-f", file.toString())
                .out())
        .contains("organizations:ListPolicies", "organizations:ListTargetsForPolicy");
    assertThat(planUnderPolicies(management).err()).doesNotContain("no-telemetry");
    assertThat(planUnderPolicies("}", "--unready", "warn").err()).doesNotContain("no-telemetry");
  }

  @Test
  void whereAPolicyDeniesTheAgentItsTelemetryTheAccountIsHeld() throws IOException {
    String management = ", management: {role: \"arn:aws:iam::000011112222:role/scp\"}}";

    var held = planUnderPolicies(management, "--unready", "hold");
    var excluded = planUnderPolicies(management, "--unready", "exclude");

    assertThat(held.code()).as(held.toString()).isZero();
    assertThat(held.err())
        .contains("EG213: Nothing is done for account 444455556666", "cluster `checkout`")
        .contains("a service control policy denies `guardduty:SendSecurityTelemetry`");
    assertThat(held.out()).contains("2 to tag, 0 to untag, 1 to enable");
    assertThat(excluded.out())
        .contains("+ tag     checkout  GuardDutyManaged: absent -> \"false\"", "2 to enable");
    assertThat(excluded.err()).contains("+        - name: checkout");
  }

  @Test
  void anApplyThatExcludedForAPolicyFindsNothingLeftToDo() throws IOException {
    String management = ", management: {role: \"arn:aws:iam::000011112222:role/scp\"}}";
    planUnderPolicies(management);
    String world = "--sandbox=" + folder.resolve("policies.world.yaml");
    String file = folder.resolve("policies.yaml").toString();

    var applied = Cli.on(folder).run("apply", world, "-f", file, "--yes", "--unready", "exclude");

    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(applied.out()).contains("Read again: live matches the file.");
  }

  /// The tag that keeps it out is read again right before the feature is turned on.
  @Test
  void aTagThatIsTakenAwayMeanwhileHoldsTheFeature() throws IOException {
    Path plan = folder.resolve("plan.json");
    sandbox.setTag(ONE, REGION, "factory", TAG, "false");
    run("plan", "--unready", "exclude", "-o", plan.toString());
    sandbox.removeTag(ONE, REGION, "factory", TAG);

    var applied = Cli.on(folder, sandbox).run("apply", "--sandbox", plan.toString());

    assertThat(applied.code()).as(applied.toString()).isEqualTo(4);
    assertThat(wasEverManaged(ONE, "factory")).isFalse();
    assertThat(isOn(ONE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          traits: [local]                 | it is on an Outpost
          status: CREATING                | its status is `CREATING`
          version: "1.20"                 | its Kubernetes is 1.20, and the agent is for 1.21 and newer
          traits: [hybrid-nodes]          | it lets in hybrid nodes
          """)
  void everyObstacleIsNamed(String what, String why) throws IOException {
    World world = World.parse(WORLD.replace("traits: [hybrid-nodes]", what), "world.yaml");
    sandbox.change(_ -> world);

    assertThat(run("plan").err()).contains("EG212", why);
  }

  @ParameterizedTest
  @CsvSource({"traits: [auto-mode]", "version: \"1.40\"", "status: ACTIVE"})
  void whatIsSupportedOrNotKnownIsNoObstacle(String what) throws IOException {
    World world = World.parse(WORLD.replace("traits: [hybrid-nodes]", what), "world.yaml");
    sandbox.change(_ -> world);

    assertThat(run("plan").err()).doesNotContain("EG212");
  }

  @Test
  void whatWouldNotGetTheAgentIsNotTold() throws IOException {
    var planned = run("plan");
    sandbox.setTag(ONE, REGION, "checkout", TAG, "true");
    run("apply", "--yes");
    var later = run("plan");

    assertThat(planned.err()).contains("EG212");
    assertThat(later.err()).doesNotContain("EG212");
  }

  @Test
  void anAccountHeldAloneIsNoError() throws IOException {
    var planned = run("plan", "--unready", "hold", "--strict", "--format", "json");

    JsonNode document = JsonMapper.shared().readTree(planned.out());
    assertThat(planned.code()).as(planned.toString()).isZero();
    assertThat(document.path("notPlanned").intValue()).isEqualTo(1);
    assertThat(document.path("steps").values())
        .allMatch(step -> step.path("account").stringValue().equals(TWO));
  }

  @ParameterizedTest
  @CsvSource({"--undo,latest", "--base-file,file.yaml"})
  void whatItDoesNotGoWithIsSaid(String option, String value) throws IOException {
    String said = value.endsWith(".yaml") ? folder.resolve(value).toString() : value;

    var refused = run("plan", "--unready", "hold", option, said);

    assertThat(refused.code()).isEqualTo(64);
    assertThat(refused.err()).contains("`" + option + "` and `--unready` do not go together");
  }

  @Test
  void aSavedPlanHasItAlready() {
    var refused =
        Cli.on(folder, sandbox).run("apply", "--sandbox", "plan.json", "--unready", "hold");

    assertThat(refused.code()).isEqualTo(64);
    assertThat(refused.err()).contains("A saved plan has it already");
  }

  private Cli.Ran run(Sandbox other, String command, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("file.yaml"), FILE);
    List<String> arguments = new ArrayList<>(List.of(command, "--sandbox", "-f", file.toString()));
    arguments.addAll(List.of(more));
    return Cli.on(folder, other).run(arguments.toArray(String[]::new));
  }

  private static Sandbox noWay(String vpc) {
    return Sandbox.start(
        World.parse(
            """
            organization: {management: "000011112222", administrator: "111122223333"}
            accounts:
              "000011112222": {membership: none}
              "111122223333": {}
              "444455556666":
                clusters:
                  us-east-1: [{name: deaf, vpc: vpc-1}, {name: other, vpc: vpc-2}]
                vpcs:
                  us-east-1: [%s]
              "777788889999": {clusters: {us-east-1: [payments]}}
            """
                .formatted(vpc),
            "world.yaml"),
        0,
        CLOCK);
  }

  /// The agent is forced onto a cluster whose VPC cannot have the endpoint, and has no way out.
  @Test
  void theIncidentOfTheMissingEndpointHappensWhereNothingHoldsIt() throws IOException {
    try (var deaf = noWay("{id: vpc-1, dnsHostnames: false}")) {
      var applied = run(deaf, "apply", "--yes");
      var agent = deaf.world().cluster(ONE, REGION, "deaf").flatMap(Cluster::agent).orElseThrow();

      assertThat(applied.code()).as(applied.toString()).isZero();
      assertThat(agent.issue()).contains(Agent.NOT_CONNECTED);
      assertThat(deaf.events().calls()).noneMatch(call -> call.service().equals("ec2"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{id: vpc-1, dnsHostnames: false} | does not resolve private names",
        "{id: vpc-1, dnsSupport: false} | does not resolve private names",
        "{id: vpc-1, subnets: {subnet-1a: 0}} | has a free address",
        "{id: vpc-1, owner: '777788889999'} | belongs to another account"
      },
      quoteCharacter = '~')
  void theIncidentOfTheMissingEndpointIsHeld(String vpc, String why) throws IOException {
    try (var world = noWay(vpc)) {
      var applied = run(world, "apply", "--yes", "--unready", "hold");

      assertThat(applied.code()).as(applied.toString()).isZero();
      assertThat(applied.err()).contains("EG213", "`deaf`", why);
      assertThat(world.events().wasEverManaged(ONE, REGION, "deaf")).isFalse();
      assertThat(world.events().becameManaged(TWO, REGION, "payments")).isTrue();
    }
  }

  /// What is found out of nodes does not make what is known of VPCs forgotten.
  @ParameterizedTest
  @ValueSource(strings = {"hold", "exclude"})
  void itIsHeldBesideAClusterThatSeemsToHaveFargateOnly(String what) throws IOException {
    try (var world = noWay("{id: vpc-1, dnsHostnames: false}")) {
      world.change(now ->
          now.withCluster(
              ONE, REGION, "other", cluster -> cluster.withTraits(Set.of("fargate-only"))));

      var applied = run(world, "apply", "--yes", "--unready", what);

      assertThat(applied.code()).as(applied.toString()).isZero();
      assertThat(applied.err())
          .contains("`deaf`", "does not resolve private names", "`other`", "no node group");
      assertThat(world.events().wasEverManaged(ONE, REGION, "deaf")).isFalse();
    }
  }

  /// To see what is not ready, nobody has to decide what becomes of it.
  @Test
  void theMissingEndpointIsToldWhereReadinessIsAskedAbout() throws IOException {
    try (var world = noWay("{id: vpc-1, dnsHostnames: false}")) {
      var planned = run(world, "plan", "--unready", "warn");

      assertThat(planned.code()).as(planned.toString()).isZero();
      assertThat(planned.err()).contains("EG212", "`deaf`", "does not resolve private names");
      assertThat(planned.out()).contains("2 to enable");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{id: vpc-1, dnsHostnames: false} | no-dns | does not resolve private names",
        "{id: vpc-1, subnets: {subnet-1a: 0}} | no-address | no free address",
        "{id: vpc-1, owner: '777788889999'} | shared-vpc | of another account"
      },
      quoteCharacter = '~')
  void noEndpointIsForetoldWhereNoneCanBeMade(String vpc, String word, String why)
      throws IOException {
    try (var world = noWay(vpc)) {
      var asked = run(world, "plan", "--unready", "warn");
      var json = run(world, "plan", "--unready", "warn", "--format", "json");
      var notAsked = run(world, "plan");

      assertThat(asked.out())
          .contains(
              "cannot be made in 1 VPC, agents there will not be healthy:"
                  + " us-east-1/444455556666/vpc-1 ("
                  + why)
          .contains("security group made in 2 VPCs");
      assertThat(JsonMapper.shared().readTree(json.out()).at("/reaction/endpoints").values())
          .extracting(one -> one.path("endpoint").asString() + one.path("why").asString(""))
          .containsExactlyInAnyOrder("impossible" + word, "created", "created");
      assertThat(notAsked.out()).contains("made in 3 VPCs").doesNotContain("cannot be made");
    }
  }

  @Test
  void doctorAsksForVpcsWhereReadinessIsAskedAbout() throws IOException {
    assertThat(run("doctor", "--policy", "member").out()).doesNotContain("ec2:");
    assertThat(run("doctor", "--policy", "member", "--unready").out())
        .contains("ec2:DescribeVpcAttribute", "ec2:DescribeSubnets", "ec2:DescribeVpcEndpoints");
    sandbox.faults().on("ec2:DescribeVpcs").deny();

    var told = run("doctor", "--unready");

    assertThat(told.code()).as(told.toString()).isEqualTo(6);
    assertThat(told.out()).contains("ec2:DescribeVpcs");
  }

  @Test
  void aClusterWhoseVpcCanHaveTheEndpointIsNotHeld() throws IOException {
    try (var world = noWay("{id: vpc-1}")) {
      var applied = run(world, "apply", "--yes", "--unready", "hold");

      assertThat(applied.code()).as(applied.toString()).isZero();
      assertThat(world.events().becameManaged(ONE, REGION, "deaf")).isTrue();
    }
  }
}
