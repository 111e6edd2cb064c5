package io.eksguard.wire;

import static io.eksguard.wire.Operation.UPDATE_MEMBER_DETECTORS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.core.SdkGlobalTime;

/// A clock that is 20 minutes behind AWS's. The SDK corrects its own by the answers, for the whole
/// process, so nothing else may run meanwhile, and it is set back.
@Timeout(120)
@Isolated
class ClockFaultsTest {
  private static final int MINUTES = 20;

  @TempDir private Path folder;

  @AfterEach
  void setTheClockOfTheSdkBack() {
    SdkGlobalTime.setGlobalTimeOffset(0);
  }

  private static Fault skew() {
    return Fault.clockSkew(Instant.now().atZone(ZoneOffset.UTC).plusMinutes(MINUTES));
  }

  @Test
  void isCorrectedByTheAnswer() throws IOException {
    try (var trial = new Trial(folder)) {
      trial.apply("feature-clock-wrong", wire -> wire.next(1, UPDATE_MEMBER_DETECTORS, skew()));
    }
  }

  @Test
  void thatIsNeverRightIsToldAndTheRerunComesToTheEnd() throws IOException {
    try (var trial = new Trial(folder)) {
      var exchanges =
          trial.apply(
              "feature-clock-never-right", wire -> wire.always(UPDATE_MEMBER_DETECTORS, skew()));

      assertThat(exchanges)
          .filteredOn(one -> one.request().getUrl().endsWith("/member/detector/update"))
          .as("once more with the corrected clock, and no more")
          .hasSize(2);
    }
  }
}
