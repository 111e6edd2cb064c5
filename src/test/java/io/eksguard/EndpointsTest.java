package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.Agent;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.Regional;
import io.eksguard.sim.world.Vpc;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The endpoints that agents by hand need, found, made and removed.
class EndpointsTest {
  private static final String ACCOUNT = "123456789012";
  private static final String REGION = "us-east-1";
  private static final String EDGE = "agents: [{name: edge, version: v1.12.1-eksbuild.4}]";
  private static final String ON =
      "detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT:"
          + " DISABLED}}}}";

  @TempDir private Path folder;
  private Optional<Sandbox> sandbox = Optional.empty();

  @AfterEach
  void stop() {
    sandbox.ifPresent(Sandbox::close);
  }

  private Sandbox world(String vpc, String... more) {
    stop();
    sandbox =
        Optional.of(
            Sandbox.start(
                World.parse(
                    """
                    accounts:
                      "123456789012":
                        %s
                        clusters: {us-east-1: [{name: edge, vpc: vpc-1}, {name: web, vpc: vpc-2}]}
                        vpcs: {us-east-1: [%s]}
                      "999900001111": {}
                    %s
                    """
                        .formatted(ON, vpc, String.join("\n", more)),
                    "world.yaml"),
                0,
                InstantSource.system()));
    return sandbox.get();
  }

  private String file(String... lines) throws IOException {
    return Files.writeString(
            folder.resolve("file.yaml"),
            """
            version: 1
            feature: RUNTIME_MONITORING
            regions: [us-east-1]
            standalone:
              - account: "123456789012"
                approach: manual
            %s
            limits: {uninstall: 9}
            """
                .formatted(String.join("\n", lines).indent(4)))
        .toString();
  }

  private Cli.Ran run(String... arguments) {
    return Cli.on(folder, sandbox.orElseThrow()).run(arguments);
  }

  private Cli.Ran plan(String file) {
    return run("plan", "--sandbox", "-f", file);
  }

