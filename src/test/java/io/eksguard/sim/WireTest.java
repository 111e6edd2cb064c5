package io.eksguard.sim;

import static io.eksguard.sim.Worlds.ADMINISTRATOR;
import static io.eksguard.sim.Worlds.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WireTest {
  private final Sandbox sandbox = Worlds.sandbox();
  private final Client client = Client.of(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void everyAnswerHasARequestId() {
    assertThat(client.get("guardduty", "/detector").header("x-amzn-RequestId")).isNotEmpty();
    assertThat(client.get("guardduty", "/detector/x").header("x-amzn-RequestId")).isNotEmpty();
    assertThat(client.sts("GetCallerIdentity", Map.of()).xml("RequestId")).hasSize(36);
  }

  @Test
  void aRequestWithoutSignatureIsRefused() {
    var request = HttpRequest.newBuilder(sandbox.endpoint().resolve("/detector")).build();

    var reply = Client.send(request);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.header("x-amzn-ErrorType")).isEqualTo("MissingAuthenticationTokenException");
  }

  @Test
  void aRegionThatIsNotEnabledIsRefusedInTheWordsOfEachService() {
    var elsewhere = client.in("ap-east-1");

    assertThat(elsewhere.get("eks", "/clusters").header("x-amzn-ErrorType"))
        .isEqualTo("UnrecognizedClientException");
    assertThat(elsewhere.sts("GetCallerIdentity", Map.of()).xml("Code"))
        .isEqualTo("InvalidClientTokenId");
  }

  @Test
  void aForeignDetectorIsABadRequestAndNotNotFound() {
    var reply = client.get("guardduty", "/detector/0123456789abcdef0123456789abcdef");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("X-Amzn-ErrorType")).isEqualTo("BadRequestException");
    assertThat(reply.text("message"))
        .isEqualTo(
            "The request is rejected because the input detectorId is not owned by the current"
                + " account.");
    assertThat(reply.text("type")).isEqualTo("InvalidInputException");
    assertThat(reply.text("__type")).isEqualTo("InvalidInputException");
  }

  @Test
  void aDetectorListsEveryFeatureAlsoThoseOfTheFutureWithEpochSeconds() {
    client.feature("RUNTIME_MONITORING", "ENABLED", "DISABLED");

    var detector = client.get("guardduty", "/detector/" + client.detector());

    assertThat(detector.json().path("features").values())
        .extracting(f -> f.path("name").stringValue())
        .contains("FLOW_LOGS", "AI_PROTECTION", "EKS_RUNTIME_MONITORING", "RUNTIME_MONITORING");
    assertThat(detector.http().body()).contains("\"updatedAt\":1795521600.500");
    assertThat(detector.text("updatedAt")).isEqualTo("2026-11-24T12:00:00.500Z");
  }

  @Test
  void membersComeUnderTheirWireName() {
    var reply =
        client.post(
            "guardduty",
            "/detector/" + client.detector() + "/member/detector/get",
            "{\"accountIds\":[\"" + MEMBER + "\",\"000000000009\"]}");

    assertThat(reply.text("members", "0", "accountId")).isEqualTo(MEMBER);
    assertThat(reply.text("unprocessedAccounts", "0", "accountId")).isEqualTo("000000000009");
    assertThat(reply.http().body()).doesNotContain("FLOW_LOGS");
    assertThat(reply.json().path("members").path(0).path("dataSources").propertyNames())
        .contains("cloudTrail", "dnsLogs", "flowLogs", "s3Logs");
  }

  @Test
  void notFoundHasTwoNamesInEks() {
    var member = client.as(MEMBER);

    assertThat(member.get("eks", "/clusters/none").header("x-amzn-ErrorType"))
        .isEqualTo("ResourceNotFoundException");
    assertThat(member.tag(MEMBER, "none", "a", "b").header("x-amzn-ErrorType"))
        .isEqualTo("NotFoundException");
  }

  @Test
  void tagsAreSetAndTakenByAnEncodedArn() {
    var member = client.as(MEMBER);
    member.tag(MEMBER, "payments", "GuardDutyManaged", "false");
    member.tag(MEMBER, "payments", "team", "red");
    member.tag(MEMBER, "payments", "tier", "1");

    member.untag(MEMBER, "payments", "team", "tier");

    assertThat(
            member.get("eks", "/clusters/payments").json().path("cluster").path("tags").toString())
        .isEqualTo("{\"GuardDutyManaged\":\"false\"}");
  }

  @Test
  void organizationsAnswersInUpperCamelCaseFromAnyRegion() {
    var reply = client.in("ap-east-1").organizations("ListAccounts", "{}");

    assertThat(reply.header("Content-Type")).isEqualTo("application/x-amz-json-1.1");
    assertThat(reply.text("Accounts", "1", "Id")).isEqualTo(ADMINISTRATOR);
    assertThat(reply.text("Accounts", "1", "State")).isEqualTo("ACTIVE");
  }

  @Test
  void organizationsRefusesWithStatus400() {
    var reply = client.as(MEMBER).organizations("ListAccounts", "{}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("__type")).isEqualTo("AccessDeniedException");
  }

  @Test
  void anyMemberMayDescribeTheOrganization() {
    var reply = client.as(MEMBER).organizations("DescribeOrganization", "{}");

    assertThat(reply.text("Organization", "MasterAccountId")).isEqualTo(Worlds.MANAGEMENT);
  }
}
