package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.eksguard.cli.Web;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// `drift --notify-...` on 2026-11-24: what the messages say, how they are delivered, and that
/// their addresses stay secret.
class NotifyTest {
  private static final String WORLD =
      """
      accounts:
        "444455556666":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
          clusters:
            us-east-1:
              - {name: legacy}
              - {name: sick, agent: {by: guardduty, issue: "<!channel> & [x](http://evil) *b* \\u202e"}}
      """;
  private static final String HEALTHY =
      WORLD
          .replace("{name: legacy}", "{name: legacy, tags: {GuardDutyManaged: \"false\"}}")
          .replaceAll("\\{by: guardduty, issue: .*\"\\}", "guardduty");
  private static final String SICK =
      WORLD.replace("{name: legacy}", "{name: legacy, tags: {GuardDutyManaged: \"false\"}}");
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      standalone:
        - {account: "444455556666", approach: all-except, exclude: [legacy]}
      access:
        members: {role: "arn:aws:iam::{account}:role/eksguard"}
      """;
  private static final String TOKEN = "T0K3N-sEcReT";

  @TempDir private Path folder;

  private Cli.Ran drift(Cli cli, String world, String... more) throws IOException {
    Path worldFile = Files.writeString(folder.resolve("world.yaml"), world);
    Path file = Files.writeString(folder.resolve("file.yaml"), FILE);
    return cli.run(
        Stream.concat(
                Stream.of("drift", "-f", file.toString(), "--sandbox=" + worldFile),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Cli hooked(String address) {
    return Cli.on(folder).with(Map.of("HOOK", address));
  }

  private String history() {
    return folder.resolve("history").toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "teams", "webhook"})
  void theMessageSaysWhatIsNew(String kind) throws IOException {
    try (var receiver = new Receiver()) {
      var ran =
          drift(
              hooked(receiver.at("/" + TOKEN).toString()),
              WORLD,
              "--history",
              history(),
              "--notify-" + kind,
              "env:HOOK");

      var posted = receiver.posted().getFirst();
      assertThat(posted.headers()).containsEntry("content-type", "application/json");
      Golden.check(
          "drift/notify-" + kind + ".json", pretty(posted.text()).replace(folder + "/", ""));
      assertThat(ran.err()).contains("Told `%s/localhost` of 2.".formatted(kind));
      assertThat(ran.code()).isEqualTo(2);
    }
  }

  private static String pretty(String json) {
    return JsonMapper.shared()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(JsonMapper.shared().readTree(json))
        + "\n";
  }

  @Test
  void theDocumentForWebhooksIsAsItsSchemaSays() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(Path.of("schemas/notification.schema.json")), InputFormat.JSON);
    try (var receiver = new Receiver()) {
      String[] hook = {"--history", history(), "--notify-webhook", "env:HOOK"};
      drift(hooked(receiver.at("/") + ""), WORLD, hook);
      aNightAgo();
      drift(hooked(receiver.at("/") + ""), HEALTHY, hook);

      assertThat(receiver.posted()).hasSize(2);
      assertThat(receiver.posted().getLast().text()).contains("\"resolved\"");
      for (var posted : receiver.posted()) {
        assertThat(schema.validate(posted.text(), InputFormat.JSON)).isEmpty();
      }
    }
    assertThat(Cli.on(folder).run("schema", "notification").out())
        .isEqualTo(Files.readString(Path.of("schemas/notification.schema.json")));
  }

  /// Makes what the history has the night before.
  private void aNightAgo() throws IOException {
    Path now = folder.resolve("history/drift-20261124T120000000Z.json");
    Files.writeString(
        folder.resolve("history/drift-20261123T120000000Z.json"),
        Files.readString(now).replace("2026-11-24", "2026-11-23"));
    Files.delete(now);
  }

  @Test
  void theBodyIsSigned() throws IOException, GeneralSecurityException {
    Path key = Files.writeString(folder.resolve("key"), "Jefe\n");
    try (var receiver = new Receiver()) {
      drift(
          hooked(receiver.at("/") + ""),
          WORLD,
          "--notify-webhook",
          "env:HOOK",
          "--notify-secret",
          "file:" + key);

      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("Jefe".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      var posted = receiver.posted().getFirst();
      assertThat(posted.headers())
          .containsEntry(
              "x-eksguard-signature",
              "sha256=" + HexFormat.of().formatHex(mac.doFinal(posted.body())));
    }
  }

  @Test
  void withoutHistoryEveryNightWithDriftTellsAndSaysSo() throws IOException {
    try (var receiver = new Receiver()) {
      var cli = hooked(receiver.at("/") + "");
      var first = drift(cli, WORLD, "--notify-webhook", "env:HOOK");
      drift(cli, WORLD, "--notify-webhook", "env:HOOK");
      drift(cli, SICK, "--notify-webhook", "env:HOOK");

      assertThat(receiver.posted()).hasSize(2);
      assertThat(receiver.posted().getFirst().text()).contains("\"turn\":\"seen\"");
      assertThat(first.err()).contains("Without `--history`");
    }
  }

  /// Answers one after the other, and takes down how long was waited between.
  private final class Scripted implements Web {
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Long> waits = new ArrayList<>();
    private int asked;

    private Scripted(Answer... all) {
      answers.addAll(List.of(all));
    }

    @Override
    public Answer post(URI to, Map<String, String> headers, String body, Duration within) {
      asked++;
      return answers.size() > 1 ? answers.pop() : answers.getFirst();
    }

    private Cli.Ran drift(String world) throws IOException {
      return NotifyTest.this.drift(
          hooked("https://localhost/services/" + TOKEN)
              .posting(this)
              .pausing(time -> waits.add(time.toSeconds())),
          world,
          "--history",
          history(),
          "--notify-slack",
          "env:HOOK");
    }
  }

  private static Web.Answer status(int status) {
    return new Web.Answer.Answered(status, Optional.empty());
  }

  private static Web.Answer status(int status, String retryAfter) {
    return new Web.Answer.Answered(status, Optional.of(retryAfter));
  }

  @Test
  void whatMayGoBetterIsTriedAgainAsLateAsItIsAskedFor() throws IOException {
    var web =
        new Scripted(
            status(429, "7"),
            status(503, "Tue, 24 Nov 2026 12:00:30 GMT"),
            new Web.Answer.Unreached("it cannot be reached"),
            status(200));

    var ran = web.drift(WORLD);

    assertThat(web.waits).containsExactly(7L, 30L, 4L);
    assertThat(ran.err()).contains("Told `slack/localhost` of 2.").doesNotContain("EG271");
  }

  @Test
  void afterFourAttemptsItIsLeftForTheNextNight() throws IOException {
    var web = new Scripted(status(500));

    var ran = web.drift(WORLD);

    assertThat(web.waits).containsExactly(1L, 2L, 4L);
    assertThat(ran.err())
        .contains(
            "EG271", "`slack/localhost` could not be told: it answers with status 500, 4 times");
  }

  @ParameterizedTest
  @CsvSource({"400", "404", "302", "410"})
  void whatWouldBeTheSameAgainIsNotTriedAgain(int status) throws IOException {
    var web = new Scripted(status(status));

    assertThat(web.drift(WORLD).err()).contains("EG271", "status " + status);
    assertThat(web.asked).isOne();
  }

  @Test
  void whatMayHaveArrivedIsNotSentTwice() throws IOException {
    var web = new Scripted(new Web.Answer.Unanswered("it does not answer within 10 seconds"));

    assertThat(web.drift(WORLD).err()).contains("EG271", "within 10 seconds");
    assertThat(web.asked).isOne();
  }

  @Test
  void whoAsksToWaitForAnHourIsToldOnTheNextNight() throws IOException {
    var web = new Scripted(status(429, "3600"));

    web.drift(WORLD);

    assertThat(web.asked).isOne();
    assertThat(web.waits).isEmpty();
  }

  /// Drift, or another finding, or the end of one.
  @Test
  void aMessageThatDoesNotArriveEndsWithOneOnlyWhereNothingElseIsSaid() throws IOException {
    assertThat(new Scripted(status(500)).drift(WORLD).code()).isEqualTo(2);
    assertThat(new Scripted(status(500)).drift(SICK).code()).isEqualTo(1);
    assertThat(new Scripted(status(200)).drift(SICK).code()).isZero();
    assertThat(new Scripted(status(500)).drift(SICK).code()).isZero(); // nothing to tell any more
  }

  @Test
  void theSandboxTellsNobodyOutsideThisMachine() throws IOException {
    var ran =
        drift(
            hooked("https://hooks.slack.com/services/" + TOKEN),
            WORLD,
            "--history",
            history(),
            "--notify-slack",
            "env:HOOK");

    assertThat(ran.err()).contains("`slack/hooks.slack.com` is not told: this is the sandbox.");
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void redirectsAreNotFollowed() throws IOException {
    try (var receiver = new Receiver();
        var elsewhere = new Receiver()) {
      receiver.answering(307, Map.of("Location", elsewhere.at("/").toString()));

      var answer = new JdkWeb().post(receiver.at("/"), Map.of(), "{}", Duration.ofSeconds(10));

      assertThat(answer).isEqualTo(status(307));
      assertThat(elsewhere.posted()).isEmpty();
    }
  }

  @Test
  void theClientTellsAnAnswerFromNone() throws IOException {
    URI nobody;
    try (var receiver = new Receiver()) {
      nobody = receiver.at("/");
      receiver.answering(429, Map.of("Retry-After", "12"));
      assertThat(new JdkWeb().post(nobody, Map.of(), "{}", Duration.ofSeconds(10)))
          .isEqualTo(status(429, "12"));
    }

    assertThat(new JdkWeb().post(nobody, Map.of(), "{}", Duration.ofSeconds(10)))
        .isInstanceOf(Web.Answer.Unreached.class);
  }

  @Test
  void whoNeverAnswersIsGivenUp() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://localhost:" + silent.getLocalPort() + "/");

      assertThat(new JdkWeb().post(address, Map.of(), "{}", Duration.ofMillis(300)))
          .isInstanceOf(Web.Answer.Unanswered.class);
    }
  }

  @Test
  void anAnswerWithoutEndIsNotRead() throws IOException {
    var ended = new CountDownLatch(1);
    HttpServer endless = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    endless.createContext(
        "/",
        exchange -> {
          try (exchange;
              OutputStream body = body(exchange)) {
            while (true) {
              body.write(new byte[8192]);
            }
          } catch (IOException e) {
            ended.countDown();
          }
        });
    endless.start();
    try {
      URI address = URI.create("http://localhost:" + endless.getAddress().getPort() + "/");

      assertThat(new JdkWeb().post(address, Map.of(), "{}", Duration.ofSeconds(10)))
          .isEqualTo(status(200));
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      endless.stop(0);
    }
  }

  private static OutputStream body(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.com/T0K3N-sEcReT",
        "https://ann:T0K3N-sEcReT@hooks.example.com/",
        "https:// T0K3N-sEcReT",
        "ftp://localhost/T0K3N-sEcReT",
        "T0K3N-sEcReT"
      })
  void whatIsNoSafeAddressIsRefusedAndNotShown(String address) throws IOException {
    var ran = drift(Cli.on(folder), WORLD, "--notify-teams", address);

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("EG401", "--notify-teams");
    assertThat(ran.toString()).doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"env:NOT_SET", "file:not-there"})
  void aSecretThatIsNotThereIsRefusedBeforeAwsIsAsked(String source) throws IOException {
    var cli = Cli.on(folder);
    var ran = drift(cli, WORLD, "--notify-slack", source);

    assertThat(ran.code()).isEqualTo(64);
    assertThat(cli.connections()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"--notify-secret, env:HOOK, --notify-webhook", "--notify-every, 0, --notify-every"})
  void whatCannotBeMeantIsRefused(String option, String value, String named) throws IOException {
    var ran = drift(hooked("x"), WORLD, option, value);

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("EG401", named);
  }

  @Test
  void theSigningSecretIsNotTakenFromTheCommandLine() throws IOException {
    var ran =
        drift(
            hooked("https://localhost/"),
            WORLD,
            "--notify-webhook",
            "env:HOOK",
            "--notify-secret",
            TOKEN);

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.toString()).doesNotContain(TOKEN);
  }

  @Test
  void anAddressOnTheCommandLineIsTakenWithAWarning() throws IOException {
    try (var receiver = new Receiver()) {
      var ran = drift(Cli.on(folder), WORLD, "--notify-slack", receiver.at("/" + TOKEN) + "");

      assertThat(ran.err()).contains("EG272").doesNotContain(TOKEN);
      assertThat(receiver.posted()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--notify-slak=%s", "--notify-every=%s", "%s"})
  void anAddressThatIsTypedInTheWrongPlaceIsNotShown(String argument) throws IOException {
    String address = "https://hooks.slack.com/services/" + TOKEN;
    for (String format : List.of("text", "json")) {
      var ran = drift(Cli.on(folder), WORLD, "--format", format, argument.formatted(address));

      assertThat(ran.code()).isEqualTo(64);
      assertThat(ran.toString()).contains("hooks.slack.com").doesNotContain(TOKEN);
    }
  }

  @Test
  void nothingThatIsWrittenHasTheAddressInIt() throws IOException {
    for (int status : List.of(200, 500, 404)) {
      var ran =
          drift(
              hooked("https://localhost/services/" + TOKEN).posting(new Scripted(status(status))),
              WORLD,
              "--history",
              history(),
              "--log",
              folder.resolve("calls.log").toString(),
              "--out-json",
              folder.resolve("out.json").toString(),
              "--out-html",
              folder.resolve("out.html").toString(),
              "--out-prometheus",
              folder.resolve("out.prom").toString(),
              "--notify-slack",
              "env:HOOK",
              "--notify-teams",
              "env:HOOK");
      assertThat(ran.toString()).doesNotContain(TOKEN);
    }

    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile))
          .hasSizeGreaterThan(6)
          .allSatisfy(file -> assertThat(file).content().doesNotContain(TOKEN));
    }
  }
}
