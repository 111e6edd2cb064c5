package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.iam.PolicyDocument;
import io.eksguard.sim.iam.RequestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `eksguard doctor --policy`, which asks nobody; the sandbox's own evaluation judges the policies.
class PermissionPolicyTest {
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1, eu-west-1]
      organization:
        administrator: {account: "111122223333", approach: all}
        newAccounts: {autoEnable: NEW, approach: only}
        members:
          - {account: "444455556666", approach: all}
        tagProtection:
          policy: protect
          trusted: ["arn:aws:iam::*:role/eksguard"]
          attachTo: [r-abcd]
      access:
        members: {role: "arn:aws:iam::{account}:role/eksguard"}
        management: {role: "arn:aws:iam::000011112222:role/scp"}
      """;
  private static final String CLUSTER = "arn:aws:eks:us-east-1:444455556666:cluster/checkout";
  private static final Map<String, List<String>> OUR_TAG =
      Map.of("aws:TagKeys", List.of("GuardDutyManaged"));

  private static final Path MEMBER_POLICY = Path.of("src/test/resources/doctor/member-policy.json");

  @TempDir private Path folder;

  private Cli.Ran run(String file, String... args) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), file).toString();
    var all = new java.util.ArrayList<>(List.of("doctor", "-f", path, "--policy"));
    all.addAll(List.of(args));
    var cli = Cli.on(folder);
    var ran = cli.run(all.toArray(String[]::new));
    assertThat(cli.connections()).isZero();
    return ran;
  }

  private PolicyDocument policy(String... args) throws IOException {
    var ran = run(FILE, args);
    assertThat(ran.code()).as("%s", ran).isZero();
    return PolicyDocument.parse(ran.out());
  }

  private static RequestContext request(
      String action, String resource, Map<String, List<String>> keys) {
    return RequestContext.of(action, resource, keys);
  }

  @Test
  void aMemberMayChangeOurTagAndNoOther() throws IOException {
    var policy = policy("member");

    assertThat(policy.allows(request("eks:TagResource", CLUSTER, OUR_TAG))).isTrue();
    assertThat(policy.allows(request("eks:UntagResource", CLUSTER, OUR_TAG))).isTrue();
    assertThat(
            policy.allows(
                request(
                    "eks:TagResource",
                    CLUSTER,
                    Map.of("aws:TagKeys", List.of("GuardDutyManaged", "team")))))
        .isFalse();
    assertThat(policy.allows(request("eks:TagResource", CLUSTER, Map.of()))).isFalse();
  }

  @Test
  void tagsOfAgentsAreThoseOfTheFile() throws IOException {
    var addon = CLUSTER.replace("cluster/checkout", "addon/checkout/aws-guardduty-agent/1");
    var file =
        FILE.replace(
            "{account: \"444455556666\", approach: all}",
            "{account: \"444455556666\", approach: manual, agents: [{name: a, tags: {team: x}},"
                + " {name: b, tags: {\"${aws:username}\": y}}]}");
    var policy = PolicyDocument.parse(run(file, "member").out());
    var plain =
        PolicyDocument.parse(
            run(FILE.replace("approach: all}", "approach: manual, agents: [a]}"), "member").out());

    assertThat(policy.allows(request("eks:TagResource", addon, keys("eksguard", "team")))).isTrue();
    assertThat(policy.allows(request("eks:TagResource", addon, keys("team", "owner")))).isFalse();
    assertThat(policy.allows(request("eks:TagResource", CLUSTER, keys("team")))).isFalse();
    assertThat(policy.allows(request("eks:UntagResource", addon, keys("team")))).isTrue();
    assertThat(policy.allows(request("eks:UntagResource", addon, keys("eksguard")))).isFalse();
    assertThat(run(file, "member").out()).contains("\"${$}{aws:username}\"");
    assertThat(plain.allows(request("eks:TagResource", addon, keys("eksguard")))).isTrue();
    assertThat(plain.allows(request("eks:TagResource", addon, keys("team")))).isFalse();
    assertThat(plain.allows(request("eks:UntagResource", addon, keys("team")))).isFalse();
  }

  private static Map<String, List<String>> keys(String... keys) {
    return Map.of("aws:TagKeys", List.of(keys));
  }

  @Test
  void clustersOfOtherRegionsAreNotReached() throws IOException {
    var elsewhere = CLUSTER.replace("us-east-1", "ap-south-1");

    assertThat(policy("member").allows(request("eks:TagResource", elsewhere, OUR_TAG))).isFalse();
    assertThat(policy("member").allows(request("eks:DescribeCluster", elsewhere, Map.of())))
        .isFalse();
  }

  @Test
  void aRoleThatOnlyPlansMayChangeNothing() throws IOException {
    var policy = policy("member", "--read-only");

    assertThat(policy.allows(request("eks:ListClusters", "*", Map.of()))).isTrue();
    assertThat(policy.allows(request("eks:TagResource", CLUSTER, OUR_TAG))).isFalse();
  }

  @Test
  void theAdministratorsDetectorIsTheOnlyOneThatIsWritten() throws IOException {
    var own = "arn:aws:guardduty:us-east-1:111122223333:detector/abc";
    var policy = policy("administrator");

    assertThat(policy.allows(request("guardduty:UpdateDetector", own, Map.of()))).isTrue();
    assertThat(
            policy.allows(
                request(
                    "guardduty:UpdateDetector",
                    own.replace("111122223333", "444455556666"),
                    Map.of())))
        .isFalse();
    assertThat(policy.allows(request("guardduty:UpdateMemberDetectors", "*", Map.of()))).isTrue();
    assertThat(policy.allows(request("guardduty:CreateMembers", "*", Map.of()))).isFalse();
  }

  @Test
  void theManagementAccountWritesServiceControlPoliciesOnly() throws IOException {
    var policy = policy("management");

    assertThat(
            policy.allows(
                request(
                    "organizations:AttachPolicy",
                    "*",
                    Map.of("organizations:PolicyType", List.of("SERVICE_CONTROL_POLICY")))))
        .isTrue();
    assertThat(
            policy.allows(
                request(
                    "organizations:AttachPolicy",
                    "*",
                    Map.of("organizations:PolicyType", List.of("TAG_POLICY")))))
        .isFalse();
    assertThat(policy.allows(request("organizations:ListAccountsForParent", "*", Map.of())))
        .as("the file names no unit")
        .isFalse();
  }

  @Test
  void theCallerMayAssumeTheRolesOfTheFileAndNoOther() throws IOException {
    var policy = policy("caller");

    assertThat(
            policy.allows(
                request("sts:AssumeRole", "arn:aws:iam::444455556666:role/eksguard", Map.of())))
        .isTrue();
    assertThat(
            policy.allows(
                request("sts:AssumeRole", "arn:aws:iam::444455556666:role/admin", Map.of())))
        .isFalse();
  }

  @Test
  void theFilesRegionsDecideThePartition() throws IOException {
    var china =
        FILE.replace("[us-east-1, eu-west-1]", "[cn-north-1]").replace("arn:aws:", "arn:aws-cn:");

    assertThat(run(china, "member").out()).contains("arn:aws-cn:eks:cn-north-1:*:cluster/*");
  }

  @Test
  void aPartyThatTheFileDoesNotNeedIsSaid() throws IOException {
    var ran = run(FILE, "standalone");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("The file needs nothing of `standalone`");
  }

  @Test
  void readsAndWritesStandApart() throws IOException {
    String text = run(FILE, "member").out();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(MEMBER_POLICY, text);
    }

    assertThat(text).isEqualTo(Files.readString(MEMBER_POLICY));
  }

  @Test
  void aReportOfLeftoversReadsAndDeletesNothing() throws IOException {
    String file = FILE.replace("approach: all}", "approach: only, include: [checkout]}");
    var kept = PolicyDocument.parse(run(file, "member").out());
    var reported = PolicyDocument.parse(run(file + "leftoverAgents: report\n", "member").out());
    var removed = PolicyDocument.parse(run(file + "leftoverAgents: remove\n", "member").out());
    String addon = "arn:aws:eks:us-east-1:444455556666:addon/checkout/aws-guardduty-agent/x";
    String endpoint = "arn:aws:ec2:us-east-1:444455556666:vpc-endpoint/vpce-1";
    Map<String, List<String>> made = Map.of("aws:ResourceTag/GuardDutyManaged", List.of("true"));
    var describe = request("eks:DescribeAddon", addon, Map.of());
    var look = request("ec2:DescribeVpcEndpoints", "*", Map.of());
    var deleteAddon = request("eks:DeleteAddon", addon, Map.of());
    var deleteEndpoint = request("ec2:DeleteVpcEndpoints", endpoint, made);

    assertThat(List.of(describe, look)).noneMatch(kept::allows).allMatch(reported::allows);
    assertThat(List.of(deleteAddon, deleteEndpoint))
        .noneMatch(reported::allows)
        .allMatch(removed::allows);
  }
}
