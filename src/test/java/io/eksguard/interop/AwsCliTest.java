package io.eksguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.Cli;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.AutoEnable;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The AWS CLI does on one sandbox what AWS's page tells, eksguard does it on another by a file,
/// and both end alike.
@Tag("interop")
class AwsCliTest {
  /// Both sandboxes have it, so that also the moments are alike.
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

  @TempDir private Path folder;

  static Stream<Arguments> theSamplesOfThePage() {
    return Arrays.stream(Scope.values())
        .flatMap(scope ->
            Arrays.stream(Approach.values()).map(approach -> Arguments.of(scope, approach)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("theSamplesOfThePage")
  void theCommandsOfThePageAndAFileOfEksguardEndAlike(Scope scope, Approach approach)
      throws IOException {
    var start = World.parse(scope.world(), "interop.yaml");
    try (var byHand = Sandbox.start(start, 0, CLOCK);
        var byFile = Sandbox.start(start, 0, CLOCK)) {
      for (var command : scope.commands(start, approach)) {
        aws(byHand, command);
      }
      eksguard(byFile, scope.file(approach));

      assertThat(byHand.world()).isNotEqualTo(start);
      assertThat(byFile.world()).isEqualTo(byHand.world());
    }
  }

  /// The page's `--autoEnable`, which is `--auto-enable`, also turns GuardDuty itself on for new
  /// accounts. eksguard sends the value that is live, unless the file has another.
  @Test
  void guardDutyItselfIsTurnedOnForNewAccountsOnlyIfTheFileSaysSo() throws IOException {
    var start =
        World.parse(
            Scope.NEW_MEMBERS
                .world()
                .replace(
                    "autoEnableOrganizationMembers: NEW", "autoEnableOrganizationMembers: NONE"),
            "interop.yaml");
    var file = Scope.NEW_MEMBERS.file(Approach.ALL);
    try (var byHand = Sandbox.start(start, 0, CLOCK);
        var byFile = Sandbox.start(start, 0, CLOCK)) {
      aws(
          byHand,
          new Command(
              Scope.ADMINISTRATOR,
              List.of(
                  "guardduty",
                  "update-organization-configuration",
                  "--detector-id",
                  Scope.detector(start, Scope.ADMINISTRATOR),
                  "--auto-enable",
                  "--features",
                  Approach.ALL.features("AutoEnable", "NEW", "NONE"))));
      eksguard(byFile, file);

      assertThat(members(byHand)).isEqualTo(AutoEnable.NEW);
      assertThat(members(byFile)).isEqualTo(AutoEnable.NONE);

      eksguard(byFile, file.replace("autoEnable: NEW", "autoEnable: NEW, guardDuty: NEW"));

      assertThat(byFile.world()).isEqualTo(byHand.world());
    }
  }

  private static AutoEnable members(Sandbox sandbox) {
    return sandbox.world().organization().orElseThrow().configuration(Scope.REGION).members();
  }

  @Test
  void theDetectorIsFoundAsThePageTells() {
    var world = World.parse(Scope.STANDALONE.world(), "interop.yaml");
    try (var sandbox = Sandbox.start(world, 0, CLOCK)) {
      var found = aws(sandbox, new Command(Scope.ALONE, List.of("guardduty", "list-detectors")));

      assertThat(found.out()).contains("\"" + Scope.detector(world, Scope.ALONE) + "\"");
    }
  }

  /// What AWS's page on the endpoint tells to do by hand.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html">
  ///   GuardDuty user guide, read 2026-11-28</a>
  @Test
  void anEndpointThatIsMadeByHandIsOneThatAgentsCanUse() throws IOException {
    var world =
        World.parse(
            """
            accounts:
              "123456789012":
                clusters: {us-east-1: [{name: edge, vpc: vpc-0a}]}
                vpcs: {us-east-1: [{id: vpc-0a, subnets: {subnet-1a: 9}}]}
            """,
            "interop.yaml");
    var file =
        """
        version: 1
        feature: RUNTIME_MONITORING
        regions: [us-east-1]
        standalone:
          - {account: "123456789012", approach: manual, agents: [edge]}
        """;
    try (var sandbox = Sandbox.start(world, 0, CLOCK)) {
      var group =
          ec2(
              sandbox,
              "create-security-group --group-name by-hand --description guardduty"
                  + " --vpc-id vpc-0a --query GroupId --output text");
      ec2(
          sandbox,
          "authorize-security-group-ingress --protocol tcp --port 443 --cidr 10.0.0.0/16"
              + " --group-id "
              + group);
      var endpoint =
          ec2(
              sandbox,
              "create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id vpc-0a"
                  + " --service-name com.amazonaws.us-east-1.guardduty-data --subnet-ids subnet-1a"
                  + " --private-dns-enabled --query VpcEndpoint.VpcEndpointId --output text"
                  + " --security-group-ids "
                  + group);

      eksguard(sandbox, file);

      assertThat(
              ec2(
                  sandbox,
                  "describe-vpc-endpoints --query VpcEndpoints[].[VpcEndpointId,State]"
                      + " --output text"))
          .isEqualTo(endpoint + "\tavailable");
      assertThat(sandbox.world().cluster("123456789012", "us-east-1", "edge").orElseThrow().agent())
          .isPresent();
    }
  }

  private String ec2(Sandbox sandbox, String command) {
    List<String> arguments = new ArrayList<>(List.of("ec2"));
    arguments.addAll(List.of(command.split(" ", -1)));
    return aws(sandbox, new Command(Scope.ALONE, arguments)).out().strip();
  }

  private Tool.Ran aws(Sandbox sandbox, Command command) {
    return Tool.AWS.run(folder, sandbox, command.account(), Map.of(), command.arguments()).well();
  }

  private void eksguard(Sandbox sandbox, String text) throws IOException {
    var file = Files.writeString(folder.resolve("file.yaml"), text);
    var ran = Cli.inPlaceOfAws(folder, sandbox).run("apply", "--yes", "-f", file.toString());

    assertThat(ran.code()).as(ran.toString()).isZero();
  }
}
