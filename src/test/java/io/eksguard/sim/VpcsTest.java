package io.eksguard.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.world.Agent;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.World;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// VPCs as EC2 has them, on the wire.
class VpcsTest {
  private static final String MEMBER = "444455556666";
  private static final String OWNER = "777788889999";
  private static final String SERVICE = "com.amazonaws.us-east-1.guardduty-data";
  private static final World WORLD =
      World.parse(
          """
          addonSeconds: 30
          organization: {management: "000011112222", administrator: "111122223333"}
          accounts:
            "000011112222": {}
            "111122223333": {}
            "444455556666":
              detectors: {all: {features: {RUNTIME_MONITORING: ENABLED}}}
              clusters:
                us-east-1:
                - {name: bare, vpc: vpc-bare}
                - {name: deaf, vpc: vpc-deaf}
                - {name: guest, vpc: vpc-shared}
                - unsaid
              vpcs:
                us-east-1:
                - {id: vpc-bare, subnets: {subnet-1a: 10, subnet-2a: 20, subnet-3b: 0, subnet-4c: 7}}
                - {id: vpc-deaf, dnsHostnames: false}
                - {id: vpc-shared, owner: "777788889999"}
            "777788889999": {}
          """,
          "vpcs.yaml");
  private Instant now = Instant.parse("2026-11-28T12:00:00Z");
  private final Sandbox sandbox = Sandbox.start(WORLD, 0, () -> now);
  private final Client member = Client.of(sandbox).as(MEMBER);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Client.Reply create(String vpc, String... more) {
    var fields =
        new TreeMap<>(
            Map.of(
                "VpcId", vpc,
                "ServiceName", SERVICE,
                "VpcEndpointType", "Interface",
                "PrivateDnsEnabled", "true",
                "TagSpecification.1.ResourceType", "vpc-endpoint",
                "TagSpecification.1.Tag.1.Key", "eksguard",
                "TagSpecification.1.Tag.1.Value", "managed"));
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    return member.ec2("CreateVpcEndpoint", fields);
  }

  private Client.Reply endpoints(String vpc) {
    return member.ec2(
        "DescribeVpcEndpoints", Map.of("Filter.1.Name", "vpc-id", "Filter.1.Value.1", vpc));
  }

  private String group(String vpc) {
    return member
        .ec2(
            "CreateSecurityGroup",
            Map.of("GroupName", "ours", "GroupDescription", "ours", "VpcId", vpc))
        .xml("groupId");
  }

  private Optional<Agent> agent(String cluster) {
    return sandbox.world().cluster(MEMBER, "us-east-1", cluster).flatMap(Cluster::agent);
  }

  @Test
  void anEndpointIsPendingAndThenAvailableAndThenTheAgentIsWell() {
    var group = group("vpc-bare");
    member.ec2(
        "AuthorizeSecurityGroupIngress",
        Map.of(
            "GroupId", group,
            "IpPermissions.1.IpProtocol", "tcp",
            "IpPermissions.1.FromPort", "443",
            "IpPermissions.1.ToPort", "443",
            "IpPermissions.1.IpRanges.1.CidrIp", "10.0.0.0/16"));
    member.post("eks", "/clusters/bare/addons", "{\"addonName\":\"aws-guardduty-agent\"}");
    var before = agent("bare").flatMap(Agent::issue);

    var made = create("vpc-bare", "SubnetId.1", "subnet-2a", "SecurityGroupId.1", group);
    var first = endpoints("vpc-bare").xml("state");
    now = now.plusSeconds(31);
    var then = endpoints("vpc-bare");

    assertThat(made.status()).isEqualTo(200);
    assertThat(before).contains(Agent.NOT_CONNECTED);
    assertThat(first).isEqualTo("pending");
    assertThat(then.xml("state")).isEqualTo("available");
    assertThat(then.xml("serviceName")).isEqualTo(SERVICE);
    assertThat(then.xml("subnetIdSet")).isEqualTo("<item>subnet-2a</item>");
    assertThat(agent("bare").flatMap(Agent::issue)).isEmpty();
    assertThat(World.parse(sandbox.world().toYaml(), "again")).isEqualTo(sandbox.world());
  }

  @Test
  void whatEc2RefusesIsRefusedInItsWords() {
    assertThat(create("vpc-none").xml("Code")).isEqualTo("InvalidVpcID.NotFound");
    assertThat(create("vpc-deaf").xml("Message")).contains("enableDnsHostnames");
    assertThat(create("vpc-shared").xml("Code")).isEqualTo("UnauthorizedOperation");
    assertThat(create("vpc-bare", "SubnetId.1", "subnet-1a", "SubnetId.2", "subnet-2a").xml("Code"))
        .isEqualTo("DuplicateSubnetsInSameZone");
    assertThat(create("vpc-bare", "SubnetId.1", "subnet-3b").xml("Code"))
        .isEqualTo("InsufficientFreeAddressesInSubnet");
    assertThat(create("vpc-bare", "SecurityGroupId.1", "sg-none").xml("Code"))
        .isEqualTo("InvalidSecurityGroupID.NotFound");
    assertThat(create("vpc-bare", "ServiceName", "com.amazonaws.us-east-1.s3").xml("Code"))
        .isEqualTo("InvalidServiceName");
    assertThat(create("vpc-bare").status()).isEqualTo(200);
    assertThat(create("vpc-bare").xml("Message")).contains("conflicting DNS domain");
  }

