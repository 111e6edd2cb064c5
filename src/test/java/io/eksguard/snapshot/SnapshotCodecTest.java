package io.eksguard.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.SourcePos;
import io.eksguard.diff.AnyLive;
import io.eksguard.model.Desired;
import io.eksguard.snapshot.SnapshotCodec.Read;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no snapshot is refused, with a place.
class SnapshotCodecTest {
  private static final String GOOD = good();

  private static String good() {
    var live = AnyLive.of(7);
    Desired survey = live.survey();
    return SnapshotCodec.write(
        Snapshot.of(
            survey,
            live.read(survey),
            Instant.parse("2026-11-24T12:00:00Z"),
            "test",
            Snapshot.Origin.AWS));
  }

  private static Diagnostic refused(String text) {
    assertThat(text).isNotEqualTo(GOOD);
    return switch (SnapshotCodec.read("s.json", text)) {
      case Read.Refused(Diagnostic why) -> why;
      case Read.Ok _ -> throw new AssertionError("taken: " + text);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "kind" : "eksguard-snapshot" | "kind" : "eksguard-plan"   | it is not a snapshot that eksguard took
          "formatVersion" : "1.1"      | "formatVersion" : "2.0"    | it has the form `2.0`, and this version takes `1.x`
          "formatVersion" : "1.1"      | "formatVersion" : 1        | `formatVersion` is not a text
          "taken" : "2026              | "taken" : "20x6            | `taken` is not a time
          "origin" : "aws"             | "origin" : "gcp"           | `origin` is `gcp` and must be one of `aws`, `sandbox`
          "redacted" : false           | "redacted" : "no"          | `redacted` is neither true nor false
          "places"                     | "place"                    | `places` is missing
          "account" : "100000000000"   | "account" : "10000000000"  | `places[0].account` is not an account id of 12 digits: `10000000000`
          "state" : "present"          | "state" : "gone"           | .state` is `gone` and must be one of `present`, `absent`, `unknown`, `not-read`
          """)
  void isRefusedWithItsPath(String from, String to, String why) {
    Diagnostic told = refused(GOOD.replaceFirst(Pattern.quote(from), to));

    assertThat(told.code()).isEqualTo(Code.BAD_SNAPSHOT);
    assertThat(told.message()).startsWith("`s.json` is refused: ").contains(why);
    assertThat(told.hint()).isPresent();
  }

  @Test
  void isRefusedAtItsLineWhereItIsNoJson() {
    assertThat(refused("{\n  \"kind\" ; 1\n}").where())
        .isEqualTo(Optional.of(new SourcePos("s.json", 2, 10)));
  }

  @Test
  void isRefusedWhereItIsTooDeepOrSaysSomethingTwiceOrHasMoreBehind() {
    List<String> broken =
        List.of(
            "[".repeat(100_000),
            "{\"kind\": \"eksguard-snapshot\", \"kind\": \"eksguard-snapshot\"}",
            GOOD + "{}",
            "");

    assertThat(broken)
        .allSatisfy(text -> assertThat(refused(text).code()).isEqualTo(Code.BAD_SNAPSHOT));
  }

  @Test
  void passesOverWhatALaterVersionAdds() {
    String later =
        GOOD.replace("\"formatVersion\" : \"1.1\"", "\"formatVersion\" : \"1.7\", \"weather\" : 1");

    assertThat(SnapshotCodec.read("s.json", later))
        .isEqualTo(SnapshotCodec.read("s.json", GOOD))
        .isInstanceOf(Read.Ok.class);
  }
}
