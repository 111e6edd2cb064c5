package io.eksguard.sim;

import static io.eksguard.sim.Worlds.CLOCK;
import static io.eksguard.sim.Worlds.MANAGEMENT;
import static io.eksguard.sim.Worlds.MEMBER;
import static io.eksguard.sim.Worlds.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessTest {
  private static final String ROLE = "arn:aws:iam::444455556666:role/eksguard";
  private static final String SCOPED =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny",
       "Action":["eks:TagResource","eks:UntagResource"],"Resource":"arn:aws:eks:*:*:cluster/*",
       "Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":["GuardDutyManaged"]},
        "ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/eksguard"]}}}]}\
      """;

  private final Sandbox sandbox =
      Sandbox.start(
          Worlds.organization(
              """
              roles:
                "arn:aws:iam::444455556666:role/external": {externalId: "secret-1"}
                "arn:aws:iam::444455556666:role/weak": {deny: ["eks:Tag*"]}
                "arn:aws:iam::444455556666:role/closed": {refused: true}
              """),
          0,
          CLOCK);
  private final Client client = Client.of(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Client.Reply assume(Map<String, String> more) {
    var fields = new TreeMap<>(Map.of("RoleArn", ROLE, "RoleSessionName", "alice"));
    fields.putAll(more);
    return client.sts("AssumeRole", fields);
  }

  @Test
  void anUnknownKeyIsTheWorldsCallerAndAnAccountIdIsItsRootUser() {
    assertThat(client.sts("GetCallerIdentity", Map.of()).xml("Arn"))
        .isEqualTo("arn:aws:sts::111122223333:assumed-role/eksguard/sandbox");
    assertThat(client.as("AKIA" + OTHER).sts("GetCallerIdentity", Map.of()).xml("Arn"))
        .isEqualTo("arn:aws:iam::777788889999:root");
  }

  @Test
  void anAssumedRoleActsInItsAccount() {
    var session = client.as(assume(Map.of()).xml("AccessKeyId"));

    assertThat(session.sts("GetCallerIdentity", Map.of()).xml("Arn"))
        .isEqualTo("arn:aws:sts::444455556666:assumed-role/eksguard/alice");
    assertThat(session.get("eks", "/clusters").http().body()).contains("payments");
    assertThat(assume(Map.of()).xml("Expiration")).isEqualTo("2026-11-24T13:00:00Z");
  }

  @Test
  void chainedSessionsLastAnHourAtMost() {
    var chained = assume(Map.of("DurationSeconds", "3601"));
    var shortest = assume(Map.of("DurationSeconds", "899"));

    assertThat(chained.status()).isEqualTo(400);
    assertThat(chained.xml("Message")).contains("role chaining");
    assertThat(shortest.xml("Code")).isEqualTo("ValidationError");
  }

  @Test
  void aSessionEnds() {
    var clock = new Hands();
    try (var other = Sandbox.start(Worlds.organization(""), 0, clock)) {
      var session = Client.of(other).assume(ROLE);
      var before = session.get("eks", "/clusters").status();

      clock.now = clock.now.plus(Duration.ofHours(1));

      assertThat(before).isEqualTo(200);
      assertThat(session.get("eks", "/clusters").header("x-amzn-ErrorType"))
          .isEqualTo("ExpiredTokenException");
    }
  }

  private static final class Hands implements InstantSource {
    private volatile Instant now = CLOCK.instant();

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void anExternalIdMustBeNamed() {
    var role = Map.of("RoleArn", "arn:aws:iam::444455556666:role/external");
    var closed = Map.of("RoleArn", "arn:aws:iam::444455556666:role/closed");
    var with = new TreeMap<>(role);
    with.put("ExternalId", "secret-1");

    assertThat(assume(role).xml("Code")).isEqualTo("AccessDenied");
    assertThat(assume(with).status()).isEqualTo(200);
    assertThat(assume(closed).status()).isEqualTo(403);
  }

  @Test
  void aSessionPolicyIsEnforced() {
    var policy =
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":[\"eks:Describe*\"],\"Resource\":\"*\"}}";
    var session = client.as(assume(Map.of("Policy", policy)).xml("AccessKeyId"));

    assertThat(session.get("eks", "/clusters/payments").status()).isEqualTo(200);
    assertThat(session.tag(MEMBER, "payments", "a", "b").text("message"))
        .isEqualTo(
            "User: arn:aws:sts::444455556666:assumed-role/eksguard/alice is not authorized to"
                + " perform: eks:TagResource on resource:"
                + " arn:aws:eks:us-east-1:444455556666:cluster/payments because no session policy"
                + " allows the eks:TagResource action");
    assertThat(assume(Map.of("Policy", "{}")).xml("Code")).isEqualTo("MalformedPolicyDocument");
  }

  @Test
  void whatARoleIsDeniedIsRefused() {
    var weak = client.assume("arn:aws:iam::444455556666:role/weak");

    var reply = weak.tag(MEMBER, "payments", "a", "b");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.header("x-amzn-ErrorType")).isEqualTo("AccessDeniedException");
    assertThat(reply.text("message"))
        .endsWith("because no identity-based policy allows the eks:TagResource action");
  }

  private String protect(String content) {
    var management = client.as(MANAGEMENT);
    var created =
        management.organizations(
            "CreatePolicy",
            Json.write(
                Json.object()
                    .put("Name", "protect")
                    .put("Description", "")
                    .put("Type", "SERVICE_CONTROL_POLICY")
                    .put("Content", content)));
    var id = created.text("Policy", "PolicySummary", "Id");
    management.organizations(
        "AttachPolicy", "{\"PolicyId\":\"" + id + "\",\"TargetId\":\"r-abcd\"}");
    return id;
  }

  @Test
  void anAttachedPolicyKeepsTheTagFromAllButTheTrustedRole() {
    protect(SCOPED);
    var trusted = client.assume(ROLE);
    var other = client.assume("arn:aws:iam::444455556666:role/deployer");

    assertThat(trusted.tag(MEMBER, "payments", "GuardDutyManaged", "false").status())
        .isEqualTo(200);
    assertThat(other.tag(MEMBER, "payments", "Team", "red").status()).isEqualTo(200);
    assertThat(other.untag(MEMBER, "payments", "GuardDutyManaged").text("message"))
        .endsWith("with an explicit deny in a service control policy");
  }

  @Test
  void aDetachedPolicyBindsNobody() {
    var id = protect(SCOPED);
    var management = client.as(MANAGEMENT);
    var inUse = management.organizations("DeletePolicy", "{\"PolicyId\":\"" + id + "\"}");

    management.organizations(
        "DetachPolicy", "{\"PolicyId\":\"" + id + "\",\"TargetId\":\"r-abcd\"}");

    assertThat(inUse.text("__type")).isEqualTo("PolicyInUseException");
    var other = client.assume("arn:aws:iam::444455556666:role/deployer");
    assertThat(other.tag(MEMBER, "payments", "GuardDutyManaged", "x").status()).isEqualTo(200);
  }

  @Test
  void aNegatedOperatorMatchesAMissingPrincipalTag() {
    protect(
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"eks:TagResource",
         "Resource":"*","Condition":{
          "StringNotEquals":{"aws:RequestTag/GuardDutyManaged":"${aws:PrincipalTag/GuardDutyManaged}"},
          "ForAnyValue:StringEquals":{"aws:TagKeys":["GuardDutyManaged"]}}}]}\
        """);
    var untagged = client.as(assume(Map.of()).xml("AccessKeyId"));
    var tags = Map.of("Tags.member.1.Key", "GuardDutyManaged", "Tags.member.1.Value", "false");
    var tagged = client.as(assume(tags).xml("AccessKeyId"));

    assertThat(untagged.tag(MEMBER, "payments", "GuardDutyManaged", "false").status())
        .isEqualTo(403);
    assertThat(tagged.tag(MEMBER, "payments", "GuardDutyManaged", "false").status()).isEqualTo(200);
  }
}
