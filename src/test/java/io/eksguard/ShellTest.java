package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The shell, as a person uses it: keys in, a screen out.
class ShellTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final String WORLD =
      """
      regions: [us-east-1, eu-west-1]
      organization: {management: "000011112222", administrator: "111122223333"}
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666": {clusters: {all: [checkout, legacy]}}
        "777788889999": {clusters: {us-east-1: [payments, batch]}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1, eu-west-1]
      organization:
        administrator: {account: "111122223333"}   # ours
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
  private Path file;
  private String written = "";

  @BeforeEach
  void write() throws IOException {
    written =
        FILE.replace("{account: \"111122223333\"}", "{account: \"111122223333\", approach: all}");
    // Not in the folder of the test: how long its name is would decide where lines are broken.
    file = Path.of("target", "shell", "org.yaml");
    Files.createDirectories(Path.of("target", "shell"));
    Files.writeString(file, written);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Cli cli() {
    return Cli.on(folder.resolve("state"), sandbox);
  }

  private Person person(String type, int columns, int rows, String... more) throws Exception {
    var person = new Person(type, columns, rows);
    var args = new ArrayList<>(List.of("shell", "--sandbox", "-f", file.toString()));
    args.addAll(List.of(more));
    person.starts(cli(), args.toArray(String[]::new));
    person.isAsked("9 changes, read just now>");
    return person;
  }

  private String scrubbed(String text) {
    return inOrder(
        text.replace(folder.toString(), "FOLDER")
            .replaceAll("\\d{8}T\\d{6}Z-[0-9a-f]{4}", "RUN")
            .replaceAll("sha256:[0-9a-f]{64}", "sha256:DIGEST")
            .replaceAll("sha256:[0-9a-f]+\n[0-9a-f]+", "sha256:DIGEST"));
  }

  /// Steps that wait for nothing end in any order.
  private static String inOrder(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int from = 0; from < lines.size(); from++) {
      int to = from;
      while (to < lines.size() && lines.get(to).startsWith("done ")) {
        to++;
      }
      if (to > from) {
        lines.subList(from, to).sort(null);
        from = to;
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private Cli.Ran piped(String... lines) {
    return cli()
        .piping(String.join("\n", lines) + "\n")
        .run("shell", "--sandbox", "-f", file.toString());
  }

  private long writes() {
    return sandbox.events().calls().stream()
        .filter(call -> call.operation().matches("(Tag|Untag|Update|Create|Delete).*"))
        .count();
  }

  /// Whoever comes first assumes a role, so how often that happens is left to chance.
  private long reads() {
    return sandbox.events().calls().stream()
        .filter(call -> call.operation().matches("(List|Get|Describe).*"))
        .filter(call -> !call.operation().equals("GetCallerIdentity"))
        .count();
  }

  @Test
  void aPersonLooksDecidesAndApplies() throws Exception {
    var story = new StringBuilder();
    try (Person person = person("xterm-256color", 80, 24)) {
      story.append("--- at first\n").append(scrubbed(person.screen()));
      person.types("clus" + Person.TAB + "4444" + Person.TAB);
      person.sees("clusters 444455556666");
      person.types("\r");
      person.sees("4 clusters.");
      person.isAsked("9 changes, read just now>");
      story.append("--- clusters of one account\n").append(scrubbed(person.screen()));
      person.says("review");
      person.sees("9 open of 9", "? help");
      person.types("/legacy\rh");
      person.sees("1 held");
      person.types("\u001b");
      person.sees("The filter is cleared.");
      person.types("A");
      person.sees("7 accepted, 1 held (+1 with it)");
      story.append("--- review\n").append(scrubbed(person.screen()));
      person.types("q");
      person.isAsked("9 changes (7 accepted), read just now>");
      person.says("apply");
      person.sees("Only `yes` is taken:");
      person.says("yes");
      person.isAsked("2 changes (0 accepted), read just now>");
      story.append("--- applied\n").append(scrubbed(person.screen()));
      person.says("why-held");
      person.sees("By this review:");
      person.says("quit");

      assertThat(person.sawTheEnd().code()).isZero();
    }
    Golden.check("shell/story.txt", story.toString());
  }

  @Test
  void controlCGivesTheLineUpAndNotTheShell() throws Exception {
    try (Person person = person("xterm-256color", 80, 24)) {
      person.types("nonsense" + Person.CTRL_C);
      person.says("accounts");
      person.sees("6 account-regions.");
      person.isAsked("read just now>");
      person.says("apply");
      person.sees("Only `yes` is taken:");
      person.types(Person.CTRL_C);
      person.sees("Cancelled. Nothing was changed.");
      person.isAsked("read just now>");
      person.types(Person.CTRL_D);

      assertThat(person.sawTheEnd().code()).isZero();
    }
    assertThat(writes()).isZero();
  }

  @Test
  void wrongWordsEndNothing() throws Exception {
    try (Person person = person("xterm-256color", 100, 40)) {
      for (String wrong :
          List.of(
              "bogus", "show nothing", "hold", "accept x/y", "diff", "plan --bogus", "open no")) {
        person.says(wrong);
        person.sees("error EG4");
        person.isAsked("9 changes, read just now>");
        person.says("help quit");
        person.sees("leave; so do");
        person.types("\f");
      }
      person.says("exit");

      assertThat(person.sawTheEnd().code()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dumb", "dumb-color"})
  void aDumbTerminalGetsLines(String type) throws Exception {
    try (Person person = person(type, 100, 40)) {
      person.says("review");
      person.sees("9 open of 9");
      person.says("accept all");
      person.sees("Accepted 9 steps.");
      person.says("quit");

      assertThat(person.sawTheEnd().code()).isZero();
    }
  }

  @Test
  void aScriptDoesWhatAPersonWouldType() throws IOException {
    Cli.Ran ran =
        piped(
            "# a comment",
            "accept 777788889999",
            "hold 444455556666/eu-west-1/legacy",
            "accept all",
            "write " + folder.resolve("part.json"),
            "apply --yes",
            "why-held");

    assertThat(ran.code()).as(ran.toString()).isZero();
    Golden.check("shell/script.txt", scrubbed(ran.toString()));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("part.json"))))
        .isEqualTo("rw-------");
    assertThat(cli().run("show", folder.resolve("part.json").toString()).out())
        .contains("Plan: 2 to tag");
  }

  @Test
  void aScriptThatFailedWritesNothingMore() {
    Path plan = folder.resolve("plan.json");

    Cli.Ran ran = piped("bogus", "apply --yes", "exclude 444455556666/checkout", "plan -o " + plan);

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("A command before this one failed");
    assertThat(writes()).isZero();
    assertThat(file).hasContent(written);
    assertThat(plan).doesNotExist();
  }

  @Test
  void whatAnotherProcessDidInTheSandboxIsNotPutBack() throws Exception {
    Path world = Files.writeString(folder.resolve("w.yaml"), WORLD);
    String here = "--sandbox=" + world;
    try (var person = new Person("xterm-256color", 100, 40)) {
      person.starts(Cli.on(folder.resolve("state")), "shell", here, "-f", file.toString());
      person.isAsked("9 changes, read just now>");
      person.says("accept all");
      person.sees("Accepted 9 steps.");
      Cli.Ran other =
          Cli.on(folder.resolve("state"))
              .run("apply", "--yes", here, "-f", file.toString(), "--target", "777788889999");
      assertThat(other.code()).isZero();
      person.says("apply");
      person.isAsked("Apply this plan? Only `yes` is taken:");
      person.says("yes");
      person.sees("(by another hand)", "0 changes, read just now>");
      person.says("quit");
      person.sawTheEnd();
    }
  }

  @Test
  void withoutAPersonNothingIsAppliedUnlessItIsSaid() {
    Cli.Ran ran = piped("accept all", "apply");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("There is no terminal to ask on");
    assertThat(writes()).isZero();
  }

  @Test
  void whatWasReadIsNotReadAgain() {
    long before = reads();
    piped("accounts");
    long once = reads() - before;

    piped("accounts", "plan", "clusters", "explain 444455556666", "diff 444455556666", "graph");
    long many = reads() - before - once;

    assertThat(many).isEqualTo(once);
  }

  @Test
  void refreshReadsAgain() throws IOException {
    long before = reads();
    piped("accounts");
    long once = reads() - before;

    piped("accounts", "refresh", "accounts");
    long twice = reads() - before - once;

    assertThat(twice).isEqualTo(2 * once);
  }

  @Test
  void anAccountThatTheFileNamesSinceIsReadAndNoOther() throws IOException {
    Files.writeString(file, written.replaceAll("(?s)    - account: \"7777.*?payments]\n", ""));
    piped("accounts");
    int before = sandbox.events().calls().size();
    var other = Files.writeString(folder.resolve("more.yaml"), written);

    Cli.Ran ran = piped("accounts", "open " + other, "accounts");

    assertThat(ran.out()).contains("777788889999/us-east-1");
    List<String> read =
        sandbox.events().calls().stream()
            .skip(before)
            .filter(call -> call.operation().equals("ListClusters"))
            .map(call -> call.region() + "/" + call.account())
            .toList();
    assertThat(read).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void aSessionCanBeRecorded() throws Exception {
    Path record = folder.resolve("ticket.txt");
    try (Person person = person("xterm-256color", 100, 40)) {
      person.says("record " + record);
      person.sees("Recording in");
      person.says("hold 444455556666");
      person.sees("Held 4 steps.");
      person.says("accept all");
      person.sees("Accepted 5 steps.");
      person.says("apply");
      person.sees("Only `yes` is taken:");
      person.says("yes");
      person.isAsked("4 changes (0 accepted), read just now>");
      person.says("record off");
      person.sees("Recorded in");
      person.says("quit");
      person.sawTheEnd();
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(record)))
        .isEqualTo("rw-------");
    Golden.check("shell/ticket.txt", scrubbed(Files.readString(record)));
  }

  @Test
  void longAnswersComeInPages() throws Exception {
    try (Person person = person("xterm-256color", 80, 12)) {
      person.says("plan");
      person.sees("-- more: space, enter; a all; q quit --");
      assertThat(person.screen()).contains("eu-west-1").doesNotContain("us-east-1");
      person.types(" ");
      person.sees("us-east-1");
      person.types("q");
      person.sees("more lines --");
      person.says("plan");
      person.sees("-- more");
      person.types("a");
      person.isAsked("9 changes, read just now>");
      person.says("quit");
      person.sawTheEnd();
    }
  }

  @Test
  void aScreenReaderGetsLinesAndNothingElse() throws Exception {
    try (Person person = person("xterm-256color", 80, 12, "--screen-reader")) {
      person.says("plan");
      person.isAsked("9 changes, read just now>");
      assertThat(person.screen()).doesNotContain("-- more");
      person.says("review");
      person.sees("9 open of 9");
      person.says("quit");
      person.sawTheEnd();
    }
  }

  @Test
  void aLineGoesOnInTheNext() throws Exception {
    try (Person person = person("xterm-256color", 80, 24)) {
      person.says("hold \\");
      person.sees("\n...");
      person.says("444455556666");
      person.sees("Held 4 steps.");
      person.says("quit");
      person.sawTheEnd();
    }
    assertThat(piped("hold \\", "444455556666").out()).contains("Held 4 steps.");
  }

  @Test
  void whatAwsDoesNotAnswerIsStoppedByControlC() throws Exception {
    try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var person = new Person("xterm-256color", 80, 24)) {
      var endpoint = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
      person.starts(
          Cli.inPlaceOfAws(folder, endpoint, Duration.ofMinutes(5)),
          "shell",
          "-f",
          file.toString());
      person.sees("`help` shows what there is");
      person.types(Person.CTRL_C);
      person.sees("Stopped.");
      person.isAsked("AWS: not read>");
      person.says("help quit");
      person.sees("leave; so do");
      person.says("quit");

      assertThat(person.sawTheEnd().code()).isZero();
    }
  }

  @Test
  void aFailureOfAwsIsToldAndTheShellGoesOn() throws Exception {
    try (Person person = person("xterm-256color", 100, 40)) {
      person.says("accept all");
      person.sees("Accepted 9 steps.");
      sandbox.close();
      person.says("refresh");
      person.sees("error EG1");
      person.isAsked("sandbox: not read>");
      person.says("help quit");
      person.sees("leave; so do");
      person.says("quit");

      assertThat(person.sawTheEnd().code()).isZero();
    }
  }

  @Test
  void thePageOfTheShellHasEveryCommand() throws IOException {
    String page = Files.readString(Path.of("docs/reference/shell.md"));

    String help = piped("help").out();

    help.lines()
        .filter(line -> line.matches("  [a-z].*"))
        .map(line -> line.strip().split(" ", 2)[0])
        .filter(word -> !List.of("plan", "explain", "coverage", "drift", "doctor").contains(word))
        .forEach(word -> assertThat(page).contains("`" + word));
  }

  @Test
  void theFileIsChangedInPlaceAndThePlanFollows() throws Exception {
    try (Person person = person("xterm-256color", 100, 40)) {
      person.says("exclude 444455556666/us-east-1/checkout \"vendor, CHG-1\"");
      person.sees("Only `yes` is taken:", "+", "vendor, CHG-1");
      person.says("no");
      person.sees("Nothing was written.");
      assertThat(file).hasContent(written);
      person.says("exclude 444455556666/us-east-1/checkout \"vendor, CHG-1\"");
      person.isAsked("Only `yes` is taken:");
      person.says("yes");
      person.isAsked("10 changes, read just now>");
      assertThat(file).content().contains("# ours", "checkout", "vendor, CHG-1");
      person.says("set 777788889999 approach=disabled");
      person.isAsked("Only `yes` is taken:");
      person.says("yes");
      person.isAsked("7 changes, read just now>");
      person.says("undo");
      person.isAsked("10 changes, read just now>");
      person.says("undo");
      person.isAsked("9 changes, read just now>");
      person.says("undo");
      person.sees("No change of the file was made");
      person.says("quit");
      person.sawTheEnd();
    }
    assertThat(file).hasContent(written);
  }

  @Test
  void aFileThatSomebodyElseChangedIsLeftAlone() throws Exception {
    String other = written + "# by hand\n";
    try (Person person = person("xterm-256color", 100, 40)) {
      person.says("exclude 444455556666/checkout");
      person.isAsked("Only `yes` is taken:");
      Files.writeString(file, other);
      person.says("yes");
      person.sees("changed a moment");
      person.says("quit");
      person.sawTheEnd();
    }
    assertThat(file).hasContent(other);
  }

  @Test
  void anApplyThatIsToEndFinishesWhatIsInFlight() throws Exception {
    try (var person = new Person("xterm-256color", 100, 40)) {
      person.starts(
          cli().endingWhen(() -> writes() > 0), "shell", "--sandbox", "-f", file.toString());
      person.isAsked("9 changes, read just now>");
      person.says("apply");
      person.isAsked("Apply this plan? Only `yes` is taken:");
      person.says("yes");
      person.sawTheEnd();

      assertThat(person.screen()).contains("Applied:").doesNotContain("bug in eksguard");
    }
    assertThat(piped("events").out()).contains("done").doesNotContain("in doubt");
    assertThat(folder.resolve("state/eksguard/apply-sandbox.lock")).doesNotExist();
  }

  @Test
  void theProcessMayEndAtTheQuestion() throws Exception {
    var ending = new AtomicBoolean();
    try (var person = new Person("xterm-256color", 100, 40)) {
      person.starts(cli().endingWhen(ending::get), "shell", "--sandbox", "-f", file.toString());
      person.isAsked("9 changes, read just now>");
      person.says("apply");
      person.isAsked("Apply this plan? Only `yes` is taken:");
      ending.set(true);
      person.sawTheEnd();
    }
    assertThat(writes()).isZero();
  }

  @Test
  void whatWasTypedBeforeTheQuestionIsNoAnswer() throws Exception {
    try (Person person = person("xterm-256color", 100, 40)) {
      person.types("apply\ryes\r");
      person.isAsked("Apply this plan? Only `yes` is taken:");
      person.says("no");
      person.sees("Cancelled. Nothing was changed.");
      person.types("exclude 444455556666/checkout\ryes\r");
      person.isAsked("Only `yes` is taken:");
      person.says("no");
      person.sees("Nothing was written.");
      person.says("quit");
      person.sawTheEnd();
    }
    assertThat(writes()).isZero();
    assertThat(file).hasContent(written);
  }

  @Test
  void aValueOfAnOptionIsNoPlanFile() throws IOException {
    Files.writeString(file, written + "limits: {changePercent: 0, untag: 0}\n");
    piped("apply --allow changePercent --yes --out-text " + folder.resolve("out.txt"));

    assertThat(folder.resolve("out.txt")).content().contains("Applied: 9 done");
    assertThat(writes()).isEqualTo(9);
  }

  @Test
  void whatAnotherPlanChangesIsReadAgain() {
    String part = folder.resolve("part.json").toString();

    Cli.Ran ran =
        piped(
            "accept 777788889999",
            "write " + part,
            "apply --yes " + part,
            "accept all",
            "plan --out-text " + folder.resolve("left.txt"));

    assertThat(ran.err()).contains("done      us-east-1/777788889999/feature", "Now: Plan:");
    assertThat(folder.resolve("left.txt")).content().doesNotContain("\n  777788889999  ");
  }

  @Test
  void noFileThatIsReadIsWrittenOver() throws IOException {
    var plan = Files.writeString(folder.resolve("plan.json"), "{}");

    Cli.Ran ran = piped("accept all", "write " + file, "record " + file, "record " + plan);

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err())
        .contains("`" + file + "` is read, and would be written over.")
        .contains("`" + file + "` is no record")
        .contains("`" + plan + "` is no record");
    assertThat(file).hasContent(written);
    assertThat(plan).hasContent("{}");
  }

  @Test
  void aNameThatNoFileCanHaveEndsNothing() {
    Cli.Ran ran = piped("open a\0b", "show \0", "help quit");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("`open` names no file").doesNotContain("bug in eksguard");
    assertThat(ran.out()).contains("leave; so do");
  }

  @Test
  void aRecordGoesOnAndIsReadableByItsOwnerOnly() throws IOException {
    Path record = folder.resolve("ticket.txt");
    piped("record " + record, "help quit");
    Files.setPosixFilePermissions(record, PosixFilePermissions.fromString("rw-r--r--"));

    piped("record " + record, "help undo");

    assertThat(record).content().contains("help quit", "help undo");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(record)))
        .isEqualTo("rw-------");
  }

  @Test
  void aScriptChangesTheFileWithoutBeingAsked() throws IOException {
    Cli.Ran ran = piped("include 444455556666/legacy", "plan");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("Plan: 1 to tag");
    assertThat(file).content().doesNotContain("legacy");
    assertThat(cli().run("validate", "-f", file.toString()).code()).isZero();
  }

  @Test
  void oneAccountCanBeReadAgain() {
    long before = reads();
    piped("accounts");
    long once = reads() - before;

    piped("accounts", "refresh 444455556666", "clusters 444455556666");
    long more = reads() - before - once;

    assertThat(more).isGreaterThan(once).isLessThan(2 * once);
  }

  @Test
  void accountsHaveTheNamesThatStandBehindThem() throws Exception {
    Files.writeString(
        file, written.replace("\"444455556666\"", "\"444455556666\"   # payments-prod"));
    assertThat(piped("accounts payments-prod").out())
        .contains("NAME", "payments-prod")
        .contains("2 of 6 account-regions.");
    try (Person person = person("xterm-256color", 100, 40)) {
      person.types("clusters " + Person.TAB + Person.TAB);
      person.sees("444455556666", "(payments-prod)");
      person.types(Person.CTRL_C);
      person.says("quit");
      person.sawTheEnd();
    }
  }

  @Test
  void whatFailsOfTheAcceptedPartIsLeftInThePlanAndInNoFile() throws IOException {
    var denied =
        Sandbox.start(
            World.parse(
                WORLD.replace(
                    "\"444455556666\": {clusters",
                    "\"444455556666\": {deny: [\"eks:TagResource\"], clusters"),
                "world.yaml"),
            0,
            CLOCK);
    try (denied) {
      Cli.Ran ran =
          Cli.on(folder.resolve("state"), denied)
              .piping("accept all\napply --yes\nwhy-held\n")
              .run("shell", "--sandbox", "-f", file.toString());

      assertThat(ran.code()).isEqualTo(6);
      assertThat(ran.out())
          .contains("left these, and they are still to do", "444455556666/legacy/tag  failed");
      assertThat(ran.err()).contains("Now: Plan: 2 to tag").doesNotContain("remaining");
    }
    try (var left = Files.walk(folder.resolve("state"))) {
      assertThat(left.map(Path::toString)).noneMatch(name -> name.contains("review-"));
    }
  }

  @Test
  void aReviewCanBeginWithSomeOfTheSteps() throws Exception {
    try (Person person = person("xterm-256color", 80, 24)) {
      person.says("review legacy eu-west-1");
      person.sees("filter: legacy eu-west-1", "legacy");
      assertThat(person.screen()).doesNotContain("777788889999");
      person.types("A");
      person.sees("Review  1 accepted");
      person.types("\u0003");
      person.isAsked("9 changes (1 accepted), read just now>");
      person.says("quit");
      person.sawTheEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-o ", "--out ", "--out="})
  void aScriptThatFailedSavesNoPlanEither(String option) {
    Path saved = folder.resolve("saved.json");

    Cli.Ran ran = piped("bogus", "plan " + option + saved);

    assertThat(ran.code()).isEqualTo(64);
    assertThat(saved).doesNotExist();
  }

  @Test
  void driftIsLookedForNowAndNotInWhatWasReadBefore() {
    long before = reads();
    piped("accounts");
    long once = reads() - before;

    piped("accounts", "drift");

    assertThat(reads() - before - once).isGreaterThan(2 * once - 1);
  }
}
