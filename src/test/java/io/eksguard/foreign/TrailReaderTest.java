package io.eksguard.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// The records are written after AWS's documentation of them; none was recorded from AWS.
class TrailReaderTest {
  private static final Region REGION = new Region("us-east-1");
  private static final Place PLACE = new Place(new AccountId("444455556666"), REGION);
  private static final Attribute TAG = new Attribute.ClusterTag(PLACE, new ClusterName("web"));
  private static final Attribute FEATURE =
      new Attribute.AccountFeature(PLACE, Feature.RUNTIME_MONITORING);
  private static final Set<Attribute> ASKED =
      Set.of(
          TAG,
          FEATURE,
          new Attribute.OrganizationFeature(REGION, Feature.RUNTIME_MONITORING),
          new Attribute.OrganizationGuardDuty(REGION));
  private static final String WEB = "arn:aws:eks:us-east-1:444455556666:cluster/web";
  private static final String UNTAG =
      """
      "requestParameters": {"resourceArn": "%s", "tagKeys": ["team", "GuardDutyManaged"]}\
      """
          .formatted(WEB);

  private static String event(String source, String name, String time, String rest) {
    return """
    {"eventVersion": "1.09",
     "userIdentity": {"type": "AssumedRole", "principalId": "AROA:ci",
       "arn": "arn:aws:sts::444455556666:assumed-role/deploy/ci", "accountId": "444455556666",
       "sessionContext": {"sessionIssuer": {"type": "Role", "arn": "arn:aws:iam::444455556666:role/deploy"}}},
     "eventTime": "%s", "eventSource": "%s.amazonaws.com", "eventName": "%s", "awsRegion": "us-east-1",
     "sourceIPAddress": "198.51.100.7", "userAgent": "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io)",
     %s, "readOnly": false, "recipientAccountId": "444455556666", "eventID": "id-%s"}
    """
        .formatted(time, source, name, rest, time);
  }

  private static String untag(String time) {
    return event("eks", "UntagResource", time, UNTAG);
  }

  private static Trail read(String text) {
    var trail = new Trail(ASKED);
    assertThat(TrailReader.read(stream(text), trail)).isEmpty();
    return trail;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Instant> at(Trail trail, Attribute attribute) {
    return trail.of(attribute).map(LastWrite::at);
  }

  @Test
  void tellsWhoWroteWhenAndWithWhat() {
    Trail trail = read("{\"Records\": [" + untag("2026-11-23T22:14:05Z") + "]}");

    assertThat(trail.of(TAG))
        .contains(
            new LastWrite(
                Instant.parse("2026-11-23T22:14:05Z"),
                new Principal(
                    "AssumedRole",
                    Optional.of("arn:aws:sts::444455556666:assumed-role/deploy/ci"),
                    Optional.of("arn:aws:iam::444455556666:role/deploy"),
                    Optional.empty()),
                "UntagResource",
                Optional.of("APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io)"),
                Optional.of("198.51.100.7"),
                Optional.of("id-2026-11-23T22:14:05Z")));
  }

  @Test
  void theLatestCountsInWhateverOrderTheyStand() {
    Trail trail =
        read(
            untag("2026-11-20T00:00:00Z")
                + untag("2026-11-22T00:00:00Z")
                + untag("2026-11-21T00:00:00Z"));

    assertThat(at(trail, TAG)).contains(Instant.parse("2026-11-22T00:00:00Z"));
    assertThat(trail.first()).contains(Instant.parse("2026-11-20T00:00:00Z"));
    assertThat(trail.last()).contains(Instant.parse("2026-11-22T00:00:00Z"));
  }

  @Test
  void takesTheFormsThatEventsAreExportedIn() throws IOException {
    String one = untag("2026-11-23T22:14:05Z");
    String lookup =
        "{\"Events\": [{\"EventId\": \"a\", \"EventName\": \"UntagResource\", \"CloudTrailEvent\": "
            + JsonMapper.shared().writeValueAsString(one)
            + "}], \"NextToken\": \"x\"}";

    assertThat(at(read(one + "\n" + one), TAG)).isPresent();
    assertThat(at(read("[" + one + "]"), TAG)).isPresent();
    assertThat(at(read(lookup), TAG)).isPresent();
    var trail = new Trail(ASKED);
    assertThat(TrailReader.read(new ByteArrayInputStream(gzipped(one)), trail)).isEmpty();
    assertThat(at(trail, TAG)).isPresent();
  }

  private static byte[] gzipped(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"requestParameters\": {\"resourceArn\": \"ARN\", \"tags\": {\"GuardDutyManaged\": \"false\"}}",
        "\"requestParameters\": {\"ResourceArn\": \"ARN\", \"Tags\": {\"GuardDutyManaged\": \"false\"}}",
        "\"requestParameters\": {\"resourceArn\": \"arn%3Aaws%3Aeks%3Aus-east-1%3A444455556666%3Acluster%2Fweb\", \"tags\": {\"GuardDutyManaged\": \"x\"}}"
      })
  void namesOfParametersMayBeWrittenEitherWay(String parameters) {
    String text =
        event("eks", "TagResource", "2026-11-23T22:14:05Z", parameters.replace("ARN", WEB));

    assertThat(at(read(text), TAG)).isPresent();
  }

