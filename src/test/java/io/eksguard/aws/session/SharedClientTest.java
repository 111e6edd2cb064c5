package io.eksguard.aws.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eksguard.model.Access;
import io.eksguard.model.Desireds;
import io.eksguard.model.Place;
import io.eksguard.model.Reach;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;

/// One client of EC2 for all accounts of a region, and each call with the credentials of its own.
class SharedClientTest {
  private static final DescribeVpcsRequest VPCS = DescribeVpcsRequest.builder().build();
  private static final Place MEMBER = new Place(Desireds.MEMBER, Desireds.REGION);
  private static final Place ADMINISTRATOR = new Place(Desireds.ADMINISTRATOR, Desireds.REGION);
  private static final Reach REACH =
      new Reach(
          Optional.of(Desireds.ADMINISTRATOR),
          new Access(
              Optional.of(role("arn:aws:iam::111122223333:role/eksguard")),
              Optional.of(role("arn:aws:iam::{account}:role/eksguard")),
              Optional.empty()),
          Desireds.REGION);

  private final Sandbox sandbox =
      Sandbox.start(
          World.parse(
              """
              organization: {management: "000011112222", administrator: "111122223333"}
              caller: {account: "000011112222", role: admin}
              accounts:
                "000011112222": {membership: none}
                "111122223333": {vpcs: {us-east-1: [{id: vpc-1}]}}
                "444455556666": {vpcs: {us-east-1: [{id: vpc-2}]}}
              """,
              "world.yaml"),
          0,
          InstantSource.system());
  private final Clients clients =
      new Clients(AwsSettings.sandbox(sandbox.endpoint()), REACH, Purpose.READ);

  private static Access.Role role(String arn) {
    return new Access.Role(arn, Optional.empty(), Optional.empty());
  }

  @AfterEach
  void stop() {
    clients.close();
    sandbox.close();
  }

  private OfAccount<Ec2Client> ec2(Place place, Standing standing) {
    return switch (clients.ec2(place, standing)) {
      case Answer.Ok<OfAccount<Ec2Client>>(var client) -> client;
      case Answer.Failed<OfAccount<Ec2Client>> failed -> throw new AssertionError(failed);
    };
  }

  private static List<String> vpcs(OfAccount<Ec2Client> client) {
    return client.call(Ec2Client::describeVpcs, VPCS).vpcs().stream()
        .map(vpc -> vpc.vpcId())
        .toList();
  }

  private static Ec2Client shared(OfAccount<Ec2Client> client) {
    return client.call((shared, _) -> shared, VPCS);
  }

  @Test
  void theCallsOfTwoAccountsCarryTheirOwnCredentials() {
    var member = ec2(MEMBER, Standing.MEMBER);
    var administrator = ec2(ADMINISTRATOR, Standing.ADMINISTRATOR);

    assertThat(shared(member)).isSameAs(shared(administrator));
    assertThat(vpcs(member)).contains("vpc-2").doesNotContain("vpc-1");
    assertThat(vpcs(administrator)).contains("vpc-1").doesNotContain("vpc-2");
    assertThat(vpcs(member)).contains("vpc-2");
    assertThat(
            sandbox.events().calls().stream()
                .filter(call -> call.service().equals("ec2"))
                .map(RecordedCall::account))
        .containsExactly("444455556666", "111122223333", "444455556666");
  }

  @Test
  void eachRegionHasAClientOfItsOwn() {
    var elsewhere = new Place(Desireds.MEMBER, new Region("eu-west-1"));

    assertThat(shared(ec2(MEMBER, Standing.MEMBER)))
        .isNotSameAs(shared(ec2(elsewhere, Standing.MEMBER)));
  }

  @Test
  void aCallPastTheAccountHasNoCredentials() {
    var member = ec2(MEMBER, Standing.MEMBER);

    assertThatThrownBy(() -> member.call((shared, _) -> shared.describeVpcs(_ -> {}), VPCS))
        .hasStackTraceContaining("without the credentials of an account");
    assertThat(sandbox.events().calls()).noneMatch(call -> call.service().equals("ec2"));
  }
}