  @Test
  void aGroupGoesOnlyAfterTheEndpointThatUsesIt() {
    var group = group("vpc-bare");
    var endpoint =
        create("vpc-bare", "SubnetId.1", "subnet-1a", "SecurityGroupId.1", group)
            .xml("vpcEndpointId");

    var tooEarly = member.ec2("DeleteSecurityGroup", Map.of("GroupId", group));
    member.ec2("DeleteVpcEndpoints", Map.of("VpcEndpointId.1", endpoint));
    var deleting = endpoints("vpc-bare").xml("state");
    now = now.plusSeconds(31);
    var gone = endpoints("vpc-bare");
    var deleted = member.ec2("DeleteSecurityGroup", Map.of("GroupId", group));
    var again = member.ec2("DeleteVpcEndpoints", Map.of("VpcEndpointId.1", endpoint));

    assertThat(tooEarly.xml("Code")).isEqualTo("DependencyViolation");
    assertThat(deleting).isEqualTo("deleting");
    assertThat(gone.xml("vpcEndpointSet")).isEmpty();
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(again.xml("code")).isEqualTo("InvalidVpcEndpointId.NotFound");
  }

  @Test
  void guardDutyMakesItsEndpointWhereItCanAndTheAgentIsNotWellElsewhere() {
    for (var cluster : new String[] {"bare", "deaf", "guest", "unsaid"}) {
      member.tag(MEMBER, cluster, "GuardDutyManaged", "true");
    }

    assertThat(sandbox.world().at(MEMBER, "us-east-1").endpoints()).contains("vpc-bare").hasSize(2);
    assertThat(agent("bare").flatMap(Agent::issue)).isEmpty();
    assertThat(agent("unsaid").flatMap(Agent::issue)).isEmpty();
    assertThat(agent("deaf").flatMap(Agent::issue)).contains(Agent.NOT_CONNECTED);
    assertThat(agent("guest").flatMap(Agent::issue)).contains(Agent.NOT_CONNECTED);
    assertThat(endpoints("vpc-bare").xml("tagSet"))
        .isEqualTo("<item><key>GuardDutyManaged</key><value>true</value></item>");
    assertThat(member.ec2("DescribeVpcs", Map.of("VpcId.1", "vpc-shared")).xml("ownerId"))
        .isEqualTo(OWNER);
  }

  @Test
  void whatGuardDutyLeftBehindCanBeDeleted() {
    member.tag(MEMBER, "bare", "GuardDutyManaged", "true");
    var endpoint = endpoints("vpc-bare").xml("vpcEndpointId");
    var group = endpoints("vpc-bare").xml("groupId");
    member.untag(MEMBER, "bare", "GuardDutyManaged");

    member.ec2("DeleteVpcEndpoints", Map.of("VpcEndpointId.1", endpoint));
    var name = member.ec2("DescribeSecurityGroups", Map.of("GroupId.1", group)).xml("groupName");
    member.ec2("DeleteSecurityGroup", Map.of("GroupId", group));

    assertThat(name).isEqualTo("GuardDutyManagedSecurityGroup-vpc-bare");
    assertThat(endpoints("vpc-bare").xml("vpcEndpointSet")).isEmpty();
    assertThat(sandbox.world().at(MEMBER, "us-east-1").endpoints()).isEmpty();
    assertThat(member.ec2("DescribeSecurityGroups", Map.of("GroupId.1", group)).xml("Code"))
        .isEqualTo("InvalidGroup.NotFound");
  }

  @Test
  void attributesAndSubnetsAreTold() {
    var hostnames =
        member.ec2(
            "DescribeVpcAttribute", Map.of("VpcId", "vpc-deaf", "Attribute", "enableDnsHostnames"));
    var support =
        member.ec2(
            "DescribeVpcAttribute", Map.of("VpcId", "vpc-deaf", "Attribute", "enableDnsSupport"));
    var subnet = member.ec2("DescribeSubnets", Map.of("SubnetId.1", "subnet-3b"));

    assertThat(hostnames.xml("enableDnsHostnames")).isEqualTo("<value>false</value>");
    assertThat(support.xml("enableDnsSupport")).isEqualTo("<value>true</value>");
    assertThat(subnet.xml("availableIpAddressCount")).isEqualTo("0");
    assertThat(subnet.xml("availabilityZone")).isEqualTo("us-east-1b");
    assertThat(member.get("eks", "/clusters/bare").text("cluster", "resourcesVpcConfig", "vpcId"))
        .isEqualTo("vpc-bare");
  }
}
