package io.eksguard.sim;

import static io.eksguard.sim.Worlds.ADMINISTRATOR;
import static io.eksguard.sim.Worlds.CLOCK;
import static io.eksguard.sim.Worlds.MEMBER;
import static io.eksguard.sim.Worlds.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.world.Feature;
import io.eksguard.sim.world.Regional;
import io.eksguard.sim.world.World;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardDutyRulesTest {
  private final Sandbox sandbox = Worlds.sandbox();
  private final Client client = Client.of(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Feature feature(String account, String name) {
    return sandbox.world().at(account, "us-east-1").detector().orElseThrow().feature(name);
  }

  private Client.Reply organization(String body) {
    return client.post("guardduty", "/detector/" + client.detector() + "/admin", body);
  }

  @Test
  void bothRuntimeFeaturesInOneRequestAreRefusedEvenToTurnThemOff() {
    var reply =
        client.post(
            "guardduty",
            "/detector/" + client.detector(),
            """
            {"features":[{"name":"RUNTIME_MONITORING","status":"ENABLED"},
             {"name":"EKS_RUNTIME_MONITORING","status":"DISABLED"}]}\
            """);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("message"))
        .isEqualTo(
            "EKS_RUNTIME_MONITORING and RUNTIME_MONITORING cannot be provided in the same request");
  }

  @Test
  void dataSourcesAndFeaturesExcludeEachOther() {
    var reply =
        client.post(
            "guardduty",
            "/detector/" + client.detector(),
            "{\"dataSources\":{},\"features\":[{\"name\":\"S3_DATA_EVENTS\",\"status\":\"ENABLED\"}]}");

    assertThat(reply.text("message"))
        .isEqualTo("both data sources and features were provided. You can provide only one");
  }

  @Test
  void whatAnUpdateDoesNotNameStays() {
    client.feature("RUNTIME_MONITORING", "ENABLED", "ENABLED");

    client.post(
        "guardduty",
        "/detector/" + client.detector(),
        "{\"features\":[{\"name\":\"RUNTIME_MONITORING\",\"status\":\"DISABLED\"}]}");
    client.feature("EKS_RUNTIME_MONITORING", "ENABLED", "DISABLED");

    assertThat(feature(ADMINISTRATOR, "RUNTIME_MONITORING").enabled()).isFalse();
    assertThat(feature(ADMINISTRATOR, "RUNTIME_MONITORING").managesAddon()).isTrue();
    assertThat(feature(ADMINISTRATOR, "EKS_RUNTIME_MONITORING").enabled()).isTrue();
  }

  @Test
  void turningEksRuntimeMonitoringOffTurnsItsAddonManagementOff() {
    client.feature("EKS_RUNTIME_MONITORING", "ENABLED", "ENABLED");

    client.post(
        "guardduty",
        "/detector/" + client.detector(),
        "{\"features\":[{\"name\":\"EKS_RUNTIME_MONITORING\",\"status\":\"DISABLED\"}]}");

    assertThat(feature(ADMINISTRATOR, "EKS_RUNTIME_MONITORING").managesAddon()).isFalse();
  }

  @Test
  void unknownAccountsComeBackWithStatus200AndTheOthersAreChanged() {
    var reply =
        client.post(
            "guardduty",
            "/detector/" + client.detector() + "/member/detector/update",
            """
            {"accountIds":["444455556666","000000000009"],
             "features":[{"name":"RUNTIME_MONITORING","status":"ENABLED"}]}\
            """);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("unprocessedAccounts").size()).isEqualTo(1);
    assertThat(reply.text("unprocessedAccounts", "0", "result"))
        .isEqualTo(
            "The request is rejected because the given account ID is not an associated member of"
                + " account the current account.");
    assertThat(feature(MEMBER, "RUNTIME_MONITORING").enabled()).isTrue();
  }

  @Test
  void fiftyOneAccountsAreTooMany() {
    var ids = String.join("\",\"", Collections.nCopies(51, MEMBER));

    var reply =
        client.post(
            "guardduty",
            "/detector/" + client.detector() + "/member/detector/get",
            "{\"accountIds\":[\"" + ids + "\"]}");

    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  void aMemberCannotChangeItsOwnPlans() {
    var reply = client.as(MEMBER).feature("RUNTIME_MONITORING", "ENABLED", "DISABLED");

    assertThat(reply.header("X-Amzn-ErrorType")).isEqualTo("BadRequestException");
    assertThat(feature(MEMBER, "RUNTIME_MONITORING").enabled()).isFalse();
  }

  @Test
  void anOrganizationUpdateNeedsExactlyOneFormOfAutoEnable() {
    var neither = organization("{\"features\":[]}");
    var both = organization("{\"autoEnable\":true,\"autoEnableOrganizationMembers\":\"NEW\"}");
    var one = organization("{\"autoEnableOrganizationMembers\":\"NEW\"}");

    assertThat(neither.status()).isEqualTo(400);
    assertThat(both.status()).isEqualTo(400);
    assertThat(one.status()).isEqualTo(200);
  }

  @Test
  void theOrganizationIsTheAdministratorsAlone() {
    var reply =
        client.as(MEMBER).get("guardduty", "/detector/" + client.as(MEMBER).detector() + "/admin");

    assertThat(reply.text("message"))
        .isEqualTo(
            "The request failed because you do not have required AWS Organization master"
                + " permission.");
  }

  @Test
  void allReachesEveryMemberAndTheAdministrator() {
    organization(
        """
        {"autoEnableOrganizationMembers":"NEW",
         "features":[{"name":"RUNTIME_MONITORING","autoEnable":"ALL"}]}\
        """);

    assertThat(feature(MEMBER, "RUNTIME_MONITORING").enabled()).isTrue();
    assertThat(feature(OTHER, "RUNTIME_MONITORING").managesAddon()).isFalse();
    assertThat(feature(ADMINISTRATOR, "RUNTIME_MONITORING").enabled()).isTrue();
  }

  @Test
  void allReachesNobodyBeforeItSettlesIfTheWorldSaysSo() {
    var world = Worlds.organization("settle: later\n");
    try (var slow = Sandbox.start(world, 0, CLOCK)) {
      var administrator = Client.of(slow);
      administrator.post(
          "guardduty",
          "/detector/" + administrator.detector() + "/admin",
          """
          {"autoEnableOrganizationMembers":"NEW","features":[{"name":"RUNTIME_MONITORING",
           "autoEnable":"ALL","additionalConfiguration":[
             {"name":"EKS_ADDON_MANAGEMENT","autoEnable":"ALL"}]}]}\
          """);
      var before = slow.world();

      slow.settle();

      assertThat(monitors(before)).isFalse();
      assertThat(monitors(slow.world())).isTrue();
      assertThat(slow.events().wasEverManaged(MEMBER, "us-east-1", "payments")).isTrue();
    }
  }

  private static boolean monitors(World world) {
    return world.at(MEMBER, "us-east-1").detector().orElseThrow().monitorsRuntime();
  }

  @Test
  void underAllNoMemberCanBeTurnedOff() {
    organization(
        """
        {"autoEnableOrganizationMembers":"NEW",
         "features":[{"name":"RUNTIME_MONITORING","autoEnable":"ALL"}]}\
        """);

    var reply = client.memberFeature(MEMBER, "RUNTIME_MONITORING", "DISABLED", "DISABLED");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text("unprocessedAccounts", "0", "result"))
        .contains("cannot be turned off", "'All Accounts'");
    assertThat(feature(MEMBER, "RUNTIME_MONITORING").enabled()).isTrue();
  }

  @Test
  void aNewDetectorHasEveryPlanButRuntimeMonitoring() {
    sandbox.change(w ->
        w.with(
            MEMBER,
            "us-east-1",
            r -> new Regional(Optional.empty(), r.membership(), r.clusters(), r.endpoints())));

    client.as(MEMBER).post("guardduty", "/detector", "{\"enable\":true}");

    assertThat(feature(MEMBER, "S3_DATA_EVENTS").enabled()).isTrue();
    assertThat(feature(MEMBER, "RUNTIME_MONITORING").enabled()).isFalse();
  }
}
