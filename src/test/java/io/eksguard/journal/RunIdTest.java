package io.eksguard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
  private static RunId at(String time, int seed) {
    return RunId.next(InstantSource.fixed(Instant.parse(time)), new Random(seed));
  }

  @Test
  void namesTheTimeInUtcAndFourDigits() {
    assertThat(at("2026-11-24T13:44:55.999Z", 1).value()).matches("20261124T134455Z-[0-9a-f]{4}");
  }

  @Test
  void sortsByTime() {
    var ids =
        Stream.of("2026-11-24T13:44:55Z", "2026-11-24T13:44:56Z", "2027-01-01T00:00:00Z")
            .map(time -> at(time, time.hashCode()))
            .toList();

    assertThat(ids).isSorted();
  }

  @Test
  void differsWithinOneSecond() {
    assertThat(at("2026-11-24T13:44:55Z", 1)).isNotEqualTo(at("2026-11-24T13:44:55Z", 2));
  }

  @Test
  void isReadBack() {
    RunId id = at("2026-11-24T13:44:55Z", 1);

    assertThat(RunId.parse(id.value())).contains(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "latest", "../20261124T134455Z-3f9c", "20261124T134455Z-3F9C"})
  void anythingElseIsNone(String text) {
    assertThat(RunId.parse(text)).isEmpty();
  }
}