  @Test
  void aClusterThatIsCreatedIsAWriteOfItsTag() {
    String text =
        event(
            "eks",
            "CreateCluster",
            "2026-11-23T22:14:05Z",
            "\"requestParameters\": {\"name\": \"web\"}, \"responseElements\": {\"cluster\": {\"arn\": \""
                + WEB
                + "\"}}");

    assertThat(at(read(text), TAG)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"errorCode\": \"AccessDenied\", \"requestParameters\": {\"resourceArn\": \"ARN\", \"tagKeys\": [\"GuardDutyManaged\"]}",
        "\"requestParameters\": {\"resourceArn\": \"ARN\", \"tagKeys\": [\"team\"]}",
        "\"requestParameters\": {\"resourceArn\": \"ARN-other\", \"tagKeys\": [\"GuardDutyManaged\"]}",
        "\"requestParameters\": {\"resourceArn\": 7, \"tagKeys\": {\"GuardDutyManaged\": 1}}",
        "\"requestParameters\": null"
      })
  void whatFailedOrIsAboutSomethingElseIsNoWrite(String parameters) {
    Trail trail =
        read(event("eks", "UntagResource", "2026-11-23T22:14:05Z", parameters.replace("ARN", WEB)));

    assertThat(at(trail, TAG)).isEmpty();
    assertThat(trail.events()).isEqualTo(1);
  }

  private static final String FEATURES =
      "\"features\": [{\"name\": \"RUNTIME_MONITORING\", \"status\": \"ENABLED\"}]";

  @Test
  void aFeatureIsWrittenByTheAccountOrByTheAdministrator() {
    String own =
        event(
            "guardduty",
            "UpdateDetector",
            "2026-11-20T00:00:00Z",
            "\"requestParameters\": {\"detectorId\": \"d\", " + FEATURES + "}");
    String members =
        event(
            "guardduty",
            "UpdateMemberDetectors",
            "2026-11-21T00:00:00Z",
            "\"requestParameters\": {\"detectorId\": \"d\", \"accountIds\": [\"444455556666\", \"777788889999\"], "
                + FEATURES
                + "}, \"responseElements\": {\"unprocessedAccounts\": [UNPROCESSED]}");

    assertThat(at(read(own), FEATURE)).isPresent();
    assertThat(at(read(own + members.replace("UNPROCESSED", "")), FEATURE))
        .contains(Instant.parse("2026-11-21T00:00:00Z"));
    assertThat(
            at(
                read(
                    own
                        + members.replace(
                            "UNPROCESSED",
                            "{\"accountId\": \"444455556666\", \"result\": \"no\"}")),
                FEATURE))
        .contains(Instant.parse("2026-11-20T00:00:00Z"));
  }

  @Test
  void theOrganizationIsWrittenWithOrWithoutFeatures() {
    String both =
        event(
            "guardduty",
            "UpdateOrganizationConfiguration",
            "2026-11-20T00:00:00Z",
            "\"requestParameters\": {\"detectorId\": \"d\", \"autoEnableOrganizationMembers\": \"NEW\", "
                + FEATURES
                + "}");
    String bare = both.replace(", " + FEATURES, "").replace("2026-11-20", "2026-11-21");
    Trail trail = read(both + bare);

    assertThat(at(trail, new Attribute.OrganizationFeature(REGION, Feature.RUNTIME_MONITORING)))
        .contains(Instant.parse("2026-11-20T00:00:00Z"));
    assertThat(at(trail, new Attribute.OrganizationGuardDuty(REGION)))
        .contains(Instant.parse("2026-11-21T00:00:00Z"));
  }

