package io.eksguard.sim;

import static io.eksguard.sim.Worlds.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Event.Kind;
import io.eksguard.sim.world.Cluster;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentsTest {
  private static final String REGION = "us-east-1";
  private final Sandbox sandbox = Worlds.sandbox();
  private final Client client = Client.of(sandbox);
  private final Client member = client.as(MEMBER);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private boolean hasAgent(String cluster) {
    return sandbox.world().cluster(MEMBER, REGION, cluster).flatMap(Cluster::agent).isPresent();
  }

  private void enable(String addon) {
    client.memberFeature(MEMBER, "RUNTIME_MONITORING", "ENABLED", addon);
  }

  @Test
  void automaticManagementSparesOnlyWhatIsTaggedFalseExactly() {
    member.tag(MEMBER, "payments", "GuardDutyManaged", "false");
    member.tag(MEMBER, "ledger", "GuardDutyManaged", "False");

    enable("ENABLED");

    assertThat(hasAgent("payments")).isFalse();
    assertThat(hasAgent("ledger")).isTrue();
    assertThat(sandbox.events().wasEverManaged(MEMBER, REGION, "payments")).isFalse();
    assertThat(sandbox.events().becameManaged(MEMBER, REGION, "ledger")).isTrue();
  }

  @Test
  void withoutAutomaticManagementOnlyWhatIsTaggedTrueExactlyGetsTheAgent() {
    member.tag(MEMBER, "payments", "GuardDutyManaged", "true");
    member.tag(MEMBER, "ledger", "GuardDutyManaged", "TRUE");

    enable("DISABLED");

    assertThat(hasAgent("payments")).isTrue();
    assertThat(hasAgent("ledger")).isFalse();
  }

  @Test
  void anExclusionThatComesTooLateLeavesTheAgent() {
    enable("ENABLED");

    member.tag(MEMBER, "payments", "GuardDutyManaged", "false");

    assertThat(hasAgent("payments")).isTrue();
    assertThat(sandbox.events().becameUnmanaged(MEMBER, REGION, "payments")).isTrue();
    assertThat(sandbox.events().all())
        .filteredOn(e -> e.cluster().equals("payments"))
        .extracting(Event::kind)
        .containsExactly(
            Kind.BECAME_MANAGED, Kind.AGENT_INSTALLED, Kind.BECAME_UNMANAGED, Kind.AGENT_STAYS);
  }

  @Test
  void turningTheLastRuntimeFeatureOffTakesEveryAgentAlsoThoseInstalledByHand() {
    enable("DISABLED");
    member.post("eks", "/clusters/payments/addons", "{\"addonName\":\"aws-guardduty-agent\"}");
    client.memberFeature(MEMBER, "EKS_RUNTIME_MONITORING", "ENABLED", "DISABLED");
    client.memberFeature(MEMBER, "RUNTIME_MONITORING", "DISABLED", "DISABLED");
    var withOneFeatureLeft = hasAgent("payments");

    client.memberFeature(MEMBER, "EKS_RUNTIME_MONITORING", "DISABLED", "DISABLED");

    assertThat(withOneFeatureLeft).isTrue();
    assertThat(hasAgent("payments")).isFalse();
  }

  @Test
  void aClusterThatAppearsIsManagedLikeTheOthers() {
    enable("ENABLED");

    sandbox.addCluster(MEMBER, REGION, Cluster.named("newcomer"));
    sandbox.addCluster(MEMBER, REGION, Cluster.named("coming").withStatus("CREATING"));

    assertThat(hasAgent("newcomer")).isTrue();
    assertThat(hasAgent("coming")).isFalse();
  }

  @Test
  void anEventNamesTheCallThatCausedIt() {
    enable("ENABLED");

    var event = sandbox.events().all().getFirst();
    var call = sandbox.events().calls("UpdateMemberDetectors").getFirst();

    assertThat(event.cause()).isEqualTo("guardduty:UpdateMemberDetectors");
    assertThat(event.requestId()).isEqualTo(call.requestId());
    assertThat(event.sequence()).isBetween(call.started(), call.ended());
  }

  @Test
  void coverageTellsOfTheAgentsOfMembers() {
    member.tag(MEMBER, "payments", "GuardDutyManaged", "false");
    enable("ENABLED");

    var reply =
        client.post(
            "guardduty",
            "/detector/" + client.detector() + "/coverage",
            """
            {"filterCriteria":{"filterCriterion":[{"criterionKey":"ACCOUNT_ID",
              "filterCondition":{"equals":["444455556666"]}}]},
             "sortCriteria":{"attributeName":"EKS_CLUSTER_NAME","orderBy":"DESC"}}\
            """);

    assertThat(reply.json().path("resources").values())
        .extracting(r -> r.path("coverageStatus").stringValue())
        .containsExactly("UNHEALTHY", "HEALTHY");
    var details = reply.json().path("resources").path(1).path("resourceDetails");
    assertThat(details.path("eksClusterDetails").path("managementType").stringValue())
        .isEqualTo("AUTO_MANAGED");
  }

  @Test
  void coverageStatisticsCountWhatIsLeftAfterFiltering() {
    enable("ENABLED");

    var reply =
        client.post(
            "guardduty",
            "/detector/" + client.detector() + "/coverage/statistics",
            """
            {"statisticsType":["COUNT_BY_RESOURCE_TYPE"],"filterCriteria":{"filterCriterion":[
              {"criterionKey":"EKS_CLUSTER_NAME","filterCondition":{"notEquals":["ledger"]}}]}}\
            """);

    assertThat(reply.json().toString())
        .isEqualTo("{\"coverageStatistics\":{\"countByResourceType\":{\"EKS\":1}}}");
  }

  @Test
  void anAddonThatGuardDutyInstalledCarriesItsTag() {
    enable("ENABLED");

    var addon = member.get("eks", "/clusters/payments/addons/aws-guardduty-agent");

    assertThat(addon.text("addon", "status")).isEqualTo("ACTIVE");
    assertThat(addon.text("addon", "tags", "GuardDutyManaged")).isEqualTo("true");
  }

  @Test
  void anAddonThatIsThereIsNotMadeTwice() {
    enable("ENABLED");

    var reply =
        member.post("eks", "/clusters/payments/addons", "{\"addonName\":\"aws-guardduty-agent\"}");

    assertThat(reply.status()).isEqualTo(409);
  }

  private Set<String> endpoints() {
    return sandbox.world().at(MEMBER, REGION).endpoints();
  }

  private void in(String vpc, String cluster) {
    sandbox.change(world -> world.withCluster(MEMBER, REGION, cluster, c -> c.withVpc(vpc)));
  }

  @Test
  void everyVpcWithAManagedClusterGetsOneEndpointAndKeepsItWhenTheClusterLeaves() {
    in("vpc-1", "payments");
    in("vpc-2", "ledger");
    member.tag(MEMBER, "ledger", "GuardDutyManaged", "false");

    enable("ENABLED");
    var managed = endpoints();
    member.tag(MEMBER, "payments", "GuardDutyManaged", "false");
    var left = endpoints();
    client.memberFeature(MEMBER, "RUNTIME_MONITORING", "DISABLED", "DISABLED");

    assertThat(managed).contains("vpc-1").doesNotContain("vpc-2");
    assertThat(left).isEqualTo(managed);
    assertThat(endpoints()).isEmpty();
  }

  @Test
  void aLocalClusterGetsNoAgentAndNoEndpoint() {
    sandbox.change(world ->
        world.withCluster(
            MEMBER, REGION, "payments", c -> c.withVpc("vpc-1").withTraits(Set.of(Cluster.LOCAL))));

    enable("ENABLED");

    assertThat(hasAgent("payments")).isFalse();
    assertThat(endpoints()).doesNotContain("vpc-1");
  }
}
