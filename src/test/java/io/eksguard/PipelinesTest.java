package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.RecordedCall;
import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.Feature;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The scripts in `examples/pipelines`, as they stand there, with the program itself against a
/// sandbox in place of AWS, and a `gh` that takes down what it is asked.
@DisabledOnOs(OS.WINDOWS)
class PipelinesTest {
  private static final Path EXAMPLES = Path.of("examples/pipelines");
  private static final Path WORKFLOWS = EXAMPLES.resolve("github-actions/.github/workflows");
  private static final String MEMBER = "444455556666";
  private static final String REGION = "us-east-1";
  private static final String REF = "0123456789012345678901234567890123456789";
  private static final String DIGEST = "sha256:" + "0a".repeat(32);
  private static final Pattern SHELL = Pattern.compile("(?s)\\bsh '''(.*?)'''");
  private static final String WORLD =
      """
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666": {clusters: {us-east-1: [checkout, legacy]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]

      organization:
        administrator:
          account: "111122223333"
        members:
          - account: "444455556666"
            approach: all-except
            exclude: [legacy]

      limits:
        changePercent: 100
      """;

  @TempDir private Path folder;
  private final Sandbox sandbox =
      Sandbox.start(World.parse(WORLD, "world.yaml"), 0, InstantSource.system());
  private final Map<String, String> environment = new HashMap<>();
  private Path work;
  private Path answers;

  @AfterEach
  void stop() {
    sandbox.close();
  }

