package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `drift`, on 2026-11-24, over a world in which each kind of thing is wrong once.
class DriftTest {
  private static final String WORLD =
      """
      organization:
        management: "000011112222"
        administrator: "111122223333"
      accounts:
        "000011112222": {membership: none}
        "111122223333": {}
        "444455556666":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
          clusters:
            us-east-1:
              - {name: fine, agent: guardduty}
              - {name: legacy}
              - {name: odd, agent: guardduty, tags: {GuardDutyManaged: "yes"}}
              - {name: old, agent: guardduty, tags: {GuardDutyManaged: "false"}}
              - {name: sick, agent: {by: guardduty, issue: "Addon Status Unhealthy:EKS Addon issue - InsufficientNumberOfReplicas: pods are in CrashLoopBackOff"}}
              - {name: young, agent: {by: guardduty, issue: "EKS Runtime Monitoring enablement resource provisioning in progress"}}
        "777788889999":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: DISABLED}}}}
          clusters:
            us-east-1:
              - {name: stray, agent: guardduty, tags: {GuardDutyManaged: "true"}}
              - {name: own, agent: manual}
        "888899990000":
          deny: ["eks:ListClusters"]
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
        "999900001111": {}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      organization:
        administrator: {account: "111122223333", approach: disabled}
        members:
          - account: "444455556666"
            approach: all-except
            exclude:
              - legacy
              - {name: old, until: 2026-11-23, reason: "CHG-1", owner: ops}
          - account: "777788889999"
            approach: manual
          - account: "888899990000"
            approach: all
      access:
        members: {role: "arn:aws:iam::{account}:role/eksguard"}
      """;

  @TempDir private Path folder;

  private Cli.Ran drift(String... more) throws IOException {
    return drift(Cli.on(folder), WORLD, FILE, more);
  }

  private Cli.Ran drift(Cli cli, String world, String desired, String... more) throws IOException {
    Path worldFile = Files.writeString(folder.resolve("world.yaml"), world);
    Path file = Files.writeString(folder.resolve("file.yaml"), desired);
    List<String> args =
        new ArrayList<>(List.of("drift", "-f", file.toString(), "--sandbox=" + worldFile));
    args.addAll(List.of(more));
    return cli.run(args.toArray(String[]::new));
  }

