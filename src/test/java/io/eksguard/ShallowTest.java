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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `--shallow`: what the administrator sees is enough where it adds up, and never enough to act.
class ShallowTest {
  private static final int MEMBERS = 200;
  private static final String ON = "status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED";
  private static final String EXCLUDED = "{name: legacy, tags: {GuardDutyManaged: \"false\"}}";

  @TempDir private Path folder;
  private Sandbox sandbox = sandbox(Map.of());

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static String account(int number) {
    return "%012d".formatted(600_000_000_000L + number);
  }

  /// One member that differs from the others.
  private record Odd(String feature, String clusters) {}

  /// 200 members, each with one cluster, as the file wants them but for some.
  private static Sandbox sandbox(Map<Integer, Odd> odd) {
    var world =
        new StringBuilder(
            """
            regions: [us-east-1]
            caller: {account: "111122223333", role: eksguard}
            organization: {management: "000011112222", administrator: "111122223333"}
            accounts:
              "000011112222": {membership: none}
              "111122223333": {}
            """);
    IntStream.range(0, MEMBERS)
        .forEach(i -> {
          Odd one = odd.getOrDefault(i, new Odd(ON, i % 2 == 0 ? "web" : EXCLUDED));
          world.append(
              "  \"%s\": {detectors: {all: {features: {RUNTIME_MONITORING: {%s}}}}, clusters: {us-east-1: [%s]}}\n"
                  .formatted(account(i), one.feature(), one.clusters()));
        });
    return Sandbox.start(World.parse(world.toString(), "world.yaml"), 0, InstantSource.system());
  }

  private void restart(Map<Integer, Odd> odd) {
    sandbox.close();
    sandbox = sandbox(odd);
  }

  private static String file(String more) {
    return """
    version: 1
    feature: RUNTIME_MONITORING
    regions: [us-east-1]
    organization:
      administrator: {account: "111122223333"}
      defaults: {approach: all-except, exclude: [legacy]}
    %s
    """
        .formatted(more);
  }

  private static final String MEMBER_ROLE =
      "access: {members: {role: \"arn:aws:iam::{account}:role/eksguard\"}}";

