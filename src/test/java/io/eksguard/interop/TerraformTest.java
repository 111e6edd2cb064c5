package io.eksguard.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.AutoEnable;
import io.eksguard.sim.world.Feature;
import io.eksguard.sim.world.Policy;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Terraform's AWS provider against the sandbox.
///
/// The provider comes from where Terraform finds it, or from the folder that
/// `-Dterraform.mirror=DIR` names, which is laid out as `terraform providers mirror` does it.
@Tag("interop")
class TerraformTest {
  private static final String ADMINISTRATOR = "111122223333";
  private static final String MEMBER = "444455556666";
  private static final String REGION = "us-east-1";

  /// What `plan -detailed-exitcode` ends with when there is nothing to do.
  private static final int NO_CHANGES = 0;

  /// And when there is.
  private static final int CHANGES = 2;

  @TempDir private Path folder;

  private final Sandbox sandbox =
      Sandbox.start(
          World.parse(
              """
              organization:
                management: "000011112222"
                administrator: "111122223333"
                configuration: {all: {autoEnableOrganizationMembers: NEW}}
              accounts:
                "000011112222": {membership: none}
                "111122223333": {clusters: {us-east-1: [tools]}}
                "444455556666": {clusters: {us-east-1: [payments]}}
              """,
              "interop.yaml"),
          0,
          InstantSource.system());

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @BeforeEach
  void init() throws IOException {
    Files.copy(Path.of("src/test/resources/interop/terraform/main.tf"), folder.resolve("main.tf"));
    var ran = terraform("init");

    assertThat(ran.code())
        .as(
            "The profile `interop` needs hashicorp/aws 5.100 or newer of version 5, from the"
                + " registry or from a mirror that -Dterraform.mirror=DIR names.\n%s",
            ran)
        .isZero();
  }

  private Tool.Ran terraform(String command, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command, "-no-color", "-input=false"));
    arguments.addAll(List.of(more));
    Map<String, String> environment = new HashMap<>(Map.of("CHECKPOINT_DISABLE", "1"));
    var mirror = Optional.ofNullable(System.getProperty("terraform.mirror"));
    if (mirror.isPresent()) {
      var configuration = folder.resolve("mirror.tfrc");
      var path = Path.of(mirror.get()).toAbsolutePath().toString().replace("\\", "/");
      Files.writeString(
          configuration,
          "provider_installation {\n  filesystem_mirror {\n    path = \"" + path + "\"\n  }\n}\n");
      environment.put("TF_CLI_CONFIG_FILE", configuration.toString());
    }
    return Tool.TERRAFORM.run(folder, sandbox, "sandbox", environment, arguments);
  }

  private Feature feature(String account, String name) {
    return sandbox.world().at(account, REGION).detector().orElseThrow().feature(name);
  }

  private List<Policy> policies() {
    return List.copyOf(sandbox.world().organization().orElseThrow().policies().values());
  }

  @Test
  void createsChangesAndNeverPlansTheSameTwice() throws IOException {
    terraform("apply", "-auto-approve").well();

    for (var account : List.of(ADMINISTRATOR, MEMBER)) {
      assertThat(feature(account, Feature.EKS_RUNTIME_MONITORING).enabled()).isTrue();
      assertThat(feature(account, Feature.EKS_RUNTIME_MONITORING).managesAddon()).isTrue();
    }
    var configuration = sandbox.world().organization().orElseThrow().configuration(REGION);
    assertThat(configuration.members()).isEqualTo(AutoEnable.NEW);
    assertThat(configuration.feature(Feature.RUNTIME_MONITORING).autoEnable())
        .isEqualTo(AutoEnable.NEW);
    assertThat(policies())
        .singleElement()
        .satisfies(policy -> {
          assertThat(policy.targets()).containsExactly(MEMBER);
          assertThat(policy.tags()).isEqualTo(Map.of("team", "security"));
        });
    assertThatNothingIsPlanned();

    terraform("apply", "-auto-approve", "-var", "addon=DISABLED").well();

    for (var account : List.of(ADMINISTRATOR, MEMBER)) {
      assertThat(feature(account, Feature.EKS_RUNTIME_MONITORING).enabled()).isTrue();
      assertThat(feature(account, Feature.EKS_RUNTIME_MONITORING).managesAddon()).isFalse();
    }
    assertThatNothingIsPlanned("-var", "addon=DISABLED");
  }

  private void assertThatNothingIsPlanned(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-detailed-exitcode"));
    arguments.addAll(List.of(more));

    var plan = terraform("plan", arguments.toArray(String[]::new));

    assertThat(plan.code()).as(plan.toString()).isEqualTo(NO_CHANGES);
  }

  /// That is how the provider is made: GuardDuty has no call that takes a feature away.
  @Test
  void destroyTakesThePolicyAndLeavesTheFeatures() throws IOException {
    terraform("apply", "-auto-approve").well();

    terraform("destroy", "-auto-approve").well();

    assertThat(feature(ADMINISTRATOR, Feature.EKS_RUNTIME_MONITORING).enabled()).isTrue();
    assertThat(feature(MEMBER, Feature.EKS_RUNTIME_MONITORING).managesAddon()).isTrue();
    assertThat(policies()).isEmpty();
  }

  @Test
  void seesWhatAnotherHandChanged() throws IOException {
    terraform("apply", "-auto-approve").well();

    sandbox.setMemberFeature(MEMBER, REGION, Feature.EKS_RUNTIME_MONITORING, false);

    var plan = terraform("plan", "-detailed-exitcode");
    assertThat(plan.code()).as(plan.toString()).isEqualTo(CHANGES);
    assertThat(plan.out()).contains("Plan: 0 to add, 1 to change, 0 to destroy.");
  }
}