  private Cli.Ran apply(String file, String... more) {
    var arguments = new ArrayList<>(List.of("apply", "--sandbox", "-f", file, "--yes"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private Regional here() {
    return sandbox.orElseThrow().world().at(ACCOUNT, REGION);
  }

  private Vpc vpc(String id) {
    return Optional.ofNullable(here().vpcs(ACCOUNT, REGION).get(id)).orElseThrow();
  }

  private Optional<Agent> agent(String cluster) {
    return sandbox.orElseThrow().world().cluster(ACCOUNT, REGION, cluster).flatMap(Cluster::agent);
  }

  private List<String> writes() {
    return sandbox.orElseThrow().events().calls().stream()
        .map(RecordedCall::operation)
        .filter(name -> name.matches("(Create|Delete|Authorize).*"))
        .toList();
  }

  @Test
  void isMadeBeforeTheAgentAndRemovedAfterIt() throws IOException {
    world("{id: vpc-1, subnets: {subnet-1a: 5, subnet-2a: 9, subnet-3b: 0, subnet-4c: 7}}");
    var file = file(EDGE, "endpoint: managed");

    var planned = plan(file);
    var applied = apply(file);
    var made = vpc("vpc-1");
    var again = plan(file);

    assertThat(planned.out())
        .contains("+ install vpc-1  endpoint: none -> in subnet-2a, subnet-4c")
        .contains("+ install edge  agent: none -> v1.12.1-eksbuild.4")
        .contains("after 1 step; that GuardDuty does not manage the cluster is read again")
        .contains("the endpoint of its VPC is read again right before it");
    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(writes())
        .containsExactly(
            "CreateSecurityGroup",
            "AuthorizeSecurityGroupIngress",
            "CreateVpcEndpoint",
            "CreateAddon");
    var endpoint = made.endpoints().values().iterator().next();
    assertThat(endpoint.subnets()).containsExactly("subnet-2a", "subnet-4c");
    assertThat(endpoint.privateDns()).isTrue();
    assertThat(endpoint.tags()).containsEntry("eksguard", "managed");
    assertThat(endpoint.policy().orElseThrow()).contains("aws:PrincipalAccount", ACCOUNT);
    assertThat(made.groups().values())
        .singleElement()
        .satisfies(group -> assertThat(group.https()).containsExactly("10.0.0.0/16"));
    assertThat(agent("edge").flatMap(Agent::issue)).isEmpty();
    assertThat(again.out()).contains("No changes.");

    var back = file("agents: []", "endpoint: managed");
    var gone = plan(back);
    var removed = apply(back);

    assertThat(gone.out())
        .contains("- uninstall vpc-1  endpoint: in subnet-2a, subnet-4c -> none")
        .contains("that no agent is left in the VPC is read again right before it");
    assertThat(removed.code()).as("%s", removed).isZero();
    assertThat(writes().subList(4, 7))
        .containsExactly("DeleteAddon", "DeleteVpcEndpoints", "DeleteSecurityGroup");
    assertThat(vpc("vpc-1").endpoints()).isEmpty();
    assertThat(vpc("vpc-1").groups()).isEmpty();
    assertThat(plan(back).out()).contains("No changes.");
  }

  @Test
  void anEndpointThatTheFileBeforeAskedForTooIsNotByTheChange() throws IOException {
    world("{id: vpc-1}");
    var before =
        Files.copy(
            Path.of(file("agents: [edge]", "endpoint: managed")), folder.resolve("before.yaml"));
    var file = file("agents: [{name: edge, version: latest}]", "endpoint: managed");

    var planned = run("plan", "--sandbox", "-f", file, "--base-file", before.toString());

    assertThat(planned.out())
        .containsPattern("install vpc-1  endpoint: .*\\[(?!this change)")
        .containsPattern("install edge  agent: .*\\[this change]");
  }

  @Test
  void ec2TakesItsTimeAndApplyWaits() throws IOException {
    world("{id: vpc-1}", "addonSeconds: 1");
    var file = file(EDGE, "endpoint: managed");

    var applied = apply(file);
    var gone = apply(file("agents: []", "endpoint: managed"));

    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(gone.code()).as("%s", gone).isZero();
    assertThat(vpc("vpc-1").groups()).isEmpty();
  }

  @Test
  void theWayBackRemovesWhatTheRunMade() throws IOException {
    world("{id: vpc-1}");
    var file = file(EDGE, "endpoint: managed");
    apply(file);
    var saved = folder.resolve("undo.json").toString();

    var undone = run("plan", "--sandbox", "--undo", "latest", "-o", saved);
    var back = run("apply", "--sandbox", saved, "--allow", "uninstall=1");

    assertThat(undone.out()).contains("- uninstall vpc-1  endpoint:");
    assertThat(back.out()).contains("2 done");
    assertThat(agent("edge")).isEmpty();
    assertThat(vpc("vpc-1").endpoints()).isEmpty();
  }

  /// The name of a run: the clock of these tests stands, so that no run is the latest.
  private static String runOf(Cli.Ran applied) {
    String told = applied.err();
    int begin = told.lastIndexOf("Run ") + "Run ".length();
    return told.substring(begin, told.indexOf('.', begin));
  }

  /// The endpoint that was there when the agent was taken away may be gone by then.
  @Test
  void theWayBackInstallsNoAgentWithoutAnEndpoint() throws IOException {
    world("{id: vpc-1}");
    apply(file(EDGE, "endpoint: managed"));
    Sandbox there = sandbox.orElseThrow();
    there.addCluster(
        ACCOUNT,
        REGION,
        Cluster.named("mate")
            .withVpc("vpc-1")
            .withAgent(Optional.of(Agent.healthy(Agent.Installer.MANUAL))));
    var removed = apply(file("agents: []", "endpoint: managed"));
    assertThat(agent("edge")).isEmpty();
    assertThat(vpc("vpc-1").endpoints()).hasSize(1);
    Vpc bare = vpc("vpc-1").with(List.of(), List.of());
    there.change(world -> world.with(ACCOUNT, REGION, here -> here.withVpc(bare)));
    var saved = folder.resolve("undo.json").toString();
    run("plan", "--sandbox", "--undo", runOf(removed), "-o", saved);

    var back = run("apply", "--sandbox", saved);

    assertThat(back.err()).contains("EG301", "`vpc-1`");
    assertThat(back.code()).as("%s", back).isEqualTo(4);
    assertThat(agent("edge")).isEmpty();
  }

  @Test
  void noAgentIsInstalledWhereItsEndpointIsMissingAndTheFileDoesNotMakeIt() throws IOException {
    world("{id: vpc-1}");

    var checked = plan(file(EDGE));
    var ignored = plan(file(EDGE, "endpoint: ignored"));

    assertThat(checked.code()).isEqualTo(1);
    assertThat(checked.err())
        .contains("EG245", "VPC `vpc-1`", "has no endpoint of GuardDuty", "`edge`");
    assertThat(checked.out()).doesNotContain("install edge");
    assertThat(ignored.code()).isZero();
    assertThat(ignored.out()).contains("+ install edge");
  }

  @Test
  void aRedactedSnapshotPlansTheSameAndNamesNobody() throws IOException {
    world(
        "{id: vpc-1, cidr: 203.0.112.0/20, subnets: {subnet-1a: 5, subnet-2a: 9}}, {id: vpc-2,"
            + " endpoints: [{id: vpce-9a, groups: [sg-9], policy: '{\"Id\":\"mine\"}'}], groups:"
            + " [{id: sg-9, https: [10.0.1.0/24]}]}");
    var file = file("agents: [edge, web]", "endpoint: managed");
    var kept = folder.resolve("kept.json").toString();
    var map = folder.resolve("map.json");
    run("snapshot", "--sandbox", "-f", file, "-o", kept, "--redact", "--redact-map", "" + map);
    var names = JsonMapper.shared().readTree(Files.readString(map));
    var renamed = Files.readString(Path.of(file));
    for (var kind : List.of("accounts", "clusters")) {
      for (var name : names.path(kind).properties()) {
        renamed = renamed.replace(name.getKey(), name.getValue().stringValue());
      }
    }
    Files.writeString(Path.of(file), renamed);

    var from = run("plan", "--from", kept, "-f", file);

    assertThat(Files.readString(Path.of(kept)))
        .doesNotContain(ACCOUNT, "vpc-1", "vpc-2", "subnet-2a", "vpce-9a", "sg-9", "mine")
        .doesNotContain("203.0.112.0");
    assertThat(from.err()).contains("EG246").doesNotContain("EG245");
    assertThat(from.out())
        .contains(
            "+ install "
                + names.path("vpcs").path("vpc-1").stringValue()
                + "  endpoint: none -> in "
                + names.path("vpcs").path("subnet-2a").stringValue())
        .contains("3 to install");
  }

  private String said(String vpc) throws IOException {
    world(vpc);
    return plan(file(EDGE, "endpoint: managed")).err();
  }

  private static String endpoint(String more, String https, String vpc) {
    return "{id: vpc-1, endpoints: [{groups: [sg-1]%s}], groups: [{id: sg-1, https: %s}]%s}"
        .formatted(more, https, vpc);
  }

  @Test
  void whatKeepsAnAgentFromGuardDutyIsTold() throws IOException {
    assertThat(said("{id: vpc-1, dnsHostnames: false}")).contains("EG245", "`enableDnsHostnames`");
    assertThat(said("{id: vpc-1, dnsSupport: false}")).contains("EG245", "`enableDnsSupport`");
    assertThat(said("{id: vpc-1, subnets: {subnet-1a: 0}}")).contains("EG245", "free address");
    assertThat(said(endpoint(", privateDns: false", "[10.0.0.0/8]", "")))
        .contains("EG245", "private DNS is off".substring(1));
    assertThat(said(endpoint(", state: rejected", "[10.0.0.0/8]", "")))
        .contains("EG245", "`rejected`");
    assertThat(said(endpoint("", "[]", ""))).contains("EG245", "lets nothing in to port 443");
    assertThat(said(endpoint("", "[10.0.1.0/24]", ""))).contains("EG246", "`10.0.0.0/16`");
    assertThat(
            said(
                endpoint(
                    ", policy: '{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\"}]}'",
                    "[0.0.0.0/0]",
                    "")))
        .contains("EG246", "policy");
    assertThat(said("{id: vpc-1, owner: \"999900001111\"}"))
        .contains("EG247", "belongs to account 999900001111");
    assertThat(said(endpoint("", "[10.0.0.0/8]", ""))).doesNotContain("EG24");
  }

  @Test
  void anAgentThatAppearsMeanwhileKeepsTheEndpoint() throws IOException {
    world("{id: vpc-1}");
    apply(file(EDGE, "endpoint: managed"));
    var file = file("agents: []", "endpoint: managed");
    var saved = folder.resolve("p.json").toString();
    run("plan", "--sandbox", "-f", file, "-o", saved);
    sandbox
        .orElseThrow()
        .addCluster(
            ACCOUNT,
            REGION,
            Cluster.named("late")
                .withVpc("vpc-1")
                .withAgent(Optional.of(Agent.healthy(Agent.Installer.MANUAL))));

    var applied = run("apply", "--sandbox", saved, "--guard-timeout", "100ms");

    assertThat(applied.code()).isEqualTo(4);
    assertThat(applied.err()).contains("EG301", "`late`");
    assertThat(vpc("vpc-1").endpoints()).hasSize(1);
  }

  /// GuardDuty makes no endpoint of its own where there is one, so its agents on EC2 use ours.
  @Test
  void anEndpointThatAgentsBesidesEksMayUseStays() throws IOException {
    world("{id: vpc-1}");
    apply(file(EDGE, "endpoint: managed"));
    var file = file("agents: []", "endpoint: managed");
    var saved = folder.resolve("p.json").toString();
    run("plan", "--sandbox", "-f", file, "-o", saved);
    sandbox
        .orElseThrow()
        .change(world ->
            world.with(
                ACCOUNT,
                REGION,
                here ->
                    here.mapDetector(detector ->
                        detector.withFeature(
                            "RUNTIME_MONITORING",
                            detector
                                .feature("RUNTIME_MONITORING")
                                .withAdditional(
                                    Map.of(
                                        "EKS_ADDON_MANAGEMENT",
                                        false,
                                        "EC2_AGENT_MANAGEMENT",
                                        true))))));

    var applied = run("apply", "--sandbox", saved);
    var planned = plan(file);

    assertThat(applied.code()).as("%s", applied).isEqualTo(4);
    assertThat(applied.err()).contains("EG301", "EC2 or ECS");
    assertThat(agent("edge")).isEmpty();
    assertThat(vpc("vpc-1").endpoints()).hasSize(1);
    assertThat(planned.err()).contains("EG248", "EC2 or ECS");
    assertThat(planned.out()).startsWith("No changes.");
  }

  @Test
  void whatGuardDutyLeftBehindGoesOnlyWhereTheFileSaysSo() throws IOException {
    var sandbox = world("{id: vpc-1}, {id: vpc-2}");
    sandbox.setTag(ACCOUNT, REGION, "web", "GuardDutyManaged", "true");
    sandbox.removeTag(ACCOUNT, REGION, "web", "GuardDutyManaged");
    sandbox.change(w -> w.withCluster(ACCOUNT, REGION, "web", c -> c.withAgent(Optional.empty())));

    var kept = plan(file("agents: []", "endpoint: managed"));
    var file = file("agents: []");
    Files.writeString(Path.of(file), Files.readString(Path.of(file)) + "leftoverAgents: remove\n");
    var planned = plan(file);
    var applied = apply(file);

    assertThat(kept.err()).contains("EG248", "GuardDuty made", "`vpc-2`");
    assertThat(planned.out()).contains("- uninstall vpc-2  leftover endpoint: in ");
    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(here().endpoints()).isEmpty();
    assertThat(vpc("vpc-2").groups()).isEmpty();
  }

  @Test
  void withoutEndpointsInTheFileNobodyAsksEc2() throws IOException {
    world("{id: vpc-1}");

    plan(file());

    assertThat(sandbox.orElseThrow().events().calls())
        .noneMatch(call -> call.service().equals("ec2"));
  }

  @Test
  void theShellNamesTheAgentThatIsNotPlannedForWantOfAnEndpoint() throws IOException {
    world("{id: vpc-1, dnsHostnames: false}, {id: vpc-2}");
    var file = file("agents: [edge]", "endpoint: managed");

    var ran =
        Cli.on(folder, sandbox.orElseThrow())
            .piping("why-held\n")
            .run("shell", "--sandbox", "-f", file);

    assertThat(ran.err()).contains("EG245");
    assertThat(ran.out())
        .contains("no step brings about", "123456789012/us-east-1/edge  agent, in vpc-1  (EG245)")
        .doesNotContain("Nothing keeps the plan");
  }

  @Test
  void theShellNamesTheEndpointThatNoStepCanMakeForAgentsThatAreThere() throws IOException {
    var sandbox = world("{id: vpc-1, dnsHostnames: false}, {id: vpc-2}");
    sandbox.change(w ->
        w.withCluster(
            ACCOUNT,
            REGION,
            "edge",
            c -> c.withAgent(Optional.of(Agent.healthy(Agent.Installer.MANUAL)))));
    var file = file("agents: [edge]", "endpoint: managed");

    var ran = Cli.on(folder, sandbox).piping("why-held\n").run("shell", "--sandbox", "-f", file);

    assertThat(ran.out())
        .contains("123456789012/us-east-1  endpoint of vpc-1  (EG245)")
        .doesNotContain("Nothing keeps the plan");
  }

  @Test
  void whereEc2RefusesNoAgentIsInstalledAndTheRestGoesOn() throws IOException {
    world("{id: vpc-1}");
    sandbox.orElseThrow().faults().on("ec2:DescribeVpcEndpoints").deny();

    var planned = plan(file(EDGE));

    assertThat(planned.code()).isEqualTo(1);
    assertThat(planned.err())
        .contains("EG101", "ec2:DescribeVpcEndpoints")
        .contains("EG245", "could not be read");
    assertThat(planned.out()).doesNotContain("install edge");
  }

  private Cli.Ran explain(String file, String... more) {
    var arguments = new ArrayList<>(List.of("explain", "--sandbox", "-f", file));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void explainSaysWhoseEndpointIsThereAndWhatComesOfIt() throws IOException {
    world(
        "{id: vpc-1}, {id: vpc-2, endpoints: [{id: vpce-0a, groups: [sg-1]}],"
            + " groups: [{id: sg-1, https: [10.0.0.0/8]}]}");
    var file = file("agents: [edge, web]", "endpoint: managed");

    var before = explain(file, ACCOUNT).out();
    apply(file);
    var after = explain(file, ACCOUNT).out();
    var back = explain(file("agents: [web]", "endpoint: managed"), ACCOUNT).out();

    assertThat(before)
        .contains("endpoint: in vpc-1: none; not usable; the plan makes it in subnet-")
        .contains("endpoint: in vpc-2: vpce-0a, available, private DNS on, of others; usable;")
        .contains("file.yaml:8  managed)");
    assertThat(after)
        .containsPattern("in vpc-1: vpce-\\w+, available, private DNS on, ours; usable; as the");
    assertThat(back).contains("ours; usable; the plan removes it");
  }

  @Test
  void explainDoesNotCallAsTheFileSaysWhatNoStepCanBringAbout() throws IOException {
    world("{id: vpc-1, dnsHostnames: false}, {id: vpc-2}");
    var file = file("agents: [edge, web]", "endpoint: managed");
    apply(file);

    var all = explain(file, ACCOUNT).out();
    var web = explain(file, ACCOUNT + "/" + REGION + "/web").out();

    assertThat(all)
        .contains("plan       Nothing can be planned here; the diagnostics say why.")
        .doesNotContain("Nothing to do");
    assertThat(web).contains("plan       Nothing to do: live is as the file says.");
  }

  @Test
  void explainSaysWhyAnEndpointCannotBeUsed() throws IOException {
    world(endpoint("", "[]", ""));

    var checked = explain(file(EDGE), ACCOUNT + "/" + REGION + "/edge");
    var ignored = explain(file(EDGE, "endpoint: ignored"), ACCOUNT + "/" + REGION + "/edge");

    assertThat(checked.out())
        .contains("private DNS on, of others; not usable; nothing can be planned")
        .contains("file.yaml:7  checked)", "EG245: The security group of the endpoint");
    assertThat(checked.err()).contains("EG245", "lets nothing in");
    assertThat(ignored.out())
        .contains("endpoint: in vpc-1: was not read; nobody looks")
        .contains("file.yaml:8  ignored)");
  }

  @Test
  void explainOfAClusterSaysNothingOfOtherVpcs() throws IOException {
    world("{id: vpc-1}, {id: vpc-2}");

    var web =
        explain(file("agents: [edge, web]", "endpoint: managed"), ACCOUNT + "/" + REGION + "/web");

    assertThat(web.out()).contains("vpc-2").doesNotContain("vpc-1");
  }

  @Test
  void explainInJsonIsAsItsSchemaSays() throws IOException {
    world("{id: vpc-1}, {id: vpc-2, owner: \"999900001111\"}");
    var file = file("agents: [edge, web]", "endpoint: managed");

    var json = explain(file, ACCOUNT, "--format", "json").out();

    assertThat(ExplainTest.mistakes(json)).isEmpty();
    var clusters = JsonMapper.shared().readTree(json).path("regions").path(0).path("clusters");
    var edge = clusters.path(0).path("endpoint");
    var web = clusters.path(1).path("endpoint");
    assertThat(edge.path("comesTo").stringValue()).isEqualTo("made");
    assertThat(edge.path("usable").booleanValue()).isFalse();
    assertThat(edge.path("wanted").path("source").path("line").intValue()).isEqualTo(8);
    assertThat(edge.path("planned").path("ranges").path(0).stringValue()).isEqualTo("10.0.0.0/16");
    assertThat(web.path("comesTo").stringValue()).isEqualTo("left-alone");
    assertThat(web.path("usable").isNull()).isTrue();
    assertThat(web.path("findings").path(0).path("code").stringValue()).isEqualTo("EG247");
  }

  @Test
  void aSnapshotKeepsWhatWasSeenOfVpcs() throws IOException {
    world("{id: vpc-1, subnets: {subnet-1a: 5, subnet-2a: 9}}, " + "{id: vpc-2}");
    var file = file(EDGE, "endpoint: managed");
    var kept = folder.resolve("kept.json").toString();

    var taken = run("snapshot", "--sandbox", "-f", file, "-o", kept);
    var from = run("plan", "--from", kept, "-f", file);

    assertThat(taken.code()).as("%s", taken).isZero();
    assertThat(from.out())
        .contains("+ install vpc-1  endpoint: none -> in subnet-2a")
        .isEqualTo(plan(file).out());
  }
}