  private static List<Error> errors(JsonNode root) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("schemas/drift.schema.json")), InputFormat.JSON);
    return schema.validate(root.toString(), InputFormat.JSON);
  }

  private static JsonNode json(Cli.Ran ran) {
    return JsonMapper.shared().readTree(ran.out());
  }

  @Test
  void tellsEachKindWithWhatIsWantedFoundAndToDo() throws IOException {
    var ran = drift();

    Golden.check(
        "drift/kinds.txt",
        ran.toString().replace(folder + "/", "").replaceAll("request [-0-9a-f]{36}", "request ID"));
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void everyFormatTellsTheSame() throws IOException {
    Path md = folder.resolve("drift.md");
    Path html = folder.resolve("drift.html");
    Path text = folder.resolve("drift.txt");
    Path json = folder.resolve("drift.json");

    var ran =
        drift(
            "--out-markdown=" + md,
            "--out-html=" + html,
            "--out-text=" + text,
            "--out-json=" + json);

    assertThat(ran.code()).isEqualTo(2);
    Golden.check("drift/kinds.md", scrubbed(Files.readString(md)));
    Golden.check("drift/kinds.html", scrubbed(Files.readString(html)));
    assertThat(Files.readString(text)).startsWith(ran.out());
    assertThat(errors(JsonMapper.shared().readTree(Files.readString(json)))).isEmpty();
    assertThat(drift("--format", "markdown").out()).isEqualTo(Files.readString(md));
    assertThat(drift("--format", "html").out()).isEqualTo(Files.readString(html));
  }

  private String scrubbed(String text) {
    return text.replace(folder + "/", "").replaceAll("request [-0-9a-f]{36}", "request ID");
  }

  @Test
  void markdownNeverGoesPastItsBudget() throws IOException {
    var ran = drift("--format", "markdown", "--markdown-budget", "1500");

    assertThat(ran.out().length()).isLessThanOrEqualTo(1500);
    assertThat(ran.out())
        .contains("more lines are left out here")
        .startsWith("<!-- eksguard:drift");
    assertThat(ran.out().lines().toList().getLast()).startsWith("**Drift: 2 of 8 clusters");
  }

  @Test
  void textOfOthersIsShownAndNeverInterpreted() throws IOException {
    String world =
        WORLD.replace("InsufficientNumberOfReplicas", "<script>alert(1)</script> @ann #12 | ");

    var md = drift(Cli.on(folder), world, FILE, "--format", "markdown").out();
    var html = drift(Cli.on(folder), world, FILE, "--format", "html").out();

    assertThat(html).doesNotContain("<script>").contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(md).contains("`Addon Status Unhealthy:EKS Addon issue - <script>");
  }

  @Test
  void jsonNamesEveryItemAndEveryCluster() throws IOException {
    JsonNode root = json(drift("--format", "json"));

    List<String> items = new ArrayList<>();
    root.path("items")
        .values()
        .forEach(
            item -> items.add(item.path("kind").asString() + " " + item.path("key").asString()));
    assertThat(items)
        .containsExactly(
            "exception-expired file/old/2026-11-23/until",
            "drifted us-east-1/444455556666/legacy/tag",
            "odd-tag us-east-1/444455556666/odd/odd-tag",
            "leftover-agent us-east-1/444455556666/old/coverage",
            "unhealthy us-east-1/444455556666/sick/coverage",
            "propagating us-east-1/444455556666/young/coverage",
            "stray-tag us-east-1/777788889999/stray/tag",
            "unknown us-east-1/888899990000/read");
    List<String> clusters = new ArrayList<>();
    root.path("clusters")
        .values()
        .forEach(one ->
            clusters.add(one.path("cluster").asString() + " " + one.path("state").asString()));
    assertThat(clusters)
        .containsExactly(
            "fine in-sync",
            "legacy drifted",
            "odd odd-tag",
            "old leftover-agent",
            "sick unhealthy",
            "young propagating",
            "own in-sync",
            "stray stray-tag");
    assertThat(errors(root)).isEmpty();
  }

  @Test
  void aWorldThatIsAsTheFileSaysHasNoDrift() throws IOException {
    Path world = Files.writeString(folder.resolve("own.yaml"), WORLD);
    Path file =
        Files.writeString(
            folder.resolve("own.file.yaml"),
            FILE.replace("until: 2026-11-23", "until: 2027-01-01"));
    String[] where = {"-f", file.toString(), "--sandbox=" + world};

    Cli.on(folder).run("apply", "--yes", where[0], where[1], where[2]);
    var ran = Cli.on(folder).run("drift", where[0], where[1], where[2]);

    assertThat(ran.out()).contains("No drift. ");
    assertThat(ran.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"unhealthy, 2", "leftover-agent, 2", "not-covered, 0"})
  void anotherKindCountsIfThatIsAskedFor(String kind, int code) throws IOException {
    String world =
        WORLD
            .replace("- {name: legacy}", "- {name: legacy, tags: {GuardDutyManaged: \"false\"}}")
            .replace(
                "stray, agent: guardduty, tags: {GuardDutyManaged: \"true\"}",
                "stray, agent: manual");

    assertThat(drift(Cli.on(folder), world, FILE).code()).isZero();
    assertThat(drift(Cli.on(folder), world, FILE, "--fail-on", kind).code()).isEqualTo(code);
  }

  @Test
  void whatCouldNotBeReadIsNoDriftAndCountsIfStrict() throws IOException {
    String world =
        WORLD
            .replace("- {name: legacy}", "- {name: legacy, tags: {GuardDutyManaged: \"false\"}}")
            .replace("stray, agent: guardduty, tags: {GuardDutyManaged: \"true\"}", "stray");

    var lenient = drift(Cli.on(folder), world, FILE, "--format", "json");
    var strict = drift(Cli.on(folder), world, FILE, "--strict");

    JsonNode summary = json(lenient).path("summary");
    assertThat(summary.path("kinds").path("unknown").intValue()).isEqualTo(1);
    assertThat(summary.path("driftedClusters").intValue()).isZero();
    assertThat(lenient.code()).isZero();
    assertThat(strict.code()).isEqualTo(7);
  }

  @Test
  void whatTheOrganizationIsAboutToDoIsNoDriftYet() throws IOException {
    String world =
        """
        settle: later
        organization:
          management: "000011112222"
          administrator: "111122223333"
          configuration:
            all:
              autoEnableOrganizationMembers: ALL
              features: {RUNTIME_MONITORING: {autoEnable: ALL, EKS_ADDON_MANAGEMENT: ALL}}
        accounts:
          "000011112222": {membership: none}
          "111122223333": {detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}}
          "444455556666": {clusters: {us-east-1: [web]}}
        """;
    String file =
        """
        version: 1
        feature: RUNTIME_MONITORING
        regions: [us-east-1]
        organization:
          administrator: {account: "111122223333", approach: all}
          newAccounts: {autoEnable: ALL, approach: all}
          defaults: {approach: all}
        """;
    String history = folder.resolve("history").toString();

    var first = drift(at("2026-11-24T02:00:00Z"), world, file, "--history", history);
    var soon = drift(at("2026-11-24T20:00:00Z"), world, file, "--history", history);
    var late = drift(at("2026-11-25T02:00:00Z"), world, file, "--history", history);

    assertThat(first.code()).as(first.toString()).isZero();
    assertThat(first.out())
        .contains("propagating  RUNTIME_MONITORING: wanted on, add-on managed, found off");
    assertThat(soon.code()).isZero();
    assertThat(late.code()).isEqualTo(2);
    assertThat(late.out()).contains("drifted  RUNTIME_MONITORING");
  }

  private Cli at(String time) {
    return Cli.on(folder).at(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
  }

  @Test
  void aBrokenFileOfTheHistoryIsNamedAndTheRestCounts() throws IOException {
    Path history = Files.createDirectories(folder.resolve("history"));
    Files.writeString(history.resolve("drift-20261123T020000000Z.json"), "{");

    var ran = drift("--history", history.toString());

    assertThat(ran.err()).contains("EG258", "drift-20261123T020000000Z.json");
    assertThat(ran.code()).isEqualTo(2);
    try (var files = Files.list(history)) {
      assertThat(files).hasSize(2);
    }
  }

  /// Two events about `legacy`, of which the later failed, and one about the stray tag, whose
  /// principal tries to write to the terminal.
  private static final String EVENTS =
      """
      {"Records": [
      {"userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::444455556666:assumed-role/deploy/ci",
         "sessionContext": {"sessionIssuer": {"arn": "arn:aws:iam::444455556666:role/deploy"}}},
       "eventTime": "2026-11-23T22:14:05Z", "eventSource": "eks.amazonaws.com", "eventName": "UntagResource", "awsRegion": "us-east-1",
       "sourceIPAddress": "198.51.100.7", "userAgent": "APN/1.0 HashiCorp/1.0 Terraform/1.11.4",
       "requestParameters": {"resourceArn": "arn:aws:eks:us-east-1:444455556666:cluster/legacy", "tagKeys": ["GuardDutyManaged"]}, "eventID": "e-1"},
      {"userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::444455556666:user/denied"}, "errorCode": "AccessDenied",
       "eventTime": "2026-11-23T23:00:00Z", "eventSource": "eks.amazonaws.com", "eventName": "UntagResource", "awsRegion": "us-east-1",
       "requestParameters": {"resourceArn": "arn:aws:eks:us-east-1:444455556666:cluster/legacy", "tagKeys": ["GuardDutyManaged"]}},
      {"userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::777788889999:user/\\u001b[2Jeve\\u202e"},
       "eventTime": "2026-11-22T10:00:00Z", "eventSource": "eks.amazonaws.com", "eventName": "TagResource", "awsRegion": "us-east-1",
       "requestParameters": {"resourceArn": "arn:aws:eks:us-east-1:777788889999:cluster/stray", "tags": {"GuardDutyManaged": "true"}}}
      ]}
      """;

  @Test
  void namesWhoWroteLastByTheEventsOfCloudTrail() throws IOException {
    Path trail = Files.createDirectories(folder.resolve("trail/2026/11"));
    Files.writeString(trail.resolve("events.json"), EVENTS);

    var ran = drift("--cloudtrail", folder.resolve("trail").toString());

    assertThat(ran.out())
        .contains(
            "Last written by arn:aws:sts::444455556666:assumed-role/deploy/ci with UntagResource at"
                + " 2026-11-23T22:14:05Z (Terraform 1.11.4).",
            "Last written by arn:aws:iam::777788889999:user/\\u001b[2Jeve\\u202e with TagResource")
        .doesNotContain("denied", "\u001b", "\u202e");
    assertThat(ran.err())
        .contains(
            "Looked through 3 events of CloudTrail, from 2026-11-22T10:00:00Z to"
                + " 2026-11-23T23:00:00Z.");
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void jsonHasTheLastWriteWithItsEvent() throws IOException {
    Path events = Files.writeString(folder.resolve("events.json"), EVENTS);

    JsonNode root = json(drift("--format", "json", "--cloudtrail", events.toString()));

    JsonNode write = root.path("items").path(1).path("lastWrite");
    assertThat(write.path("eventId").asString()).isEqualTo("e-1");
    assertThat(write.path("tool").asString()).isEqualTo("Terraform 1.11.4");
    assertThat(write.path("principal").path("role").asString())
        .isEqualTo("arn:aws:iam::444455556666:role/deploy");
    assertThat(root.path("items").path(0).path("lastWrite").isNull()).isTrue();
    assertThat(errors(root)).isEmpty();
  }

  @Test
  void eventsThatBreakOffAreToldAndTheRestCounts() throws IOException {
    Path events =
        Files.writeString(folder.resolve("events.json"), EVENTS.substring(0, EVENTS.length() - 9));
    Path none = Files.writeString(folder.resolve("none.json"), "{\"a\": 1}");

    var ran = drift("--cloudtrail", events.toString(), "--cloudtrail", none.toString());

    assertThat(ran.out()).contains("Last written by arn:aws:sts::444455556666");
    assertThat(ran.err()).contains("EG261", "events.json", "none.json");
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void eventsThatAreNotThereAreRefusedBeforeAwsIsAsked() throws IOException {
    var ran = drift("--cloudtrail", folder.resolve("missing.json").toString());

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("EG001", "missing.json");
  }

  @Test
  void failAfterNeedsAHistory() throws IOException {
    var ran = drift("--fail-after", "3");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("--history");
  }
}