  private Cli.Ran run(String file, String command, String... args) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), file).toString();
    return Cli.on(folder, sandbox)
        .run(
            Stream.concat(Stream.of(command, "--sandbox", "-f", path), Stream.of(args))
                .toArray(String[]::new));
  }

  private List<RecordedCall> calls() {
    return sandbox.events().calls();
  }

  private Set<String> entered() {
    return calls().stream()
        .filter(call -> call.service().equals("eks"))
        .map(RecordedCall::account)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode steps(Cli.Ran ran) {
    return JsonMapper.shared().readTree(ran.out()).path("steps");
  }

  @Test
  void twoHundredMembersThatAddUpTakeAtMostTwentyCalls() throws IOException {
    var plan = run(file(MEMBER_ROLE), "plan", "--shallow", "--detailed-exitcode", "--strict");

    assertThat(plan.code()).as("%s", plan).isZero();
    assertThat(plan.out()).contains("No changes. 200 clusters in 200 accounts match.");
    assertThat(plan.err())
        .contains("EG133", "200 accounts with 200 clusters", "clusters that GuardDuty lists no");
    assertThat(entered()).isEmpty();
    assertThat(calls()).hasSizeLessThanOrEqualTo(20);
    Map<String, Integer> made = new TreeMap<>();
    calls().forEach(call -> made.merge(call.operation(), 1, Integer::sum));
    assertThat(made)
        .isEqualTo(
            Map.of(
                "GetCallerIdentity", 1,
                "ListDetectors", 1,
                "DescribeOrganizationConfiguration", 1,
                "ListMembers", 4,
                "GetMemberDetectors", 4,
                "ListCoverage", 4));
  }

  @Test
  void onlyAccountsThatDoNotAddUpAreEnteredAndThePlanIsThatOfAFullReading() throws IOException {
    restart(
        Map.of(
            3, new Odd(ON, "legacy"),
            4, new Odd("status: DISABLED", "web, legacy"),
            8, new Odd(ON, "{name: web, tags: {GuardDutyManaged: \"false\"}}"),
            9, new Odd("status: ENABLED, EKS_ADDON_MANAGEMENT: DISABLED", "legacy")));

    var shallow = run(file(MEMBER_ROLE), "plan", "--shallow", "--format", "json");
    Set<String> entered = entered();
    var full = run(file(MEMBER_ROLE), "plan", "--format", "json");

    assertThat(entered).containsExactly(account(3), account(4), account(8), account(9));
    assertThat(steps(shallow).size()).isEqualTo(6);
    assertThat(steps(shallow)).isEqualTo(steps(full));
  }

  @Test
  void whereSomethingIsRaisedToAllEveryAccountIsEntered() throws IOException {
    String file =
        file(MEMBER_ROLE)
            .replace(
                "  defaults: {approach: all-except, exclude: [legacy]}",
                "  defaults: {approach: all}\n" + "  newAccounts: {autoEnable: ALL, approach: all}")
            .replace("{account: \"111122223333\"}", "{account: \"111122223333\", approach: all}");

    run(file, "plan", "--shallow");

    assertThat(entered()).hasSize(MEMBERS + 1);
  }

  @Test
  void whereCoverageIsDeniedEveryAccountIsEntered() throws IOException {
    sandbox.faults().on("ListCoverage").deny();

    var plan = run(file(MEMBER_ROLE), "plan", "--shallow", "--strict");

    assertThat(plan.code()).as("%s", plan).isZero();
    assertThat(plan.err()).doesNotContain("EG133");
    assertThat(entered()).hasSize(MEMBERS);
  }

  @Test
  void withoutARoleInMembersTheAdministratorIsAskedAndWhatDoesNotAddUpIsSaid() throws IOException {
    restart(
        Map.of(
            1, new Odd(ON, "web"),
            3, new Odd(ON, "web"),
            8, new Odd(ON, "{name: web, tags: {GuardDutyManaged: \"false\"}}")));
    String file = file("").replace("{approach: all-except, exclude: [legacy]}", "{approach: all}");

    var plan = run(file, "plan");

    assertThat(plan.code()).as("%s", plan).isZero();
    assertThat(plan.out()).contains("No changes.");
    assertThat(plan.err())
        .contains("EG133", "EG132", "Cluster `web` of account " + account(8))
        .doesNotContain("EG020");
    assertThat(entered()).isEmpty();
  }

  @Test
  void withoutARoleInMembersAFeatureThatIsOffIsTurnedOnAsEver() throws IOException {
    restart(Map.of(4, new Odd("status: DISABLED", "web")));
    String file = file("").replace("{approach: all-except, exclude: [legacy]}", "{approach: all}");

    var plan = run(file, "plan", "--format", "json");

    assertThat(steps(plan).size()).isEqualTo(1);
    assertThat(steps(plan).path(0).path("account").asString()).isEqualTo(account(4));
    assertThat(plan.out()).contains("EG020");
  }

  @Test
  void anExplanationListsTheCoverageOfThatAccountAlone() throws IOException {
    var explained = run(file(MEMBER_ROLE), "explain", "--shallow", account(2));

    assertThat(explained.code()).as("%s", explained).isZero();
    assertThat(explained.err()).contains("EG133", "1 account with 1 cluster");
    assertThat(entered()).isEmpty();
    assertThat(calls()).filteredOn(call -> call.operation().equals("ListCoverage")).hasSize(1);
  }

  @Test
  void anExplanationOfAClusterSaysWhyItsTagWasNotRead() throws IOException {
    String cluster = account(2) + "/us-east-1/web";

    var shallow = run(file(MEMBER_ROLE), "explain", "--shallow", cluster);
    var full = run(file(MEMBER_ROLE), "explain", cluster);

    assertThat(shallow.out())
        .contains("its tag was not read, since what the administrator sees adds up", "--shallow");
    assertThat(full.out()).doesNotContain("not read");
  }

  @Test
  void anApplyReadsEveryClusterWhateverAPlanSaw() throws IOException {
    run(file(MEMBER_ROLE), "apply", "--yes");

    assertThat(entered()).hasSize(MEMBERS);
    assertThat(calls()).noneMatch(call -> call.operation().equals("ListCoverage"));
  }
}
