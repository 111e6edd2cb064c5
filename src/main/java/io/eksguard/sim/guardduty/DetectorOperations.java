package io.eksguard.sim.guardduty;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Operation;
import io.eksguard.sim.wire.Page;
import io.eksguard.sim.world.Detector;
import io.eksguard.sim.world.Feature;
import io.eksguard.sim.world.FeatureNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The operations on a detector of the caller's own account.
///
/// @see <a href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetDetector.html">
///   AWS API reference, GetDetector, CreateDetector, UpdateDetector, read 2026-11-24</a>
final class DetectorOperations {
  static final List<String> STATUS = List.of("ENABLED", "DISABLED");

  /// The most items that a page of GuardDuty has, and the most accounts that a call may name.
  static final int MAX = 50;

  private DetectorOperations() {}

  static List<Operation> all() {
    return List.of(
        new Operation("ListDetectors", "GET", "/detector", DetectorOperations::list),
        new Operation("CreateDetector", "POST", "/detector", DetectorOperations::create),
        new Operation("GetDetector", "GET", "/detector/{detectorId}", DetectorOperations::get),
        new Operation(
            "UpdateDetector", "POST", "/detector/{detectorId}", DetectorOperations::update),
        new Operation(
            "ListTagsForResource", "GET", "/tags/{resourceArn+}", DetectorOperations::tags));
  }

  /// The detector that the path names, which must be the caller's own.
  static Detector own(Call call) {
    return call.here()
        .detector()
        .filter(d -> d.id().equals(call.path("detectorId")))
        .orElseThrow(Refusals::foreignDetector);
  }

  /// Asks IAM about the detector that the path names, whoever owns it.
  static void authorize(Call call) {
    var arn = call.world().detectorArn(call.account(), call.region(), call.path("detectorId"));
    call.authorize(arn, Map.of());
  }

  private static Answer list(Call call) {
    call.authorize("*", Map.of());
    var ids = call.here().detector().map(Detector::id).stream().toList();
    var page = Page.of(ids, call, Page.Asked.inQuery(call.request()), MAX, Refusals::invalid);
    var body = Json.object().set("detectorIds", Json.texts(page.items()));
    Json.putIfPresent(body, "nextToken", page.next());
    return Answer.json(body);
  }

  private static Answer create(Call call) {
    call.authorize("*", Map.of());
    if (call.here().detector().isPresent()) {
      throw Refusals.detectorExists();
    }
    var body = call.request().json();
    if (!body.path("enable").isBoolean()) {
      throw Refusals.invalid();
    }
    var detector = withPlansOfANewOne(Detector.plain(call.account(), call.region()));
    for (var change : FeatureRequest.read(body, "status", STATUS)) {
      detector = change.on(detector);
    }
    var made = detector.withEnabled(body.path("enable").booleanValue()).updated(call.now());
    return Answer.json(Json.object().put("detectorId", made.id()))
        .changing(call.world().with(call.account(), call.region(), r -> r.withDetector(made)));
  }

  /// Plans that a request does not name are on, except runtime monitoring.
  static Detector withPlansOfANewOne(Detector detector) {
    var made = detector;
    for (var name : FeatureNames.WRITABLE) {
      if (!Feature.RUNTIME.contains(name)) {
        made = made.withFeature(name, made.feature(name).withEnabled(true));
      }
    }
    return made;
  }

  private static Answer get(Call call) {
    authorize(call);
    var detector = own(call);
    var updatedAt = detector.updatedAt().toString();
    var role =
        "arn:%s:iam::%s:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty"
            .formatted(call.world().partition(), call.account());
    var body =
        Json.object()
            .put("createdAt", Detector.EPOCH.toString())
            .put("findingPublishingFrequency", "SIX_HOURS")
            .put("serviceRole", role)
            .put("status", status(detector.enabled()))
            .put("updatedAt", updatedAt);
    body.set("dataSources", dataSources(detector));
    body.set("tags", Json.object());
    body.set("features", features(detector, detector.features()));
    return Answer.json(body);
  }

  /// The deprecated form of the plans, which clients must bear.
  static ObjectNode dataSources(Detector detector) {
    var sources = Json.object();
    for (var name : List.of("cloudTrail", "dnsLogs", "flowLogs")) {
      sources.set(name, Json.object().put("status", "ENABLED"));
    }
    sources.set("s3Logs", source(detector, "S3_DATA_EVENTS"));
    sources.set("kubernetes", Json.object().set("auditLogs", source(detector, "EKS_AUDIT_LOGS")));
    sources.set(
        "malwareProtection",
        Json.object()
            .set(
                "scanEc2InstanceWithFindings",
                Json.object().set("ebsVolumes", source(detector, "EBS_MALWARE_PROTECTION"))));
    return sources;
  }

  private static ObjectNode source(Detector detector, String feature) {
    return Json.object().put("status", status(detector.feature(feature).enabled()));
  }

  static JsonNode features(Detector detector, SortedMap<String, Feature> some) {
    var updatedAt = Json.epoch(detector.updatedAt());
    return Json.array(
        some.entrySet().stream()
            .map(entry -> {
              var node =
                  Json.object()
                      .put("name", entry.getKey())
                      .put("status", status(entry.getValue().enabled()))
                      .put("updatedAt", updatedAt);
              var names = FeatureNames.additionalOf(entry.getKey());
              var additional =
                  names.stream()
                      .map(name ->
                          Json.object()
                              .put("name", name)
                              .put(
                                  "status",
                                  status(entry.getValue().additional().getOrDefault(name, false)))
                              .put("updatedAt", updatedAt));
              return names.isEmpty()
                  ? node
                  : node.set("additionalConfiguration", Json.array(additional));
            }));
  }

  static String status(boolean enabled) {
    return enabled ? "ENABLED" : "DISABLED";
  }

  private static Answer update(Call call) {
    authorize(call);
    var detector = own(call);
    var body = call.request().json();
    var changes = FeatureRequest.read(body, "status", STATUS);
    if (call.here().activeMember() && (!changes.isEmpty() || body.has("dataSources"))) {
      throw Refusals.memberChangesItself();
    }
    if (body.path("enable").isBoolean()) {
      detector = detector.withEnabled(body.path("enable").booleanValue());
    }
    for (var change : changes) {
      detector = change.on(detector);
    }
    var changed = detector.equals(own(call)) ? detector : detector.updated(call.now());
    return Answer.empty()
        .changing(call.world().with(call.account(), call.region(), r -> r.withDetector(changed)));
  }

  private static Answer tags(Call call) {
    call.authorize(call.path("resourceArn"), Map.of());
    var known =
        call.here()
            .detector()
            .map(d -> call.world().detectorArn(call.account(), call.region(), d.id()));
    if (!known.equals(Optional.of(call.path("resourceArn")))) {
      throw Refusals.invalid();
    }
    return Answer.json(Json.object().set("tags", Json.object()));
  }
}
