package io.eksguard.sim;

import static io.eksguard.sim.Worlds.MEMBER;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.sim.world.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AddonsTest {
  private static final String ADDONS = "/clusters/payments/addons";
  private static final String AGENT = ADDONS + "/aws-guardduty-agent";
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
  private final Sandbox sandbox =
      Sandbox.start(Worlds.organization("addonSeconds: 30"), 0, now::get);
  private final Client member = Client.of(sandbox).as(MEMBER);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Client.Reply create(String more) {
    return member.post("eks", ADDONS, "{\"addonName\":\"aws-guardduty-agent\"" + more + "}");
  }

  private void later() {
    now.updateAndGet(t -> t.plus(Duration.ofSeconds(30)));
  }

  private String status() {
    return member.get("eks", AGENT).text("addon", "status");
  }

  @Test
  void anAddonIsCreatedUpdatedAndDeletedInItsTime() {
    create("");
    assertThat(status()).isEqualTo("CREATING");
    later();
    assertThat(status()).isEqualTo("ACTIVE");

    var update = member.post("eks", AGENT + "/update", "{\"addonVersion\":\"v1.15.0-eksbuild.2\"}");
    assertThat(update.text("update", "status")).isEqualTo("InProgress");
    assertThat(status()).isEqualTo("UPDATING");
    later();
    assertThat(member.get("eks", AGENT).text("addon", "addonVersion"))
        .isEqualTo("v1.15.0-eksbuild.2");

    member.delete("eks", AGENT);
    assertThat(status()).isEqualTo("DELETING");
    later();
    assertThat(member.get("eks", AGENT).status()).isEqualTo(404);
  }

  @Test
  void anAddonThatEksIsBusyWithIsLeftAlone() {
    create("");

    var reply = member.delete("eks", AGENT);

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.header("x-amzn-ErrorType")).isEqualTo("ResourceInUseException");
  }

  @Test
  void tagsAndConfigurationAreKept() {
    create(
        ",\"tags\":{\"team\":\"edge\"},\"configurationValues\":\"{\\\"dnsPolicy\\\":\\\"Default\\\"}\"");

    var addon = member.get("eks", AGENT);

    assertThat(addon.text("addon", "tags", "team")).isEqualTo("edge");
    assertThat(addon.text("addon", "tags", "GuardDutyManaged")).isEmpty();
    assertThat(addon.text("addon", "configurationValues")).isEqualTo("{\"dnsPolicy\":\"Default\"}");
    assertThat(World.parse(sandbox.world().toYaml(), "again")).isEqualTo(sandbox.world());
  }

  private String tags() {
    String arn = member.get("eks", AGENT).text("addon", "addonArn");
    return "/tags/" + URLEncoder.encode(arn, StandardCharsets.UTF_8);
  }

  @Test
  void anAddonIsTaggedByItsOwnArn() {
    create(",\"tags\":{\"team\":\"edge\"}");

    var tagged = member.post("eks", tags(), "{\"tags\":{\"team\":\"a\",\"stage\":\"b\"}}");
    var untagged = member.delete("eks", tags() + "?tagKeys=stage");

    assertThat(tagged.status()).isEqualTo(200);
    assertThat(untagged.status()).isEqualTo(200);
    assertThat(member.get("eks", tags()).http().body()).isEqualTo("{\"tags\":{\"team\":\"a\"}}");
    assertThat(member.get("eks", AGENT).text("addon", "tags", "team")).isEqualTo("a");
    assertThat(member.get("eks", "/clusters/payments").http().body()).doesNotContain("\"team\"");
  }

  @Test
  void tagsThatEksWouldNotTakeAreRefused() {
    var reserved = create(",\"tags\":{\"AWS:x\":\"edge\"}");
    create("");
    var many = IntStream.range(0, 51).mapToObj(i -> "\"k" + i + "\":\"\"").collect(joining(","));

    assertThat(reserved.header("x-amzn-ErrorType")).isEqualTo("InvalidParameterException");
    assertThat(member.post("eks", tags(), "{\"tags\":{" + many + "}}").status()).isEqualTo(400);
    assertThat(member.post("eks", tags(), "{\"tags\":{\"" + "k".repeat(129) + "\":\"\"}}").status())
        .isEqualTo(400);
    assertThat(
            member.post("eks", tags(), "{\"tags\":{\"k\":\"" + "v".repeat(257) + "\"}}").status())
        .isEqualTo(400);
  }

  @Test
  void tagsOfACreatedAddonAreAskedOfIamAsATaggingOfIt() {
    var policy =
        """
        {"Statement":[{"Effect":"Allow","Action":["eks:CreateAddon","eks:DescribeAddon"],"Resource":"*"},
         {"Effect":"Allow","Action":"eks:TagResource","Resource":"arn:aws:eks:*:*:addon/*/aws-guardduty-agent/*",
          "Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]},"Null":{"aws:TagKeys":"false"}}}]}\
        """;
    var session =
        Client.of(sandbox)
            .as(
                Client.of(sandbox)
                    .sts(
                        "AssumeRole",
                        Map.of(
                            "RoleArn",
                            "arn:aws:iam::" + MEMBER + ":role/eksguard",
                            "RoleSessionName",
                            "alice",
                            "Policy",
                            policy))
                    .xml("AccessKeyId"));
    var addon = "{\"addonName\":\"aws-guardduty-agent\",\"tags\":{\"%s\":\"x\"}}";

    assertThat(session.post("eks", ADDONS, addon.formatted("owner")).status()).isEqualTo(403);
    assertThat(session.post("eks", ADDONS, addon.formatted("team")).status()).isEqualTo(200);
  }

  @Test
  void valuesThatTheSchemaDoesNotKnowAreRefused() {
    var reply = create(",\"configurationValues\":\"{\\\"colour\\\":1}\"");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("x-amzn-ErrorType")).isEqualTo("InvalidParameterException");
  }

  @Test
  void aVersionThatIsNotForTheKubernetesOfTheClusterIsRefused() {
    var reply = create(",\"addonVersion\":\"v1.9.0-eksbuild.2\"");

    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  void theSchemaIsAText() {
    var reply =
        member.get(
            "eks",
            "/addons/configuration-schemas?addonName=aws-guardduty-agent&addonVersion=v1.12.1-eksbuild.4");

    assertThat(reply.text("configurationSchema")).startsWith("{\"$schema\"").endsWith("}");
    assertThat(
            member
                .get(
                    "eks",
                    "/addons/configuration-schemas?addonName=aws-guardduty-agent&addonVersion=v0")
                .status())
        .isEqualTo(404);
  }
}
