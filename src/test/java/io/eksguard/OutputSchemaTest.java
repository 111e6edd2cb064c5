package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.eksguard.cli.Console;
import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Severity;
import io.eksguard.diag.SourcePos;
import io.eksguard.diag.Where;
import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.journal.Outcome;
import io.eksguard.live.Agent;
import io.eksguard.live.Maker;
import io.eksguard.live.PolicyContent;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Conflicts;
import io.eksguard.model.EndpointSetup;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Selection;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.plan.Action;
import io.eksguard.plan.Guard;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.plan.Summary;
import io.eksguard.render.Report;
import io.eksguard.render.ReportJson;
import io.eksguard.render.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The published JSON Schema of the output says what the program writes: every kind of everything,
/// and the real output of commands.
class OutputSchemaTest {
  private static final Schema SCHEMA = schema();
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Place PLACE =
      new Place(new AccountId("444455556666"), new Region("us-east-1"));
  private static final Setting ON = new Setting(true, true);

  @TempDir private Path folder;

  @Test
  void takesEveryKindOfChange() {
    List<Change> changes = changes(Reason.DIFFERS_FROM_FILE);

    assertThat(mistakes(planned(changes.stream().map(OutputSchemaTest::step).toList()))).isEmpty();
    assertThat(new HashSet<>(changes.stream().map(Object::getClass).toList()))
        .isEqualTo(kinds(Change.class));
  }

  private static Set<Class<?>> kinds(Class<?> change) {
    if (!change.isSealed()) {
      return Set.of(change);
    }
    Set<Class<?>> kinds = new HashSet<>();
    for (Class<?> kind : change.getPermittedSubclasses()) {
      kinds.addAll(kinds(kind));
    }
    return kinds;
  }