  @Test
  void aPolicyThatIsGoneIsFoundByTheNameThatItHad() {
    String made =
        event(
            "organizations",
            "CreatePolicy",
            "2026-11-20T00:00:00Z",
            "\"requestParameters\": {\"name\": \"protect\", \"type\": \"SERVICE_CONTROL_POLICY\"}, \"responseElements\": {\"policy\": {\"policySummary\": {\"id\": \"p-1\", \"name\": \"protect\"}}}");
    String gone =
        event(
            "organizations",
            "DeletePolicy",
            "2026-11-21T00:00:00Z",
            "\"requestParameters\": {\"policyId\": \"p-1\"}");
    String off =
        event(
            "organizations",
            "DetachPolicy",
            "2026-11-20T12:00:00Z",
            "\"requestParameters\": {\"policyId\": \"p-1\", \"targetId\": \"r-abcd\"}");
    Trail trail = read(gone + made + off);

    assertThat(trail.policyId("protect")).contains("p-1");
    assertThat(trail.of(new Attribute.PolicyText("p-1")).map(LastWrite::event))
        .contains("DeletePolicy");
    assertThat(trail.of(new Attribute.PolicyTarget("p-1", "r-abcd")).map(LastWrite::event))
        .contains("DetachPolicy");
  }

  @Test
  void whatComesBeforeTheBreakCounts() {
    var trail = new Trail(ASKED);

    Optional<String> why =
        TrailReader.read(
            stream("{\"Records\": [" + untag("2026-11-23T22:14:05Z") + ",\n {\"eventT"), trail);

    assertThat(why).isPresent();
    assertThat(at(trail, TAG)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"'[', 100", "'{\"Records\":', 100", "'{\"a\":', 100"})
  void depthIsRefusedAndNotFollowed(String part, int times) {
    assertThat(TrailReader.read(stream(part.repeat(times)), new Trail(ASKED)))
        .hasValueSatisfying(why -> assertThat(why).contains("depth"));
  }

  @Test
  void aRecordOfTooManyPartsIsPassedOver() {
    String many = "\"a\",".repeat(TrailReader.MAX_PARTS);
    Trail trail =
        read(
            untag("2026-11-20T00:00:00Z")
                + event(
                    "eks",
                    "UntagResource",
                    "2026-11-23T22:14:05Z",
                    UNTAG.replace("[\"team\",", "[" + many)));

    assertThat(at(trail, TAG)).contains(Instant.parse("2026-11-20T00:00:00Z"));
    assertThat(trail.events()).isEqualTo(2);
  }

  /// 40 MB in 50,000 records, of which one matters, without an end in sight until the last.
  @Test
  @SuppressWarnings("JdkObsolete") // it is what SequenceInputStream takes
  void recordsAreReadOneAtATime() {
    byte[] other =
        (event("ec2", "RunInstances", "2026-11-01T00:00:00Z", "\"requestParameters\": {}") + ",")
            .getBytes(StandardCharsets.UTF_8);
    int times = 40_000_000 / other.length;
    Enumeration<InputStream> parts =
        new Enumeration<>() {
          private int given = -1;

          @Override
          public boolean hasMoreElements() {
            return given <= times;
          }

          @Override
          public InputStream nextElement() {
            given++;
            if (given == 0) {
              return stream("{\"Records\": [");
            }
            return given <= times
                ? new ByteArrayInputStream(other)
                : stream(untag("2026-11-23T22:14:05Z") + "]}");
          }
        };
    var trail = new Trail(ASKED);

    assertThat(TrailReader.read(new SequenceInputStream(parts), trail)).isEmpty();
    assertThat(at(trail, TAG)).isPresent();
    assertThat(trail.events()).isEqualTo(times + 1L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) terraform-provider-aws/5.100.0 | Terraform 1.11.4
          aws-cli/2.15.0 Python/3.11.6 Linux/5.10 exe/x86_64                                                | aws-cli 2.15.0
          eksctl/0.190.0 aws-sdk-go-v2/1.30                                                                 | eksctl 0.190.0
          cloudformation.amazonaws.com                                                                      | CloudFormation
          console.amazonaws.com                                                                             | AWS console
          """)
  void knowsToolsByTheirUserAgent(String userAgent, String tool) {
    assertThat(Tool.of(userAgent)).contains(tool);
  }

  @Test
  void aUserAgentThatIsNotKnownNamesNoTool() {
    assertThat(Tool.of("curl/8.0 Terraform")).isEmpty();
    assertThat(Tool.of("Terraform/1" + "1".repeat(100))).isEmpty();
  }
}
