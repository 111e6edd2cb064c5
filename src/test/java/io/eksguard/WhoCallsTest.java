package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many accounts share a client and are asked at once, and all have clusters of the same names:
/// what went out with the credentials of another account would succeed, and show here only.
@Timeout(60)
class WhoCallsTest {
  private static final String ADMINISTRATOR = "111122223333";
  private static final List<String> REGIONS = List.of("eu-west-1", "us-east-1");
  private static final List<String> MEMBERS =
      IntStream.range(0, 12).mapToObj(i -> "4444555566%02d".formatted(i)).toList();
  private static final Pattern ACCOUNT = Pattern.compile("arn:aws:eks:[^:]*:(\\d{12}):");

  @TempDir private Path folder;

  private final Sandbox sandbox = Sandbox.start(world(), 0, InstantSource.system());

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static World world() {
    String accounts =
        Stream.concat(Stream.of("000011112222", ADMINISTRATOR), MEMBERS.stream())
            .map(id ->
                """
                  "%1$s": {clusters: {us-east-1: [web, legacy-%1$s], eu-west-1: [web, legacy-%1$s]}}
                """
                    .formatted(id))
            .collect(Collectors.joining());
    return World.parse(
        "organization: {management: \"000011112222\", administrator: \"111122223333\"}\n"
            + "regions: [us-east-1, eu-west-1]\naccounts:\n"
            + accounts,
        "world");
  }

  private List<RecordedCall> ofMembers() {
    return sandbox.events().calls().stream()
        .filter(call -> call.service().equals("eks"))
        .filter(call -> MEMBERS.contains(call.account()))
        .toList();
  }

  @Test
  void eachAccountIsAskedAndWrittenByItsOwnRoleAlone() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("file.yaml"),
            """
            version: 1
            feature: RUNTIME_MONITORING
            regions: [us-east-1, eu-west-1]
            organization:
              administrator: {account: "111122223333"}
              defaults: {approach: all-except, exclude: [web]}
            access:
              members: {role: "arn:aws:iam::{account}:role/eksguard"}
            limits: {changePercent: 100}
            """);

    var ran =
        Cli.on(folder, sandbox)
            .run("apply", "--yes", "--in-flight", "64", "--sandbox", "-f", file.toString());

    assertThat(ran.code()).as(ran.toString()).isZero();
    assertThat(ofMembers())
        .isNotEmpty()
        .allSatisfy(call -> {
          assertThat(call.status()).isLessThan(300);
          assertThat(call.principal()).contains(":" + call.account() + ":", "/eksguard/");
          Matcher named = ACCOUNT.matcher(call.path());
          if (named.find()) {
            assertThat(named.group(1)).isEqualTo(call.account());
          }
        });
    for (String member : MEMBERS) {
      for (String region : REGIONS) {
        assertThat(asked(member, region, "TagResource")).as(member).hasSize(1);
        assertThat(asked(member, region, "DescribeCluster"))
            .as(member)
            .anyMatch(path -> path.endsWith("/legacy-" + member))
            .noneMatch(path -> path.contains("legacy") && !path.endsWith(member));
        assertThat(sandbox.world().cluster(member, region, "web").orElseThrow().tags())
            .containsEntry("GuardDutyManaged", "false");
      }
    }
  }

  private List<String> asked(String account, String region, String operation) {
    return ofMembers().stream()
        .filter(call -> call.account().equals(account) && call.region().equals(region))
        .filter(call -> call.operation().equals(operation))
        .map(RecordedCall::path)
        .toList();
  }
}