  /// A repository that keeps a desired-state file, with eksguard built already.
  @BeforeEach
  void makeRepository() throws IOException {
    work = Files.createDirectories(folder.resolve("work"));
    answers = Files.createDirectories(folder.resolve("answers"));
    Files.writeString(work.resolve("eksguard.yaml"), FILE);
    copy(EXAMPLES.resolve("access"), work.resolve("access"));
    copy(EXAMPLES.resolve("github-actions/.github"), work.resolve(".github"));
    Files.createDirectories(work.resolve("ci"));
    Files.copy(EXAMPLES.resolve("install-eksguard.sh"), work.resolve("ci/install-eksguard.sh"));
    Path clone = folder.resolve("home").resolve(REF);
    Files.createDirectories(clone.resolve("target"));
    Files.writeString(clone.resolve("target/eksguard.jar"), "");
    executable(
        Files.createDirectories(clone.resolve("scripts")).resolve("eksguard"),
        """
        #!/bin/sh
        exec "%s/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -cp "%s" io.eksguard.Main "$@"
        """
            .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
    executable(
        Files.createDirectories(folder.resolve("bin")).resolve("gh"),
        """
        #!/bin/sh
        printf '%%s\\n' "$*" >> "%1$s/asked"
        for word; do
          case $word in
            body=@*) cat "${word#body=@}" > "%1$s/body" ;;
          esac
          [ "$before" != --body-file ] || cat "$word" > "%1$s/body"
          before=$word
        done
        case $* in
          *--method* | "issue close"*) ;;
          */pulls*) cat "%1$s/pulls" ;;
          */comments*) cat "%1$s/comments" ;;
          */runs/*) cat "%1$s/head" ;;
          "issue list"*) cat "%1$s/issues" ;;
        esac
        """
            .formatted(answers));
    environment.put("AWS_ENDPOINT_URL", sandbox.endpoint().toString());
    environment.put("AWS_ACCESS_KEY_ID", "sandbox");
    environment.put("AWS_SECRET_ACCESS_KEY", "sandbox");
    environment.put("AWS_REGION", REGION);
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_CONFIG_FILE", folder.resolve("none").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString());
    environment.put("HOME", folder.toString());
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    environment.put("EKSGUARD_REPOSITORY", "https://git.example.com/OWNER/eksguard.git");
    environment.put("EKSGUARD_REF", REF);
    environment.put("EKSGUARD_HOME", folder.resolve("home").toString());
    environment.put("GITHUB_OUTPUT", folder.resolve("output").toString());
    environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
    environment.put("GITHUB_REPOSITORY", "example/guardduty");
    environment.put("GITHUB_RUN_ID", "42");
    environment.put("GITHUB_SHA", "f00d");
    environment.put("RUNNER_TEMP", folder.toString());
    environment.put(
        "PATH",
        folder.resolve("bin") + ":" + clone.resolve("scripts") + ":" + System.getenv("PATH"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Ended(int code, String out) {}

  private Ended bash(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "--noprofile", "--norc"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      String out = process.inputReader().lines().collect(Collectors.joining("\n"));
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// As GitHub runs a step with `shell: bash`, GitLab a script, and the others with their own
  /// `set`.
  private Ended run(String script) throws IOException {
    return bash("-eo", "pipefail", "-c", script);
  }

  private String githubStep(String workflow, String name) throws IOException {
    return steps(workflow)
        .filter(step -> step.path("name").asString("").equals(name))
        .map(step -> step.path("run").stringValue())
        .findFirst()
        .orElseThrow();
  }

  private static Stream<JsonNode> steps(String workflow) throws IOException {
    return YamlTree.read(WORKFLOWS.resolve(workflow))
        .path(0)
        .path("jobs")
        .valueStream()
        .flatMap(job -> job.path("steps").valueStream());
  }

  private String output(String name) throws IOException {
    return Files.readAllLines(folder.resolve("output")).stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .reduce("", (_, last) -> last);
  }

  private String asked() throws IOException {
    return Files.readString(answers.resolve("asked"));
  }

  private void answer(String question, String text) throws IOException {
    Files.writeString(answers.resolve(question), text);
  }

  private boolean isOn() {
    return feature().enabled();
  }

  private Feature feature() {
    return sandbox
        .world()
        .at(MEMBER, REGION)
        .detector()
        .orElseThrow()
        .feature(Feature.RUNTIME_MONITORING);
  }

  private void assertWrittenByTheApplyRoleOnly() {
    assertThat(sandbox.events().calls("TagResource"))
        .isNotEmpty()
        .extracting(RecordedCall::principal)
        .allMatch(principal -> principal.contains(":assumed-role/eksguard-apply/"));
    assertThat(sandbox.events().wasEverManaged(MEMBER, REGION, "legacy")).isFalse();
    assertThat(isOn()).isTrue();
  }

  private static void assertEnded(Ended ended, int code) {
    assertThat(ended.code()).as("%s", ended).isEqualTo(code);
  }

  @Test
  void githubAppliesThePlanThatTheCommentNames() throws IOException {
    assertEnded(run(githubStep("eksguard-plan.yml", "Check the file")), 0);
    assertEnded(run(githubStep("eksguard-plan.yml", "Plan")), 0);
    assertThat(output("code")).isEqualTo("2");
    assertThat(sandbox.events().calls("TagResource")).isEmpty();
    String digest = output("digest");

    environment.putAll(Map.of("DIGEST", digest, "PULL_REQUEST", "5"));
    assertEnded(run(githubStep("eksguard-plan.yml", "Say how to apply it by hand")), 0);
    assertThat(folder.resolve("summary"))
        .content()
        .startsWith("<!-- eksguard:plan")
        .contains("with run 42 and digest " + digest);
    answer("comments", "");
    assertEnded(
        run(githubStep("eksguard-plan.yml", "Write the comment, or bring it up to date")), 0);
    String comment = Files.readString(answers.resolve("body"));
    assertThat(asked()).contains("--method POST repos/example/guardduty/issues/5/comments");
    assertThat(comment).startsWith("<!-- eksguard:plan").hasSizeLessThan(65_536);

    environment.remove("DIGEST");
    answer("pulls", "5 cafe\n");
    answer("comments", comment);
    answer("head", "cafe\n");
    assertEnded(run(githubStep("eksguard-apply.yml", "Find the plan that was reviewed")), 0);
    assertThat(output("run")).isEqualTo("42");
    assertThat(output("digest")).isEqualTo(digest).startsWith("sha256:");

    environment.put("DIGEST", digest);
    assertEnded(
        run(githubStep("eksguard-apply.yml", "The file must be the one that was planned")), 0);
    assertEnded(run(githubStep("eksguard-apply.yml", "Apply")), 0);
    assertThat(output("code")).isEqualTo("0");
    assertThat(folder.resolve("state/eksguard/runs")).isNotEmptyDirectory();
    assertWrittenByTheApplyRoleOnly();

    assertEnded(run(githubStep("eksguard-plan.yml", "Plan")), 0);
    assertThat(output("code")).isEqualTo("0");
  }

  @Test
  void githubPlansAgainWhatIsStale() throws IOException {
    assertEnded(run(githubStep("eksguard-plan.yml", "Plan")), 0);
    environment.put("DIGEST", output("digest"));
    sandbox.change(world ->
        world.with(
            MEMBER,
            REGION,
            place ->
                place.mapDetector(detector ->
                    detector.withFeature(
                        Feature.RUNTIME_MONITORING,
                        detector
                            .feature(Feature.RUNTIME_MONITORING)
                            .withEnabled(true)
                            .withAdditional(Map.of("EKS_ADDON_MANAGEMENT", false))))));

    Ended applied = run(githubStep("eksguard-apply.yml", "Apply"));

    assertEnded(applied, 5);
    assertThat(output("code")).isEqualTo("5");
    assertThat(applied.out()).contains("::error::Not all of the plan was applied");
    assertEnded(run(githubStep("eksguard-apply.yml", "Plan main again")), 0);
    assertThat(asked())
        .contains("workflow run eksguard-plan.yml --repo example/guardduty --ref main");
  }

  @Test
  void githubAppliesNoOtherPlan() throws IOException {
    assertEnded(run(githubStep("eksguard-plan.yml", "Plan")), 0);
    environment.put("DIGEST", DIGEST);
    Files.writeString(work.resolve("eksguard.yaml"), FILE.replace("legacy", "checkout"));

    assertEnded(
        run(githubStep("eksguard-apply.yml", "The file must be the one that was planned")), 1);
    assertEnded(run(githubStep("eksguard-apply.yml", "Apply")), 64);
    assertThat(isOn()).isFalse();
  }

  @Test
  void githubShowsAPlanPastALimitAndThenFails() throws IOException {
    Files.writeString(
        work.resolve("eksguard.yaml"),
        FILE.replace("changePercent: 100", "disable: 0")
            .replace("all-except\n      exclude: [legacy]", "disabled"));
    sandbox.setMemberFeature(MEMBER, REGION, Feature.RUNTIME_MONITORING, true);

    assertEnded(run(githubStep("eksguard-plan.yml", "Plan")), 0);
    assertThat(output("code")).isEqualTo("3");
    assertThat(work.resolve("reviewed/plan.md")).isNotEmptyFile();
    assertEnded(
        run(githubStep("eksguard-plan.yml", "A plan that is refused is not to be merged")), 3);
  }

  @ParameterizedTest
  @CsvSource({"true, 3", "false, 2"})
  void githubPlansWhatThePullRequestCausesAndNothingElse(boolean before, String code)
      throws IOException {
    environment.put("GITHUB_BASE_REF", "main");
    commit("a.txt", before ? "eksguard.yaml" : "a.txt");
    commit("b.txt", ".");

    assertEnded(run(githubStep("eksguard-plan.yml", "Plan")), 0);

    assertThat(output("code")).isEqualTo(code);
    assertThat(output("changes")).isEqualTo("true");
    assertThat(work.resolve("reviewed/plan.md")).isNotEmptyFile();
    assertThat(Files.exists(work.resolve("reviewed/plan.json"))).isEqualTo(!before);
    assertThat(output("digest").isEmpty()).isEqualTo(before);
    assertThat(folder.resolve("summary")).content().contains(before ? "EG211" : "by this change");
  }

  @Test
  void githubPlansNoPullRequestWithoutWhatItIsMergedInto() throws IOException {
    environment.put("GITHUB_BASE_REF", "main");
    commit("a.txt", "eksguard.yaml");

    assertEnded(run(githubStep("eksguard-plan.yml", "Plan")), 1);

    assertThat(folder.resolve("output")).doesNotExist();
  }

  /// Makes a file, and commits it and another.
  private void commit(String made, String added) throws IOException {
    Files.writeString(work.resolve(made), made);
    assertEnded(
        run(
            """
            git init -q .
            git add %s %s
            git -c user.name=ann -c user.email=ann@example.com commit -q -m "a change"
            """
                .formatted(made, added)),
        0);
  }

  @Test
  void githubShowsItsAnnotationsAtTheLinesOfTheFile() throws IOException {
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_WORKSPACE", work.toString());
    Files.writeString(work.resolve("eksguard.yaml"), FILE.replace("[legacy]", "[legacy, none]"));

    Ended ended = run(githubStep("eksguard-plan.yml", "Plan"));

    assertThat(ended.out())
        .contains("::warning file=eksguard.yaml,line=11,col=25,title=EG202::No cluster matches");
  }

  @Test
  void githubKeepsNoPlanInACommentThatHasNone() throws IOException {
    Files.writeString(work.resolve("plan.md"), "<!-- eksguard:plan default -->\nnew\n");
    environment.putAll(Map.of("DIGEST", "", "PULL_REQUEST", "5"));
    answer("comments", "7\n");

    assertEnded(run(".github/eksguard/comment.sh plan.md"), 0);

    assertThat(answers.resolve("body")).content().contains("new").doesNotContain("of run");
  }

  @Test
  void githubDoesNotTakeAnErrorForChanges() throws IOException {
    sandbox.faults().on("ListDetectors").deny();

    assertEnded(run(githubStep("eksguard-plan.yml", "Plan")), 6);
    assertThat(output("digest")).isEmpty();
  }

  @Test
  void githubBringsItsCommentUpToDate() throws IOException {
    Files.writeString(work.resolve("plan.md"), "<!-- eksguard:plan default -->\nnew\n");
    environment.putAll(Map.of("DIGEST", DIGEST, "PULL_REQUEST", "5"));
    answer("comments", "7\n8\n");

    assertEnded(run(".github/eksguard/comment.sh plan.md"), 0);

    assertThat(asked())
        .contains("--method PATCH repos/example/guardduty/issues/comments/7")
        .doesNotContain("POST");
    assertThat(answers.resolve("body"))
        .content()
        .contains("new", "Plan `" + DIGEST + "` of run 42");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Plan `sha256:12` of run 1", "Plan `" + "x" + "` of run $(id)"})
  void githubAppliesNothingWithoutACommentThatNamesAPlan(String comment) throws IOException {
    answer("pulls", "5 cafe\n");
    answer("comments", comment + "\n");
    answer("head", "cafe\n");

    Ended ended = run(".github/eksguard/reviewed.sh");

    assertEnded(ended, 1);
    assertThat(ended.out()).contains("has no comment with a plan");
  }

  @Test
  void githubAppliesNoPlanOfAnotherCommitThanWasMerged() throws IOException {
    answer("pulls", "5 cafe\n");
    answer("comments", "Plan `" + DIGEST + "` of run 42\n");
    answer("head", "beef\n");

    Ended ended = run(".github/eksguard/reviewed.sh");

    assertEnded(ended, 1);
    assertThat(ended.out()).contains("The plan of pull request 5 is of beef, and cafe was merged.");
  }

  @Test
  void githubTakesAPlanByHand() throws IOException {
    environment.putAll(Map.of("RUN", "7", "DIGEST", DIGEST));
    assertEnded(run(".github/eksguard/reviewed.sh"), 0);
    assertThat(output("run")).isEqualTo("7");

    environment.put("RUN", "7; id");
    assertEnded(run(".github/eksguard/reviewed.sh"), 64);
  }

  @Test
  void githubOpensOneIssueOfDriftAndClosesIt() throws IOException {
    String look = githubStep("eksguard-drift.yml", "Look for drift");
    String issue = githubStep("eksguard-drift.yml", "Open, update or close the issue");
    assertEnded(run(look), 0);
    assertThat(output("code")).as("the first night").isEqualTo("0");
    assertEnded(run(look.replace("--fail-after 2", "--fail-after 1")), 0);
    assertThat(output("code")).isEqualTo("2");

    environment.put("CODE", "2");
    answer("issues", "");
    assertEnded(run(issue), 0);
    assertThat(asked()).contains("issue create --repo example/guardduty --label eksguard-drift");
    assertThat(answers.resolve("body")).content().contains(MEMBER, "actions/runs/42");

    answer("issues", "9\n");
    assertEnded(run(issue), 0);
    assertThat(asked()).containsOnlyOnce("issue create").contains("issue edit 9");

    environment.put("CODE", "0");
    assertEnded(run(issue), 0);
    assertThat(asked()).contains("issue close 9 --repo example/guardduty --comment");

    environment.put("CODE", "");
    assertEnded(run(issue), 1);
  }

  @Test
  void gitlabAppliesThePlanOfItsPipeline() throws IOException {
    JsonNode jobs = YamlTree.read(EXAMPLES.resolve("gitlab-ci/.gitlab-ci.yml")).path(0);
    String install = lines(jobs.path(".eksguard").path("before_script"));
    environment.put("CI_PROJECT_DIR", work.toString());

    assertEnded(run(install + lines(jobs.path("check").path("script"))), 0);
    assertEnded(run(install + lines(jobs.path("plan").path("script"))), 0);
    assertReports(jobs.path("check"), "codequality");
    assertReports(jobs.path("plan"), "codequality", "dotenv");
    for (String variable : Files.readAllLines(work.resolve("plan.env"))) {
      environment.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
    }
    assertEnded(run(install + lines(jobs.path("apply").path("script"))), 0);

    assertWrittenByTheApplyRoleOnly();
    assertThat(work.resolve("state/eksguard/runs")).isNotEmptyDirectory();
    assertEnded(run(install + lines(jobs.path("drift").path("script"))), 0);
    assertThat(work.resolve("history")).isNotEmptyDirectory();
    assertReports(jobs.path("drift"), "junit");
  }

  /// The job says which reports it has, and its script has made them.
  private void assertReports(JsonNode job, String... kinds) throws IOException {
    JsonNode reports = job.path("artifacts").path("reports");
    assertThat(reports.propertyNames()).containsExactlyInAnyOrder(kinds);
    for (String kind : kinds) {
      String report = Files.readString(work.resolve(reports.path(kind).stringValue()));
      switch (kind) {
        case "codequality" -> assertThat(CiSchemas.ofCodeQuality(report)).isEmpty();
        case "junit" -> assertThat(CiSchemas.ofJunit(report)).isEmpty();
        default ->
            assertThat(report).contains("EKSGUARD_CHANGES=true\n", "EKSGUARD_DIGEST=sha256:");
      }
    }
  }

  private static String lines(JsonNode script) {
    return script
        .valueStream()
        .map(JsonNode::stringValue)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void jenkinsAppliesThePlanOfItsBuild() throws IOException {
    List<String> scripts =
        SHELL
            .matcher(Files.readString(EXAMPLES.resolve("jenkins/Jenkinsfile")))
            .results()
            .map(found -> found.group(1).replace("\\\\", "\\"))
            .toList();
    assertThat(scripts).hasSize(3);
    String drift = scripts.get(0);

    assertEnded(run(scripts.get(1)), 0);
    assertThat(work.resolve("code.txt")).hasContent("2");
    environment.put("DIGEST", Files.readString(work.resolve("digest.txt")).strip());
    assertEnded(run(scripts.get(2)), 0);

    assertWrittenByTheApplyRoleOnly();
    assertEnded(run(drift), 0);
    for (String report : List.of("plan.junit.xml", "drift.junit.xml")) {
      assertThat(CiSchemas.ofJunit(Files.readString(work.resolve(report)))).isEmpty();
      assertThat(Files.readString(EXAMPLES.resolve("jenkins/Jenkinsfile")))
          .contains("testResults: '" + report + "'");
    }
  }

  @Test
  void codebuildAppliesThePlanOfItsPipeline() throws IOException {
    assertEnded(run(build("plan.yml") + "echo \"$EKSGUARD_DIGEST\" > digest.txt"), 0);
    environment.put("EKSGUARD_DIGEST", Files.readString(work.resolve("digest.txt")).strip());
    assertEnded(run(build("apply.yml")), 0);

    assertWrittenByTheApplyRoleOnly();
  }

  private static String build(String file) throws IOException {
    return lines(
        YamlTree.read(EXAMPLES.resolve("codebuild").resolve(file))
            .path(0)
            .path("phases")
            .path("build")
            .path("commands"));
  }

  @Test
  void atlantisAppliesThePlanFileOfItsPullRequest() throws IOException {
    JsonNode workflow =
        YamlTree.read(EXAMPLES.resolve("atlantis/repos.yaml"))
            .path(0)
            .path("workflows")
            .path("eksguard");
    environment.put("PLANFILE", work.resolve("eksguard-default.tfplan").toString());

    assertEnded(bash("-euc", command(workflow.path("plan"))), 0);
    assertEnded(bash("-euc", command(workflow.path("apply"))), 0);

    assertWrittenByTheApplyRoleOnly();
  }

  private static String command(JsonNode stage) {
    return stage.path("steps").path(1).path("run").path("command").stringValue();
  }

  @Test
  void kubernetesStartsDriftWithArgumentsThatItHas() throws IOException {
    JsonNode job =
        YamlTree.read(EXAMPLES.resolve("kubernetes/drift.yaml"))
            .valueStream()
            .filter(one -> one.path("kind").asString("").equals("CronJob"))
            .findFirst()
            .orElseThrow();
    JsonNode pod = job.at("/spec/jobTemplate/spec/template/spec");
    JsonNode container = pod.path("containers").path(0);
    String arguments =
        container
            .path("args")
            .valueStream()
            .map(one ->
                one.stringValue()
                    .replace("/config/eksguard.yaml", "eksguard.yaml")
                    .replace("/config/plan.yaml", "access/plan.yaml")
                    .replace("/history", "history"))
            .collect(Collectors.joining(" "));

    assertEnded(run("eksguard " + arguments), 0);

    assertThat(job.at("/spec/concurrencyPolicy").stringValue()).isEqualTo("Forbid");
    assertThat(pod.at("/securityContext/runAsNonRoot").stringValue()).isEqualTo("true");
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").stringValue())
        .isEqualTo("true");
    assertThat(container.at("/resources/limits/memory").isMissingNode()).isFalse();
  }

  @Test
  void onlyACommitIsInstalled() throws IOException {
    environment.put("EKSGUARD_REF", "main");

    Ended ended = run("ci/install-eksguard.sh");

    assertEnded(ended, 64);
    assertThat(ended.out()).contains("must be a commit of 40 digits, and is main");
  }

  static List<Path> workflows() throws IOException {
    try (var files = Files.list(WORKFLOWS)) {
      return files.sorted().toList();
    }
  }

  /// What a stranger can choose, such as the title of a pull request, never becomes part of a
  /// script.
  @ParameterizedTest
  @MethodSource("workflows")
  void noExpressionStandsInAScript(Path workflow) throws IOException {
    assertThat(steps(workflow.getFileName().toString()).map(step -> step.path("run").asString("")))
        .isNotEmpty()
        .noneMatch(script -> script.contains("${{"));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void eachJobNamesItsPermissionsAndWhatWritesHasNoCredentials(Path workflow) throws IOException {
    JsonNode document = YamlTree.read(workflow).path(0);

    assertThat(document.path("permissions").isObject()).isTrue();
    assertThat(document.path("permissions").isEmpty()).isTrue();
    for (JsonNode job : document.path("jobs")) {
      JsonNode permissions = job.path("permissions");
      assertThat(permissions.isObject()).isTrue();
      if (permissions.has("id-token")) {
        assertThat(permissions.propertyStream().map(Map.Entry::getValue).map(JsonNode::stringValue))
            .as("%s", job)
            .filteredOn("write"::equals)
            .hasSize(1);
      }
    }
    assertThat(Files.readString(workflow))
        .doesNotContain("secrets.")
        .doesNotContain("pull_request_target");
  }

  @Test
  void anApplyIsNeverCancelled() throws IOException {
    JsonNode concurrency =
        YamlTree.read(WORKFLOWS.resolve("eksguard-apply.yml")).path(0).path("concurrency");

    assertThat(concurrency.path("group").stringValue()).isEqualTo("eksguard-apply");
    assertThat(concurrency.path("cancel-in-progress").stringValue()).isEqualTo("false");
  }
}
