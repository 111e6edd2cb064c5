package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.AutoEnable;
import io.eksguard.sim.world.Feature;
import io.eksguard.sim.world.OrganizationConfiguration;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What accounts that join later get, as GuardDuty stores it.
class NewAccountsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

  @TempDir private Path folder;

  /// Applies these lines to an organization that has these values.
  private OrganizationConfiguration applied(
      String newAccounts, AutoEnable guardDuty, String runtimeMonitoring) throws IOException {
    return applied("", newAccounts, guardDuty, runtimeMonitoring);
  }

  private OrganizationConfiguration applied(
      String administrator, String newAccounts, AutoEnable guardDuty, String runtimeMonitoring)
      throws IOException {
    var world =
        World.parse(
            """
            organization:
              management: "000011112222"
              administrator: "111122223333"
              configuration:
                all:
                  autoEnableOrganizationMembers: %s
                  features:
                    S3_DATA_EVENTS: ALL
                    LAMBDA_NETWORK_LOGS: NEW
                    RUNTIME_MONITORING: {%s, EC2_AGENT_MANAGEMENT: NEW, ECS_FARGATE_AGENT_MANAGEMENT: ALL}
            accounts:
              "000011112222": {membership: none}
              "111122223333": {}
            """
                .formatted(guardDuty, runtimeMonitoring),
            "world.yaml");
    var file =
        Files.writeString(
            folder.resolve("file.yaml"),
            """
            version: 1
            feature: RUNTIME_MONITORING
            regions: [us-east-1]
            organization:
              administrator: {account: "111122223333"%s}
              newAccounts: {%s}
            """
                .formatted(administrator, newAccounts));
    try (var sandbox = Sandbox.start(world, 0, CLOCK)) {
      var ran = Cli.on(folder, sandbox).run("apply", "--yes", "--sandbox", "-f", file.toString());
      assertThat(ran.code()).as("%s", ran).isZero();
      return sandbox.world().organization().orElseThrow().configuration("us-east-1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "all, NEW, NEW, NEW",
    "all, NONE, NONE, NONE",
    "all-except, NEW, NEW, NEW",
    "only, NEW, NEW, NONE",
    "only, NONE, NONE, NONE",
    "manual, NEW, NEW, NONE",
    "disabled, NEW, NONE, NONE",
    "disabled, NONE, NONE, NONE",
  })
  void theApproachDecidesWhatIsStored(
      String approach, String autoEnable, AutoEnable feature, AutoEnable addon) throws IOException {
    String lines = "autoEnable: %s, approach: %s".formatted(autoEnable, approach);

    var fromNothing = applied(lines, AutoEnable.NEW, "autoEnable: NONE");
    var fromOther = applied(lines, AutoEnable.NEW, "autoEnable: NEW, EKS_ADDON_MANAGEMENT: NEW");

    for (var stored : List.of(fromNothing, fromOther)) {
      var runtime = stored.feature(Feature.RUNTIME_MONITORING);
      assertThat(runtime.autoEnable()).isEqualTo(feature);
      assertThat(runtime.additional().get(Feature.EKS_ADDON_MANAGEMENT)).isEqualTo(addon);
      assertThat(stored.feature(Feature.EKS_RUNTIME_MONITORING).autoEnable())
          .isEqualTo(AutoEnable.NONE);
    }
  }

  @Test
  void allIsStoredForBothWhereEveryAccountMayHaveIt() throws IOException {
    var runtime =
        applied(
                ", approach: manual",
                "autoEnable: ALL, approach: manual",
                AutoEnable.NEW,
                "autoEnable: NONE")
            .feature(Feature.RUNTIME_MONITORING);

    assertThat(runtime.autoEnable()).isEqualTo(AutoEnable.ALL);
    assertThat(runtime.additional().get(Feature.EKS_ADDON_MANAGEMENT)).isEqualTo(AutoEnable.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void guardDutyItselfIsEchoedAndOtherFeaturesStay(AutoEnable live) throws IOException {
    var stored = applied("autoEnable: NEW, approach: all", live, "autoEnable: NONE");

    assertThat(stored.members()).isEqualTo(live);
    assertThat(stored.feature("S3_DATA_EVENTS").autoEnable()).isEqualTo(AutoEnable.ALL);
    assertThat(stored.feature("LAMBDA_NETWORK_LOGS").autoEnable()).isEqualTo(AutoEnable.NEW);
    assertThat(stored.feature(Feature.RUNTIME_MONITORING).additional())
        .containsEntry("EC2_AGENT_MANAGEMENT", AutoEnable.NEW)
        .containsEntry("ECS_FARGATE_AGENT_MANAGEMENT", AutoEnable.ALL);
  }

  @Test
  void guardDutyItselfIsChangedWhereTheFileSaysSo() throws IOException {
    var stored =
        applied(
            "autoEnable: NEW, approach: all, guardDuty: NEW", AutoEnable.ALL, "autoEnable: NONE");

    assertThat(stored.members()).isEqualTo(AutoEnable.NEW);
  }
}
