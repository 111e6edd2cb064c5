package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.SourcePos;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentRule;
import io.eksguard.model.Approach;
import io.eksguard.model.ApproachName;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Conflicts;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.LeftoverCare;
import io.eksguard.model.Limits;
import io.eksguard.model.NewAccounts;
import io.eksguard.model.Organization;
import io.eksguard.model.Region;
import io.eksguard.model.TagProtection;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DesiredStateReaderTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final String HEAD =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1, eu-west-1]
      """;
  private static final Path EVERYTHING =
      GoodFilesTest.FOLDER.resolve("everything-that-can-be-said.yaml");

  private final DesiredStateReader reader = new DesiredStateReader(TODAY);

  @Test
  void readsTheTopOfTheFile() {
    Desired desired = everything().desired();

    assertThat(desired.feature()).isEqualTo(Feature.RUNTIME_MONITORING);
    assertThat(desired.regions()).containsExactly(new Region("eu-west-1"), new Region("us-east-1"));
    assertThat(desired.limits()).isEqualTo(new Limits(1, 2, 3, 40));
    assertThat(desired.leftoverAgents()).isEqualTo(LeftoverCare.REMOVE);
    assertThat(desired.standalone()).isEmpty();
  }

  @Test
  void readsEveryPartOfTheOrganization() {
    Organization organization = everything().desired().organization().orElseThrow();

    assertThat(organization.administrator()).isEqualTo(new AccountId("111122223333"));
    assertThat(organization.administratorEntry()).isPresent();
    assertThat(organization.newAccounts())
        .contains(
            new NewAccounts(
                "organization.newAccounts",
                AutoEnable.NEW,
                ApproachName.ONLY,
                Optional.of(AutoEnable.NEW)));
    assertThat(organization.defaults().orElseThrow().who()).isEqualTo(new Entry.Who.Others());
    assertThat(organization.members())
        .extracting(entry -> entry.approach().name())
        .containsExactly(
            ApproachName.ALL_EXCEPT,
            ApproachName.ONLY,
            ApproachName.MANUAL,
            ApproachName.DISABLED,
            ApproachName.MANUAL);
    assertThat(organization.tagProtection().orElseThrow().form())
        .isEqualTo(TagProtection.Form.DOCUMENTED);
  }

  @Test
  void readsClustersInFullAndInShort() {
    Entry first = everything().desired().organization().orElseThrow().members().getFirst();

    assertThat(first.approach().rules())
        .containsExactly(
            new ClusterRule(
                "organization.members[0].exclude[0]",
                new ClusterPattern("legacy-billing"),
                Optional.of(new Region("eu-west-1")),
                Optional.of("vendor appliance, CHG-1234"),
                Optional.of("platform@example.com"),
                Optional.of(LocalDate.of(2027, 3, 31))),
            new ClusterRule(
                "organization.members[0].exclude[1]",
                new ClusterPattern("batch"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void readsUnitsAndAgents() {
    Entry unit = everything().desired().organization().orElseThrow().members().get(2);

    assertThat(unit.who()).isEqualTo(new Entry.Who.Unit("ou-abcd-11111111"));
    assertThat(((Approach.Manual) unit.approach()).agents())
        .extracting(agent -> agent.name().glob())
        .containsExactly("edge", "edge-canary", "edge-*", "plain");
    AgentRule pattern = unit.approach().agents().get(2);
    assertThat(pattern.version()).contains(AgentRule.DEFAULT);
    assertThat(pattern.configuration())
        .contains(
            """
            {"dnsPolicy":"Default","priorityClassName":"system-node-critical","resources":{\
            "limits":{"cpu":"2","memory":"2048Mi"},"requests":{"cpu":"237m","memory":"512Mi"}}}\
            """);
    assertThat(pattern.conflicts()).isEqualTo(Conflicts.OVERWRITE);
  }

  @Test
  void keepsThePlaceOfEveryPathOfTheModel() {
    var positions = everything().positions();

    assertThat(positions.byPath())
        .containsKeys(
            "feature",
            "regions",
            "organization",
            "organization.administrator",
            "organization.administrator.include[0]",
            "organization.newAccounts",
            "organization.defaults",
            "organization.members[4]",
            "organization.members[2].agents[0]",
            "organization.tagProtection",
            "access.members",
            "limits.disable",
            "leftoverAgents");
    assertThat(positions.of("organization.members[0].exclude[0]"))
        .contains(new SourcePos(EVERYTHING.toString(), 22, 11));
    assertThat(positions.of("organization.newAccounts"))
        .contains(new SourcePos(EVERYTHING.toString(), 11, 3));
  }

  @Test
  void fillsInWhatIsLeftOut() {
    var desired = loaded(HEAD + "standalone: [{account: '123456789012', approach: all}]").desired();

    assertThat(desired.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(desired.access().members()).isEmpty();
    assertThat(desired.leftoverAgents()).isEqualTo(LeftoverCare.KEEP);
    assertThat(desired.standalone())
        .containsExactly(
            new Entry(
                "standalone[0]",
                new Entry.Who.Accounts(new TreeSet<>(List.of(new AccountId("123456789012")))),
                new Approach.All(),
                Optional.empty()));
  }

  @Test
  void leavesTheAdministratorUnmanagedWithoutAnApproach() {
    var organization =
        loaded(
                HEAD
                    + """
                    organization:
                      administrator: {account: "111122223333"}
                      members: [{account: "444455556666", approach: all}]
                    """)
            .desired()
            .organization()
            .orElseThrow();

    assertThat(organization.administratorEntry()).isEmpty();
  }

  @Test
  void readsWithoutAnEndToTheDepthOfBrackets() {
    assertThat(codes("[".repeat(200_000))).containsExactly(Code.BEYOND_YAML_LIMITS);
  }

  @Test
  void refusesAnAnchorThatHoldsItself() {
    assertThat(codes("version: 1\nstandalone: &again\n  - *again\n")).contains(Code.NOT_YAML);
  }

  @Test
  void isNotSlowedDownByOneVeryLongLineOfMistakes() {
    assertThat(codes("{" + "x: 1, y".repeat(300_000) + ": 1}")).contains(Code.MISSING_KEY);
  }

  @Test
  void countsColumnsInCodePoints() {
    var told = errors(HEAD + "standalone: [{\"\uD83D\uDE00\": 1, acount: 1}]");

    assertThat(told)
        .filteredOn(d -> d.message().contains("acount"))
        .extracting(d -> d.where().orElseThrow().toString())
        .containsExactly("f.yaml:4:23");
  }

  @Test
  void saysNothingOfTheMeaningAfterAMistakeInTheSyntax() {
    assertThat(codes("feature: WRONG\nregions: [\n")).containsExactly(Code.NOT_YAML);
  }

  @Test
  void takesClustersOfTheOneStandaloneAccountWithoutARole() {
    var result =
        reader.readText(
            "f.yaml",
            HEAD + "standalone: [{account: '123456789012', approach: only, include: [web]}]");

    assertThat(result.diagnostics()).isEmpty();
  }

  @Test
  void warnsAndStillLoads() {
    var result = reader.read(List.of(BadFiles.FOLDER.resolve("an-exception-has-expired.yaml")));

    assertThat(result.loaded().orElseThrow().warnings())
        .isEqualTo(result.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.EXCEPTION_EXPIRED);
  }

  private static Loaded everything() {
    return new DesiredStateReader(TODAY).read(List.of(EVERYTHING)).loaded().orElseThrow();
  }

  private Loaded loaded(String text) {
    return reader.readText("f.yaml", text).loaded().orElseThrow();
  }

  private List<Diagnostic> errors(String text) {
    return reader.readText("f.yaml", text).diagnostics();
  }

  private List<Code> codes(String text) {
    return errors(text).stream().map(Diagnostic::code).distinct().toList();
  }
}
