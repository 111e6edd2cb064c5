package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.Agent;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The `agents` of a `manual` entry, from nothing to healthy and back.
class AgentsByHandTest {
  private static final String ACCOUNT = "123456789012";
  private static final String REGION = "us-east-1";
  private static final String OFF = "";
  private static final String ON =
      "detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT:"
          + " DISABLED}}}}";
  private static final String MANAGED =
      "detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT:"
          + " ENABLED}}}}";

  @TempDir private Path folder;
  private Sandbox sandbox = sandbox(OFF, "[edge, plain]");

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static Sandbox sandbox(String account, String clusters) {
    return Sandbox.start(
        World.parse(
            """
            accounts:
              "123456789012":
                clusters: {us-east-1: %s}
                %s
            """
                .formatted(clusters, account),
            "world.yaml"),
        0,
        InstantSource.system());
  }

  private void world(String account, String clusters) {
    sandbox.close();
    sandbox = sandbox(account, clusters);
  }

  private String file(String agents) throws IOException {
    return file("manual", agents);
  }

  private String file(String approach, String agents) throws IOException {
    return Files.writeString(
            folder.resolve("file.yaml"),
            """
            version: 1
            feature: RUNTIME_MONITORING
            regions: [us-east-1]
            standalone:
              - account: "123456789012"
                approach: %s
            %s
            limits: {disable: 1}
            """
                .formatted(approach, agents.indent(4)))
        .toString();
  }

  private Cli.Ran run(String... arguments) {
    return Cli.on(folder, sandbox).run(arguments);
  }

