package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// One result in several formats at once: on standard output and in files.
class OutputsTest {
  private static final String FILE = "examples/organization.yaml";

  @TempDir private Path folder;

  private Cli.Ran run(String... args) {
    return Cli.on(folder).run(args);
  }

  private String world() {
    return "--sandbox=" + folder.resolve("world.yaml");
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private static String outcome(String json) {
    assertThat(OutputSchemaTest.mistakes(json)).isEmpty();
    return JsonMapper.shared().readTree(json).path("outcome").asString();
  }

  @Test
  void writesTheSameToFilesAsToStandardOutput() throws IOException {
    var markdown =
        run(
            "plan",
            world(),
            "-f",
            FILE,
            "--format",
            "markdown",
            "--out-markdown",
            at("plan.md"),
            "--out-json",
            at("plan.out.json"),
            "--out-text",
            at("plan.txt"));
    var json = run("plan", world(), "-f", FILE, "--format", "json");
    var text = run("plan", world(), "-f", FILE);

    assertThat(markdown.code()).isZero();
    assertThat(read("plan.md")).isEqualTo(markdown.out());
    assertThat(read("plan.out.json")).isEqualTo(json.out());
    assertThat(read("plan.txt")).isEqualTo(text.err() + text.out());
  }

  @Test
  void keepsTheResultWhereAFileCannotBeWritten() throws IOException {
    var ran =
        run(
            "plan",
            world(),
            "-f",
            FILE,
            "--format",
            "json",
            "--out-text",
            at("missing/plan.txt"),
            "--out-markdown",
            at("plan.md"));

    assertThat(ran.code()).isEqualTo(1);
    assertThat(outcome(ran.out())).isEqualTo("changes");
    assertThat(ran.out()).contains("EG404", "missing/plan.txt");
    assertThat(read("plan.md")).contains("Plan: 6 to tag");
  }

  @Test
  void showsASavedPlanInEachFormat() throws IOException {
    var plan = run("plan", world(), "-f", FILE, "-o", at("plan.json"), "--format", "markdown");

    var shown =
        run("show", at("plan.json"), "--format", "markdown", "--out-json", at("shown.json"));

    assertThat(outcome(read("shown.json"))).isEqualTo("changes");
    assertThat(changes(shown.out())).isNotEmpty().isEqualTo(changes(plan.out()));
  }

  private static String changes(String markdown) {
    return markdown.substring(markdown.indexOf("\n<details><summary><code>organization"));
  }

  @Test
  void tellsInEachFormatWhatAnApplyCameTo() throws IOException {
    var apply =
        run(
            "apply",
            world(),
            "-f",
            FILE,
            "--yes",
            "--format",
            "markdown",
            "--out-json",
            at("applied.json"),
            "--out-text",
            at("applied.txt"));

    assertThat(apply.code()).isZero();
    assertThat(apply.out())
        .contains("Applied: 21 done", "Read again: live matches.")
        .contains("[done]");
    assertThat(outcome(read("applied.json"))).isEqualTo("applied");
    assertThat(read("applied.txt")).contains("done      us-east-1/999900001111/feature");
  }

  @Test
  void showsASavedPlanAsTheSamePageAsThePlanWas() throws IOException {
    run("plan", world(), "-f", FILE, "-o", at("plan.json"), "--out-html", at("plan.html"));

    var shown = run("show", at("plan.json"), "--format", "html");

    assertThat(read("plan.html"))
        .startsWith("<!doctype html>")
        .contains("888899990000 in us-east-1");
    assertThat(order(shown.out())).isEqualTo(order(read("plan.html")));
  }

  private static String order(String html) {
    return html.substring(html.indexOf("<h2>Order</h2>"), html.indexOf("<div id=\"details\">"));
  }

  @Test
  void writesFilesAlsoWhereTheCommandFails() throws IOException {
    var ran =
        run(
            "plan",
            world(),
            "-f",
            at("none.yaml"),
            "--out-json",
            at("plan.json"),
            "--out-markdown",
            at("plan.md"));

    assertThat(ran.code()).isEqualTo(64);
    assertThat(outcome(read("plan.json"))).isEqualTo("failed");
    assertThat(read("plan.md")).contains("**Failed: there is no plan.", "none.yaml");
  }

  @Test
  void writesJsonAlsoWhereTheUsageIsWrong() throws IOException {
    var apart = run("plan", "--out-json", at("a.json"), "--bogus");
    var joined = run("show", "--out-json=" + at("b.json"));

    assertThat(apart.code()).isEqualTo(64);
    assertThat(joined.code()).isEqualTo(64);
    assertThat(outcome(read("a.json"))).isEqualTo("failed");
    assertThat(outcome(read("b.json"))).isEqualTo("failed");
  }

  @Test
  void refusesOneFileForTwoThings() throws IOException {
    Files.writeString(folder.resolve("plan.json"), "a plan");

    var ran = run("show", at("plan.json"), "--format", "json", "--out-json", at("plan.json"));

    assertThat(ran.code()).isEqualTo(64);
    assertThat(outcome(ran.out())).isEqualTo("failed");
    assertThat(read("plan.json")).isEqualTo("a plan");
  }

  @Test
  void takesABudgetAndAKey() {
    var ran =
        run(
            "plan",
            world(),
            "-f",
            FILE,
            "--format",
            "markdown",
            "--markdown-budget",
            "1500",
            "--comment-key",
            "prod/eu");

    assertThat(ran.out())
        .startsWith("<!-- eksguard:plan prod/eu -->\n")
        .hasSizeLessThanOrEqualTo(1500)
        .contains("_Left out, ");
  }

  @Test
  void refusesABudgetOrAKeyThatCannotBe() {
    assertThat(run("plan", "--markdown-budget", "1499").code()).isEqualTo(64);
    assertThat(run("plan", "--markdown-budget", "many").code()).isEqualTo(64);
    assertThat(run("plan", "--comment-key", "a-->").code()).isEqualTo(64);
  }
}
