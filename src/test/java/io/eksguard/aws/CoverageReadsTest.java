package io.eksguard.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.eksguard.aws.guardduty.CoverageReads;
import io.eksguard.aws.guardduty.Detectors;
import io.eksguard.aws.session.AwsSettings;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.Purpose;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Health;
import io.eksguard.live.ManagedBy;
import io.eksguard.live.Reading;
import io.eksguard.model.Access;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desireds;
import io.eksguard.model.Place;
import io.eksguard.model.Reach;
import io.eksguard.model.Standing;
import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Reading coverage with the real SDK, from the sandbox and from answers that it does not give.
class CoverageReadsTest {
  private static final Place ADMINISTRATOR = new Place(Desireds.ADMINISTRATOR, Desireds.REGION);
  private static final Reach REACH =
      new Reach(
          Optional.of(Desireds.ADMINISTRATOR),
          new Access(Optional.empty(), Optional.empty(), Optional.empty()),
          Desireds.REGION);

  private static Reading<SortedMap<AccountId, SortedMap<ClusterName, ClusterCoverage>>> read(
      URI endpoint) {
    try (var clients = new Clients(AwsSettings.sandbox(endpoint), REACH, Purpose.READ)) {
      return new CoverageReads(clients, new Detectors(clients))
          .all(ADMINISTRATOR, Standing.ADMINISTRATOR, Optional.empty());
    }
  }

  /// 23 members with ten clusters each.
  private static World world() {
    String clusters =
        IntStream.range(0, 10).mapToObj(i -> "cluster-" + i).collect(Collectors.joining(", "));
    return World.parse(
        """
        organization: {management: "000011112222", administrator: "111122223333"}
        accounts:
          "000011112222": {membership: none}
          "111122223333": {}
        """
            + IntStream.range(0, 23)
                .mapToObj(i ->
                    """
                      "%012d":
                        detectors: {us-east-1: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
                        clusters: {us-east-1: [%s]}
                    """
                        .formatted(500_000_000_000L + i, clusters))
                .collect(Collectors.joining()),
        "world.yaml");
  }

  @Test
  void readsEveryPageOfAnOrganization() {
    try (var sandbox = Sandbox.start(world(), 0, InstantSource.system())) {
      var found = read(sandbox.endpoint()).asOptional().orElseThrow();

      assertThat(found).hasSize(23);
      assertThat(found.values()).allSatisfy(clusters -> assertThat(clusters).hasSize(10));
      assertThat(sandbox.events().calls())
          .extracting(RecordedCall::operation)
          .filteredOn("ListCoverage"::equals)
          .as("230 clusters, 50 a page")
          .hasSize(5);
    }
  }

  @Test
  void keepsWordsThatItDoesNotKnowAndLeavesOutWhatIsNoCluster() throws IOException {
    try (var aws =
        new CannedAws(
            """
            {"resources": [
              {"accountId": "444455556666", "detectorId": "d", "coverageStatus": "DROWSY", "issue": " ",
               "updatedAt": 1764000000.5,
               "resourceDetails": {"resourceType": "EKS", "eksClusterDetails": {
                 "clusterName": "checkout", "coveredNodes": 2, "compatibleNodes": 3, "managementType": "BY_MOON",
                 "addonDetails": {"addonVersion": "v1.12.1-eksbuild.4", "addonStatus": "PONDERING"}}}},
              {"accountId": "444455556666", "coverageStatus": "UNHEALTHY", "issue": "so",
               "resourceDetails": {"resourceType": "EKS", "eksClusterDetails": {"clusterName": "ledger"}}},
              {"accountId": "444455556666", "coverageStatus": "HEALTHY",
               "resourceDetails": {"resourceType": "EC2", "ec2InstanceDetails": {"instanceId": "i-1"}}},
              {"accountId": "444455556666", "coverageStatus": "HEALTHY"}
            ]}
            """)) {
      var clusters = read(aws.endpoint()).asOptional().orElseThrow();

      assertThat(clusters).containsOnlyKeys(new AccountId("444455556666"));
      assertThat(clusters.values().stream().flatMap(one -> one.values().stream()))
          .containsExactly(
              new ClusterCoverage(
                  new ClusterName("checkout"),
                  new Health.Other("DROWSY"),
                  Optional.empty(),
                  new ManagedBy.Other("BY_MOON"),
                  2,
                  3,
                  Optional.of("v1.12.1-eksbuild.4"),
                  Optional.of("PONDERING"),
                  Optional.of(Instant.ofEpochMilli(1764000000500L))),
              new ClusterCoverage(
                  new ClusterName("ledger"),
                  new Health.Unhealthy(),
                  Optional.of("so"),
                  new ManagedBy.Other(""),
                  0,
                  0,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()));
    }
  }

  /// Answers as AWS's documentation says it might, one page of coverage.
  private static final class CannedAws implements AutoCloseable {
    private static final String IDENTITY =
        """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
        <Arn>arn:aws:iam::111122223333:user/a</Arn><UserId>A</UserId><Account>111122223333</Account>
        </GetCallerIdentityResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>
        """;
    private final HttpServer server;

    CannedAws(String coverage) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      answer("/", IDENTITY);
      answer("/detector", "{\"detectorIds\": [\"d\"]}");
      answer("/detector/d/coverage", coverage);
      server.start();
    }

    private void answer(String path, String text) {
      server.createContext(
          path,
          exchange -> {
            try (exchange) {
              byte[] body = text.getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, body.length);
              exchange.getResponseBody().write(body);
            }
          });
    }

    URI endpoint() {
      return URI.create(
          "http://%s:%d"
              .formatted(
                  InetAddress.getLoopbackAddress().getHostAddress(),
                  server.getAddress().getPort()));
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
