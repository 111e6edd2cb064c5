package io.eksguard.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diff.AnyLive;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Survey;
import io.eksguard.live.LiveState;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.Desired;
import io.eksguard.model.Place;
import io.eksguard.snapshot.SnapshotCodec.Read;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// A redacted snapshot names nobody, and is a snapshot all the same.
class RedactionPropertyTest {
  private static final byte[] SALT = "sixteen letters.".getBytes(StandardCharsets.UTF_8);

  private static Snapshot taken(long seed) {
    var live = AnyLive.of(seed);
    Desired survey = live.survey();
    return Snapshot.of(
        survey,
        live.read(survey),
        Instant.parse("2026-11-24T12:00:00Z"),
        "test",
        Snapshot.Origin.AWS);
  }

  @Property(tries = 500)
  void namesNobodyAndIsReadAgain(@ForAll long seed) {
    Snapshot real = taken(seed);

    Redaction.Redacted redacted = new Redaction(SALT).of(real);
    String text = SnapshotCodec.write(redacted.snapshot());

    assertThat(SnapshotCodec.read("x", text)).isEqualTo(new Read.Ok(redacted.snapshot()));
    assertThat(text).doesNotContain(redacted.accounts().keySet());
    redacted
        .clusters()
        .keySet()
        .forEach(name ->
            assertThat(text).doesNotContain("cluster/" + name + "\"", "\"" + name + "\" : {"));
    assertThat(text).doesNotContain("stack", "AWS denied", "Removed", "vpc-a", "vpc-b", "vpc-w");
  }

  @Property(tries = 200)
  void isTheSameForTheSameSaltAndAnotherForAnother(@ForAll long seed) {
    Snapshot real = taken(seed);

    assertThat(new Redaction(SALT).of(real)).isEqualTo(new Redaction(SALT).of(real));
    assertThat(new Redaction(new byte[] {1}).of(real).snapshot())
        .isNotEqualTo(new Redaction(SALT).of(real).snapshot());
  }

  /// As many places with as many clusters under the same settings, so as many changes are planned.
  @Property(tries = 500)
  void keepsEverythingElse(@ForAll long seed) {
    Snapshot real = taken(seed);
    Redaction.Redacted redacted = new Redaction(SALT).of(real);

    real.places()
        .forEach((place, facts) -> {
          Place there = renamed(place, redacted.accounts());
          PlaceFacts other =
              Optional.ofNullable(redacted.snapshot().places().get(there)).orElseThrow();
          if (facts.detector() instanceof Reading.Present) {
            assertThat(other.detector()).isEqualTo(facts.detector());
          }
          assertThat(other.clusters().asOptional().map(c -> c.size()))
              .isEqualTo(facts.clusters().asOptional().map(c -> c.size()));
        });
    Desired survey = AnyLive.of(seed).survey();
    LiveState live = new SnapshotReader(real).read(survey);
    assertThat(Differ.diff(survey, live).changes().size()).isEqualTo(changes(survey, redacted));
  }

  private static int changes(Desired survey, Redaction.Redacted redacted) {
    Desired renamed = renamed(survey, redacted.accounts());
    LiveState live = new SnapshotReader(redacted.snapshot()).read(renamed);
    return Differ.diff(renamed, live).changes().size();
  }

  private static Desired renamed(Desired survey, SortedMap<String, String> accounts) {
    return survey
        .organization()
        .map(organization ->
            Survey.ofOrganization(
                survey.regions(),
                new AccountId(accounts.getOrDefault(organization.administrator().value(), "")),
                survey.access()))
        .orElseGet(() ->
            Survey.ofStandalone(
                survey.regions(),
                new AccountId(accounts.getOrDefault("100000000000", "")),
                survey.access()));
  }

  private static Place renamed(Place place, SortedMap<String, String> accounts) {
    return new Place(
        new AccountId(accounts.getOrDefault(place.account().value(), "")), place.region());
  }
}
