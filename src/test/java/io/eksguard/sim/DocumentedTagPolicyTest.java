package io.eksguard.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eksguard.sim.iam.Access;
import io.eksguard.sim.iam.PolicyDocument;
import io.eksguard.sim.iam.Principal;
import io.eksguard.sim.iam.RequestContext;
import io.eksguard.sim.world.Organization;
import io.eksguard.sim.world.Policy;
import io.eksguard.sim.world.Role;
import io.eksguard.sim.world.Sorted;
import io.eksguard.sim.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the three-statement policy of the AWS Organizations user guide, with the substitutions that
/// GuardDuty's guide prescribes, lets through and what not.
///
/// @see <a
///   href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_tagging.html">
///   AWS Organizations user guide, example policies for tagging, read 2026-11-24</a>
class DocumentedTagPolicyTest {
  private static final String TRUSTED = "arn:aws:iam::111122223333:role/org-admins/iam-admin";
  private static final String AS_WRITTEN =
      """
      {"Version":"2012-10-17","Statement":[
       {"Effect":"Deny","Action":["eks:TagResource","eks:UntagResource"],"Resource":["*"],
        "Condition":{"StringNotEquals":{
          "ec2:ResourceTag/GuardDutyManaged":"${aws:PrincipalTag/GuardDutyManaged}",
          "aws:PrincipalArn":"arn:aws:iam::111122223333:role/org-admins/iam-admin"},
         "Null":{"ec2:ResourceTag/GuardDutyManaged":false}}},
       {"Effect":"Deny","Action":["eks:TagResource","eks:UntagResource"],"Resource":["*"],
        "Condition":{"StringNotEquals":{
          "aws:RequestTag/GuardDutyManaged":"${aws:PrincipalTag/GuardDutyManaged}",
          "aws:PrincipalArn":"arn:aws:iam::111122223333:role/org-admins/iam-admin"},
         "ForAnyValue:StringEquals":{"aws:TagKeys":["GuardDutyManaged"]}}},
       {"Effect":"Deny","Action":["eks:TagResource","eks:UntagResource"],"Resource":["*"],
        "Condition":{"StringNotEquals":{
          "aws:PrincipalArn":"arn:aws:iam::111122223333:role/org-admins/iam-admin"},
         "Null":{"aws:PrincipalTag/GuardDutyManaged":true}}}]}\
      """;
  private static final String CORRECTED =
      AS_WRITTEN.replace("ec2:ResourceTag/", "aws:ResourceTag/");
  private static final String DEPLOYER = "arn:aws:iam::444455556666:role/deployer";
  private static final Map<String, String> TAGGED = Map.of("GuardDutyManaged", "false");

  private static boolean allows(
      String policy, String role, Map<String, String> principalTags, String key, String value) {
    var world = Worlds.organization("").withOrganization(o -> attached(o, policy));
    var principal = Principal.session(Role.open(role), "test", Optional.empty(), principalTags);
    var request =
        RequestContext.of(
            "eks:TagResource",
            "arn:aws:eks:us-east-1:444455556666:cluster/payments",
            Map.of(
                "aws:TagKeys",
                List.of(key),
                "aws:RequestTag/" + key,
                List.of(value),
                "aws:ResourceTag/GuardDutyManaged",
                List.of("true")));
    return Access.refusal(world, principal, "us-east-1", request).isEmpty();
  }

  private static Organization attached(Organization organization, String content) {
    var policy = new Policy("p-1", "tags", "", content, Sorted.set(Set.of("r-abcd")));
    return organization.withPolicies(Sorted.map(Map.of("p-1", policy)));
  }

  @Test
  void anUntaggedRoleCannotSetAnyTag() {
    assertThat(allows(AS_WRITTEN, DEPLOYER, Map.of(), "Team", "x")).isFalse();
    assertThat(allows(AS_WRITTEN, DEPLOYER, Map.of(), "GuardDutyManaged", "false")).isFalse();
  }

  @Test
  void aRoleThatIsTaggedItselfCanOptAClusterOut() {
    assertThat(allows(AS_WRITTEN, DEPLOYER, TAGGED, "GuardDutyManaged", "false")).isTrue();
    assertThat(allows(AS_WRITTEN, DEPLOYER, TAGGED, "GuardDutyManaged", "true")).isFalse();
  }

  @Test
  void theFirstStatementIsDeadAsWritten() {
    assertThat(allows(AS_WRITTEN, DEPLOYER, TAGGED, "Team", "y")).isTrue();
    assertThat(allows(CORRECTED, DEPLOYER, TAGGED, "Team", "y")).isFalse();
  }

  @Test
  void onlyTheTrustedRoleOfTheNamedAccountIsTrusted() {
    var sameName = TRUSTED.replace("111122223333", "444455556666");

    assertThat(allows(AS_WRITTEN, TRUSTED, Map.of(), "GuardDutyManaged", "false")).isTrue();
    assertThat(allows(AS_WRITTEN, sameName, Map.of(), "GuardDutyManaged", "false")).isFalse();
  }

  @Test
  void aPolicyThatCannotBeEvaluatedIsNoPolicy() {
    World world =
        Worlds.organization("").withOrganization(o -> attached(o, "{\"Statement\":[{}]}"));

    assertThatThrownBy(() -> Access.check(world)).hasMessageStartingWith("policy p-1: ");
    assertThat(PolicyDocument.parse(AS_WRITTEN).statements()).hasSize(3);
  }
}
