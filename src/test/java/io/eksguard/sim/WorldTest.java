package io.eksguard.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eksguard.sim.world.Agent;
import io.eksguard.sim.world.World;
import io.eksguard.sim.world.WorldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorldTest {

  private static World parse(String text) {
    return World.parse(text, "world.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"organization", "small", "denied"})
  void anExampleWrittenAndReadAgainIsTheSame(String name) throws IOException {
    var file = Path.of("examples/worlds/" + name + ".yaml");
    var world = World.parse(Files.readString(file), file.toString());

    assertThat(parse(world.toYaml())).isEqualTo(world);
  }

  @Test
  void everythingAWorldCanSayIsWrittenAndReadAgain() {
    var world =
        parse(
            """
            partition: aws-us-gov
            settle: later
            regions: [us-gov-west-1, us-gov-east-1]
            caller: {account: "111122223333", user: alice}
            organization:
              id: o-another
              management: "000011112222"
              root: r-1234
              policyTypes: []
              units: {ou-1: {name: One}}
              administrator: {us-gov-west-1: "111122223333"}
              configuration:
                us-gov-west-1:
                  autoEnableOrganizationMembers: ALL
                  features: {RUNTIME_MONITORING: {autoEnable: NEW, EKS_ADDON_MANAGEMENT: ALL}}
              policies:
                p-11111111: {name: one, content: '{"Statement": []}', targets: [ou-1]}
            accounts:
              "000011112222": {membership: none, detectors: none}
              "111122223333": {}
              "444455556666":
                state: SUSPENDED
                parent: ou-1
                deny: ["eks:*"]
                membership: {us-gov-west-1: Created}
                detectors:
                  us-gov-west-1:
                    id: abc
                    status: DISABLED
                    updatedAt: 2026-02-03T04:05:06Z
                    features: {S3_DATA_EVENTS: ENABLED, EKS_RUNTIME_MONITORING: {EKS_ADDON_MANAGEMENT: ENABLED}}
                clusters:
                  us-gov-east-1:
                    - {name: a, version: "1.30", status: FAILED, tags: {"yes": "no"}, createdAt: 2026-05-06T07:08:09Z}
                    - {name: b, agent: {by: manual, version: v1.9.0-eksbuild.2, issue: "no room"}}
                    - {name: c, vpc: vpc-1, traits: [auto-mode, hybrid-nodes], agent: guardduty}
                    - {name: d, traits: [local]}
                endpoints: {us-gov-east-1: [vpc-0, vpc-1]}
            roles:
              "arn:aws-us-gov:iam::444455556666:role/x":
                {refused: true, deny: ["eks:Tag*"], externalId: "1", maxSeconds: 900}
            """);

    assertThat(parse(world.toYaml())).isEqualTo(world);
    assertThat(world.cluster("444455556666", "us-gov-east-1", "b").orElseThrow().agent())
        .map(Agent::installer)
        .contains(Agent.Installer.MANUAL);
    assertThat(world.cluster("444455556666", "us-gov-east-1", "a").orElseThrow().createdAt())
        .isEqualTo(Instant.parse("2026-05-06T07:08:09Z"));
  }

  @Test
  void anAccountWithTwoClustersIsShort() {
    var world = parse("accounts: {123456789012: {clusters: {us-east-1: [payments, tools]}}}");

    assertThat(world.at("123456789012", "us-east-1").clusters())
        .containsOnlyKeys("payments", "tools");
    assertThat(world.at("123456789012", "us-east-1").detector()).isPresent();
    assertThat(world.at("123456789012", "us-east-1").membership()).isEmpty();
  }

  @Test
  void theBuiltInWorldHasTheAdministratorAsCaller() {
    assertThat(World.builtIn().caller().account()).isEqualTo("111122223333");
    assertThat(World.builtIn().accounts()).hasSize(8);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("accounts: {12345: {}}", "1:12: `12345` is no account id"),
        Arguments.of("regions: [us-east-1]", "1:1: `accounts` is missing"),
        Arguments.of(
            "accounts: {123456789012: {clusters: {ap-east-1: [a]}}}",
            "1:38: `ap-east-1` is no enabled region; known: all, us-east-1"),
        Arguments.of(
            "accounts: {123456789012: {}}\nsettle: soon",
            "2:9: `soon` is none of immediate, later"),
        Arguments.of(
            "accounts: {123456789012: {}}\ncaller: {account: 999999999999}",
            "2:9: the caller's account 999999999999 is not in `accounts`"),
        Arguments.of(
            "accounts: {123456789012: {parent: r-abcd}}",
            "1:35: `r-abcd` is neither the root nor a unit"),
        Arguments.of(
            "accounts:\n  123456789012: {}\n  123456789012: {}",
            "3:3: `123456789012` is said twice"),
        Arguments.of("accounts: [\n", "2:1: no YAML: "));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsNamedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(WorldException.class)
        .hasMessageStartingWith("world.yaml:" + message);
  }

  @Test
  void anUnknownKeyIsToldWhichAreKnown() {
    assertThatThrownBy(() -> parse("accounts:\n  \"123456789012\":\n    clustres: 1\n"))
        .hasMessage(
            "world.yaml:3:5: unknown key `clustres`; known: name, email, state, parent, deny,"
                + " membership, detectors, clusters, endpoints, vpcs");
  }
}
