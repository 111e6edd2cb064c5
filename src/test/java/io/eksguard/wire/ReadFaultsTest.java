package io.eksguard.wire;

import static io.eksguard.wire.Operation.ASSUME_ROLE;
import static io.eksguard.wire.Operation.GET_MEMBER_DETECTORS;
import static io.eksguard.wire.Operation.LIST_CLUSTERS;
import static io.eksguard.wire.Operation.LIST_DETECTORS;
import static io.eksguard.wire.Operation.LIST_MEMBERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Reads that go wrong on every try.
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ReadFaultsTest {
  /// A fault, and the read that it meets.
  record Case(String name, Operation operation, Fault fault) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case("a-list-of-clusters-that-is-cut-in-half", LIST_CLUSTERS, Fault.halfSent()),
          new Case("a-list-of-clusters-that-is-a-page-for-people", LIST_CLUSTERS, Fault.htmlPage()),
          new Case("a-list-of-clusters-with-nothing-in-it", LIST_CLUSTERS, Fault.nothingInIt()),
          new Case("a-reset-instead-of-a-list-of-clusters", LIST_CLUSTERS, Fault.resetBefore()),
          new Case(
              "a-list-of-clusters-for-whom-the-session-is-over",
              LIST_CLUSTERS,
              Fault.expiredToken()),
          new Case("a-list-of-detectors-with-nothing-in-it", LIST_DETECTORS, Fault.nothingInIt()),
          new Case("a-list-of-members-with-nothing-in-it", LIST_MEMBERS, Fault.nothingInIt()),
          new Case("a-list-of-members-that-fails", LIST_MEMBERS, Fault.status500()),
          new Case("members-of-which-nothing-is-said", GET_MEMBER_DETECTORS, Fault.nothingInIt()),
          new Case("a-session-that-is-a-page-for-people", ASSUME_ROLE, Fault.htmlPage()));

  @TempDir private Path folder;

  @ParameterizedTest
  @FieldSource("CASES")
  void areToldAndTheRerunComesToTheEnd(Case one) throws IOException {
    try (var trial = new Trial(folder)) {
      trial.apply(one.name, wire -> wire.always(one.operation, one.fault));
    }
  }

  @Test
  void anAnswerThatComesSlowlyIsAskedForAgain() throws IOException {
    try (var trial = new Trial(folder)) {
      trial
          .impatient()
          .apply(
              "a-list-that-comes-slowly-once",
              wire -> wire.next(1, LIST_CLUSTERS, Fault.slowBody()));
    }
  }

  @Test
  void whatWasThrottledWaitsAsLongAsAwsAsks() throws IOException {
    try (var trial = new Trial(folder)) {
      trial
          .wire()
          .next(
              1, LIST_CLUSTERS, new Fault.Instead(Fault.tooMany().withHeader("Retry-After", "1")));

      var plan = trial.run("plan");

      assertThat(plan.code()).as(plan.toString()).isZero();
      List<Instant> lists =
          trial.wire().exchanges().stream()
              .map(Wire.Exchange::request)
              .filter(request -> request.getUrl().startsWith("/clusters?"))
              .map(request -> request.getLoggedDate().toInstant())
              .toList();
      assertThat(Duration.between(lists.get(0), lists.get(1)))
          .isGreaterThanOrEqualTo(Duration.ofMillis(950));
    }
  }
}
