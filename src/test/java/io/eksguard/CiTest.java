package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a CI system hears of a command, in its files and at the lines of the file.
class CiTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String WORLD =
      """
      accounts:
        "123456789012":
          clusters:
            us-east-1: [batch, tools, {name: payments, tags: {GuardDutyManaged: "no"}}]
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      standalone:
        - account: "123456789012"
          approach: all-except
          exclude: [tools, nowhere]
      limits: {changePercent: 100}
      """;

  @TempDir private Path folder;
  private final Sandbox sandbox = Sandbox.start(World.parse(WORLD, "world.yaml"), 0, CLOCK);
  private final Map<String, String> environment = new HashMap<>();

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli.Ran run(String file, String... args) throws IOException {
    Path path = folder.resolve("infra/eksguard.yaml");
    Files.createDirectories(folder.resolve("infra"));
    Files.writeString(path, file);
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-f", path.toString()));
    if (!args[0].equals("validate")) {
      all.add("--sandbox");
    }
    return Cli.on(folder, sandbox).with(environment).run(all.toArray(String[]::new));
  }

  private void onGithub() {
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_WORKSPACE", folder.toString());
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private static List<String> annotations(Cli.Ran ran) {
    return ran.err().lines().filter(line -> line.startsWith("::")).toList();
  }

  @Test
  void githubShowsAMistakeAtItsLine() throws IOException {
    onGithub();

    var ran = run(FILE.replace("all-except", "all-excpt"), "validate");

    assertThat(annotations(ran))
        .containsExactly(
            "::error file=infra/eksguard.yaml,line=6,col=15,title=EG012::Unknown approach"
                + " `all-excpt`.%0ADid you mean `all-except`? Known: all, all-except, only, manual,"
                + " disabled.");
    assertThat(ran.code()).isEqualTo(64);
  }

  @Test
  void annotationsGoWhereTheyAreWanted() throws IOException {
    assertThat(annotations(run(FILE, "plan"))).isEmpty();
    assertThat(annotations(run(FILE, "plan", "--annotations", "github"))).hasSize(2);
    onGithub();
    assertThat(annotations(run(FILE, "plan"))).hasSize(2);
    assertThat(annotations(run(FILE, "plan", "--format", "json"))).hasSize(2);
    assertThat(annotations(run(FILE, "plan", "--annotations", "none"))).isEmpty();
  }

  @Test
  void whatKeptAStepFromBeingDoneIsShownAtTheLineThatAsksForIt() throws IOException {
    onGithub();
    sandbox.faults().on("eks:TagResource").deny();

    var ran = run(FILE, "apply", "--yes", "--out-sarif", at("apply.sarif"));

    assertThat(ran.code()).isEqualTo(6);
    assertThat(annotations(ran))
        .filteredOn(line -> line.startsWith("::error"))
        .singleElement()
        .asString()
        .startsWith("::error file=infra/eksguard.yaml,line=7,col=15,title=EG101::");
    assertThat(CiSchemas.ofSarif(read("apply.sarif"))).isEmpty();
  }

  @Test
  void laterStepsKnowWhetherThereAreChangesAndWhichPlanItIs() throws IOException {
    environment.put("GITHUB_OUTPUT", at("output"));

    run(FILE, "plan", "-o", at("plan.json"), "--out-dotenv", at("plan.env"));

    String digest = JsonMapper.shared().readTree(read("plan.json")).path("digest").asString();
    assertThat(read("output")).isEqualTo("changes=true\ndigest=" + digest + "\n");
    assertThat(read("plan.env"))
        .isEqualTo("EKSGUARD_CHANGES=true\nEKSGUARD_DIGEST=" + digest + "\n");
  }

  @Test
  void laterStepsKnowWhetherItHasDrifted() throws IOException {
    environment.put("GITHUB_OUTPUT", at("output"));

    run(FILE, "drift", "--out-dotenv", at("drift.env"));
    run(FILE, "apply", "--yes");
    run(FILE, "drift");

    assertThat(read("output")).isEqualTo("changes=true\ndrift=true\nchanges=false\ndrift=false\n");
    assertThat(read("drift.env")).isEqualTo("EKSGUARD_CHANGES=true\nEKSGUARD_DRIFT=true\n");
  }

  @Test
  void driftThatDoesNotCountYetIsNoneToLaterSteps() throws IOException {
    environment.put("GITHUB_OUTPUT", at("output"));

    var ran =
        run(
            FILE,
            "drift",
            "--history",
            at("history"),
            "--fail-after",
            "2",
            "--out-junit",
            at("drift.xml"));

    assertThat(ran.code()).isZero();
    assertThat(read("output")).isEqualTo("changes=true\ndrift=false\n");
    assertThat(read("drift.xml")).contains("failures=\"0\"").doesNotContain("<failure");
  }

  @Test
  void whatCouldNotBePlannedIsUnknownToLaterSteps() throws IOException {
    environment.put("GITHUB_OUTPUT", at("output"));
    sandbox.faults().on("ListDetectors").deny();

    run(FILE, "plan", "--out-dotenv", at("plan.env"));
    run(FILE, "drift");

    assertThat(folder.resolve("output")).doesNotExist();
    assertThat(read("plan.env")).isEmpty();
  }

  @Test
  void outputsBeginOnALineOfTheirOwn() throws IOException {
    environment.put("GITHUB_OUTPUT", at("output"));
    Files.writeString(folder.resolve("output"), "mine=yes");

    run(FILE, "drift");

    assertThat(read("output")).isEqualTo("mine=yes\nchanges=true\ndrift=true\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "drift"})
  void theSummaryOfTheStepIsTheMarkdown(String command) throws IOException {
    environment.put("GITHUB_STEP_SUMMARY", at("summary"));
    Files.writeString(folder.resolve("summary"), "before\n");

    var ran = run(FILE, command, "--format", "markdown", "--comment-key", "prod");

    assertThat(ran.out()).startsWith("<!-- eksguard:" + command + " prod -->");
    assertThat(read("summary")).isEqualTo("before\n" + ran.out());
  }

  @Test
  void theSummaryIsOfTheMistakeWhereThereIsNoPlan() throws IOException {
    environment.put("GITHUB_STEP_SUMMARY", at("summary"));

    run(FILE.replace("version: 1", "version: 9"), "plan");

    assertThat(read("summary")).contains("**Failed: there is no plan.", "error EG009");
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "1040000, true", "1043000, true", "1046000, false"})
  void theSummariesOfAStepNeverTakeMoreThanGithubDoes(int before, boolean more) throws IOException {
    environment.put("GITHUB_STEP_SUMMARY", at("summary"));
    Files.writeString(folder.resolve("summary"), "x".repeat(before - 1) + "\n");

    run(manyMistakes(), "plan");

    long after = Files.size(folder.resolve("summary"));
    assertThat(after > before).isEqualTo(more);
    assertThat(after).isLessThanOrEqualTo(1024 * 1024);
  }

  private static String manyMistakes() {
    var file = new StringBuilder(FILE);
    for (int i = 0; i < 400; i++) {
      file.append("ключ").append(i).append(": 1\n");
    }
    return file.toString();
  }

  @Test
  void nothingIsHandedOverWhereThatIsNotWanted() throws IOException {
    environment.put("GITHUB_OUTPUT", at("output"));
    environment.put("GITHUB_STEP_SUMMARY", at("summary"));

    run(FILE, "plan", "--annotations", "none");

    assertThat(folder.resolve("output")).doesNotExist();
    assertThat(folder.resolve("summary")).doesNotExist();
  }

  @Test
  void anOutputThatCannotBeWrittenIsAnError() throws IOException {
    environment.put("GITHUB_OUTPUT", at("missing/output"));

    var ran = run(FILE, "plan");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("EG404", "`GITHUB_OUTPUT`", "--annotations none");
    assertThat(ran.out()).contains("Plan: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "plan", "drift", "apply"})
  void aWrongFileGivesDocumentsToo(String command) throws IOException {
    environment.put("CI_PROJECT_DIR", folder.toString());
    List<String> args =
        new ArrayList<>(
            List.of(
                command,
                "--out-sarif=" + at("a.sarif"),
                "--out-junit=" + at("a.xml"),
                "--out-codequality=" + at("a.json")));
    if (command.equals("apply")) {
      args.add("--yes");
    }

    var ran = run(FILE.replace("version: 1", "version: 9"), args.toArray(String[]::new));

    assertThat(ran.code()).isEqualTo(64);
    assertThat(CiSchemas.ofSarif(read("a.sarif"))).isEmpty();
    assertThat(CiSchemas.ofJunit(read("a.xml"))).isEmpty();
    assertThat(CiSchemas.ofCodeQuality(read("a.json"))).isEmpty();
    JsonNode result = JsonMapper.shared().readTree(read("a.sarif")).at("/runs/0/results/0");
    assertThat(result.path("ruleId").asString()).isEqualTo("EG009");
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asString())
        .isEqualTo("infra/eksguard.yaml");
    assertThat(read("a.xml")).contains("<failure type=\"EG009\"");
    assertThat(read("a.json")).contains("\"path\" : \"infra/eksguard.yaml\"");
  }

  @ParameterizedTest
  @CsvSource({"sarif, a.sarif", "junit, a.xml"})
  void driftHasThemOnStandardOutputAsWell(String format, String name) throws IOException {
    String[] command = {"drift", "--format", format, "--out-" + format, at(name)};

    var ran = run(FILE, command);
    var wrong = run(FILE.replace("version: 1", "version: 9"), command);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).contains("EG251");
    assertThat(wrong.code()).isEqualTo(64);
    assertThat(wrong.out()).contains("EG009").isEqualTo(read(name));
    if (format.equals("sarif")) {
      assertThat(CiSchemas.ofSarif(ran.out())).isEmpty();
      assertThat(CiSchemas.ofSarif(wrong.out())).isEmpty();
    } else {
      assertThat(CiSchemas.ofJunit(ran.out())).isEmpty();
      assertThat(CiSchemas.ofJunit(wrong.out())).isEmpty();
    }
  }

  @Test
  void wrongUsageGivesDocumentsToo() throws IOException {
    var ran =
        run(
            FILE,
            "drift",
            "--bogus",
            "--format=sarif",
            "--out-junit=" + at("a.xml"),
            "--out-codequality",
            at("a.json"));

    assertThat(ran.code()).isEqualTo(64);
    assertThat(CiSchemas.ofSarif(ran.out())).isEmpty();
    assertThat(CiSchemas.ofJunit(read("a.xml"))).isEmpty();
    assertThat(CiSchemas.ofCodeQuality(read("a.json"))).isEmpty();
    assertThat(read("a.json")).contains("EG401", "\"path\" : \"eksguard.yaml\"");
  }

  @Test
  void githubShowsWrongUsageToo() throws IOException {
    onGithub();

    assertThat(annotations(run(FILE, "plan", "--bogus")))
        .singleElement()
        .asString()
        .startsWith("::error title=EG401::Unknown option: '--bogus'");
    assertThat(annotations(run(FILE, "plan", "--bogus", "--annotations=none"))).isEmpty();
    assertThat(annotations(run(FILE, "show", "--bogus"))).isEmpty();
  }

  @Test
  void aClusterFailsWithTheSettingOfItsAccount() throws IOException {
    run(FILE, "drift", "--out-junit", at("off.xml"));
    run(FILE, "apply", "--yes");
    run(FILE, "drift", "--out-junit", at("on.xml"));

    assertThat(read("off.xml").lines())
        .containsSubsequence(
            "    <testcase classname=\"123456789012.us-east-1\" name=\"batch\" time=\"0\">",
            "    <testcase classname=\"123456789012.us-east-1\" name=\"account 123456789012 in"
                + " us-east-1\" time=\"0\">");
    assertThat(read("off.xml")).contains("tests=\"4\" failures=\"4\"");
    assertThat(read("on.xml"))
        .contains("tests=\"3\" failures=\"0\"")
        .doesNotContain("name=\"account");
  }

  @Test
  void aKindThatCountsIsAFailedTest() throws IOException {
    environment.put("CI_PROJECT_DIR", folder.toString());
    run(FILE, "apply", "--yes");
    run(FILE, "drift", "--out-junit", at("plain.xml"));
    run(FILE, "drift", "--out-junit", at("more.xml"), "--fail-on", "odd-tag");

    assertThat(read("plain.xml"))
        .contains("name=\"batch\" time=\"0\"></testcase>")
        .contains("<system-out>infra/eksguard.yaml:5:5: EG201")
        .doesNotContain("<failure");
    assertThat(read("more.xml")).containsOnlyOnce("<failure type=\"EG201\"");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void filesAreReadableByTheirOwnerOnly() throws IOException {
    environment.put("GITHUB_OUTPUT", at("output"));
    environment.put("GITHUB_STEP_SUMMARY", at("summary"));

    run(
        FILE,
        "drift",
        "--out-sarif=" + at("a.sarif"),
        "--out-junit=" + at("a.xml"),
        "--out-codequality=" + at("a.json"),
        "--out-dotenv=" + at("a.env"));

    for (String name : List.of("a.sarif", "a.xml", "a.json", "a.env", "output", "summary")) {
      assertThat(Files.getPosixFilePermissions(folder.resolve(name)))
          .as(name)
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "plan", "drift"})
  void oneFileIsNotTwoThings(String command) throws IOException {
    var ran = run(FILE, command, "--out-sarif", at("same"), "--out-junit", at("same"));

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("EG401", "is to be two things");
    assertThat(folder.resolve("same")).doesNotExist();
  }

  @Test
  void aFileThatCannotBeWrittenIsAnErrorAndKeepsNothingElse() throws IOException {
    var ran =
        run(FILE, "validate", "--out-sarif", at("missing/a.sarif"), "--out-junit", at("a.xml"));

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("EG404");
    assertThat(folder.resolve("a.xml")).isNotEmptyFile();
  }
}