  private Cli.Ran apply(String file, String... more) {
    var arguments = new java.util.ArrayList<>(List.of("apply", "--sandbox", "-f", file, "--yes"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private Cli.Ran plan(String file) {
    return run("plan", "--sandbox", "-f", file);
  }

  private Optional<Agent> agent(String cluster) {
    return sandbox.world().cluster(ACCOUNT, REGION, cluster).flatMap(Cluster::agent);
  }

  private void change(String cluster, Agent agent) {
    sandbox.change(
        world -> world.withCluster(ACCOUNT, REGION, cluster, c -> c.withAgent(Optional.of(agent))));
  }

  @Test
  void anAgentIsInstalledOnceMonitoringIsOnAndAgainNothingIsPlanned() throws IOException {
    var file = file("agents: [{name: edge, version: v1.12.1-eksbuild.4}]");

    var planned = plan(file);
    var applied = apply(file);

    assertThat(planned.out())
        .contains("+ install edge  agent: none -> v1.12.1-eksbuild.4")
        .contains("after 1 step; that GuardDuty does not manage the cluster is read again")
        .contains(
            "Plan: 0 to tag, 0 to untag, 1 to enable, 0 to disable, 0 to update, 1 to install.");
    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(agent("edge").orElseThrow().tags()).containsEntry("eksguard", "managed");
    assertThat(agent("plain")).isEmpty();
    assertThat(sandbox.events().wasEverManaged(ACCOUNT, REGION, "edge")).isFalse();
    assertThat(plan(file).out()).contains("No changes. 2 clusters in 1 account match.");
  }

  @Test
  void versionAndConfigurationAreUpdatedAndWhatTheFileDoesNotSayStays() throws IOException {
    apply(
        file(
            """
            agents:
              - name: edge
                version: v1.11.0-eksbuild.4
                configurationValues: {dnsPolicy: Default}\
            """));

    var updated = apply(file("agents: [{name: edge, version: latest}]"));

    assertThat(updated.code()).as("%s", updated).isZero();
    assertThat(updated.out()).contains("~ update  edge  agent: v1.11.0-eksbuild.4");
    assertThat(agent("edge").orElseThrow().version()).isEqualTo("v1.16.0-eksbuild.2");
    assertThat(agent("edge").orElseThrow().configuration()).contains("{\"dnsPolicy\":\"Default\"}");
    assertThat(plan(file("agents: [edge]")).out()).contains("No changes.");
  }

  @Test
  void anAgentOfOursGoesWhenItsLineIsGoneButOnlyIfTheLimitLetsIt() throws IOException {
    apply(file("agents: [edge, plain]"));
    var file = file("agents: [plain]");

    var refused = apply(file);
    var allowed = apply(file, "--allow", "uninstall=1");

    assertThat(refused.code()).as("%s", refused).isEqualTo(3);
    assertThat(allowed.code()).as("%s", allowed).isZero();
    assertThat(agent("edge")).isEmpty();
    assertThat(agent("plain")).isPresent();
    assertThat(apply(file("agents: []"), "--allow", "uninstall=1").code()).isZero();
    assertThat(agent("plain")).isEmpty();
  }

  @Test
  void agentsOfOthersAreLeftAlone() throws IOException {
    world(ON, "[{name: edge, agent: manual}, {name: web, agent: guardduty}]");

    var empty = plan(file("agents: []"));
    var listed = plan(file("agents: [web]"));

    assertThat(empty.out()).contains("No changes.");
    assertThat(listed.out()).contains("No changes.");
    assertThat(listed.err())
        .contains("EG243")
        .contains("GuardDuty installed the agent on cluster `web`");
  }

  @Test
  void anAgentOfOthersThatTheFileNamesIsUpdatedAndNeverTakenAway() throws IOException {
    world(ON, "[{name: edge, agent: {by: manual, version: v1.11.0-eksbuild.4}}]");
    apply(file("agents: [{name: edge, version: default}]"));
    var updated = agent("edge").orElseThrow().version();

    var gone = plan(file("agents: []"));

    assertThat(updated).isEqualTo("v1.12.1-eksbuild.4");
    assertThat(gone.out()).contains("No changes.");
  }

  @Test
  void aVersionThatIsNotForTheKubernetesOfTheClusterIsAnErrorWithThoseThatAre() throws IOException {
    world(ON, "[{name: edge, version: '1.35'}, plain]");

    var planned = plan(file("agents: [{name: '*', version: v1.11.0-eksbuild.4}]"));

    assertThat(planned.code()).as("%s", planned).isEqualTo(1);
    assertThat(planned.err())
        .contains("EG241")
        .contains("in version `v1.11.0-eksbuild.4` for Kubernetes `1.35`, which cluster `edge`")
        .contains("Those that fit: v1.16.0-eksbuild.2, v1.15.0-eksbuild.2, v1.12.2-eksbuild.2,");
    assertThat(planned.out()).contains("+ install plain").doesNotContain("install edge");
    var applied = apply(file("agents: [{name: '*', version: v1.11.0-eksbuild.4}]"));
    assertThat(applied.code()).isEqualTo(1);
    assertThat(applied.out())
        .contains("1 done", "no change remains that can be made; the errors say what is missing.")
        .doesNotContain("live matches");
    assertThat(plan(file("agents: [{name: '*', version: v1.11.0-eksbuild.4}]")).out())
        .contains("No changes that can be made; the errors say what is missing.")
        .doesNotContain(" match.");
    assertThat(agent("plain")).isPresent();
  }

  @Test
  void aConfigurationThatTheSchemaOfTheVersionDoesNotKnowIsAnError() throws IOException {
    world(ON, "[edge]");

    var planned =
        plan(
            file("agents: [{name: edge, configurationValues: {dnsPolicy: Default, colour: red}}]"));

    assertThat(planned.code()).as("%s", planned).isEqualTo(1);
    assertThat(planned.err()).contains("EG242").contains("colour");
  }

  @Test
  void anAgentComesByHandOnceGuardDutyHasLetGoOfTheCluster() throws IOException {
    world(MANAGED, "[{name: edge, tags: {GuardDutyManaged: 'false'}}]");

    var applied = apply(file("agents: [edge]"));

    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(applied.out())
        .contains("~ update  RUNTIME_MONITORING: on, add-on managed -> on, add-on by tag or hand");
    assertThat(agent("edge").orElseThrow().installer()).isEqualTo(Agent.Installer.MANUAL);
    assertThat(sandbox.events().wasEverManaged(ACCOUNT, REGION, "edge")).isFalse();
  }

  @Test
  void eksIsWaitedForAndWhatIsNotDoneInTimeIsSaid() throws IOException {
    sandbox.close();
    sandbox =
        Sandbox.start(
            World.parse(
                """
                addonSeconds: 3600
                accounts: {"123456789012": {clusters: {us-east-1: [edge]}, %s}}
                """
                    .formatted(ON),
                "world.yaml"),
            0,
            InstantSource.system());
    var file = file("agents: [edge]");

    var applied = apply(file, "--agent-timeout", "1ms");
    var again = plan(file);

    assertThat(applied.code()).as("%s", applied).isEqualTo(4);
    assertThat(applied.err()).contains("EG306").contains("EKS says `CREATING` of the agent");
    assertThat(again.err()).contains("EG244").contains("`CREATING`");
    assertThat(sandbox.events().calls("CreateAddon")).hasSize(1);
  }

  @Test
  void anAgentThatIsNotWellIsToldWithItsIssueAndWhatToDo() throws IOException {
    world(ON, "[edge]");
    var file = file("agents: [edge]");
    apply(file);
    var sick =
        new Agent(
            Agent.Installer.MANUAL,
            Agent.CURRENT_VERSION,
            Optional.of("pods differ"),
            "ConfigurationConflict",
            Optional.empty(),
            new TreeMap<>(Map.of("eksguard", "managed")),
            Optional.empty());
    change("edge", sick);

    var planned = plan(file);
    var applied = apply(file("agents: [{name: edge, version: latest}]"));

    assertThat(planned.out()).contains("No changes.");
    assertThat(planned.err())
        .contains("EG244")
        .contains("EKS says `DEGRADED`: ConfigurationConflict: pods differ")
        .contains("resolveConflicts: overwrite");
    assertThat(applied.code()).as("%s", applied).isEqualTo(4);
    assertThat(applied.err()).contains("EG307").contains("ConfigurationConflict");
  }

  @ParameterizedTest
  @ValueSource(strings = {"agents: [{name: edge, version: v1.16.0-eksbuild.2}]", "agents: []"})
  void whatEksIsJustAtIsToldAndNothingIsPlannedForIt(String agents) throws IOException {
    sandbox.close();
    sandbox =
        Sandbox.start(
            World.parse(
                """
                addonSeconds: 600
                accounts:
                  "123456789012":
                    %s
                    clusters:
                      us-east-1:
                        - name: edge
                          agent: {by: manual, tags: {eksguard: managed}, status: UPDATING, until: 2099-01-01T00:00:00Z}
                """
                    .formatted(ON),
                "world.yaml"),
            0,
            InstantSource.system());

    var planned = plan(file(agents));

    assertThat(planned.code()).as("%s", planned).isZero();
    assertThat(planned.err())
        .contains("warning EG244: EKS is at the agent on cluster `edge`", "`UPDATING`");
    assertThat(planned.out()).contains("No changes.");
  }

  @Test
  void theWayBackTakesTheAgentAwayBeforeMonitoringGoesOff() throws IOException {
    apply(file("agents: [edge]"));

    var saved = folder.resolve("undo.json").toString();
    run("plan", "--sandbox", "--undo", "latest", "-o", saved);
    var undone = run("apply", "--sandbox", saved, "--allow", "uninstall=1", "--allow", "disable=1");

    assertThat(undone.code()).as("%s", undone).isZero();
    assertThat(agent("edge")).isEmpty();
    assertThat(sandbox.events().calls("DeleteAddon").getFirst().ended())
        .isLessThan(sandbox.events().calls("UpdateDetector").getLast().started());
  }

  @Test
  void aSavedPlanIsTheSameAndIsCheckedAgain() throws IOException {
    var file = file("agents: [{name: edge, configurationValues: {dnsPolicy: Default}}]");
    var saved = folder.resolve("plan.json").toString();
    run("plan", "--sandbox", "-f", file, "-o", saved);

    var shown = run("show", saved);
    var applied = run("apply", "--sandbox", saved);

    assertThat(shown.out())
        .contains("edge  agent: none -> v1.12.1-eksbuild.4 {\"dnsPolicy\":\"Default\"}");
    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(agent("edge").orElseThrow().configuration()).contains("{\"dnsPolicy\":\"Default\"}");
  }

  @Test
  void whoeverIsThereFirstMakesTheStepStale() throws IOException {
    world(ON, "[edge]");
    var file = file("agents: [edge]");
    var saved = folder.resolve("plan.json").toString();
    run("plan", "--sandbox", "-f", file, "-o", saved);
    change("edge", new Agent(Agent.Installer.MANUAL, "v1.11.0-eksbuild.4", Optional.empty()));

    var applied = run("apply", "--sandbox", saved);

    assertThat(applied.code()).as("%s", applied).isEqualTo(5);
    assertThat(sandbox.events().calls("CreateAddon")).isEmpty();
  }

  @Test
  void aClusterThatGuardDutyManagesByThenGetsNoneByHand() throws IOException {
    world(ON, "[{name: edge, status: CREATING}]");
    var file = file("agents: [edge]");
    var saved = folder.resolve("plan.json").toString();
    run("plan", "--sandbox", "-f", file, "-o", saved);
    sandbox.change(world ->
        world.withCluster(ACCOUNT, REGION, "edge", c -> c.withTag("GuardDutyManaged", "true")));

    var applied = run("apply", "--sandbox", saved);

    assertThat(applied.code()).as("%s", applied).isEqualTo(4);
    assertThat(applied.err()).contains("GuardDuty manages the agent of cluster `edge`");
    assertThat(sandbox.events().calls("CreateAddon")).isEmpty();
  }

  @Test
  void driftNamesTheClusterWhoseAgentIsMissingOrInAnotherVersion() throws IOException {
    world(ON, "[edge, {name: web, agent: {by: manual, version: v1.11.0-eksbuild.4}}]");

    var drift = run("drift", "--sandbox", "-f", file("agents: [{name: '*', version: default}]"));

    assertThat(drift.code()).as("%s", drift).isEqualTo(2);
    assertThat(drift.out())
        .contains("agent: wanted v1.12.1-eksbuild.4, found none")
        .contains("agent: wanted v1.12.1-eksbuild.4, found v1.11.0-eksbuild.4");
  }

  @Test
  void aSnapshotOfTheFileHasTheAgentsAndOneOfAnotherFileIsNotTakenForIt() throws IOException {
    world(ON, "[edge]");
    var without = folder.resolve("without.json").toString();
    var with = folder.resolve("with.json").toString();
    run("snapshot", "--sandbox", "-f", file(""), "-o", without);
    var file = file("agents: [{name: edge, configurationValues: {dnsPolicy: Default}}]");
    run("snapshot", "--sandbox", "-f", file, "-o", with);

    var lacking = run("plan", "-f", file, "--from", without);
    var planned = run("plan", "-f", file, "--from", with);

    assertThat(lacking.err()).contains("The snapshot does not have the agents of account");
    assertThat(planned.out()).as("%s", planned).contains("+ install edge");
  }

  @Test
  void agentsAreReadOnlyWhereTheFileHasSome() throws IOException {
    world(ON, "[edge, plain]");
    plan(file(""));
    assertThat(sandbox.events().calls("DescribeAddon")).isEmpty();

    plan(file("agents: [{name: '*', configurationValues: {dnsPolicy: Default}}]"));

    assertThat(sandbox.events().calls("DescribeAddon")).hasSize(2);
    assertThat(sandbox.events().calls("DescribeAddonVersions")).hasSize(1);
    assertThat(sandbox.events().calls("DescribeAddonConfiguration")).hasSize(1);
  }

  @Test
  void whatCannotBeReadOfAnAgentIsNoAbsentAgent() throws IOException {
    world(ON + "\n    deny: [eks:DescribeAddon]", "[edge]");
    var file = file("agents: [edge]");

    var planned = plan(file);
    var drift = run("drift", "--sandbox", "-f", file);

    assertThat(planned.code()).as("%s", planned).isEqualTo(6);
    assertThat(planned.err()).contains("EG101").contains("eks:DescribeAddon");
    assertThat(planned.out()).doesNotContain("install");
    assertThat(drift.out()).contains("unknown");
  }

  @Test
  void driftIsBlockedWhereNoVersionFits() throws IOException {
    world(ON, "[{name: edge, version: '1.35'}]");

    var drift =
        run("drift", "--sandbox", "-f", file("agents: [{name: edge, version: v1.9.0-eksbuild.2}]"));

    assertThat(drift.code()).as("%s", drift).isEqualTo(2);
    assertThat(drift.out()).contains("in version `v1.9.0-eksbuild.2` for Kubernetes `1.35`");
  }

  @Test
  void aSnapshotOfAllHasTheAgentsToo() throws IOException {
    world(ON, "[edge]");
    var file = file("agents: [edge]");
    var all = folder.resolve("all.json").toString();
    run("snapshot", "--sandbox", "-f", file, "--all", "-o", all);

    assertThat(run("plan", "-f", file, "--from", all).out()).contains("+ install edge");
  }

  private String leftovers(String approach, String more) throws IOException {
    return leftovers("remove", approach, more);
  }

  private String leftovers(String care, String approach, String more) throws IOException {
    var file = Path.of(file(approach, more));
    Files.writeString(file, Files.readString(file) + "leftoverAgents: " + care + "\n");
    return file.toString();
  }

  @Test
  void anAgentThatAnExclusionLeavesBehindGoesLastInTheSamePlan() throws IOException {
    world(MANAGED, "[{name: edge, agent: guardduty}, {name: web, agent: guardduty}]");
    var file = leftovers("all-except", "exclude: [edge]");

    var planned = plan(file);
    var refused = apply(file);
    var applied = apply(file, "--allow", "uninstall=1");

    assertThat(planned.out())
        .contains("- uninstall edge  leftover agent: v1.12.1-eksbuild.4 -> none")
        .contains("after 1 step; that GuardDuty does not manage the cluster is read again");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(agent("edge")).isEmpty();
    assertThat(agent("web")).isPresent();
    assertThat(plan(file).out()).contains("No changes.");
  }

  @Test
  void whatThePlanRemovesIsNotForetoldToStay() throws IOException {
    world(MANAGED, "[{name: edge, agent: guardduty}]");

    var removing = plan(leftovers("all-except", "exclude: [edge]"));
    var keeping = plan(file("all-except", "exclude: [edge]"));

    assertThat(removing.out())
        .contains("uninstall edge", "leftover endpoint:")
        .doesNotContain("agent stays", "left behind");
    assertThat(keeping.out()).contains("agent stays on 1 cluster", "left behind in 1 VPC");
  }

  @Test
  void withoutTheWordALeftoverStaysAndNobodyLooksForIt() throws IOException {
    world(MANAGED, "[{name: edge, agent: guardduty}]");

    var applied = apply(file("all-except", "exclude: [edge]"));

    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(agent("edge")).isPresent();
    assertThat(sandbox.events().calls("DescribeAddon")).isEmpty();
  }

  private static final String LEFT_BEHIND =
      "[{name: edge, agent: guardduty, tags: {GuardDutyManaged: 'false'}}, {name: web, agent:"
          + " guardduty}, {name: mine, agent: manual, tags: {GuardDutyManaged: 'false'}}]";
  private static final String ALL_BUT_TWO = "exclude: [edge, mine]";

  @Test
  void aReportTellsWhoInstalledWhatStaysAndPlansNothing() throws IOException {
    world(MANAGED, LEFT_BEHIND);
    var file = leftovers("report", "all-except", ALL_BUT_TWO);

    var planned = plan(file);
    var counted = run("plan", "--sandbox", "-f", file, "--coverage");
    var explained = run("explain", "--sandbox", "-f", file, ACCOUNT);
    var applied = apply(file);

    assertThat(planned.out()).contains("No changes.");
    assertThat(planned.err())
        .contains("warning EG256: Cluster `edge`", "that GuardDuty installed stays there")
        .contains("keeps costing: each vCPU of its nodes USD")
        .doesNotContain("`mine`", "`web`");
    assertThat(counted.err()).containsOnlyOnce("EG256:").contains("each vCPU of its 3 nodes USD");
    assertThat(explained.err()).contains("warning EG256: Cluster `edge`");
    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(agent("edge")).isPresent();
    assertThat(sandbox.events().calls("DeleteAddon")).isEmpty();
  }

  @Test
  void driftTellsWhatAReportFindsOnceAndAgentsOfOthersNot() throws IOException {
    world(MANAGED, LEFT_BEHIND);

    var reported = run("drift", "--sandbox", "-f", leftovers("report", "all-except", ALL_BUT_TWO));
    var kept = run("drift", "--sandbox", "-f", file("all-except", ALL_BUT_TWO));

    assertThat(reported.code()).as("%s", reported).isZero();
    assertThat(reported.out())
        .contains("that GuardDuty installed", "each vCPU of its 3 nodes", "1 leftover-agent")
        .doesNotContain("`mine`");
    assertThat(kept.out()).contains("2 leftover-agent");
  }

  @Test
  void aReportReadsTheAddonsOfClustersThatShallNotBeManagedAndAsksEc2() throws IOException {
    world(MANAGED, LEFT_BEHIND);

    plan(leftovers("report", "all-except", ALL_BUT_TWO));

    assertThat(sandbox.events().calls("DescribeAddon")).hasSize(2);
    assertThat(sandbox.events().calls("DescribeVpcEndpoints")).isNotEmpty();
  }

  @Test
  void aReportAsksNothingMoreWhereGuardDutyManagesAllOrNone() throws IOException {
    world(MANAGED, LEFT_BEHIND);

    plan(leftovers("report", "all", ""));
    plan(leftovers("report", "disabled", ""));

    assertThat(sandbox.events().calls("DescribeAddon")).isEmpty();
    assertThat(sandbox.events().calls()).noneMatch(call -> call.service().equals("ec2"));
  }

  @Test
  void whatAReportCannotReadIsAnErrorAndTheRestGoesOn() throws IOException {
    world(MANAGED, "[{name: edge, agent: guardduty}]");
    sandbox.faults().on("eks:DescribeAddon").deny();

    var reported = plan(leftovers("report", "all-except", "exclude: [edge]"));
    var removed = plan(leftovers("all-except", "exclude: [edge]"));

    assertThat(reported.err()).contains("EG101", "eks:DescribeAddon");
    assertThat(reported.out()).contains("tag     edge");
    assertThat(removed.out()).doesNotContain("tag     edge");
  }

  /// Add-on management went off, and the file only says which agents are by hand.
  @Test
  void whatGuardDutyLeftBesideAgentsByHandIsToldWithItsCost() throws IOException {
    world(ON, "[edge, {name: was, agent: guardduty}, {name: mine, agent: manual}]");
    var file = file("agents: [edge]");

    var planned = plan(file);
    var drifted = run("drift", "--sandbox", "-f", file);

    assertThat(planned.err())
        .contains("warning EG256: Cluster `was`", "keeps costing: each vCPU of its nodes USD")
        .contains("leftoverAgents: remove")
        .doesNotContain("`mine`");
    assertThat(drifted.out())
        .contains(
            "leftover-agent  Cluster `was`", "each vCPU of its 3 nodes USD", "1 leftover-agent")
        .doesNotContain("`mine`");
    assertThat(plan(leftovers("manual", "agents: [edge]")).err()).doesNotContain("EG256");
  }

  @Test
  void withCoverageThePlanTellsOfAgentsThatStayedAndWhatTheyCost() throws IOException {
    world(
        MANAGED,
        "[{name: edge, agent: guardduty, tags: {GuardDutyManaged: 'false'}}, {name: web, agent:"
            + " guardduty}]");
    var file = file("all-except", "exclude: [edge]");

    var planned = run("plan", "--sandbox", "-f", file, "--coverage");

    assertThat(planned.code()).as("%s", planned).isZero();
    assertThat(planned.err())
        .contains("warning EG256: Cluster `edge`", "each vCPU of its 3 nodes USD")
        .doesNotContain("`web`");
    assertThat(plan(file).err()).doesNotContain("EG256");
    assertThat(
            run("plan", "--sandbox", "-f", leftovers("all-except", "exclude: [edge]"), "--coverage")
                .err())
        .doesNotContain("EG256");
  }

  @Test
  void agentsOfOthersAreNoLeftoversAndManagedClustersAreNotVisited() throws IOException {
    world(
        ON,
        "[{name: mine, agent: manual}, {name: in, agent: guardduty, tags: {GuardDutyManaged: 'true'}},"
            + " {name: was, agent: guardduty}]");

    var planned = plan(leftovers("only", "include: [in]"));

    assertThat(planned.out()).contains("0 to update, 1 to uninstall.").contains("uninstall was");
    assertThat(sandbox.events().calls("DescribeAddon")).hasSize(2);
  }

  @Test
  void anEntryThatCeasesToBeManualLosesOursWhereGuardDutyShallNotManage() throws IOException {
    apply(file("agents: [edge, plain]"));

    var applied = apply(leftovers("only", "include: [plain]"), "--allow", "uninstall=1");

    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(agent("edge")).isEmpty();
    assertThat(agent("plain")).isPresent();
  }

  @Test
  void aClusterThatIsTakenBackInMeanwhileKeepsItsAgent() throws IOException {
    world(ON, "[{name: was, agent: guardduty}]");
    var saved = folder.resolve("plan.json").toString();
    run("plan", "--sandbox", "-f", leftovers("manual", ""), "-o", saved);
    sandbox.setTag(ACCOUNT, REGION, "was", "GuardDutyManaged", "true");

    var applied = run("apply", "--sandbox", saved, "--allow", "uninstall=1");

    assertThat(applied.code()).as("%s", applied).isEqualTo(4);
    assertThat(agent("was")).isPresent();
  }

  @Test
  void explainSaysWhoseAgentIsThereAndWhichLineNamesTheCluster() throws IOException {
    world(ON, "[{name: edge, agent: manual}]");

    var explained =
        run("explain", "--sandbox", "-f", file("agents: [edge]"), ACCOUNT + "/" + REGION + "/edge");

    assertThat(explained.out())
        .contains("agent: v1.12.1-eksbuild.4, ACTIVE, of others; as the file says")
        .contains("file.yaml:7  edge)");
  }

  @Test
  void explainSaysWhatThePlanDoesAboutTheAgent() throws IOException {
    world(ON, "[edge, {name: was, agent: {by: manual, tags: {eksguard: managed}}}]");
    String file = file("agents: [{name: edge, version: v1.11.0-eksbuild.4}]");

    var text = run("explain", "--sandbox", "-f", file, ACCOUNT + "/" + REGION);
    var json =
        run("explain", "--sandbox", "-f", file, ACCOUNT + "/" + REGION, "--format", "json").out();

    assertThat(text.out())
        .contains("agent: none; the plan installs v1.11.0-eksbuild.4  (")
        .contains("edge: v1.11.0-eksbuild.4)")
        .contains("ACTIVE, ours; the plan removes it  (no line of `agents` names it)");
    assertThat(ExplainTest.mistakes(json)).isEmpty();
    JsonNode clusters = JsonMapper.shared().readTree(json).path("regions").path(0).path("clusters");
    JsonNode edge = clusters.path(0).path("agent");
    assertThat(edge.path("comesTo").stringValue()).isEqualTo("installed");
    assertThat(edge.path("wanted").path("source").path("line").intValue()).isEqualTo(7);
    assertThat(edge.path("planned").path("version").stringValue()).isEqualTo("v1.11.0-eksbuild.4");
    assertThat(edge.path("live").isNull()).isTrue();
    JsonNode was = clusters.path(1).path("agent");
    assertThat(was.path("comesTo").stringValue()).isEqualTo("removed");
    assertThat(was.path("live").path("owner").stringValue()).isEqualTo("eksguard");
  }

  @Test
  void explainSaysThatAVersionDoesNotFit() throws IOException {
    world(ON, "[edge]");
    String file = file("agents: [{name: edge, version: v0.1.0-eksbuild.1}]");

    var told = run("explain", "--sandbox", "-f", file, ACCOUNT + "/" + REGION + "/edge");

    assertThat(told.out()).contains("what the line asks for does not fit, so nothing is planned");
    assertThat(told.err()).contains("EG241");
  }

  @Test
  void doctorTriesWhatAgentsNeed() throws IOException {
    world(ON + "\n    deny: [eks:DescribeAddonConfiguration]", "[edge]");

    var told = run("doctor", "--sandbox", "-f", file("agents: [edge]"));

    assertThat(told.code()).as("%s", told).isNotZero();
    assertThat(told.out() + told.err()).contains("eks:DescribeAddonConfiguration");
  }

  @Test
  void theShellShowsAgentsAndAppliesTheOnesThatAreAccepted() throws IOException {
    world(ON, "[edge, {name: ours, agent: {by: manual, tags: {eksguard: managed}}}]");
    var file = file("agents: [{name: edge, version: v1.12.1-eksbuild.4}]");
    var step = "us-east-1/123456789012/%s/agent";

    var ran =
        Cli.on(folder, sandbox)
            .piping(
                String.join(
                    "\n",
                    "clusters",
                    "show " + step.formatted("edge"),
                    "hold " + step.formatted("ours"),
                    "accept " + step.formatted("edge"),
                    "apply --yes",
                    "clusters",
                    ""))
            .run("shell", "--sandbox", "-f", file);

    assertThat(ran.code()).as("%s", ran).isZero();
    assertThat(ran.out())
        .containsSubsequence(
            "us-east-1/edge  absent  no       + install agent: none -> v1.12.1-eksbuild.4",
            "us-east-1/ours  absent  no       - uninstall agent: v1.12.1-eksbuild.4 -> none",
            "after      agent: v1.12.1-eksbuild.4",
            "us-east-1/edge  absent  no       -\n");
    assertThat(agent("edge")).isPresent();
    assertThat(agent("ours")).isPresent();
  }

  @Test
  void theOutputInJsonFitsItsSchema() throws IOException {
    var planned = run("plan", "--sandbox", "-f", file("agents: [edge]"), "--format", "json");

    JsonNode json = JsonMapper.shared().readTree(planned.out());
    JsonNode step = json.path("steps").path(1);
    assertThat(json.path("summary").path("install").intValue()).isEqualTo(1);
    assertThat(step.path("kind").stringValue()).isEqualTo("cluster-agent");
    assertThat(step.path("guards").path(0).path("kind").stringValue()).isEqualTo("agent-by-hand");
    assertThat(step.path("after").path("version").stringValue()).isEqualTo("v1.12.1-eksbuild.4");
  }
}
