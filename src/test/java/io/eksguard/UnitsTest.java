package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Entries for organizational units, with the real SDK against a sandbox.
class UnitsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1, eu-west-1]
      organization:
        administrator: {account: "111122223333"}
        defaults: {approach: disabled}
        members:
          - {ou: ou-abcd-11111111, approach: all}
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      limits: {disable: 99, changePercent: 100}
      """;

  @TempDir private Path folder;

  /// An organization with so many members directly below the unit, and one elsewhere.
  private static Sandbox sandbox(int members) {
    var world =
        new StringBuilder(
            """
            regions: [us-east-1, eu-west-1]
            organization:
              management: "000011112222"
              administrator: "111122223333"
              units: {ou-abcd-11111111: {name: workloads}}
            accounts:
              "000011112222": {membership: none}
              "111122223333": {}
              "999999999999": {}
            """);
    IntStream.range(0, members)
        .forEach(
            i -> world.append("  \"%012d\": {parent: ou-abcd-11111111}\n".formatted(500_000 + i)));
    return Sandbox.start(World.parse(world.toString(), "world.yaml"), 0, CLOCK);
  }

  private Cli.Ran run(Sandbox sandbox, String file, String... args) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), file).toString();
    return Cli.on(folder, sandbox)
        .run(
            Stream.concat(Arrays.stream(args), Stream.of("--sandbox", "-f", path))
                .toArray(String[]::new));
  }

  private static List<String> organizationCalls(Sandbox sandbox) {
    return sandbox.events().calls().stream()
        .filter(call -> call.service().equals("organizations"))
        .map(RecordedCall::operation)
        .sorted()
        .toList();
  }

  @Test
  void organizationsIsNotAskedUnlessAUnitIsNamed() throws IOException {
    try (var sandbox = sandbox(3)) {
      run(sandbox, FILE.replace("ou: ou-abcd-11111111", "account: \"000000500000\""), "plan");

      assertThat(organizationCalls(sandbox)).isEmpty();
    }
  }

  @Test
  void theTreeIsReadOnceForAllRegionsInPagesOfTwenty() throws IOException {
    try (var sandbox = sandbox(45)) {
      var plan = run(sandbox, FILE, "plan");

      assertThat(plan.out()).contains("90 to enable");
      assertThat(organizationCalls(sandbox))
          .containsExactly(
              "ListAccountsForParent",
              "ListAccountsForParent",
              "ListAccountsForParent",
              "ListOrganizationalUnitsForParent");
    }
  }

  @Test
  void anEmptyPageWithATokenIsFollowed() throws IOException {
    try (var sandbox = sandbox(25)) {
      sandbox.faults().on("ListAccountsForParent").nth(1).emptyPage();

      var plan = run(sandbox, FILE, "plan");

      assertThat(plan.out()).contains("50 to enable");
    }
  }

  @Test
  void whereUnitsCannotBeReadTheDefaultsDoNotStepIn() throws IOException {
    try (var sandbox = sandbox(2)) {
      sandbox.faults().on("ListOrganizationalUnitsForParent").deny();

      var plan = run(sandbox, FILE, "plan", "--strict");

      assertThat(plan.out())
          .contains("could not be planned for")
          .doesNotContain("disable")
          .doesNotContain("enable  ");
      assertThat(plan.err()).contains("organizations:ListOrganizationalUnitsForParent", "EG101");
      assertThat(plan.code()).isEqualTo(6);
    }
  }

  @Test
  void aUnitThatIsNotThereIsToldAndNothingIsGuessed() throws IOException {
    try (var sandbox = sandbox(2)) {
      var plan = run(sandbox, FILE.replace("ou-abcd-11111111", "ou-abcd-99999999"), "plan");

      assertThat(plan.err()).contains("ParentNotFoundException");
      assertThat(plan.out()).contains("could not be planned for").doesNotContain(" disable ");
    }
  }

  @Test
  void theManagementRoleAsksWhereTheFileNamesOne() throws IOException {
    try (var sandbox = sandbox(2)) {
      var file =
          FILE.replace(
              "access: {",
              "access: {management: {role: \"arn:aws:iam::000011112222:role/org-reader\"}, ");

      run(sandbox, file, "plan");

      assertThat(
              sandbox.events().calls().stream()
                  .filter(call -> call.service().equals("organizations")))
          .isNotEmpty()
          .allSatisfy(call -> assertThat(call.account()).isEqualTo("000011112222"));
    }
  }
}
