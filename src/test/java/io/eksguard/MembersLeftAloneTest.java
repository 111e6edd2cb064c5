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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a plan says of members that nothing covers, and of members that are not active.
class MembersLeftAloneTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String NAMED =
      """
          - account: "222200000001"
            approach: all
          - account: "222200000002"
            approach: all
      """;
  private static final String UNIT = "    - {ou: ou-abcd-11111111, approach: all}\n";
  private static final String WORLD =
      """
      regions: [us-east-1, eu-west-1]
      organization:
        management: "000011112222"
        administrator: "111122223333"
        units: {ou-abcd-11111111: {name: workloads}}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "222200000001": {}
        "222200000002": {membership: DISABLED, parent: ou-abcd-11111111}
        "222200000003": {membership: ENABLED}
        "222200000004": {membership: enabled}
        "333300000001": {membership: EMAILVERIFICATIONFAILED}
        "333300000002": {membership: Paused}
        "333300000003": {membership: Resigned, parent: ou-abcd-11111111}
        "444400000001": {membership: Removed}
        "444400000002": {membership: REMOVED}
        "444400000003": {membership: Removed}
        "444400000004": {membership: Removed}
        "444400000005": {membership: Removed}
        "444400000006": {membership: Removed}
      """;

  @TempDir private Path folder;
  private final Sandbox sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli.Ran plan(String members, String... more) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("file.yaml"),
            """
            version: 1
            feature: RUNTIME_MONITORING
            regions: [us-east-1]
            organization:
              administrator: {account: "111122223333"}
              members:
            %s
            access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
            """
                .formatted(members));
    List<String> all = new ArrayList<>(List.of("plan", "--sandbox", "-f", file.toString()));
    all.addAll(List.of(more));
    return Cli.on(folder, sandbox).run(all.toArray(String[]::new));
  }

  private JsonNode json(String members) throws IOException {
    return JsonMapper.shared().readTree(plan(members, "--format", "json").out());
  }

  @Test
  void unmanagedMembersAreCountedAndNamedWhereThatIsAskedFor() throws IOException {
    String sentence =
        "2 active members of the organization are not covered by the file and left alone";

    assertThat(plan(NAMED).out()).contains(sentence + ".\n");
    assertThat(plan(NAMED, "-v").out()).contains(sentence + ": 222200000003, 222200000004.\n");
    assertThat(plan(NAMED, "--verbose").out()).isEqualTo(plan(NAMED, "-v").out());
  }

  @Test
  void unmanagedMembersAreAlwaysNamedInJson() throws IOException {
    JsonNode json = json(NAMED);

    assertThat(json.path("unmanagedAccounts").values().stream().map(JsonNode::asString))
        .containsExactly("222200000003", "222200000004");
    assertThat(json.path("summary").path("unmanagedAccounts").asInt()).isEqualTo(2);
  }

  @Test
  void inactiveMembersAreToldWithWhatTheirStatusMeans() throws IOException {
    assertThat(plan(NAMED).out())
        .contains(
            """
            9 members are not active in us-east-1, and left alone:
              EMAILVERIFICATIONFAILED (it could not be invited, since its e-mail address is not that of the account): 333300000001
              Paused (this version does not know the word, and takes it for not active): 333300000002
              Removed (the administrator removed it from its members): 444400000001, 444400000002, 444400000003, 444400000004, 444400000005 and 1 more (`-v` names them)
              Resigned (it left the administrator by itself): 333300000003
            """);
    assertThat(plan(NAMED, "-v").out())
        .contains("444400000005, 444400000006\n")
        .doesNotContain("more");
  }

  @Test
  void anInactiveMemberThatIsNamedIsAnErrorWithTheCureForItsStatus() throws IOException {
    var plan = plan(NAMED);

    assertThat(plan.err())
        .contains(
            "error EG106: Account 222200000002 is a member with the status `DISABLED`: the administrator suspended GuardDuty there, so it is not an active one in `us-east-1`.",
            "Resume it as the administrator, with `guardduty:StartMonitoringMembers`.");
    assertThat(plan.out()).contains("1 account-region could not be planned for");
  }

  @Test
  void anInactiveMemberThatOnlyAUnitReachesIsNoError() throws IOException {
    var plan = plan(UNIT);
    JsonNode json = json(UNIT);

    assertThat(plan.err()).doesNotContain("EG106");
    assertThat(plan.out())
        .contains(
            "DISABLED (the administrator suspended GuardDuty there): 222200000002; the file would cover 1\n",
            "Resigned (it left the administrator by itself): 333300000003; the file would cover 1\n");
    assertThat(
            json.path("inactiveMembers").values().stream()
                .filter(member -> !member.path("path").isNull())
                .map(member ->
                    member.path("account").asString() + " " + member.path("path").asString()))
        .containsExactly(
            "222200000002 organization.members[0]", "333300000003 organization.members[0]");
  }

  @Test
  void theMembersAreListedOnceAndNotAskedOneByOne() throws IOException {
    plan(NAMED);

    assertThat(
            sandbox.events().calls().stream()
                .map(RecordedCall::operation)
                .filter(operation -> operation.contains("Members")))
        .containsExactly("ListMembers");
  }
}
