package io.eksguard.foreign;

import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Tag;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// An event of CloudTrail that wrote something that matters here.
///
/// CloudTrail gives the parameters of a request as JSON, and no promise about the case of their
/// names' first letters; both are taken.
///
/// @param write who and when
/// @param attributes what it wrote
/// @param policyName the name that a policy was given
/// @see <a
///   href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html">
///   AWS CloudTrail User Guide, read 2026-11-24</a>
record Event(LastWrite write, List<Attribute> attributes, Optional<String> policyName) {
  private static final String EKS = "eks.amazonaws.com";
  private static final String GUARDDUTY = "guardduty.amazonaws.com";
  private static final String ORGANIZATIONS = "organizations.amazonaws.com";

  /// Which operations of which service write something that matters here.
  private static final Map<String, Set<String>> WRITES =
      Map.of(
          EKS,
          Set.of("TagResource", "UntagResource", "CreateCluster"),
          GUARDDUTY,
          Set.of(
              "CreateDetector",
              "UpdateDetector",
              "UpdateMemberDetectors",
              "UpdateOrganizationConfiguration"),
          ORGANIZATIONS,
          Set.of("CreatePolicy", "UpdatePolicy", "DeletePolicy", "AttachPolicy", "DetachPolicy"));

  Event {
    attributes = List.copyOf(attributes);
  }

  /// Whether the service is one of those that matter.
  static boolean isOf(String source) {
    return WRITES.containsKey(source);
  }

  /// Whether the operation of the service is one of those that matter.
  static boolean isWrite(String source, String name) {
    return WRITES.getOrDefault(source, Set.of()).contains(name);
  }

