package io.eksguard.wire;

import static io.eksguard.wire.Operation.TAG_RESOURCE;
import static io.eksguard.wire.Operation.UPDATE_MEMBER_DETECTORS;
import static io.eksguard.wire.Operation.UPDATE_ORGANIZATION_CONFIGURATION;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Writes that go wrong, in the middle of an apply.
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class WriteFaultsTest {
  private static final int EACH = Integer.MAX_VALUE;

  /// A fault, and the writes that it meets.
  ///
  /// @param times how many of them, or [#EACH]
  record Case(String name, Operation operation, int times, Fault fault) {
    @Override
    public String toString() {
      return name;
    }

    void on(Wire wire) {
      if (times == EACH) {
        wire.always(operation, fault);
      } else {
        wire.next(times, operation, fault);
      }
    }
  }

  private static Fault retryAfter(
      com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder answer, int seconds) {
    return new Fault.Instead(answer.withHeader("Retry-After", Integer.toString(seconds)));
  }

  static final List<Case> CASES =
      List.of(
          new Case("tag-answered-slowly", TAG_RESOURCE, 1, Fault.slowBody()),
          new Case("tag-answered-by-half", TAG_RESOURCE, EACH, Fault.halfSent()),
          new Case("tag-answered-by-a-page-for-people", TAG_RESOURCE, EACH, Fault.htmlPage()),
          new Case("tag-reset-before", TAG_RESOURCE, EACH, Fault.resetBefore()),
          new Case("tag-reset-after", TAG_RESOURCE, EACH, Fault.resetAfter()),
          new Case("tag-500-once", TAG_RESOURCE, 1, Fault.status500()),
          new Case("tag-429-once", TAG_RESOURCE, 1, new Fault.Instead(Fault.tooMany())),
          new Case("tag-session-over", TAG_RESOURCE, EACH, Fault.expiredToken()),
          new Case("feature-answered-slowly", UPDATE_MEMBER_DETECTORS, EACH, Fault.slowBody()),
          new Case("feature-answered-by-half", UPDATE_MEMBER_DETECTORS, EACH, Fault.halfSent()),
          new Case(
              "feature-answered-by-a-page-for-people",
              UPDATE_MEMBER_DETECTORS,
              EACH,
              Fault.htmlPage()),
          new Case(
              "feature-answered-with-nothing", UPDATE_MEMBER_DETECTORS, EACH, Fault.nothingInIt()),
          new Case("feature-reset-before", UPDATE_MEMBER_DETECTORS, EACH, Fault.resetBefore()),
          new Case("feature-reset-after", UPDATE_MEMBER_DETECTORS, EACH, Fault.resetAfter()),
          new Case("feature-500-twice", UPDATE_MEMBER_DETECTORS, 2, Fault.status500()),
          new Case(
              "feature-503-once",
              UPDATE_MEMBER_DETECTORS,
              1,
              new Fault.Instead(Fault.unavailable())),
          new Case(
              "feature-503-for-a-day",
              UPDATE_MEMBER_DETECTORS,
              EACH,
              retryAfter(Fault.unavailable(), 86_400)),
          new Case(
              "feature-429-once", UPDATE_MEMBER_DETECTORS, 1, new Fault.Instead(Fault.tooMany())),
          new Case(
              "feature-429-for-a-day",
              UPDATE_MEMBER_DETECTORS,
              EACH,
              retryAfter(Fault.tooMany(), 86_400)),
          new Case("feature-session-over", UPDATE_MEMBER_DETECTORS, EACH, Fault.expiredToken()),
          new Case(
              "organization-answered-slowly",
              UPDATE_ORGANIZATION_CONFIGURATION,
              EACH,
              Fault.slowBody()),
          new Case(
              "organization-reset-before",
              UPDATE_ORGANIZATION_CONFIGURATION,
              EACH,
              Fault.resetBefore()),
          new Case(
              "organization-reset-after",
              UPDATE_ORGANIZATION_CONFIGURATION,
              EACH,
              Fault.resetAfter()),
          new Case(
              "organization-500-once", UPDATE_ORGANIZATION_CONFIGURATION, 1, Fault.status500()));

  @TempDir private Path folder;

  @ParameterizedTest
  @FieldSource("CASES")
  void areToldNeverRepeatedUnguardedAndTheRerunComesToTheEnd(Case one) throws IOException {
    try (var trial = new Trial(folder)) {
      if (one.name.endsWith("answered-slowly")) {
        trial.impatient();
      }
      trial.apply(one.name, one::on);
    }
  }
}
