package io.eksguard.sim;

import static io.eksguard.sim.Worlds.MANAGEMENT;
import static io.eksguard.sim.Worlds.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.wire.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolicyOperationsTest {
  private static final String ALLOW =
      "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

  private final Sandbox sandbox = Worlds.sandbox();
  private final Client administrator = Client.of(sandbox);
  private final Client management = administrator.as(MANAGEMENT);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static Client.Reply create(Client client, String name, String content) {
    return client.organizations(
        "CreatePolicy",
        Json.write(
            Json.object()
                .put("Name", name)
                .put("Description", "")
                .put("Type", "SERVICE_CONTROL_POLICY")
                .put("Content", content)));
  }

  private Client.Reply attach(String policy, String target) {
    return management.organizations(
        "AttachPolicy", "{\"PolicyId\":\"" + policy + "\",\"TargetId\":\"" + target + "\"}");
  }

  @Test
  void theAdministratorMayReadPoliciesAndNotWriteThem() {
    var list =
        administrator.organizations("ListPolicies", "{\"Filter\":\"SERVICE_CONTROL_POLICY\"}");

    assertThat(list.text("Policies", "0", "Id")).isEqualTo("p-FullAWSAccess");
    assertThat(create(administrator, "one", ALLOW).text("__type"))
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void aNameIsTakenOnce() {
    create(management, "one", ALLOW);

    assertThat(create(management, "one", ALLOW).text("__type"))
        .isEqualTo("DuplicatePolicyException");
  }

  @Test
  void aPolicyIsStoredToTheLetterUpToItsLimit() {
    var content = ALLOW + " ".repeat(5120 - ALLOW.length());

    var reply = create(management, "wide", content);

    assertThat(reply.text("Policy", "Content")).isEqualTo(content);
    assertThat(create(management, "wider", content + " ").text("__type"))
        .isEqualTo("ConstraintViolationException");
    assertThat(create(management, "wrong", "{}").text("__type"))
        .isEqualTo("MalformedPolicyDocumentException");
  }

  @Test
  void anUpdateChangesOnlyWhatItNames() {
    var id = create(management, "one", ALLOW).text("Policy", "PolicySummary", "Id");

    management.organizations(
        "UpdatePolicy", "{\"PolicyId\":\"" + id + "\",\"Description\":\"mine\"}");

    var policy = management.organizations("DescribePolicy", "{\"PolicyId\":\"" + id + "\"}");
    assertThat(policy.text("Policy", "Content")).isEqualTo(ALLOW);
    assertThat(policy.text("Policy", "PolicySummary", "Description")).isEqualTo("mine");
  }

  @Test
  void aTargetBearsFivePoliciesThatOfAwsCounted() {
    for (int i = 1; i <= 4; i++) {
      var id = create(management, "p" + i, ALLOW).text("Policy", "PolicySummary", "Id");
      assertThat(attach(id, MEMBER).status()).isEqualTo(200);
    }
    var fifth = create(management, "p5", ALLOW).text("Policy", "PolicySummary", "Id");

    var reply = attach(fifth, MEMBER);

    assertThat(reply.text("__type")).isEqualTo("ConstraintViolationException");
    assertThat(reply.text("Reason")).isEqualTo("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
  }

  @Test
  void whereAPolicyIsAttachedCanBeAskedFromBothEnds() {
    var id = create(management, "one", ALLOW).text("Policy", "PolicySummary", "Id");
    attach(id, "r-abcd");

    var targets =
        administrator.organizations("ListTargetsForPolicy", "{\"PolicyId\":\"" + id + "\"}");
    var policies =
        administrator.organizations(
            "ListPoliciesForTarget",
            "{\"TargetId\":\"r-abcd\",\"Filter\":\"SERVICE_CONTROL_POLICY\"}");

    assertThat(targets.text("Targets", "0", "Type")).isEqualTo("ROOT");
    assertThat(policies.text("Policies", "1", "Id")).isEqualTo(id);
    assertThat(attach(id, "r-abcd").text("__type")).isEqualTo("DuplicatePolicyAttachmentException");
    assertThat(attach(id, "ou-none").text("__type")).isEqualTo("TargetNotFoundException");
  }

  @Test
  void onlyTheManagementAccountIsToldTheAdministrator() {
    assertThat(management.get("guardduty", "/admin").text("adminAccounts", "0", "adminAccountId"))
        .isEqualTo(Worlds.ADMINISTRATOR);
    assertThat(administrator.get("guardduty", "/admin").status()).isEqualTo(400);
  }

  @Test
  void tagsOfAPolicyAreSetTakenAndListed() {
    var id = create(management, "one", ALLOW).text("Policy", "PolicySummary", "Id");
    var tags = "{\"ResourceId\":\"" + id + "\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"1\"}]}";
    management.organizations("TagResource", tags.replace("\"a\"", "\"b\""));
    management.organizations("TagResource", tags);

    management.organizations(
        "UntagResource", "{\"ResourceId\":\"" + id + "\",\"TagKeys\":[\"b\"]}");

    assertThat(
            administrator
                .organizations("ListTagsForResource", "{\"ResourceId\":\"" + id + "\"}")
                .http()
                .body())
        .isEqualTo("{\"Tags\":[{\"Key\":\"a\",\"Value\":\"1\"}]}");
    assertThat(management.organizations("TagResource", tags.replace(id, MEMBER)).text("__type"))
        .isEqualTo("TargetNotFoundException");
  }

  @Test
  void noTwoPoliciesGetTheSameId() {
    var first = create(management, "one", ALLOW).text("Policy", "PolicySummary", "Id");
    var second = create(management, "two", ALLOW).text("Policy", "PolicySummary", "Id");
    management.organizations("DeletePolicy", "{\"PolicyId\":\"" + first + "\"}");
    management.organizations(
        "UpdatePolicy", "{\"PolicyId\":\"" + second + "\",\"Name\":\"other\"}");

    var third = create(management, "two", ALLOW);

    assertThat(third.text("Policy", "PolicySummary", "Id")).isNotEmpty().isNotEqualTo(second);
  }

  @Test
  void thePolicyOfAwsCannotBeChanged() {
    var refused = management.organizations("DeletePolicy", "{\"PolicyId\":\"p-FullAWSAccess\"}");

    assertThat(refused.text("__type")).isEqualTo("InvalidInputException");
    assertThat(refused.text("Reason")).isEqualTo("IMMUTABLE_POLICY");
  }
}