  @ParameterizedTest
  @EnumSource
  void takesEveryReason(Reason reason) {
    List<Step> steps = changes(reason).stream().map(OutputSchemaTest::step).toList();

    assertThat(mistakes(planned(steps))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void takesEveryAction(Action action) {
    Change change =
        switch (action) {
          case TAG, UNTAG -> tag(Reason.NEEDS_EXCLUSION_TAG);
          case ENABLE, DISABLE, UPDATE -> feature(Standing.MEMBER, Reason.DIFFERS_FROM_FILE);
          case INSTALL -> agent(Optional.empty(), Optional.of(SETUP), Reason.DIFFERS_FROM_FILE);
          case UNINSTALL -> agent(Optional.of(SETUP), Optional.empty(), Reason.NOT_IN_FILE);
          case PROTECT -> policyText(Optional.empty(), Reason.DIFFERS_FROM_FILE);
          case DETACH -> policyTarget(false, Reason.NOT_IN_FILE);
        };

    assertThat(mistakes(planned(List.of(step("a", action, change, List.of()))))).isEmpty();
  }

  @Test
  void takesEveryKindOfGuard() {
    var selection = new Selection(true, List.of(new ClusterPattern("legacy-*")));
    List<Guard> guards =
        List.of(
            new Guard.ClusterTagged(PLACE, Standing.MEMBER, new ClusterName("web"), "false"),
            new Guard.ClustersReady(PLACE, Standing.MEMBER, selection, true),
            new Guard.AgentsFit(PLACE, Standing.MEMBER, selection),
            new Guard.AgentFits(PLACE, Standing.MEMBER, new ClusterName("web")),
            new Guard.AgentByHand(PLACE, Standing.MEMBER, new ClusterName("web"), true),
            new Guard.EndpointThere(PLACE, Standing.MEMBER, "vpc-1"),
            new Guard.EndpointUnused(PLACE, Standing.MEMBER, "vpc-1"),
            new Guard.FeatureSet(PLACE, Standing.MEMBER, Feature.RUNTIME_MONITORING, ON),
            new Guard.MembersKnown(
                PLACE, Standing.ADMINISTRATOR, new TreeSet<>(List.of(PLACE.account()))));
    Change change = feature(Standing.MEMBER, Reason.DIFFERS_FROM_FILE);

    assertThat(mistakes(planned(List.of(step("a", Action.ENABLE, change, guards))))).isEmpty();
    assertThat(guards)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(Guard.class.getPermittedSubclasses());
  }

  @Test
  void takesEveryKindOfOutcome() {
    var id = new StepId("a");
    var why = Diagnostic.error(Code.HELD, "A cluster appeared.");
    List<Outcome> outcomes =
        List.of(
            new Outcome.Done(id),
            new Outcome.DoneByOther(id),
            new Outcome.Failed(id, why),
            new Outcome.Held(id, why),
            new Outcome.Stale(id, why),
            new Outcome.Skipped(id, new StepId("b")),
            new Outcome.NotStarted(id));
    var step =
        step("a", Action.ENABLE, feature(Standing.MEMBER, Reason.DIFFERS_FROM_FILE), List.of());

    assertThat(outcomes)
        .allSatisfy(
            outcome -> assertThat(mistakes(applied(step, outcome))).as("%s", outcome).isEmpty());
    assertThat(outcomes)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(Outcome.class.getPermittedSubclasses());
  }

  @Test
  void takesDiagnosticsWithEveryKindOfPlace() {
    List<Where> places =
        List.of(
            new SourcePos("org.yaml", 14, 7),
            new AwsCall("444455556666", "us-east-1", "eks:ListClusters", Optional.of("r-1")),
            new AwsCall("444455556666", "us-east-1", "eks:ListClusters", Optional.empty()));
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Where place : places) {
      diagnostics.add(Diagnostic.error(Code.CALL_FAILED, "It failed.").at(place));
      diagnostics.add(Diagnostic.warning(Code.CALL_FAILED, "It failed.").at(place).hint("Again."));
    }
    diagnostics.add(Diagnostic.error(Code.WRONG_USAGE, "Say which command."));

    assertThat(mistakes(Report.failed(diagnostics))).isEmpty();
    assertThat(new HashSet<>(places.stream().map(Object::getClass).toList()))
        .isEqualTo(Set.of(Where.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @EnumSource
  void takesEverySeverity(Severity severity) {
    var diagnostic =
        new Diagnostic(
            severity, Code.HELD, "So.", Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(mistakes(Report.failed(List.of(diagnostic)))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void takesEveryCode(Code code) {
    assertThat(mistakes(Report.failed(List.of(Diagnostic.error(code, "So."))))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void takesEveryVerdict(Verdict verdict) {
    var report =
        new Report(verdict, Optional.of(summary()), new Plan(List.of()), Map.of(), List.of(), 1);

    assertThat(mistakes(report)).isEmpty();
  }

  @Test
  void refusesWhatIsNotWritten() {
    String good =
        render(
            planned(
                changes(Reason.DIFFERS_FROM_FILE).stream().map(OutputSchemaTest::step).toList()));

    assertThat(mistakes(good)).isEmpty();
    assertThat(mistakes(good.replace("\"steps\"", "\"step\""))).isNotEmpty();
    assertThat(mistakes(good.replace("\"cluster-tag\"", "\"member-feature\""))).isNotEmpty();
    assertThat(mistakes(good.replace("\"ENABLED\"", "\"ON\""))).isNotEmpty();
    assertThat(mistakes(good.replace("\"autoEnable\"", "\"status\""))).isNotEmpty();
  }

  @Test
  void takesTheOutputOfCommandsFromTheFirstPlanToTheLast() throws IOException {
    String world = "--sandbox=" + folder.resolve("world.yaml");
    String file = "examples/organization.yaml";

    JsonNode before = outputOf("plan", world, "-f", file, "--format", "json");
    JsonNode apply = outputOf("apply", world, "-f", file, "--format", "json", "--yes");
    JsonNode after = outputOf("plan", world, "-f", file, "--format", "json");

    assertThat(before.path("outcome").asString()).isEqualTo("changes");
    assertThat(apply.path("outcome").asString()).isEqualTo("applied");
    assertThat(apply.path("steps").size()).isEqualTo(before.path("steps").size());
    assertThat(after.path("outcome").asString()).isEqualTo("no-changes");
  }

  @Test
  void takesWhatIfAndTheStepsThatAreGone() {
    JsonNode plan =
        outputOf(
            "what-if",
            "--sandbox=" + folder.resolve("world.yaml"),
            "-f",
            "examples/organization.yaml",
            "--set",
            "organization.members[account=222233334444].approach=all",
            "--unset",
            "organization.newAccounts",
            "--set",
            "organization.members[0].exclude+=checkout",
            "--format",
            "json");

    assertThat(plan.path("whatIf").path("changes").size()).isEqualTo(3);
    assertThat(plan.path("whatIf").path("gone").size()).isPositive();
    assertThat(plan.path("whatIf").path("stepsByChange").asInt()).isPositive();
  }

  @Test
  void takesCausesAndWhatAwsHasAlready() throws IOException {
    String world = "--sandbox=" + folder.resolve("world.yaml");
    String file = "examples/organization.yaml";
    Path before = folder.resolve("before.yaml");
    Files.writeString(
        before,
        Files.readString(Path.of(file))
            .replace("feature: RUNTIME_MONITORING", "feature: EKS_RUNTIME_MONITORING"));

    JsonNode plan =
        outputOf(
            "plan",
            world,
            "-f",
            file,
            "--base-file",
            before.toString(),
            "--only",
            "this-change",
            "--format",
            "json");

    assertThat(plan.path("steps").values())
        .extracting(step -> step.has("cause"))
        .containsOnly(true);
    assertThat(plan.path("steps").values()).anyMatch(step -> step.has("neededBy"));
    assertThat(plan.path("causes").path("already").size()).isPositive();
  }

  @Test
  void takesTheOutputOfCommandsThatFail() throws IOException {
    Path wrong = folder.resolve("wrong.yaml");
    Files.writeString(wrong, "version: 1\nfeature: RUNTIME_MONITORNG\n");
    Path world = folder.resolve("world.yaml");
    Files.writeString(world, "accountz: {}\n");
    String good = "examples/organization.yaml";

    outputOf("validate", "-f", wrong.toString(), "--format", "json");
    outputOf("validate", "-f", good, "--format", "json");
    outputOf("plan", "--sandbox", "-f", wrong.toString(), "--format", "json");
    outputOf("plan", "-f", folder.resolve("missing.yaml").toString(), "--format", "json");
    outputOf("plan", "--sandbox=" + world, "-f", good, "--format", "json");
    outputOf("apply", "-f", good, "--format", "json");
  }

  @Test
  void takesTheOutputWhereAWriteIsDenied() throws IOException {
    Path world = folder.resolve("world.yaml");
    Files.copy(Path.of("examples/worlds/denied.yaml"), world);
    Path file = folder.resolve("organization.yaml");
    Files.writeString(
        file,
        """
        version: 1
        feature: RUNTIME_MONITORING
        regions: [us-east-1]
        organization:
          administrator: {account: "111122223333", approach: all}
          members:
            - account: "888899990000"
              approach: all-except
              exclude: [spark]
        access:
          members: {role: "arn:aws:iam::{account}:role/eksguard"}
        """);

    JsonNode apply =
        outputOf("apply", "--sandbox=" + world, "-f", file.toString(), "--format", "json", "--yes");

    assertThat(apply.path("outcome").asString()).isEqualTo("incomplete");
    assertThat(apply.path("steps").values().stream().map(s -> s.path("outcome").asString()))
        .containsExactlyInAnyOrder("done", "failed", "skipped");
    assertThat(apply.path("diagnostics").toString())
        .contains("\"operation\":\"eks:TagResource\"", "\"requestId\"");
  }

  @Test
  void explainsEveryKey() {
    List<String> silent = new ArrayList<>();
    collectSilent(SCHEMA.getSchemaNode(), "", silent);

    assertThat(silent).isEmpty();
  }

  @Test
  void isWhatTheCommandPrints() throws IOException {
    assertThat(run("schema", "output"))
        .isEqualTo(Files.readString(Path.of("schemas/output.schema.json")));
  }

  static void collectSilent(JsonNode node, String path, List<String> silent) {
    if (path.contains("/allOf") || path.contains("/oneOf")) {
      return; // these only narrow what is explained beside them
    }
    JsonNode properties = node.path("properties");
    for (String name : properties.propertyNames()) {
      if (!properties.path(name).has("description")) {
        silent.add(path + "/" + name);
      }
    }
    for (String name : node.propertyNames()) {
      collectSilent(node.path(name), path + "/" + name, silent);
    }
  }

  private static List<Change> changes(Reason reason) {
    return List.of(
        tag(reason),
        feature(Standing.MEMBER, reason),
        feature(Standing.ADMINISTRATOR, reason),
        feature(Standing.STANDALONE, reason),
        new Change.OrganizationFeature(
            PLACE.region(),
            new AccountId("111122223333"),
            Feature.EKS_RUNTIME_MONITORING,
            AutoEnableSetting.NONE,
            new AutoEnableSetting(AutoEnable.ALL, AutoEnable.NEW),
            AutoEnable.NEW,
            AutoEnable.ALL,
            reason,
            "organization.newAccounts"),
        agent(Optional.empty(), Optional.of(SETUP), reason),
        agent(Optional.of(SETUP), Optional.empty(), reason),
        endpoint(Optional.empty(), Optional.of(ENDPOINT), reason),
        endpoint(Optional.of(ENDPOINT), Optional.empty(), reason),
        policyText(Optional.empty(), reason),
        policyText(Optional.of(new PolicyContent("", "{\"a\":1}")), reason),
        policyTarget(true, reason),
        policyTarget(false, reason));
  }

  private static Change tag(Reason reason) {
    return new Change.ClusterTag(
        PLACE,
        Standing.MEMBER,
        new ClusterName("legacy-billing"),
        "arn:aws:eks:us-east-1:444455556666:cluster/legacy-billing",
        Optional.empty(),
        Optional.of("false"),
        reason,
        "organization.members[0]");
  }

  private static final AgentSetup SETUP =
      new AgentSetup(
          "v1.12.1-eksbuild.4",
          Optional.of("{\"dnsPolicy\":\"Default\"}"),
          new TreeMap<>(Map.of("team", "security")));

  private static Change agent(
      Optional<AgentSetup> before, Optional<AgentSetup> after, Reason reason) {
    return new Change.ClusterAgent(
        PLACE,
        Standing.MEMBER,
        new ClusterName("edge"),
        before,
        after,
        Agent.Owner.EKSGUARD,
        Conflicts.OVERWRITE,
        reason,
        "organization.members[0].agents[0]");
  }

  private static final EndpointSetup ENDPOINT =
      new EndpointSetup(new TreeSet<>(List.of("subnet-1")), new TreeSet<>(List.of("10.0.0.0/16")));

  private static Change endpoint(
      Optional<EndpointSetup> before, Optional<EndpointSetup> after, Reason reason) {
    return new Change.VpcEndpoint(
        PLACE,
        Standing.MEMBER,
        "vpc-1",
        before,
        after,
        Maker.EKSGUARD,
        reason,
        "organization.members[0]");
  }

  private static Change feature(Standing standing, Reason reason) {
    return new Change.AccountFeature(
        PLACE,
        standing,
        Feature.RUNTIME_MONITORING,
        Setting.OFF,
        ON,
        reason,
        "organization.members[0]");
  }

  private static Step step(Change change) {
    Action action =
        switch (change) {
          case Change.ClusterTag _ -> Action.TAG;
          case Change.ClusterAgent _, Change.VpcEndpoint _ -> Action.INSTALL;
          case Change.AccountFeature _, Change.OrganizationFeature _ -> Action.UPDATE;
          case Change.OfPolicy _ -> Action.PROTECT;
        };
    return step(String.valueOf(change), action, change, List.of());
  }

  private static Step step(String id, Action action, Change change, List<Guard> guards) {
    return new Step(
        new StepId(id),
        action,
        change,
        new TreeSet<>(),
        guards,
        id.length() % 2 == 0 ? Optional.empty() : Optional.of(new SourcePos("org.yaml", 14, 7)));
  }

  private static Change policyText(Optional<PolicyContent> before, Reason reason) {
    return new Change.PolicyText(
        "protect",
        before.map(_ -> "p-1"),
        before,
        new PolicyContent("ours", "{}"),
        reason,
        "organization.tagProtection");
  }

  private static Change policyTarget(boolean attached, Reason reason) {
    return new Change.PolicyTarget(
        "protect",
        Optional.of("p-1"),
        "r-abcd",
        attached,
        "{}",
        reason,
        "organization.tagProtection");
  }

  @Test
  void takesAStepThatComesAfterOthersHoweverTheyEnd() {
    var after = new TreeSet<>(List.of(new StepId("us-east-1/444455556666/web/tag")));
    var step =
        new Step(
            new StepId("a"),
            Action.PROTECT,
            policyTarget(true, Reason.DIFFERS_FROM_FILE),
            new TreeSet<>(),
            after,
            List.of(),
            Optional.empty());

    assertThat(mistakes(planned(List.of(step)))).isEmpty();
  }

  private static Summary summary() {
    return new Summary(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  private static Report planned(List<Step> steps) {
    return new Report(
        Verdict.CHANGES, Optional.of(summary()), new Plan(steps), Map.of(), List.of(), 0);
  }

  private static Report applied(Step step, Outcome outcome) {
    var outcomes = new TreeMap<>(Map.of(step.id(), outcome));
    return new Report(
        Verdict.INCOMPLETE,
        Optional.of(summary()),
        new Plan(List.of(step)),
        outcomes,
        List.of(),
        0);
  }

  private static String render(Report report) {
    return new ReportJson("0").render(report);
  }

  private static List<Error> mistakes(Report report) {
    return mistakes(render(report));
  }

  static List<Error> mistakes(String document) {
    return SCHEMA.validate(document, InputFormat.JSON);
  }

  /// Runs a command, and checks what it prints.
  private static JsonNode outputOf(String... args) {
    String out = run(args);
    assertThat(mistakes(out)).as(String.join(" ", args)).isEmpty();
    return JSON.readTree(out);
  }

  private static String run(String... args) {
    var out = new StringWriter();
    var console = new Console(false, false, new BufferedReader(Reader.nullReader()));
    Main.run(
        Main.ports(console, () -> false),
        new PrintWriter(out),
        new PrintWriter(new StringWriter()),
        args);
    return out.toString();
  }

  private static Schema schema() {
    try {
      String text = Files.readString(Path.of("schemas/output.schema.json"));
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
