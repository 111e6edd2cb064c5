package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.journal.Journal;
import io.eksguard.journal.RunId;
import io.eksguard.plan.Forgery;
import io.eksguard.plan.StepId;
import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.Feature;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A plan that is saved, looked at, and applied later.
class SavedPlanTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String TAG = "GuardDutyManaged";
  private static final String REGION = "us-east-1";
  private static final String ONE = "444455556666";
  private static final String TWO = "777788889999";
  private static final String WORLD =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666": {clusters: {us-east-1: [checkout, legacy]}}
        "777788889999": {clusters: {us-east-1: [payments, batch]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        members:
          - account: "444455556666"
            approach: all-except
            exclude: [legacy]
          - account: "777788889999"
            approach: only
            include: [payments]
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      """;

  @TempDir private Path folder;
  private final Sandbox sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli cli() {
    return Cli.on(folder, sandbox);
  }

  private Path plan() {
    return folder.resolve("plan.json");
  }

  private Path file() throws IOException {
    return Files.writeString(folder.resolve("file.yaml"), FILE);
  }

  private Cli.Ran save() throws IOException {
    var saved = cli().run("plan", "--sandbox", "-f", file().toString(), "-o", plan().toString());
    assertThat(saved.code()).as(saved.toString()).isZero();
    return saved;
  }

  private Cli.Ran apply(String... more) {
    return apply(plan(), more);
  }

  private Cli.Ran apply(Path plan, String... more) {
    var args = new java.util.ArrayList<>(List.of("apply", "--sandbox", plan.toString()));
    args.addAll(List.of(more));
    return cli().run(args.toArray(String[]::new));
  }

  private void forge(Consumer<ObjectNode> change) throws IOException {
    Files.writeString(plan(), Forgery.of(Files.readString(plan()), change));
  }

  private static String digest(Cli.Ran ran) {
    return Pattern.compile("sha256:[0-9a-f]{64}")
        .matcher(ran.err())
        .results()
        .map(found -> found.group())
        .findFirst()
        .orElseThrow(() -> new AssertionError(ran.toString()));
  }

  private List<RecordedCall> writes() {
    return sandbox.events().calls().stream()
        .filter(call -> call.operation().matches("(Tag|Untag|Update|Create|Delete).*"))
        .toList();
  }

  private boolean isOn(String account) {
    return sandbox
        .world()
        .at(account, REGION)
        .detector()
        .orElseThrow()
        .feature(Feature.RUNTIME_MONITORING)
        .enabled();
  }

  private void assertNothingExcludedWasManaged() {
    assertThat(sandbox.events().wasEverManaged(ONE, REGION, "legacy")).isFalse();
    assertThat(sandbox.events().wasEverManaged(TWO, REGION, "batch")).isFalse();
  }

  private static void assertOnlyOwnerMayRead(Path file) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void itIsVersionedJsonForItsOwnerOnlyAndItsDigestIsPrinted() throws IOException {
    var saved = save();

    var document = JsonMapper.shared().readTree(Files.readString(plan()));
    assertThat(document.path("formatVersion").stringValue()).isEqualTo("1.1");
    assertThat(document.path("digest").stringValue()).isEqualTo(digest(saved));
    assertThat(document.path("certificate").path("laws").size()).isEqualTo(9);
    assertThat(document.path("certificate").path("states").path(REGION + "/" + ONE).longValue())
        .isPositive();
    assertOnlyOwnerMayRead(plan());
    assertThat(writes()).isEmpty();
  }

  @Test
  void itIsShownAsItWasPlannedWithoutAnyCall() throws IOException {
    var saved = save();
    int calls = sandbox.events().calls().size();

    var shown = cli().run("show", plan().toString());

    assertThat(shown.code()).as(shown.toString()).isZero();
    assertThat(shown.out()).isEqualTo(saved.out());
    assertThat(shown.err()).contains(digest(saved), "states walked");
    assertThat(sandbox.events().calls()).hasSize(calls);
  }

  @Test
  void itIsAppliedWithoutTheFileAndWithoutAQuestion() throws IOException {
    save();
    Files.delete(file());

    var applied = apply();

    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(applied.out()).contains("Applied: 4 done").contains("live matches the plan");
    assertThat(isOn(ONE)).isTrue();
    assertThat(isOn(TWO)).isTrue();
    assertNothingExcludedWasManaged();
    assertThat(folder.resolve("plan.remaining.json")).doesNotExist();
  }

  @Test
  void whatAnotherHandDidAlreadyIsDone() throws IOException {
    save();
    sandbox.setTag(ONE, REGION, "legacy", TAG, "false");

    var applied = apply();

    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(applied.err()).contains("us-east-1/444455556666/legacy/tag  (by another hand)");
    assertThat(sandbox.events().calls("TagResource")).hasSize(1);
    assertThat(isOn(ONE)).isTrue();
  }

  @Test
  void whatChangedSinceIsStaleAndOnlyItsDependantsAreSkipped() throws IOException {
    save();
    sandbox.setTag(ONE, REGION, "legacy", TAG, "perhaps");

    var applied = apply();

    assertThat(applied.code()).as(applied.toString()).isEqualTo(5);
    assertThat(applied.err())
        .contains("stale     us-east-1/444455556666/legacy/tag")
        .contains("it was untagged when planned and is `perhaps` now")
        .contains("skipped   us-east-1/444455556666/feature");
    assertThat(applied.out()).contains("2 done, 0 failed, 0 held, 1 stale, 1 skipped");
    assertThat(isOn(ONE)).isFalse();
    assertThat(isOn(TWO)).isTrue();
    assertThat(sandbox.world().cluster(ONE, REGION, "legacy").orElseThrow().tags())
        .containsEntry(TAG, "perhaps");
  }

  @Test
  void aFeatureThatChangedSinceIsStaleToo() throws IOException {
    save();
    sandbox.setMemberFeature(TWO, REGION, Feature.EKS_RUNTIME_MONITORING, false);
    sandbox.change(w ->
        w.with(
            TWO,
            REGION,
            r ->
                r.mapDetector(d ->
                    d.withFeature(
                        Feature.RUNTIME_MONITORING,
                        d.feature(Feature.RUNTIME_MONITORING)
                            .withEnabled(true)
                            .withAdditional(
                                java.util.Map.of(Feature.EKS_ADDON_MANAGEMENT, true))))));

    var applied = apply();

    assertThat(applied.code()).as(applied.toString()).isEqualTo(5);
    assertThat(applied.err()).contains("stale     us-east-1/777788889999/feature");
    assertThat(isOn(ONE)).isTrue();
  }

  @Test
  void whatIsLeftIsSavedBesideAndCanBeAppliedOnceItsTimeComes() throws IOException {
    save();
    sandbox.setTag(ONE, REGION, "legacy", TAG, "perhaps");

    var applied = apply();
    Path rest = folder.resolve("plan.remaining.json");
    var shown = cli().run("show", rest.toString());
    sandbox.removeTag(ONE, REGION, "legacy", TAG);
    var again = apply(rest);

    assertThat(applied.err()).contains("What is left is saved to " + rest);
    assertOnlyOwnerMayRead(rest);
    assertThat(shown.out()).contains("legacy").doesNotContain("\n  " + TWO);
    assertThat(again.code()).as(again.toString()).isZero();
    assertThat(again.out()).contains("Applied: 2 done");
    assertThat(isOn(ONE)).isTrue();
    assertNothingExcludedWasManaged();
  }

  @Test
  void whatIsStaleIsToldInJsonAsWell() throws IOException {
    save();
    sandbox.setTag(ONE, REGION, "legacy", TAG, "perhaps");

    var applied = apply("--format", "json");

    var document = JsonMapper.shared().readTree(applied.out());
    assertThat(document.path("outcome").stringValue()).isEqualTo("incomplete");
    assertThat(outcome(document, "us-east-1/444455556666/legacy/tag")).isEqualTo("stale");
    assertThat(outcome(document, "us-east-1/444455556666/feature")).isEqualTo("skipped");
    assertThat(outcome(document, "us-east-1/777788889999/feature")).isEqualTo("done");
  }

  private static String outcome(JsonNode document, String step) {
    return StreamSupport.stream(document.path("steps").spliterator(), false)
        .filter(one -> one.path("id").stringValue().equals(step))
        .map(one -> one.path("outcome").stringValue())
        .findFirst()
        .orElseThrow();
  }

  private void assertRefused(Cli.Ran applied, String... why) {
    assertThat(applied.code()).as(applied.toString()).isEqualTo(64);
    assertThat(applied.err()).contains("EG209").contains(why).contains("eksguard plan -o");
    assertThat(writes()).isEmpty();
  }

  @Test
  void anEditedPlanIsRefused() throws IOException {
    save();
    Files.writeString(plan(), Files.readString(plan()).replaceFirst("\"legacy\"", "\"checkout\""));

    assertRefused(apply(), "it was edited");
  }

  @Test
  void aPlanOfAnotherVersionIsRefused() throws IOException {
    save();
    forge(root -> root.put("formatVersion", "0.9"));

    assertRefused(apply(), "it has the form `0.9`, and this version takes `1.x`");
  }

  @Test
  void aPlanOfANewerVersionIsRefusedAndNamesTheVersion() throws IOException {
    save();
    forge(root -> root.put("formatVersion", "1.999").put("eksguardVersion", "0.7.0"));

    assertRefused(apply(), "it has the form `1.999`, of a newer eksguard", "with eksguard `0.7.0`");
  }

  @Test
  void aPlanForASandboxIsRefusedByAwsAndTheOtherWayRound() throws IOException {
    save();

    assertRefused(
        Cli.inPlaceOfAws(folder, sandbox).run("apply", plan().toString()),
        "it was made against a sandbox, and this is AWS");
    forge(root -> root.put("target", "AWS"));
    assertRefused(apply(), "it was made against AWS, and this is a sandbox");
  }

  @Test
  void onlyThePlanThatWasReviewedIsTaken() throws IOException {
    var saved = save();

    assertRefused(apply("--expect-digest", "sha256:00"), "`sha256:00` was expected");
    assertThat(apply("--expect-digest", digest(saved)).code()).isZero();
  }

  @Test
  void aPlanForAnotherOrganizationThanTheFilesIsRefused() throws IOException {
    save();
    var other =
        Files.writeString(
            folder.resolve("other.yaml"), FILE.replace("\"111122223333\"", "\"222233334444\""));

    assertRefused(apply("-f", other.toString()), "it is for another organization than the file");
    assertThat(apply("-f", file().toString()).code()).isZero();
  }

  /// So a plan can be made with roles that only read, and applied with roles that write.
  @Test
  void theFileSaysByWhichRolesItIsApplied() throws IOException {
    save();
    var writer = folder.resolve("writer.yaml");
    Files.writeString(writer, FILE.replace("role/eksguard", "role/writer"));

    assertThat(apply("-f", writer.toString()).code()).isZero();
    assertThat(sandbox.events().calls("TagResource"))
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.principal()).contains(":assumed-role/writer/"));
  }

  @Test
  void aFileThatCannotBeReadIsNotTakenForAnotherOrganization() throws IOException {
    save();
    var broken = Files.writeString(folder.resolve("broken.yaml"), "version: 2\n");

    var applied = apply("-f", broken.toString());

    assertThat(applied.code()).as(applied.toString()).isEqualTo(64);
    assertThat(applied.err()).contains("broken.yaml:1").doesNotContain("another organization");
    assertThat(writes()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    var applied = apply();

    assertThat(applied.code()).as(applied.toString()).isEqualTo(64);
    assertThat(applied.err()).contains("EG209", "plan.json");
  }

  @Test
  void aPlanWithoutItsGuardsIsRefusedBeforeTheFirstWrite() throws IOException {
    save();
    forge(root -> step(root, "us-east-1/444455556666/feature").putArray("guards"));

    var applied = apply();

    assertThat(applied.code()).as(applied.toString()).isEqualTo(1);
    assertThat(applied.err()).contains("EG208", "`guarded` would be broken");
    assertThat(writes()).isEmpty();
  }

  @Test
  void aPlanWhoseOrderDoesNotHoldIsRefusedBeforeTheFirstWrite() throws IOException {
    save();
    forge(root -> step(root, "us-east-1/444455556666/feature").putArray("dependsOn"));

    var applied = apply();

    assertThat(applied.code()).as(applied.toString()).isEqualTo(1);
    assertThat(applied.err())
        .contains("EG208", "`never-install` would be broken in `us-east-1/444455556666`")
        .contains("for cluster `legacy`");
    assertThat(writes()).isEmpty();
  }

  @Test
  void aPlanThatHidesAClusterFromTheCheckIsHeldByItsGuard() throws IOException {
    save();
    forge(root -> {
      step(root, "us-east-1/444455556666/feature").putArray("dependsOn");
      var steps = (ArrayNode) root.required("steps");
      steps.removeIf(one -> one.path("id").stringValue().endsWith("/legacy/tag"));
      for (JsonNode place : root.required("places")) {
        ((ObjectNode) place.required("tags")).remove("legacy");
      }
    });

    var applied = apply();

    assertThat(applied.code()).as(applied.toString()).isEqualTo(4);
    assertThat(isOn(ONE)).isFalse();
    assertNothingExcludedWasManaged();
  }

  private static ObjectNode step(ObjectNode root, String id) {
    return StreamSupport.stream(root.required("steps").spliterator(), false)
        .filter(one -> one.path("id").stringValue().equals(id))
        .map(ObjectNode.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSamePlanMadeAtAnotherTimeHasTheSameDigest() throws IOException {
    var first = save();
    var later = Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC);

    var second =
        cli().at(later).run("plan", "--sandbox", "-f", file().toString(), "-o", plan().toString());
    sandbox.addCluster(ONE, REGION, io.eksguard.sim.world.Cluster.named("new"));
    var third = save();

    assertThat(digest(second)).isEqualTo(digest(first));
    assertThat(Files.readString(plan())).contains("2026-11-24T12:00:00Z");
    assertThat(digest(third)).isNotEqualTo(digest(first));
  }

  @Test
  void aPartOfASavedPlanCannotBeAskedFor() throws IOException {
    save();

    var applied = apply("--target", ONE);

    assertThat(applied.code()).as(applied.toString()).isEqualTo(64);
    assertThat(applied.err()).contains("EG401", "--target");
    assertThat(writes()).isEmpty();
  }

  @Test
  void aDigestIsExpectedOfASavedPlanOnly() throws IOException {
    var applied =
        cli()
            .run(
                "apply",
                "--sandbox",
                "--yes",
                "-f",
                file().toString(),
                "--expect-digest",
                "sha256:00");

    assertThat(applied.code()).as(applied.toString()).isEqualTo(64);
    assertThat(applied.err()).contains("EG401", "--expect-digest");
    assertThat(writes()).isEmpty();
  }

  @Test
  void whatTheLastRunHadInDoubtIsToldWithASavedPlanToo() throws IOException {
    save();
    var step = new StepId("us-east-1/444455556666/legacy/tag");
    Path runs = folder.resolve("eksguard").resolve("runs-sandbox");
    try (var journal =
        Journal.create(runs, new RunId("20261124T110000Z-abcd"), CLOCK, "test", "{}")) {
      journal.writing(List.of(step));
    }

    var applied = apply();

    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(applied.err())
        .contains("EG304", "Run `20261124T110000Z-abcd` was cut short", "`" + step + "`");
  }

  @Test
  void aPlanThatCannotBeSavedIsAnError() throws IOException {
    var saved =
        cli()
            .run(
                "plan",
                "--sandbox",
                "-f",
                file().toString(),
                "-o",
                folder.resolve("none/plan.json").toString());

    assertThat(saved.code()).as(saved.toString()).isEqualTo(1);
    assertThat(saved.err()).contains("EG404");
  }
}
