package io.eksguard.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.eksguard.wire.Operation.DESCRIBE_INSTANCES;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.Cli;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Lists of instances that come well, and are not what one expects, where nodes are counted.
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class OddNodesTest {
  /// So many that they are asked for in two parts: `c000` to `c099`, and `c100`.
  private static final String WORLD =
      """
      accounts: {"123456789012": {detectors: {all: {}}, clusters: {us-east-1: [%s]}}}
      """
          .formatted(
              IntStream.rangeClosed(0, 100)
                  .mapToObj("{name: c%03d, nodes: 0}"::formatted)
                  .collect(Collectors.joining(", ")));

  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      standalone: [{account: "123456789012", approach: all-except, exclude: [c050]}]
      """;

  @TempDir private Path folder;

  private final Sandbox sandbox =
      Sandbox.start(
          World.parse(WORLD, "world.yaml"),
          0,
          InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")));
  private final Wire wire = new Wire(sandbox);
  private Path file;

  @BeforeEach
  void writeTheFile() throws IOException {
    file = Files.writeString(folder.resolve("file.yaml"), FILE);
  }

  @AfterEach
  void stop() {
    wire.close();
    sandbox.close();
  }

  private Cli.Ran plan() {
    return Cli.inPlaceOfAws(folder, wire.endpoint(), Duration.ofMinutes(1))
        .run("plan", "--cost", "-v", "-f", file.toString());
  }

  private static String tag(String cluster, String value) {
    return "<item><key>kubernetes.io/cluster/%s</key><value>%s</value></item>"
        .formatted(cluster, value);
  }

  /// An instance of two vCPUs.
  private static String instance(String id, String... tags) {
    return """
    <item><instancesSet><item><instanceId>%s</instanceId><instanceType>m6i.large</instanceType>
    <cpuOptions><coreCount>1</coreCount><threadsPerCore>2</threadsPerCore></cpuOptions>
    <tagSet>%s</tagSet></item></instancesSet></item>
    """
        .formatted(id, String.join("", tags));
  }

  private static Fault list(String... instances) {
    return answer("", instances);
  }

  /// A page that is followed by another.
  private static Fault page(String next, String... instances) {
    return answer("<nextToken>" + next + "</nextToken>", instances);
  }

  private static Fault answer(String token, String... instances) {
    return new Fault.Instead(
        aResponse()
            .withHeader("Content-Type", "text/xml")
            .withBody(
                """
                <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
                <reservationSet>%s</reservationSet>%s</DescribeInstancesResponse>
                """
                    .formatted(String.join("", List.of(instances)), token)));
  }

  @Test
  void aNodeWithTagsOfTwoClustersCountsOnce() {
    wire.always(
        DESCRIBE_INSTANCES, list(instance("i-1", tag("c100", "owned"), tag("c000", "owned"))));

    assertThat(plan().out()).contains("for 2 vCPUs (1,460 vCPU-hours), 1 node now on 100 clusters");
  }

  @Test
  void aNodeIsOfTheClusterThatOwnsIt() {
    wire.always(
        DESCRIBE_INSTANCES, list(instance("i-1", tag("c000", "shared"), tag("c050", "owned"))));

    assertThat(plan().out()).contains("for 0 vCPUs (0 vCPU-hours), 0 nodes now on 100 clusters");
  }

  @Test
  void tagsWithOddTextAreNoClusters() {
    wire.always(
        DESCRIBE_INSTANCES,
        list(
            instance("i-1", "<item><value>x</value></item>", tag("c000", "")),
            instance("i-2", tag("&lt;b&gt; *", "owned"), tag("", "owned"), tag("c000", "owned")),
            instance("i-3")));

    Cli.Ran planned = plan();

    assertThat(planned.code()).as("%s", planned).isZero();
    assertThat(planned.out()).contains("for 4 vCPUs (2,920 vCPU-hours), 2 nodes now");
  }

  @Test
  void anEmptyPageWithATokenIsNotTheEndAndAnInstanceOnTwoPagesIsOne() {
    String one = instance("i-1", tag("c000", "owned"));
    wire.always(DESCRIBE_INSTANCES, list(one));
    wire.next(1, DESCRIBE_INSTANCES, page("one"));
    wire.next(1, DESCRIBE_INSTANCES, page("two", one));

    assertThat(plan().out()).contains("for 2 vCPUs (1,460 vCPU-hours), 1 node now on 100 clusters");
  }

  @Test
  void aPageThatPointsToItselfIsToldAndNothingIsCounted() {
    wire.always(DESCRIBE_INSTANCES, page("one", instance("i-1", tag("c000", "owned"))));

    Cli.Ran planned = plan();

    assertThat(planned.code()).as("%s", planned).isZero();
    assertThat(planned.out()).contains("cost: the nodes are not known;");
    assertThat(planned.err()).contains("AWS gave the same page of `ec2:DescribeInstances` twice.");
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatIsNoListIsToldAndNothingIsCounted(Fault fault, String told) {
    wire.always(DESCRIBE_INSTANCES, fault);

    Cli.Ran planned = plan();

    assertThat(planned.code()).as("%s", planned).isZero();
    assertThat(planned.out()).contains("cost: the nodes are not known;");
    assertThat(planned.err()).contains(told);
  }

  static List<Arguments> unreadable() {
    return List.of(
        Arguments.of(Fault.nothingInIt(), "lacks what AWS always sends"),
        Arguments.of(Fault.htmlPage(), "ec2:DescribeInstances"),
        Arguments.of(Fault.halfSent(), "ec2:DescribeInstances"));
  }
}
