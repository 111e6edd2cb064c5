package io.eksguard.sim.guardduty;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Operation;
import io.eksguard.sim.wire.Page;
import io.eksguard.sim.world.Account;
import io.eksguard.sim.world.Detector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The operations on runtime coverage.
///
/// @see <a href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListCoverage.html">
///   AWS API reference, ListCoverage, GetCoverageStatistics, read 2026-11-24</a>
final class CoverageOperations {
  private CoverageOperations() {}

  static List<Operation> all() {
    var coverage = "/detector/{detectorId}/coverage";
    return List.of(
        new Operation("ListCoverage", "POST", coverage, CoverageOperations::list),
        new Operation(
            "GetCoverageStatistics",
            "POST",
            coverage + "/statistics",
            CoverageOperations::statistics));
  }

  /// The clusters of the caller and, if it is the administrator, of its active members, where
  /// runtime monitoring is on.
  private static Stream<Coverage> known(Call call) {
    var members =
        MemberOperations.members(call).stream().filter(a -> a.in(call.region()).activeMember());
    return Stream.concat(call.world().account(call.account()).stream(), members)
        .flatMap(account -> of(account, call));
  }

  private static Stream<Coverage> of(Account account, Call call) {
    var regional = account.in(call.region());
    var detector = regional.detector().filter(Detector::monitorsRuntime);
    if (detector.isEmpty()) {
      return Stream.empty();
    }
    return regional.clusters().values().stream()
        .map(cluster ->
            Coverage.of(
                account.id(),
                detector.get(),
                call.world().clusterArn(account.id(), call.region(), cluster.name()),
                cluster,
                Monitoring.manages(regional, cluster)));
  }

  private static List<Coverage> filtered(Call call) {
    var criteria = new ArrayList<JsonNode>();
    call.request()
        .json()
        .path("filterCriteria")
        .path("filterCriterion")
        .values()
        .forEach(criteria::add);
    if (criteria.size() > DetectorOperations.MAX) {
      throw Refusals.invalid();
    }
    return known(call)
        .filter(coverage -> criteria.stream().allMatch(each -> satisfies(coverage, each)))
        .toList();
  }

  private static boolean satisfies(Coverage coverage, JsonNode criterion) {
    var key = Json.text(criterion, "criterionKey").orElseThrow(Refusals::invalid);
    var value = coverage.value(key);
    var condition = criterion.path("filterCondition");
    var wanted = Json.list(condition, "equals");
    var unwanted = Json.list(condition, "notEquals");
    return (wanted.isEmpty() || value.filter(wanted::contains).isPresent())
        && value.filter(unwanted::contains).isEmpty();
  }

  private static Answer list(Call call) {
    DetectorOperations.authorize(call);
    DetectorOperations.own(call);
    var sort = call.request().json().path("sortCriteria");
    var key = Json.text(sort, "attributeName").orElse("EKS_CLUSTER_NAME");
    Comparator<Coverage> order = Comparator.comparing(c -> c.value(key).orElse(""));
    if (Json.text(sort, "orderBy").equals(Optional.of("DESC"))) {
      order = order.reversed();
    }
    var all = filtered(call).stream().sorted(order.thenComparing(Coverage::clusterArn)).toList();
    var asked = Page.Asked.inBody(call.request(), "maxResults", "nextToken");
    var page = Page.of(all, call, asked, DetectorOperations.MAX, Refusals::invalid);
    var body =
        Json.object()
            .set("resources", Json.array(page.items().stream().map(CoverageOperations::resource)));
    Json.putIfPresent(body, "nextToken", page.next());
    return Answer.json(body);
  }

  private static ObjectNode resource(Coverage coverage) {
    var node =
        Json.object()
            .put("resourceId", coverage.id())
            .put("detectorId", coverage.detectorId())
            .put("accountId", coverage.account())
            .put("coverageStatus", coverage.status())
            .put("updatedAt", Json.epoch(coverage.updatedAt()));
    Json.putIfPresent(node, "issue", coverage.issue());
    var cluster =
        Json.object()
            .put("clusterName", coverage.cluster().name())
            .put("coveredNodes", coverage.healthy() ? coverage.cluster().nodesForAgents() : 0)
            .put("compatibleNodes", coverage.cluster().nodesForAgents())
            .put("managementType", coverage.managementType());
    var addon = Json.object().put("addonStatus", coverage.addonStatus());
    Json.putIfPresent(addon, "addonVersion", coverage.addonVersion());
    if (coverage.addonVersion().isPresent()) {
      cluster.set("addonDetails", addon);
    }
    var details = Json.object().put("resourceType", "EKS");
    details.set("eksClusterDetails", cluster);
    return node.set("resourceDetails", details);
  }

  private static Answer statistics(Call call) {
    DetectorOperations.authorize(call);
    DetectorOperations.own(call);
    var types = Json.list(call.request().json(), "statisticsType");
    if (types.isEmpty()) {
      throw Refusals.invalid();
    }
    var all = filtered(call);
    var statistics = Json.object();
    for (var type : types) {
      switch (type) {
        case "COUNT_BY_RESOURCE_TYPE" ->
            statistics.set("countByResourceType", counts(all, "RESOURCE_TYPE"));
        case "COUNT_BY_COVERAGE_STATUS" ->
            statistics.set("countByCoverageStatus", counts(all, "COVERAGE_STATUS"));
        default -> throw Refusals.invalid();
      }
    }
    return Answer.json(Json.object().set("coverageStatistics", statistics));
  }

  private static ObjectNode counts(List<Coverage> all, String key) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    all.forEach(c -> c.value(key).ifPresent(value -> counts.merge(value, 1, Integer::sum)));
    var node = Json.object();
    counts.forEach(node::put);
    return node;
  }
}
