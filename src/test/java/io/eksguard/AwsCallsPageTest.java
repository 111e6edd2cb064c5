package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.eksguard.model.Permission;
import io.eksguard.model.Permission.Effect;
import io.eksguard.model.Permission.Party;
import io.eksguard.model.ProtectionText;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/reference/aws-calls.md` is made of [Permission] and of the classes that call the SDK;
/// `-Dgolden.update=true` rewrites it.
class AwsCallsPageTest {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final Path PAGE = Path.of("docs/reference/aws-calls.md");
  private static final String SDK = "software.amazon.awssdk.services.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.eksguard.aws");

  private static final String INTRODUCTION =
      """
      # Calls to AWS

      Made of the table by which eksguard makes its calls (`Permission`) and of the classes that make them; do not edit it by
      hand. `mvn -B test -Dtest=AwsCallsPageTest -Dgolden.update=true` rewrites it.

      No other operation is ever called; a test compares the table with the compiled code. Reads are counted as one `plan` makes
      them. `apply` of a file reads as often before it writes and again at the end, and reads each object once more right before it
      is written; the clusters of an account again and again, until its tags are seen or `--guard-timeout` is over. Where
      a call was throttled or the server failed, it is made again, and counts again. `eksguard doctor` says what is missing, and
      `eksguard doctor --policy PARTY` prints the smallest policy for a file.

      """;

  /// The classes that call an operation, or name one to be called, by its IAM action. The SDK
  /// itself assumes roles.
  private static SortedMap<String, SortedSet<String>> callers() {
    SortedMap<String, SortedSet<String>> callers = new TreeMap<>();
    for (var one : CLASSES) {
      Stream.<JavaAccess<?>>concat(
              one.getMethodCallsFromSelf().stream(), one.getMethodReferencesFromSelf().stream())
          .flatMap(access -> action(access).stream())
          .forEach(action ->
              callers
                  .computeIfAbsent(action, _ -> new TreeSet<>())
                  .add(one.getFullName().replaceAll("^.*\\.|\\$.*$", "")));
    }
    return callers;
  }

  private static java.util.Optional<String> action(JavaAccess<?> call) {
    String owner = call.getTargetOwner().getFullName();
    if (owner.equals(SDK + "sts.auth.StsAssumeRoleCredentialsProvider")) {
      return java.util.Optional.of("sts:AssumeRole");
    }
    String name = call.getName();
    boolean operation =
        owner.matches(Pattern.quote(SDK) + "[a-z0-9]+\\.[A-Za-z0-9]+Client")
            && !Set.of("builder", "create", "close").contains(name);
    return operation
        ? java.util.Optional.of(
            owner.substring(SDK.length(), owner.indexOf('.', SDK.length()))
                + ":"
                + name.substring(0, 1).toUpperCase(Locale.ROOT)
                + name.substring(1))
        : java.util.Optional.empty();
  }

  private static String page() {
    var callers = callers();
    var page = new StringBuilder(INTRODUCTION);
    page.append("| IAM action | | With the credentials of | Called by | How often |\n");
    page.append("|---|---|---|---|---|\n");
    for (Permission one : Permission.values()) {
      page.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  one.action(),
                  one.effect() == Effect.READ ? "reads" : "**writes**",
                  Arrays.stream(Party.values())
                      .filter(one::isOf)
                      .map(Party::word)
                      .collect(Collectors.joining(", ")),
                  callers.getOrDefault(one.action(), new TreeSet<>()).stream()
                      .map(name -> "`" + name + "`")
                      .collect(Collectors.joining(", ")),
                  one.frequency().words()));
    }
    page.append(
        """

        `management` is where `access.management` points, else the administrator. `member` is each account that a member entry or
        the defaults turn on.
        """);
    return page.toString();
  }

  @Test
  void thePageShowsTheTableAsItIs() throws IOException {
    String page = page();
    if (UPDATE) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE)).as("-Dgolden.update=true rewrites %s", PAGE).isEqualTo(page);
  }

  @Test
  void eachCallOfTheSdkHasARowAndEachRowACall() {
    assertThat(callers().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Permission.values()).map(Permission::action).toList());
  }

  // How often: one world in which the numbers differ.

  private static final int MEMBERS = 57;
  private static final int REGIONS = 2;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1, eu-west-1]
      organization:
        administrator: {account: "111122223333", approach: all}
        members:
          - {ou: ou-abcd-11111111, approach: all}
        tagProtection:
          policy: protect
          trusted: ["arn:aws:iam::*:role/eksguard"]
          attachTo: [ou-abcd-11111111]
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}, management: {role: "arn:aws:iam::000011112222:role/scp"}}
      limits: {changePercent: 100}
      """;

  /// 57 members, 53 of them below the unit, each with one cluster in each region.
  private static World world() {
    var world =
        new StringBuilder(
            """
            regions: [us-east-1, eu-west-1]
            organization:
              management: "000011112222"
              administrator: "111122223333"
              units: {ou-abcd-11111111: {name: workloads}}
              policies:
                p-11111111: {name: protect, description: "DESCRIPTION", content: "{\\"Statement\\":[]}", targets: [ou-abcd-11111111]}
            accounts:
              "000011112222": {membership: none}
              "111122223333": {clusters: {us-east-1: [security]}}
            """);
    IntStream.range(0, MEMBERS)
        .forEach(i ->
            world.append(
                "  \"%012d\": {%sclusters: {us-east-1: [web], eu-west-1: [web]}}\n"
                    .formatted(500_000 + i, i < 53 ? "parent: ou-abcd-11111111, " : "")));
    return World.parse(
        world.toString().replace("DESCRIPTION", ProtectionText.DESCRIPTION), "world.yaml");
  }

  private static int calls(Permission.Frequency frequency) {
    return switch (frequency) {
      case RUN, PROTECTION, TWENTY_POLICIES, POLICY, TWENTY_TARGETS -> 1;
      case TWENTY_UNITS_OF_UNIT -> 2;
      case ENTERED_ACCOUNT -> 53 + 1;
      case DETECTOR_USED, OWN_DETECTOR, REGION -> REGIONS;
      case FIFTY_MEMBERS -> REGIONS * 2;
      case FIFTY_COVERED_MEMBERS -> REGIONS * 2;
      case HUNDRED_CLUSTERS -> REGIONS * (53 + 1);
      case CLUSTER -> REGIONS * 53 + 1;
      case TWENTY_ACCOUNTS_OF_UNIT -> 2 * 3;
      case FIFTY_LISTED_CLUSTERS,
          CLUSTER_GETTING_AGENT,
          CLUSTER_WITH_FARGATE,
          TENDED_CLUSTER,
          TENDED_PLACE,
          CONFIGURED_VERSION,
          PLACE_OF_ENDPOINTS,
          PLACE_OF_ENDPOINTS_TWICE,
          PLACE_OF_COST,
          VPC_TWICE,
          STEP,
          OWN_DETECTOR_STEP,
          FIFTY_EQUAL_MEMBER_STEPS,
          DOCTOR,
          DOCTOR_REGION,
          DOCTOR_NOT_ADMINISTRATOR ->
          0;
    };
  }

  @Test
  void onePlanMakesAsManyCallsAsTheTableSays(@TempDir Path folder) throws IOException {
    try (var sandbox = Sandbox.start(world(), 0, InstantSource.system())) {
      var file = Files.writeString(folder.resolve("file.yaml"), FILE).toString();
      var plan = Cli.on(folder, sandbox).run("plan", "--sandbox", "-f", file);
      assertThat(plan.code()).as("%s", plan).isZero();

      Map<String, Integer> made = new TreeMap<>();
      sandbox
          .events()
          .calls()
          .forEach(call -> made.merge(call.service() + ":" + call.operation(), 1, Integer::sum));

      Map<String, Integer> said = new TreeMap<>();
      for (Permission one : Permission.values()) {
        if (calls(one.frequency()) > 0) {
          said.put(one.action(), calls(one.frequency()));
        }
      }
      assertThat(made).isEqualTo(said);
    }
  }

  // The tables that people read first.

  /// The actions in one cell; the service is said where it changes.
  private static Set<String> actions(String cell) {
    Set<String> found = new TreeSet<>();
    Matcher word = Pattern.compile("`(?:([a-z0-9]+):)?([A-Z][A-Za-z]+)`").matcher(cell);
    String service = "";
    while (word.find()) {
      service = word.group(1) == null ? service : word.group(1);
      found.add(service + ":" + word.group(2));
    }
    return found;
  }

  private static String[] row(Path page, String start) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.strip().startsWith("| " + start))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row " + start + " in " + page))
        .split("\\|", -1);
  }

  private static Set<String> needed(Party party, Effect effect) {
    return Permission.of(party).stream()
        .filter(one -> one.effect() == effect && !one.isOnlyForDoctor())
        .map(Permission::action)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theReadmeNamesWhatEachPartyNeeds() throws IOException {
    var rows =
        Map.of(
            Party.ADMINISTRATOR, "administrator |",
            Party.MEMBER, "each member |",
            Party.STANDALONE, "a standalone account |");
    for (Party party : EnumSet.copyOf(rows.keySet())) {
      String[] cells = row(Path.of("README.md"), rows.getOrDefault(party, ""));

      assertThat(actions(cells[2])).as("%s", party).isEqualTo(needed(party, Effect.READ));
      assertThat(actions(cells[3])).as("%s", party).isEqualTo(needed(party, Effect.WRITE));
    }
  }

  @Test
  void thePageOnTheTagNamesWhatTheManagementAccountNeeds() throws IOException {
    var page = Path.of("docs/how-to/protect-the-tag.md");

    assertThat(actions(row(page, "plan |")[2])).isEqualTo(needed(Party.MANAGEMENT, Effect.READ));
    assertThat(actions(row(page, "apply |")[2])).isEqualTo(needed(Party.MANAGEMENT, Effect.WRITE));
  }
}
