package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The `tags` of agents by hand, from the file to the add-on and back.
class AgentTagsTest {
  private static final String ACCOUNT = "123456789012";
  private static final String EDGE = "123456789012/us-east-1/edge";
  private static final String OURS =
      "{name: edge, agent: {by: manual, version: v1.12.1-eksbuild.4, tags: {eksguard: managed, team:"
          + " platform, of: others}}}";

  @TempDir private Path folder;
  private Sandbox sandbox = sandbox("", "[edge]");

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static Sandbox sandbox(String more, String clusters) {
    return Sandbox.start(
        World.parse(
            """
            accounts:
              "123456789012":
                detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED}}}}
                clusters: {us-east-1: %s}
                %s
            """
                .formatted(clusters, more),
            "world.yaml"),
        0,
        InstantSource.system());
  }

  private void world(String more, String clusters) {
    sandbox.close();
    sandbox = sandbox(more, clusters);
  }

  private String file(String agents) throws IOException {
    return Files.writeString(
            folder.resolve("file.yaml"),
            """
            version: 1
            feature: RUNTIME_MONITORING
            regions: [us-east-1]
            standalone:
              - account: "123456789012"
                approach: manual
                agents: %s
            """
                .formatted(agents))
        .toString();
  }

  private Cli.Ran run(String... arguments) {
    return Cli.on(folder, sandbox).run(arguments);
  }

