package io.eksguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final String TAG = "us-east-1/444455556666/legacy/tag";
  private static final Instant FIRST = Instant.parse("2026-11-01T02:00:00Z");

  /// A night for each letter: `x` seen, `.` not seen, `?` not known.
  private static History nights(String letters) {
    List<Night> nights = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      nights.add(
          switch (letters.charAt(i)) {
            case 'x' -> night(i, Map.of(TAG, Kind.DRIFTED), Set.of());
            case '?' -> night(i, Map.of(), Set.of("us-east-1/444455556666"));
            case '.' -> night(i, Map.of(), Set.of());
            default -> throw new IllegalArgumentException(letters);
          });
    }
    return new History(nights);
  }

  private static Night night(int number, Map<String, Kind> items, Set<String> unknown) {
    return new Night(at(number), new TreeMap<>(items), new TreeSet<>(unknown));
  }

  private static Instant at(int number) {
    return FIRST.plus(Duration.ofDays(number));
  }

  private static Story story(String before) {
    return nights(before).of(TAG, at(before.length()));
  }

  @Test
  void whatWasNeverSeenBeforeIsSeenForTheFirstNight() {
    assertThat(story("...")).isEqualTo(new Story(at(3), 1, 1, 4));
    assertThat(story("")).isEqualTo(new Story(at(0), 1, 1, 1));
  }

  @Test
  void nightsInARowAreCountedBackToTheLastNightWithoutIt() {
    assertThat(story("xx.xx")).isEqualTo(new Story(at(3), 3, 2, 6));
  }

  @Test
  void aNightOnWhichNothingCouldBeReadNeitherEndsNorLengthensTheRow() {
    assertThat(story(".x?x")).isEqualTo(new Story(at(1), 3, 1, 5));
    assertThat(story(".??")).isEqualTo(new Story(at(3), 1, 1, 4));
  }

  @Test
  void onlyTheLastTenNightsSayHowOftenItCame() {
    assertThat(story("x.x.x.x.x.x.")).isEqualTo(new Story(at(12), 1, 5, 10));
  }

  @Test
  void twoRunsOfOneDayAreOneNight() {
    var twice =
        new History(
            List.of(
                night(0, Map.of(TAG, Kind.DRIFTED), Set.of()),
                new Night(
                    at(0).plusSeconds(60),
                    new TreeMap<>(Map.of(TAG, Kind.DRIFTED)),
                    new TreeSet<>())));

    assertThat(twice.of(TAG, at(0).plusSeconds(120))).isEqualTo(new Story(at(0), 1, 1, 1));
  }

  @Test
  void resolvedIsWhatTheLastNightSawAndThisOneCouldHaveSeen() {
    assertThat(nights("x").resolvedBy(night(1, Map.of(), Set.of()))).containsExactly(TAG);
    assertThat(nights("x").resolvedBy(night(1, Map.of(TAG, Kind.DRIFTED), Set.of()))).isEmpty();
    assertThat(nights("x").resolvedBy(night(1, Map.of(), Set.of("us-east-1")))).isEmpty();
    assertThat(nights("x").resolvedBy(night(1, Map.of(), Set.of("us-east-1#coverage"))))
        .containsExactly(TAG);
    assertThat(nights("x.").resolvedBy(night(2, Map.of(), Set.of()))).isEmpty();
  }

  @Test
  void whatIsNotKnownOfCoverageSaysNothingOfTags() {
    var night = night(0, Map.of(), Set.of("us-east-1#coverage", "eu-west-1/444455556666"));

    assertThat(night.isUnknown("us-east-1/444455556666/web/coverage")).isTrue();
    assertThat(night.isUnknown("us-east-1/444455556666/web/tag")).isFalse();
    assertThat(night.isUnknown("eu-west-1/444455556666/web/tag")).isTrue();
    assertThat(night.isUnknown("eu-west-1/4444555566667/web/tag")).isFalse();
  }

  @Test
  void aNightComesBackFromItsFileAsItWas() {
    var night = night(0, Map.of(TAG, Kind.STRAY_TAG), Set.of("us-east-1"));

    assertThat(NightCodec.read(NightCodec.write(night))).contains(night);
  }

  @Test
  void whatIsNoNightIsNone() {
    String good = NightCodec.write(night(0, Map.of(), Set.of()));

    assertThat(NightCodec.read(good.replace("\"1.1\"", "\"2.0\""))).isEmpty();
    assertThat(NightCodec.read(good.substring(0, good.length() / 2))).isEmpty();
    assertThat(NightCodec.read("[]")).isEmpty();
    assertThat(NightCodec.read(good.replace("2026-11-01T02:00:00Z", "yesterday"))).isEmpty();
    assertThat(NightCodec.read(good.replace("\"1.1\"", "\"1.7\""))).isPresent();
  }
}