  /// When a record was.
  static Optional<Instant> time(JsonNode record) {
    try {
      return text(record, "eventTime").map(Instant::parse);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// The event that a record is; nothing if it failed, or wrote nothing that matters.
  static Optional<Event> of(JsonNode record) {
    Optional<Instant> at = time(record);
    String source = text(record, "eventSource").orElse("");
    String name = text(record, "eventName").orElse("");
    if (at.isEmpty() || !isWrite(source, name) || text(record, "errorCode").isPresent()) {
      return Optional.empty();
    }
    List<Attribute> attributes =
        switch (source) {
          case EKS -> ofCluster(record, name);
          case GUARDDUTY -> ofGuardDuty(record, name);
          default -> ofPolicy(record, name);
        };
    var write =
        new LastWrite(
            at.get(),
            principal(get(record, "userIdentity")),
            name,
            text(record, "userAgent"),
            text(record, "sourceIPAddress"),
            text(record, "eventID"));
    return attributes.isEmpty()
        ? Optional.empty()
        : Optional.of(new Event(write, attributes, policyName(record)));
  }

  private static Principal principal(JsonNode identity) {
    return new Principal(
        text(identity, "type").orElse("unknown"),
        text(identity, "arn"),
        text(get(get(identity, "sessionContext"), "sessionIssuer"), "arn"),
        text(identity, "invokedBy"));
  }

  private static List<Attribute> ofCluster(JsonNode record, String name) {
    JsonNode asked = get(record, "requestParameters");
    return switch (name) {
      case "TagResource" -> get(asked, "tags").has(Tag.KEY) ? tagged(asked) : List.of();
      case "UntagResource" ->
          texts(get(asked, "tagKeys")).contains(Tag.KEY) ? tagged(asked) : List.of();
      // A new cluster has the tag, or has it not, because of who created it.
      default ->
          text(get(get(record, "responseElements"), "cluster"), "arn")
              .flatMap(Event::cluster)
              .or(() -> created(record, asked))
              .<List<Attribute>>map(List::of)
              .orElse(List.of());
    };
  }

  private static List<Attribute> tagged(JsonNode asked) {
    return text(asked, "resourceArn")
        .map(arn -> arn.contains("%") ? decoded(arn) : arn)
        .flatMap(Event::cluster)
        .<List<Attribute>>map(List::of)
        .orElse(List.of());
  }

  /// The ARN is part of the path, where it stands percent-encoded.
  private static String decoded(String arn) {
    try {
      return URLDecoder.decode(arn, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return arn;
    }
  }

  private static Optional<Attribute> created(JsonNode record, JsonNode asked) {
    return account(record)
        .flatMap(account ->
            region(record)
                .flatMap(region ->
                    text(asked, "name")
                        .or(() -> text(asked, "clusterName"))
                        .filter(ClusterName::isValid)
                        .map(name ->
                            new Attribute.ClusterTag(
                                new Place(account, region), new ClusterName(name)))));
  }

  private static Optional<Attribute> cluster(String arn) {
    return ClusterArn.of(arn).map(found -> new Attribute.ClusterTag(found.place(), found.name()));
  }

  private static List<Attribute> ofGuardDuty(JsonNode record, String name) {
    Optional<Region> region = region(record);
    if (region.isEmpty()) {
      return List.of();
    }
    JsonNode asked = get(record, "requestParameters");
    Set<Feature> features = features(asked);
    List<Attribute> attributes = new ArrayList<>();
    switch (name) {
      case "UpdateOrganizationConfiguration" -> {
        attributes.add(new Attribute.OrganizationGuardDuty(region.get()));
        features.forEach(
            feature -> attributes.add(new Attribute.OrganizationFeature(region.get(), feature)));
      }
      case "UpdateMemberDetectors" -> {
        Set<String> written = new HashSet<>(texts(get(asked, "accountIds")));
        get(get(record, "responseElements"), "unprocessedAccounts")
            .values()
            .forEach(one -> text(one, "accountId").ifPresent(written::remove));
        written.stream()
            .filter(AccountId::isValid)
            .forEach(id -> addAll(attributes, new AccountId(id), region.get(), features));
      }
      default -> account(record).ifPresent(id -> addAll(attributes, id, region.get(), features));
    }
    return attributes;
  }

  private static void addAll(
      List<Attribute> attributes, AccountId account, Region region, Set<Feature> features) {
    features.forEach(feature ->
        attributes.add(new Attribute.AccountFeature(new Place(account, region), feature)));
  }

  private static Set<Feature> features(JsonNode asked) {
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    for (JsonNode one : get(asked, "features").values()) {
      for (Feature feature : Feature.values()) {
        if (text(one, "name").equals(Optional.of(feature.name()))) {
          features.add(feature);
        }
      }
    }
    return features;
  }

  private static List<Attribute> ofPolicy(JsonNode record, String name) {
    JsonNode asked = get(record, "requestParameters");
    Optional<String> id = text(asked, "policyId").or(() -> text(summary(record), "id"));
    if (id.isEmpty()) {
      return List.of();
    }
    return switch (name) {
      case "AttachPolicy", "DetachPolicy" ->
          text(asked, "targetId")
              .<List<Attribute>>map(target -> List.of(new Attribute.PolicyTarget(id.get(), target)))
              .orElse(List.of());
      default -> List.of(new Attribute.PolicyText(id.get()));
    };
  }

  private static Optional<String> policyName(JsonNode record) {
    return text(summary(record), "name")
        .or(() -> text(get(record, "requestParameters"), "name"))
        .filter(_ -> text(record, "eventSource").equals(Optional.of(ORGANIZATIONS)));
  }

  private static JsonNode summary(JsonNode record) {
    return get(get(get(record, "responseElements"), "policy"), "policySummary");
  }

  /// Whose account the event is of.
  private static Optional<AccountId> account(JsonNode record) {
    return text(record, "recipientAccountId")
        .or(() -> text(get(record, "userIdentity"), "accountId"))
        .filter(AccountId::isValid)
        .map(AccountId::new);
  }

  private static Optional<Region> region(JsonNode record) {
    return text(record, "awsRegion").filter(Region::isValid).map(Region::new);
  }

  /// A member of an object, whatever the case of its name's first letter.
  private static JsonNode get(JsonNode node, String name) {
    JsonNode found = node.path(name);
    return found.isMissingNode()
        ? node.path(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
        : found;
  }

  private static Optional<String> text(JsonNode node, String name) {
    JsonNode found = node instanceof MissingNode ? node : get(node, name);
    return found.isString() && !found.asString().isEmpty()
        ? Optional.of(found.asString())
        : Optional.empty();
  }

  /// A list of texts; one alone may stand for itself.
  private static List<String> texts(JsonNode node) {
    return node.isString()
        ? List.of(node.asString())
        : node.values().stream().filter(JsonNode::isString).map(JsonNode::asString).toList();
  }
}
