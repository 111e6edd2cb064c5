package io.eksguard.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static io.eksguard.wire.Operation.DESCRIBE_CLUSTER;
import static io.eksguard.wire.Operation.DESCRIBE_ORGANIZATION_CONFIGURATION;
import static io.eksguard.wire.Operation.GET_MEMBER_DETECTORS;
import static io.eksguard.wire.Operation.LIST_CLUSTERS;
import static io.eksguard.wire.Operation.LIST_MEMBERS;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers that come well, and are not what one expects.
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class OddAnswersTest {
  /// What reads otherwise, and in which answer.
  record Case(String name, Operation operation, String before, String after) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case("a-member-with-a-new-status", LIST_MEMBERS, "\"Enabled\"", "\"Dormant\""),
          new Case(
              "a-member-with-a-new-field",
              LIST_MEMBERS,
              "\"relationshipStatus\"",
              "\"mood\":{\"of\":[1,null]},\"relationshipStatus\""),
          new Case(
              "a-member-with-a-new-feature",
              GET_MEMBER_DETECTORS,
              "\"features\":\\[",
              "\"features\":[{\"name\":\"QUANTUM_MONITORING\",\"status\":\"ENTANGLED\"},"),
          new Case(
              "a-feature-with-a-new-status",
              GET_MEMBER_DETECTORS,
              "\"name\":\"RUNTIME_MONITORING\",\"status\":\"[A-Z]+\"",
              "\"name\":\"RUNTIME_MONITORING\",\"status\":\"PAUSED\""),
          new Case(
              "an-organization-with-a-new-value",
              DESCRIBE_ORGANIZATION_CONFIGURATION,
              "\"autoEnable\":\"[A-Z]+\"",
              "\"autoEnable\":\"SOMETIMES\""),
          new Case("a-cluster-with-a-new-status", DESCRIBE_CLUSTER, "\"ACTIVE\"", "\"THAWING\""));

  @TempDir private Path folder;

  @ParameterizedTest
  @FieldSource("CASES")
  void areReadAsFarAsTheyAreKnown(Case one) throws IOException {
    try (var trial = new Trial(folder)) {
      trial.apply(
          one.name, wire -> wire.always(one.operation, Fault.saying(one.before, one.after)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ListDetectors",
        "ListMembers",
        "ListClusters",
        "DescribeOrganizationConfiguration"
      })
  void anEmptyPageWithATokenIsNotTheEnd(String operation) throws IOException {
    try (var trial = new Trial(folder)) {
      trial.sandbox().faults().on(operation).nth(1).emptyPage();

      trial.apply("an-empty-page-is-not-the-end", _ -> {});
    }
  }

  @Test
  void aPageThatComesTwiceUnderTwoTokensCountsOnce() throws IOException {
    try (var trial = new Trial(folder)) {
      trial.apply(
          "a-page-that-comes-twice",
          wire -> {
            wire.always(LIST_CLUSTERS, list("[\"legacy\",\"web\"]", ",\"nextToken\":\"two\""));
            wire.whereQuery("nextToken", "two", LIST_CLUSTERS, list("[\"legacy\",\"web\"]", ""));
          });
    }
  }

  @Test
  void aPageThatPointsToItselfIsNotFollowedForEver() throws IOException {
    try (var trial = new Trial(folder)) {
      trial.apply(
          "a-page-that-points-to-itself",
          wire -> wire.always(LIST_CLUSTERS, list("[\"legacy\"]", ",\"nextToken\":\"one\"")));
    }
  }

  private static Fault list(String clusters, String token) {
    return new Fault.Instead(okJson("{\"clusters\":" + clusters + token + "}"));
  }
}
