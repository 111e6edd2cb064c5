package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eksguard.sim.Sandbox;
import io.eksguard.sim.world.World;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `--log`.
@Timeout(120)
class CallLogTest {
  private static final String MEMBER = "444455556666";
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
        administrator: {account: "111122223333"}
        members:
          - {account: "444455556666", approach: all-except, exclude: [legacy]}
      access: {members: {role: "arn:aws:iam::{account}:role/eksguard"}}
      limits: {changePercent: 100}
      """;
  private static final String KEY = "AKIAMARKEDACCESSKEYX";
  private static final String SECRET = "marked+secret/that+nobody/may+see+again00";
  private static final String TOKEN = "marked-session-token-that-nobody-may-see-again";

  @TempDir private Path folder;
  private final Sandbox sandbox =
      Sandbox.start(World.parse(WORLD, "world.yaml"), 0, InstantSource.system());

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Path log() {
    return folder.resolve("calls.jsonl");
  }

  private Cli.Ran run(String... args) throws IOException {
    var path = Files.writeString(folder.resolve("file.yaml"), FILE).toString();
    return Cli.on(folder, sandbox)
        .run(
            Stream.concat(
                    Arrays.stream(args), Stream.of("--log", log() + "", "--sandbox", "-f", path))
                .toArray(String[]::new));
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(log())) {
      lines.add(JsonMapper.shared().readTree(line));
    }
    return lines;
  }

  private List<JsonNode> calls(String operation) throws IOException {
    return lines().stream()
        .filter(line -> line.path("operation").asString("").equals(operation))
        .toList();
  }

  @Test
  void eachCallIsALineBetweenHowItBeganAndHowItEnded() throws IOException {
    run("plan");

    var lines = lines();
    assertThat(lines.getFirst().path("event").stringValue()).isEqualTo("begin");
    assertThat(lines.getFirst().path("version").stringValue()).isEqualTo("test");
    assertThat(lines.getFirst().path("command").stringValue()).isEqualTo("plan");
    var end = lines.getLast();
    assertThat(end.path("event").stringValue()).isEqualTo("end");
    assertThat(end.path("exit").intValue()).isZero();
    assertThat(end.path("calls").intValue())
        .isEqualTo(lines.size() - 2)
        .isEqualTo(sandbox.events().calls().size());
  }

  @Test
  void aLineSaysWhatWasAskedAboutWhomAndHowItWent() throws IOException {
    run("plan");

    var call = calls("DescribeCluster").getFirst();
    assertThat(call.path("service").stringValue()).isEqualTo("eks");
    assertThat(call.path("account").stringValue()).isEqualTo(MEMBER);
    assertThat(call.path("region").stringValue()).isEqualTo("us-east-1");
    assertThat(call.path("attempt").intValue()).isEqualTo(1);
    assertThat(call.path("status").intValue()).isEqualTo(200);
    assertThat(call.path("requestId").stringValue()).isNotBlank();
    assertThat(call.path("ms").isIntegralNumber()).isTrue();
    assertThat(call.path("throttled").booleanValue()).isFalse();
    assertThat(call.has("error")).isFalse();
    assertThat(calls("AssumeRole").getFirst().path("account").stringValue()).isEqualTo(MEMBER);
  }

  @Test
  void whatIsThrottledAndSentAgainIsTwoAttempts() throws IOException {
    sandbox.faults().on("ListClusters").nth(1).throttle();

    run("plan");

    var calls = calls("ListClusters");
    assertThat(calls).hasSize(2);
    assertThat(calls.getFirst().path("status").intValue()).isEqualTo(429);
    assertThat(calls.getFirst().path("throttled").booleanValue()).isTrue();
    assertThat(calls.getFirst().path("error").stringValue()).isNotBlank();
    assertThat(calls.getLast().path("attempt").intValue()).isEqualTo(2);
    assertThat(calls.getLast().path("throttled").booleanValue()).isFalse();
    assertThat(lines().getLast().path("throttled").intValue()).isEqualTo(1);
  }

  @Test
  void whatTheSdkSendsAgainIsTwoAttemptsToo() throws IOException {
    sandbox.faults().on("ListClusters").nth(1).error();

    run("plan");

    var calls = calls("ListClusters");
    assertThat(calls).hasSize(2);
    assertThat(calls.getFirst().path("status").intValue()).isEqualTo(500);
    assertThat(calls.getFirst().path("requestId").stringValue()).isNotBlank();
    assertThat(calls.getLast().path("attempt").intValue()).isEqualTo(2);
    assertThat(calls.getLast().path("status").intValue()).isEqualTo(200);
    assertThat(lines().getLast().path("failed").intValue()).isEqualTo(1);
  }

  @Test
  void aRefusalHasItsCode() throws IOException {
    sandbox.faults().on("ListClusters").deny();

    run("plan");

    var call = calls("ListClusters").getFirst();
    assertThat(call.path("status").intValue()).isEqualTo(403);
    assertThat(call.path("error").stringValue()).isEqualTo("AccessDeniedException");
  }

  @Test
  void whatIsNotAnsweredHasNoStatus() throws IOException {
    sandbox.faults().on("ListClusters").hangUp();

    run("plan");

    assertThat(calls("ListClusters"))
        .hasSizeGreaterThan(1)
        .allSatisfy(call -> {
          assertThat(call.path("status").isNull()).isTrue();
          assertThat(call.path("requestId").isNull()).isTrue();
          assertThat(call.path("error").stringValue()).isNotBlank();
        });
  }

  @Test
  void itIsWrittenBehindWhatIsThere() throws IOException {
    run("plan");
    var before = Files.readAllLines(log());

    run("explain", MEMBER);

    assertThat(Files.readAllLines(log())).startsWith(before.toArray(String[]::new));
    assertThat(lines().get(before.size()).path("command").stringValue()).isEqualTo("explain");
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));

    run("plan");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log())))
        .isEqualTo("rw-------");
  }

  @Test
  void whereItCannotBeWrittenNothingRuns() throws IOException {
    Files.createDirectory(log());
    var path = Files.writeString(folder.resolve("file.yaml"), FILE).toString();
    var cli = Cli.on(folder, sandbox);

    var plan = cli.run("plan", "--log", log() + "", "--sandbox", "-f", path);
    var json = cli.run("plan", "--format", "json", "--log", log() + "", "--sandbox", "-f", path);

    assertThat(plan.code()).isEqualTo(64);
    assertThat(plan.err()).contains("EG404").contains(log().toString());
    assertThat(plan.out()).isEmpty();
    assertThat(JsonMapper.shared().readTree(json.out()).path("outcome").stringValue())
        .isEqualTo("failed");
    assertThat(cli.connections()).isZero();
  }

  @Test
  void noCredentialsAreInAnythingThatIsWrittenOrSaid() throws Exception {
    var file = Files.writeString(folder.resolve("file.yaml"), FILE).toString();
    var plan = folder.resolve("plan.json");
    sandbox.faults().on("ListClusters").nth(1).throttle();
    sandbox.faults().on("AssumeRole").nth(1).error();

    var read = marked("plan", "-o", plan.toString(), "--log", log() + "", "-f", file);
    var applied = marked("apply", plan.toString(), "--log", log() + "");

    assertThat(read).as(applied).contains("Plan: 1 to tag");
    assertThat(applied).contains("Applied: 2 done");
    List<String> all = new ArrayList<>(List.of(read, applied));
    try (var files = Files.walk(folder)) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        all.add(Files.readString(one));
      }
    }
    assertThat(all).hasSizeGreaterThan(5);
    assertThat(all)
        .allSatisfy(text ->
            assertThat(text)
                .doesNotContain(KEY, SECRET, TOKEN)
                .doesNotContain("ASIA", "sandbox-token", "sandbox/ASIA", "Signature"));
    assertThat(lines().stream().filter(line -> line.path("event").stringValue().equals("call")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.path("requestId").stringValue()).isNotBlank());
    assertThat(lines().stream().map(line -> line.path("service").asString("")))
        .contains("sts", "guardduty", "eks");
  }

  /// Runs the program with credentials that would be known again.
  ///
  /// @return what it said
  private String marked(String... args) throws Exception {
    var all = new ArrayList<>(List.of(args));
    if (args[0].equals("apply")) {
      all.add("--yes");
    }
    var builder = Program.of(folder, sandbox, all.toArray(String[]::new));
    builder.environment().put("AWS_ACCESS_KEY_ID", KEY);
    builder.environment().put("AWS_SECRET_ACCESS_KEY", SECRET);
    builder.environment().put("AWS_SESSION_TOKEN", TOKEN);
    var process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(folder.resolve("out")) + Files.readString(folder.resolve("err"));
  }
}
