package io.eksguard.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.apply.Written;
import io.eksguard.aws.eks.Clusters;
import io.eksguard.aws.guardduty.Detectors;
import io.eksguard.aws.guardduty.GuardDutyWrites;
import io.eksguard.aws.session.AwsSettings;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.Purpose;
import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.live.Lives;
import io.eksguard.model.Access;
import io.eksguard.model.ApproachName;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.Desireds;
import io.eksguard.model.Feature;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Reach;
import io.eksguard.model.Standing;
import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What sessions may do that are opened to look, and how long they last. The reader here is wrong
/// on purpose: it writes.
class ReadOnlySessionTest {
  private static final String WORLD =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      caller: {account: "000011112222", role: admin}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666": {clusters: {us-east-1: [checkout]}}
      """;
  private static final Place MEMBER = new Place(Desireds.MEMBER, Desireds.REGION);
  private static final Place ADMINISTRATOR = new Place(Desireds.ADMINISTRATOR, Desireds.REGION);
  private static final String CLUSTER = "arn:aws:eks:us-east-1:444455556666:cluster/checkout";
  private static final Reach REACH =
      new Reach(
          Optional.of(Desireds.ADMINISTRATOR),
          new Access(
              Optional.of(role("arn:aws:iam::111122223333:role/eksguard")),
              Optional.of(role("arn:aws:iam::{account}:role/eksguard")),
              Optional.empty()),
          Desireds.REGION);

  private final Sandbox sandbox = sandbox(InstantSource.system());

  private static Access.Role role(String arn) {
    return new Access.Role(arn, Optional.empty(), Optional.empty());
  }

  private static Sandbox sandbox(InstantSource clock) {
    return Sandbox.start(World.parse(WORLD, "world.yaml"), 0, clock);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static Clients clients(Sandbox sandbox, Purpose purpose) {
    return new Clients(AwsSettings.sandbox(sandbox.endpoint()), REACH, purpose);
  }

  private static Change.AccountFeature enable(Place place, Standing standing) {
    return new Change.AccountFeature(
        place,
        standing,
        Feature.RUNTIME_MONITORING,
        Lives.OFF,
        Lives.ON_MANAGED,
        Reason.DIFFERS_FROM_FILE,
        "path");
  }

  /// 2,048 characters are AWS's limit.
  @Test
  void theSessionPolicyIsFarFromItsLimitAndAllowsNoWrite() {
    assertThat(Permission.readOnlyPolicy())
        .hasSizeLessThan(1024)
        .doesNotContainPattern(":(Update|Create|Delete|Tag|Untag|Attach|Detach|Enable)");
  }

  @Test
  void aReaderThatTagsIsDenied() {
    try (var clients = clients(sandbox, Purpose.READ)) {
      Written written = new Clusters(clients).tag(MEMBER, Standing.MEMBER, CLUSTER, "false");

      assertThat(written.toString())
          .contains("eks:TagResource", "no session policy allows the eks:TagResource action");
      assertThat(tag()).isEmpty();
    }
  }

  @Test
  void aReaderThatEnablesIsDenied() {
    try (var clients = clients(sandbox, Purpose.READ)) {
      Written written =
          new GuardDutyWrites(clients, new Detectors(clients))
              .ownDetector(enable(ADMINISTRATOR, Standing.ADMINISTRATOR));

      assertThat(written.toString())
          .contains("no session policy allows the guardduty:UpdateDetector");
    }
  }

  @ParameterizedTest
  @EnumSource(Purpose.class)
  void allThatMustBeReadCanBeRead(Purpose purpose) {
    try (var cloud = AwsCloud.connect(AwsSettings.sandbox(sandbox.endpoint()), REACH, purpose)) {
      var live =
          cloud
              .reader()
              .read(
                  Desireds.draft()
                      .administrator(Desireds.all())
                      .newAccounts(AutoEnable.NEW, ApproachName.ALL)
                      .member(Desireds.MEMBER, Desireds.all())
                      .build());

      assertThat(live.problems()).isEmpty();
    }
  }

  @Test
  void aConnectionToApplyMayWrite() {
    try (var clients = clients(sandbox, Purpose.APPLY)) {
      var _ = new Clusters(clients).tag(MEMBER, Standing.MEMBER, CLUSTER, "false");

      assertThat(tag()).contains("false");
    }
  }

  @Test
  void oneSessionServesAllRegionsOfAnAccount() {
    try (var clients = clients(sandbox, Purpose.READ)) {
      var clusters = new Clusters(clients);

      var _ = clusters.all(MEMBER, Standing.MEMBER);
      var _ = clusters.all(new Place(Desireds.MEMBER, Desireds.SECOND_REGION), Standing.MEMBER);

      assertThat(sandbox.events().calls())
          .filteredOn(call -> call.operation().equals("AssumeRole"))
          .hasSize(1);
    }
  }

  /// The SDK renews a session a minute before its end at the latest, and at random up to 5 minutes
  /// before.
  @Test
  void aSessionIsRenewedBeforeItEnds() {
    var nearlyOver = Duration.ofHours(1).minusSeconds(40);
    try (var other = sandbox(() -> Instant.now().minus(nearlyOver));
        var clients = clients(other, Purpose.READ)) {
      var clusters = new Clusters(clients);

      var _ = clusters.all(MEMBER, Standing.MEMBER);
      var again = clusters.all(MEMBER, Standing.MEMBER);

      assertThat(again.asOptional()).isPresent();
      assertThat(other.events().calls())
          .filteredOn(call -> call.operation().equals("AssumeRole"))
          .hasSizeGreaterThan(1);
    }
  }

  @Test
  void whoeverIsTheAccountAssumesNoRole() {
    var asMember =
        Sandbox.start(
            World.parse(
                WORLD.replace("account: \"000011112222\", role", "account: \"444455556666\", role"),
                "world.yaml"),
            0,
            InstantSource.system());
    try (asMember;
        var clients = clients(asMember, Purpose.READ)) {
      var _ = new Clusters(clients).all(MEMBER, Standing.MEMBER);

      assertThat(asMember.events().calls())
          .extracting(RecordedCall::operation)
          .containsExactly("GetCallerIdentity", "ListClusters", "DescribeCluster");
    }
  }

  private Optional<String> tag() {
    return sandbox
        .world()
        .cluster("444455556666", "us-east-1", "checkout")
        .map(cluster -> cluster.tags().get("GuardDutyManaged"));
  }
}
