package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.ProtectionText;
import io.eksguard.plan.Forgery;
import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.iam.Access;
import io.eksguard.sim.iam.Principal;
import io.eksguard.sim.iam.RequestContext;
import io.eksguard.sim.world.Organization;
import io.eksguard.sim.world.Policy;
import io.eksguard.sim.world.Role;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The policy that protects the tag, end to end: the real SDK against the sandbox, whose own
/// evaluation of policies tells what is denied afterwards.
class TagProtectionTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String MEMBER = "444455556666";
  private static final String NAME = "eksguard-protect-guardduty-tag";
  private static final String UNIT = "ou-abcd-11111111";
  private static final String WORLD =
      """
      organization:
        management: "000011112222"
        administrator: "111122223333"
        units: {ou-abcd-11111111: {name: workloads}}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666": {parent: ou-abcd-11111111, clusters: {us-east-1: [checkout, legacy]}}
        "777788889999": {clusters: {us-east-1: [shop]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333"}
        members:
          - {account: "444455556666", approach: all-except, exclude: [legacy]}
          - {account: "777788889999", approach: all-except, exclude: [shop]}
        tagProtection:
          policy: eksguard-protect-guardduty-tag
          trusted: ["arn:aws:iam::*:role/eksguard"]
          attachTo: [r-abcd]
      access:
        members: {role: "arn:aws:iam::{account}:role/eksguard"}
        management: {role: "arn:aws:iam::000011112222:role/eksguard-scp"}
      limits: {changePercent: 100, untag: 9}
      """;

  @TempDir private Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli.Ran run(String file, String... args) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), file).toString();
    return Cli.on(folder, sandbox)
        .run(
            Stream.concat(Arrays.stream(args), Stream.of("--sandbox", "-f", path))
                .toArray(String[]::new));
  }

  private Cli.Ran apply(String file) throws IOException {
    return run(file, "apply", "--yes");
  }

  private void assertApplied(String file) throws IOException {
    var applied = apply(file);
    var after = run(file, "plan", "--detailed-exitcode");

    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(after.out()).contains("No changes.");
    assertThat(after.code()).isZero();
  }

  private Policy policy() {
    return sandbox.world().organization().orElseThrow().policies().values().stream()
        .filter(policy -> policy.name().equals(NAME))
        .findFirst()
        .orElseThrow();
  }

  private void given(String description, String content, String... targets) {
    sandbox.change(world ->
        world.withOrganization(o ->
            withPolicy(o, new Policy("p-12345678", NAME, description, content, set(targets)))));
  }

  private static java.util.SortedSet<String> set(String... targets) {
    return new TreeSet<>(List.of(targets));
  }

  private static Organization withPolicy(Organization organization, Policy policy) {
    var policies = new TreeMap<>(organization.policies());
    policies.put(policy.id(), policy);
    return organization.withPolicies(policies);
  }

  private static String trusting(String role) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Resource":"*",
     "Action":["eks:TagResource","eks:UntagResource"],
     "Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/%s"}}}]}
    """
        .formatted(role);
  }

  /// Whether the sandbox would let the role set the tag, by its own evaluation.
  private boolean mayTag(String account, String role) {
    var principal =
        Principal.session(
            Role.open("arn:aws:iam::" + account + ":role/" + role),
            "test",
            Optional.empty(),
            Map.of());
    var request =
        RequestContext.of(
            "eks:TagResource",
            "arn:aws:eks:us-east-1:" + account + ":cluster/legacy",
            Map.of("aws:TagKeys", List.of("GuardDutyManaged")));
    return Access.refusal(sandbox.world(), principal, "us-east-1", request).isEmpty();
  }

  private List<String> writes() {
    return sandbox.events().calls().stream()
        .filter(call ->
            call.operation().matches("(Tag|Untag|Update|Create|Attach|Detach).*")
                && call.status() < 300)
        .map(RecordedCall::operation)
        .toList();
  }

  private int at(String operation) {
    return writes().indexOf(operation);
  }

  @Test
  void isMadeAndAttachedAfterTheTagsAndBeforeAnythingIsTurnedOn() throws IOException {
    var planned = run(FILE, "plan");

    assertApplied(FILE);

    assertThat(planned.out()).contains("2 to enable", ", 2 to protect.");
    assertThat(policy().targets()).containsExactly("r-abcd");
    assertThat(policy().description()).isEqualTo(ProtectionText.DESCRIPTION);
    assertThat(writes())
        .startsWith("TagResource", "TagResource", "CreatePolicy", "AttachPolicy")
        .endsWith("UpdateMemberDetectors");
    assertThat(mayTag(MEMBER, "eksguard")).isTrue();
    assertThat(mayTag(MEMBER, "developer")).isFalse();
    assertThat(mayTag("000011112222", "developer")).as("the management account").isTrue();
  }

  @Test
  void eitherFormKeepsOthersOutAndNotUs() throws IOException {
    assertApplied(FILE.replace("trusted:", "form: documented\n    trusted:"));

    assertThat(policy().content()).contains("aws:ResourceTag/GuardDutyManaged");
    assertThat(mayTag(MEMBER, "eksguard")).isTrue();
    assertThat(mayTag(MEMBER, "developer")).isFalse();
  }

  @Test
  void thePlanSaysWhoCanStillChangeTheTagAndWhatTheDocumentedFormBreaks() throws IOException {
    var scoped = run(FILE.replace("r-abcd", UNIT), "plan", "--format", "json");
    var documented = run(FILE.replace("trusted:", "form: documented\n    trusted:"), "plan");

    assertThat(scoped.out())
        .contains("EG223", "arn:aws:iam::*:role/eksguard", "service-linked roles")
        .contains("everybody who may tag in 1 managed account that is not below")
        .doesNotContain("EG224");
    assertThat(documented.err())
        .contains("EG224", "forbids all tagging in EKS")
        .contains("own principal tag `GuardDutyManaged` has the value that it sets");
  }

  @Test
  void changesOnlyTheTextWhereOnlyTheTextDiffers() throws IOException {
    assertApplied(FILE);
    int before = writes().size();

    assertApplied(
        FILE.replace("role/eksguard\"]\n", "role/eksguard\", \"arn:aws:iam::*:role/x\"]\n"));

    assertThat(writes().subList(before, writes().size())).containsExactly("UpdatePolicy");
    assertThat(mayTag(MEMBER, "x")).isTrue();
  }

  @Test
  void aTextThatDiffersInItsSpacesOnlyIsLeft() throws IOException {
    assertApplied(FILE);
    var spaced = policy().content().replace(":{", ": {").replace(",\"", ", \"");
    given(ProtectionText.DESCRIPTION, spaced, "r-abcd");
    sandbox.change(world ->
        world.withOrganization(o ->
            o.withPolicies(new TreeMap<>(Map.of("p-12345678", o.policies().get("p-12345678"))))));

    assertThat(run(FILE, "plan").out()).contains("No changes.");
  }

  @Test
  void attachesElsewhereBeforeItDetaches() throws IOException {
    assertApplied(FILE);
    int before = writes().size();

    assertApplied(FILE.replace("r-abcd", UNIT));

    assertThat(writes().subList(before, writes().size()))
        .containsExactly("AttachPolicy", "DetachPolicy");
    assertThat(policy().targets()).containsExactly(UNIT);
    assertThat(mayTag(MEMBER, "developer")).isFalse();
    assertThat(mayTag("777788889999", "developer")).isTrue();
  }

  @Test
  void leavingItOutTouchesNoPolicy() throws IOException {
    assertApplied(FILE);
    int before = sandbox.events().calls("DescribePolicy").size();

    assertApplied(FILE.replaceAll("(?s)  tagProtection:.*?(?=access:)", ""));

    assertThat(policy().targets()).containsExactly("r-abcd");
    assertThat(sandbox.events().calls("DescribePolicy")).hasSize(before);
  }

  @Test
  void aPolicyOfAnotherHandIsAdoptedOnlyIfTheFileSaysSo() throws IOException {
    given("made by hand", trusting("eksguard"), UNIT);

    var refused = apply(FILE);
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("file.yaml:10:", "EG222", "adopt: true");
    assertThat(writes()).isEmpty();

    assertApplied(FILE.replace("trusted:", "adopt: true\n    trusted:"));
    assertThat(policy().id()).isEqualTo("p-12345678");
    assertThat(policy().targets()).containsExactly("r-abcd");
  }

  /// Where it is the only one that allows anything, all would be denied below it.
  @Test
  void aPolicyThatAllowsSomethingIsNeverOverwrittenNorDetached() throws IOException {
    var allowing =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}\
        """;
    var adopting = FILE.replace("trusted:", "adopt: true\n    trusted:");
    given("made by hand", allowing, UNIT);

    var refused = apply(adopting);

    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("file.yaml:10:", "EG222", "allows").doesNotContain("adopt:");
    assertThat(writes()).isEmpty();
    given("made by hand", allowing);
    assertApplied(adopting);
  }

  @Test
  void aPolicyThatWouldLockUsOutIsRefusedBeforeAnythingIsWritten() throws IOException {
    var file =
        FILE.replace(
            "trusted: [\"arn:aws:iam::*:role/eksguard\"]",
            "trusted: [\"arn:aws:iam::*:role/other\"]");

    var planned = run(file, "plan", "-o", folder.resolve("plan.json").toString());
    var applied = apply(file);

    assertThat(planned.code()).isEqualTo(3);
    assertThat(planned.err())
        .contains(
            "file.yaml:11:5: error EG221",
            "2 accounts: 444455556666, 777788889999",
            "role/eksguard`");
    assertThat(folder.resolve("plan.json")).doesNotExist();
    assertThat(applied.code()).isEqualTo(3);
    assertThat(writes()).isEmpty();
  }

  @Test
  void aPolicyThatDoesNotReachUsMayTrustWhomItLikes() throws IOException {
    var file =
        FILE.replace("role/eksguard\"]\n    attach", "role/other\"]\n    attach")
            .replace("r-abcd", "\"999988887777\"");
    sandbox.change(world -> World.parse(WORLD + "  \"999988887777\": {}\n", "world.yaml"));

    assertApplied(file);

    assertThat(mayTag("999988887777", "eksguard")).isFalse();
  }

  @Test
  void whereThePolicyThatIsThereRefusesUsItIsChangedFirst() throws IOException {
    given(ProtectionText.DESCRIPTION, trusting("nobody"), "r-abcd");

    assertApplied(FILE);

    assertThat(writes()).startsWith("UpdatePolicy", "TagResource", "TagResource");
  }

  @Test
  void anAccountThatRefusesItsTagsDoesNotKeepThePolicyFromProtectingTheOthers() throws IOException {
    sandbox.faults().on("TagResource").account(MEMBER).deny();

    var applied = apply(FILE);

    assertThat(applied.code()).isEqualTo(6);
    assertThat(policy().targets()).containsExactly("r-abcd");
    assertThat(sandbox.events().wasEverManaged(MEMBER, "us-east-1", "legacy")).isFalse();
    assertThat(applied.out()).contains("done").contains("1 failed", "1 skipped");
  }

  @Test
  void fiveAttachedAlreadyIsExplainedAndTurnsNothingOn() throws IOException {
    sandbox.change(world -> {
      World full = world;
      for (int i = 0; i < 4; i++) {
        var other = new Policy("p-1111111" + i, "other-" + i, "", trusting("*"), set("r-abcd"));
        full = full.withOrganization(o -> withPolicy(o, other));
      }
      return full;
    });

    var applied = apply(FILE);

    assertThat(applied.code()).isEqualTo(4);
    assertThat(applied.err()).contains("EG322", "Five service control policies");
    assertThat(at("UpdateMemberDetectors")).isNegative();
    assertThat(at("TagResource")).isNotNegative();
  }

  @Test
  void thatPoliciesAreNotEnabledIsExplained() throws IOException {
    var off = WORLD.replace("  units:", "  policyTypes: []\n  units:");
    sandbox.change(_ -> World.parse(off, "world.yaml"));

    var applied = apply(FILE);

    assertThat(applied.code()).isEqualTo(4);
    assertThat(applied.err()).contains("EG321", "enable-policy-type");
  }

  @Test
  void withoutARoleInTheManagementAccountItSaysWhichOneToName() throws IOException {
    var applied = apply(FILE.replaceAll("  management: .*\n", ""));

    assertThat(applied.code()).isEqualTo(6);
    assertThat(applied.err()).contains("organizations:CreatePolicy", "access.management");
  }

  @Test
  void whereThePolicyCannotBeReadNothingIsDone() throws IOException {
    sandbox.faults().on("ListPolicies").deny();

    var applied = apply(FILE);

    assertThat(applied.code()).isEqualTo(6);
    assertThat(writes()).isEmpty();
  }

  @Test
  void anAttachmentThatIsThereAlreadyIsAsGoodAsDone() throws IOException {
    sandbox
        .faults()
        .beforeOperation(
            "AttachPolicy",
            () ->
                sandbox.change(world ->
                    world.withOrganization(
                        o -> withPolicy(o, policy().withTargets(set("r-abcd"))))));

    assertApplied(FILE);
  }

  @Test
  void aTextThatSomebodyChangesMeanwhileIsNotAttached() throws IOException {
    var plan = save(FILE);
    sandbox
        .faults()
        .on("AttachPolicy")
        .first(() -> {
          throw new AssertionError("attached what was never evaluated");
        });
    sandbox
        .faults()
        .on("DescribePolicy")
        .first(() -> sandbox.change(world -> world.withOrganization(o -> changed(o))));

    var applied = Cli.on(folder, sandbox).run("apply", plan, "--sandbox");

    assertThat(applied.code()).as("stale, and what was done does not last").isEqualTo(4);
    assertThat(applied.err()).contains("EG302", "something else than was planned");
    assertThat(policy().targets()).isEmpty();
  }

  private static Organization changed(Organization organization) {
    return saying(organization, trusting("nobody"));
  }

  private static Organization saying(Organization organization, String content) {
    var other = organization;
    for (Policy policy : organization.policies().values()) {
      other =
          withPolicy(
              other,
              new Policy(
                  policy.id(), policy.name(), policy.description(), content, policy.targets()));
    }
    return other;
  }

  private String save(String file) throws IOException {
    var plan = folder.resolve("plan.json").toString();
    var saved = run(file, "plan", "-o", plan);
    assertThat(saved.code()).as(saved.toString()).isZero();
    return plan;
  }

  @Test
  void aSavedPlanProtectsAsItWasPlanned() throws IOException {
    var plan = save(FILE);

    var applied = Cli.on(folder, sandbox).run("apply", plan, "--sandbox");

    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(run(FILE, "plan").out()).contains("No changes.");
  }

  @Test
  void aForgedPlanThatLocksUsOutIsRefused() throws IOException {
    var plan = Path.of(save(FILE));
    Files.writeString(
        plan,
        Forgery.of(
            Files.readString(plan),
            root -> texts(root).forEach(text -> text.put("text", trusting("mallory")))));

    var applied = Cli.on(folder, sandbox).run("apply", plan.toString(), "--sandbox");

    assertThat(applied.code()).as(applied.toString()).isEqualTo(3);
    assertThat(applied.err()).contains("EG221", "file.yaml:9:");
    assertThat(writes()).isEmpty();
  }

  @Test
  void aForgedPlanThatAttachesATextThatLocksUsOutIsRefused() throws IOException {
    given(ProtectionText.DESCRIPTION, trusting("nobody"), UNIT);
    sandbox.change(world -> world.withOrganization(o -> saying(o, ownText())));
    var plan = Path.of(save(FILE));
    sandbox.change(world -> world.withOrganization(o -> saying(o, trusting("nobody"))));
    Files.writeString(
        plan,
        Forgery.of(
            Files.readString(plan),
            root ->
                ((ArrayNode) root.path("steps"))
                    .values().stream()
                        .filter(step -> step.path("kind").asString("").equals("policy-target"))
                        .forEach(step -> ((ObjectNode) step).put("text", trusting("nobody")))));

    var applied = Cli.on(folder, sandbox).run("apply", plan.toString(), "--sandbox");

    assertThat(applied.code()).as(applied.toString()).isEqualTo(3);
    assertThat(applied.err()).contains("EG221");
    assertThat(writes()).isEmpty();
  }

  private static String ownText() {
    return ProtectionText.of(
        new io.eksguard.model.TagProtection(
            "p",
            NAME,
            io.eksguard.model.TagProtection.Form.SCOPED,
            List.of("arn:aws:iam::*:role/eksguard"),
            List.of("r-abcd"),
            false),
        "aws");
  }

  private static List<ObjectNode> texts(ObjectNode root) {
    return ((ArrayNode) root.path("steps"))
        .values().stream()
            .filter(step -> step.path("kind").asString("").equals("policy-text"))
            .map(step -> (ObjectNode) step.path("after"))
            .toList();
  }

  @Test
  void theWayBackDetachesAndDeletesNothing() throws IOException {
    assertApplied(FILE);
    var plan = folder.resolve("undo.json").toString();

    var planned = Cli.on(folder, sandbox).run("plan", "--undo", "latest", "--sandbox", "-o", plan);
    var applied =
        Cli.on(folder, sandbox)
            .run("apply", plan, "--sandbox", "--allow", "disable", "--allow", "untag");

    assertThat(planned.err()).contains("a policy is detached, never deleted");
    assertThat(applied.code()).as(applied.toString()).isZero();
    assertThat(policy().targets()).isEmpty();
    assertThat(policy().content()).contains("GuardDutyManaged");
  }

  @Test
  void theWayBackFromAnUpdateBringsTheEarlierText() throws IOException {
    given(ProtectionText.DESCRIPTION, trusting("eksguard"), "r-abcd");
    assertApplied(FILE);
    undo();
    assertThat(policy().content()).isEqualTo(trusting("eksguard"));
  }

  @Test
  void theWayBackNeverBringsATextThatLocksUsOut() throws IOException {
    given(ProtectionText.DESCRIPTION, trusting("nobody"), "r-abcd");
    assertApplied(FILE);
    var undone = undo();
    assertThat(undone.err()).contains("would keep eksguard itself from changing the tag");
    assertThat(mayTag(MEMBER, "eksguard")).isTrue();
  }

  @Test
  void theWayBackAttachesAgainBeforeItBringsTheEarlierText() throws IOException {
    given(ProtectionText.DESCRIPTION, trusting("eksguard"), "r-abcd", UNIT);
    assertApplied(FILE.replaceAll("all-except, exclude: .*}", "disabled}"));
    assertThat(policy().targets()).containsExactly("r-abcd");

    var undone = undo();

    assertThat(policy().content()).as(undone.toString()).isEqualTo(trusting("eksguard"));
    assertThat(policy().targets()).containsExactly(UNIT, "r-abcd");
  }

  private Cli.Ran undo() {
    var plan = folder.resolve("undo.json").toString();
    var planned = Cli.on(folder, sandbox).run("plan", "--undo", "latest", "--sandbox", "-o", plan);
    var applied =
        Cli.on(folder, sandbox)
            .run("apply", plan, "--sandbox", "--allow", "disable", "--allow", "untag");
    assertThat(applied.code()).as(planned + "\n" + applied).isZero();
    return planned;
  }

  @Test
  void isPrintedForThoseWhoAttachItByOtherMeans() throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), FILE).toString();
    var cli = Cli.on(folder, sandbox);

    var json = cli.run("policy", "-f", path, "--format", "json");
    var text = cli.run("policy", "-f", path);
    assertApplied(FILE);

    assertThat(json.out()).isEqualTo(policy().content() + "\n");
    assertThat(JsonMapper.shared().readTree(json.out()).path("Statement").size()).isEqualTo(1);
    assertThat(text.out()).contains(NAME + " (scoped), 324 of 5,120 characters", "r-abcd");
  }

  @Test
  void thereIsNoPolicyToPrintWhereTheFileAsksForNone() throws IOException {
    var file = FILE.replaceAll("(?s)  tagProtection:.*?(?=access:)", "");
    var path = Files.writeString(folder.resolve("file.yaml"), file).toString();

    var printed = Cli.on(folder, sandbox).run("policy", "-f", path);

    assertThat(printed.code()).isEqualTo(64);
    assertThat(printed.err()).contains("tagProtection");
  }
}