  private Cli.Ran apply(String file, String... more) {
    var arguments = new ArrayList<>(List.of("apply", "--sandbox", "-f", file, "--yes"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private Cli.Ran plan(String file, String... more) {
    var arguments = new ArrayList<>(List.of("plan", "--sandbox", "-f", file));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private Cli.Ran undo(String... more) {
    var saved = folder.resolve("undo.json").toString();
    var planned = run("plan", "--sandbox", "--undo", "latest", "-o", saved);
    assertThat(planned.code()).as("%s", planned).isZero();
    var arguments = new ArrayList<>(List.of("apply", "--sandbox", saved));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private io.eksguard.sim.world.Agent agent() {
    return sandbox
        .world()
        .cluster(ACCOUNT, "us-east-1", "edge")
        .flatMap(Cluster::agent)
        .orElseThrow();
  }

  private void retag(Map<String, String> more) {
    SortedMap<String, String> tags = new TreeMap<>(agent().tags());
    tags.putAll(more);
    sandbox.change(world ->
        world.withCluster(
            ACCOUNT, "us-east-1", "edge", c -> c.withAgent(c.agent().map(a -> a.withTags(tags)))));
  }

  private int calls(String operation) {
    return sandbox.events().calls(operation).size();
  }

  @Test
  void anAgentIsInstalledWithItsTagsAtOnce() throws IOException {
    var file = file("[{name: edge, tags: {team: security, cost-center: \"42\"}}]");

    var planned = plan(file);
    var applied = apply(file);

    assertThat(planned.out())
        .contains(
            "+ install edge  agent: none -> v1.12.1-eksbuild.4, tags cost-center: \"42\", team:"
                + " \"security\"");
    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(agent().tags())
        .isEqualTo(Map.of("eksguard", "managed", "team", "security", "cost-center", "42"));
    assertThat(calls("CreateAddon")).isEqualTo(1);
    assertThat(calls("TagResource")).isZero();
    assertThat(plan(file).out()).contains("No changes.");
  }

  @Test
  void aTagAloneIsSetWithoutAnUpdateAndThoseOfOthersStay() throws IOException {
    world("", "[" + OURS + "]");
    var file = file("[{name: edge, tags: {team: security, stage: prod}}]");

    var planned = plan(file);
    var applied = apply(file);

    assertThat(planned.out())
        .contains(
            "~ update  edge  agent v1.12.1-eksbuild.4, tags stage: absent -> \"prod\", team:"
                + " \"platform\" -> \"security\"");
    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(agent().tags())
        .isEqualTo(
            Map.of("eksguard", "managed", "team", "security", "stage", "prod", "of", "others"));
    assertThat(calls("UpdateAddon")).isZero();
    assertThat(calls("TagResource")).isEqualTo(1);
    assertThat(plan(file).out()).contains("No changes.");
    assertThat(plan(file("[edge]")).out()).as("what is taken out stays").contains("No changes.");
  }

  @Test
  void onlyTheTagsThatDifferAreInTheStep() throws IOException {
    world("", "[" + OURS + "]");
    var file = file("[{name: edge, tags: {team: platform, stage: prod}}]");

    JsonNode step =
        JsonMapper.shared().readTree(plan(file, "--format", "json").out()).path("steps").path(0);

    assertThat(step.path("before").path("tags").toString()).isEqualTo("{\"stage\":null}");
    assertThat(step.path("after").path("tags").toString()).isEqualTo("{\"stage\":\"prod\"}");
  }

  @Test
  void aVersionAndTagsAreOneStepOfTwoWrites() throws IOException {
    world("", "[" + OURS + "]");

    var applied =
        apply(file("[{name: edge, version: v1.15.0-eksbuild.2, tags: {team: security}}]"));

    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(applied.out()).contains("1 done, 0 failed");
    assertThat(agent().version()).isEqualTo("v1.15.0-eksbuild.2");
    assertThat(agent().tags()).containsEntry("team", "security").containsEntry("of", "others");
    assertThat(sandbox.events().calls("UpdateAddon").getFirst().ended())
        .isLessThan(sandbox.events().calls("TagResource").getFirst().started());
  }

  @Test
  void tagsThatAreDeniedAfterAnUpdateFailTheStepAndAreWhatTheNextPlanHas() throws IOException {
    world("deny: [\"eks:TagResource\"]", "[" + OURS + "]");
    var file = file("[{name: edge, version: v1.15.0-eksbuild.2, tags: {team: security}}]");

    var applied = apply(file);
    var planned = plan(file);

    assertThat(applied.code()).as("%s", applied).isEqualTo(6);
    assertThat(applied.out()).contains("0 done, 1 failed").doesNotContain("live matches");
    assertThat(applied.err())
        .contains("EG101", "eks:TagResource", "updated the agent and did not write its tags");
    assertThat(agent().version()).isEqualTo("v1.15.0-eksbuild.2");
    assertThat(planned.out())
        .contains(
            "agent v1.15.0-eksbuild.2, tags team: \"platform\" -> \"security\"", "1 to update");
    var undone = undo();
    assertThat(undone.code()).as("%s", undone).isZero();
    assertThat(agent().version()).isEqualTo("v1.12.1-eksbuild.4");
    assertThat(agent().tags()).containsEntry("team", "platform");
  }

  @Test
  void aSavedPlanHasTheTagsAndIsStaleWhereSomebodyElseSetOne() throws IOException {
    world("", "[" + OURS + "]");
    var saved = folder.resolve("plan.json").toString();
    plan(file("[{name: edge, tags: {team: security}}]"), "-o", saved);
    retag(Map.of("others", "come and go"));
    var shown = run("show", saved);
    var applied = run("apply", "--sandbox", saved);
    var before = agent().tags();
    retag(Map.of("team", "platform"));
    plan(file("[{name: edge, tags: {team: security}}]"), "-o", saved);
    retag(Map.of("team", "finance"));

    var stale = run("apply", "--sandbox", saved);

    assertThat(shown.out()).contains("tags team: \"platform\" -> \"security\"");
    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(before).containsEntry("team", "security").containsEntry("others", "come and go");
    assertThat(stale.code()).as("%s", stale).isEqualTo(5);
    assertThat(agent().tags()).containsEntry("team", "finance");
  }

  @Test
  void aSavedPlanOfARunThatWasKilledBetweenTheTwoWritesGoesOnWithTheTags() throws IOException {
    world("", "[" + OURS + "]");
    var saved = folder.resolve("plan.json").toString();
    plan(file("[{name: edge, version: v1.15.0-eksbuild.2, tags: {team: security}}]"), "-o", saved);
    sandbox.change(world ->
        world.withCluster(
            ACCOUNT,
            "us-east-1",
            "edge",
            c -> c.withAgent(c.agent().map(a -> a.with("v1.15.0-eksbuild.2", a.configuration())))));

    var applied = run("apply", "--sandbox", saved);

    assertThat(applied.code()).as("%s", applied).isZero();
    assertThat(agent().tags()).containsEntry("team", "security");
    assertThat(calls("UpdateAddon")).isZero();
  }

  @Test
  void theWayBackBringsBackValuesAndTakesOffWhatWasAbsent() throws IOException {
    world("", "[" + OURS + "]");
    var before = agent();
    apply(file("[{name: edge, version: v1.15.0-eksbuild.2, tags: {team: security, stage: prod}}]"));

    var undone = undo();

    assertThat(undone.code()).as("%s", undone).isZero();
    assertThat(agent().version()).isEqualTo(before.version());
    assertThat(agent().tags()).isEqualTo(before.tags());
    assertThat(calls("UntagResource")).isEqualTo(1);
  }

  @Test
  void anAgentThatIsBroughtBackHasItsTags() throws IOException {
    world("", "[" + OURS + "]");
    var before = agent();
    var removed = apply(file("[]"), "--allow", "uninstall=1");

    var undone = undo();

    assertThat(removed.code()).as("%s", removed).isZero();
    assertThat(undone.code()).as("%s", undone).isZero();
    assertThat(agent()).isEqualTo(before);
  }

  @Test
  void anAgentThatIsNotWellIsTaggedAllTheSameAndTold() throws IOException {
    world("", "[{name: edge, agent: {by: manual, version: v1.12.1-eksbuild.4, issue: pods wait}}]");
    var file = file("[{name: edge, tags: {team: security}}]");

    var planned = plan(file);
    var applied = apply(file);

    assertThat(planned.err()).contains("EG244");
    assertThat(applied.out()).contains("1 done, 0 failed");
    assertThat(agent().tags()).isEqualTo(Map.of("team", "security"));
  }

  @Test
  void importSaysTheTagsAndItsFileChangesNothing() throws IOException {
    world("", "[" + OURS.replace("of: others", "\"a: b\": \"x, {y}\"") + "]");

    var imported = run("import", "--sandbox", "--standalone", "--region", "us-east-1");

    assertThat(imported.code()).as("%s", imported).isZero();
    assertThat(imported.out())
        .contains(
            """
                    tags:
                      "a: b": "x, {y}"
                      team: platform
            """)
        .doesNotContain("eksguard: managed");
    var file = Files.writeString(folder.resolve("imported.yaml"), imported.out()).toString();
    assertThat(plan(file, "--detailed-exitcode").code()).isZero();
  }

  @Test
  void driftAndExplainSayThem() throws IOException {
    world("", "[" + OURS + "]");
    var file = file("[{name: edge, tags: {team: security}}]");

    var drift = run("drift", "--sandbox", "-f", file);
    var explained = run("explain", "--sandbox", "-f", file, EDGE);

    assertThat(drift.code()).as("%s", drift).isEqualTo(2);
    assertThat(drift.out()).contains("team: \"security\"", "team: \"platform\"");
    assertThat(explained.out())
        .contains(
            "v1.12.1-eksbuild.4, tags of: \"others\", team: \"platform\", ACTIVE, ours",
            "the plan makes it v1.12.1-eksbuild.4, tags team: \"security\"",
            "edge, tags team: \"security\"");
  }

  @Test
  void whatATagSaysIsNoMarkup() throws IOException {
    var file = file("[{name: edge, tags: {\"a<b>|\": \"<script>````|\"}}]");

    var html = plan(file, "--format", "html").out();
    var markdown = plan(file, "--format", "markdown").out();

    assertThat(html).contains("&lt;script&gt;").doesNotContain("<script>`", "a<b>");
    assertThat(markdown).contains("`````diff\n", "<script>````|");
  }

  @Test
  void aSnapshotHasTheTagsAndARedactedOneHasNot() throws IOException {
    world("", "[" + OURS + "]");
    var file = file("[edge]");
    var whole = folder.resolve("whole.json");
    var redacted = folder.resolve("redacted.json");
    var later = folder.resolve("later.json");
    run("snapshot", "--sandbox", "-f", file, "-o", whole.toString());
    run("snapshot", "--sandbox", "-f", file, "--redact", "-o", redacted.toString());
    retag(Map.of("team", "security"));
    run("snapshot", "--sandbox", "-f", file, "-o", later.toString());

    var difference = run("diff", whole.toString(), later.toString());

    assertThat(Files.readString(whole)).contains("\"team\"", "\"others\"");
    assertThat(Files.readString(redacted)).doesNotContain("\"team\"", "platform", "\"of\"");
    assertThat(difference.out())
        .contains("{\"of\":\"others\",\"team\":\"platform\"}")
        .contains("{\"of\":\"others\",\"team\":\"security\"}");
    assertThat(
            run(
                    "plan",
                    "-f",
                    file("[{name: edge, tags: {team: security}}]"),
                    "--from",
                    later.toString())
                .out())
        .contains("No changes.");
  }

  @Test
  void theShellNamesThemInItsTable() throws IOException {
    world("", "[" + OURS + "]");

    var ran =
        Cli.on(folder, sandbox)
            .piping("clusters\n")
            .run("shell", "--sandbox", "-f", file("[{name: edge, tags: {team: security}}]"));

    assertThat(ran.out()).contains("~ update agent: tags");
  }
}
