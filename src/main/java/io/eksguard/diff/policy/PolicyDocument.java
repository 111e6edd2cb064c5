package io.eksguard.diff.policy;

import io.eksguard.model.Place;
import io.eksguard.model.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A service control policy, as far as it decides who may change the tag of a cluster.
public final class PolicyDocument {
  private static final List<String> ACTIONS = List.of("eks:TagResource", "eks:UntagResource");
  private static final int ACCOUNT_PART = 4;

  private PolicyDocument() {}

  /// Whether the policy may keep the principal from setting or removing the tag of a cluster.
  /// Whatever is not known for certain here counts as if it did.
  public static boolean mayDeny(String content, Principal principal) {
    return tree(content)
        .map(document ->
            ACTIONS.stream()
                .anyMatch(action -> denies(document, request(action, principal)) != Whether.NO))
        .orElse(true);
  }

  /// Whether the policy keeps every agent in an account and region from sending what it sees,
  /// whoever it is there. Whatever is not known for certain here counts as if it did not.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html">
  ///   Amazon GuardDuty User Guide, coverage of EKS clusters, read 2026-11-24</a>
  public static boolean deniesTelemetry(String content, Place place) {
    String account = place.account().value();
    var request =
        new Request(
            "guardduty:SendSecurityTelemetry",
            new Principal(account, false),
            Map.of(
                "aws:principalaccount",
                List.of(account),
                "aws:requestedregion",
                List.of(place.region().name())));
    return tree(content).filter(document -> denies(document, request) == Whether.YES).isPresent();
  }

  /// Whether the policy may allow anything. One that eksguard makes only denies.
  public static boolean mayAllow(String content) {
    return tree(content)
        .map(document -> document.path("Statement"))
        .map(some -> some.isArray() ? some.values().stream() : Stream.of(some))
        .map(all -> all.anyMatch(one -> !one.path("Effect").asString("").equals("Deny")))
        .orElse(true);
  }

  /// Whether both say the same, whatever their spacing and the order of their keys.
  public static boolean sameMeaning(String one, String other) {
    return one.equals(other)
        || tree(one).filter(first -> tree(other).filter(first::equals).isPresent()).isPresent();
  }

  /// What is known of a call before it is made: who makes it, and that it is about the one tag. The
  /// tags of the cluster and of the principal are not.
  private static Request request(String action, Principal principal) {
    List<String> arn = List.of(principal.arn());
    List<String> account =
        Stream.of(principal.arn().split(":", -1)).skip(ACCOUNT_PART).limit(1).toList();
    List<String> key = List.of(Tag.KEY);
    return new Request(
        action,
        principal,
        action.equals("eks:UntagResource")
            ? Map.of(
                Request.PRINCIPAL_ARN,
                arn,
                "aws:principalaccount",
                account,
                "aws:tagkeys",
                key,
                "aws:requesttag/guarddutymanaged",
                List.of())
            : Map.of(
                Request.PRINCIPAL_ARN, arn, "aws:principalaccount", account, "aws:tagkeys", key));
  }

  private static Optional<JsonNode> tree(String content) {
    try {
      return Optional.of(JsonMapper.shared().readTree(content)).filter(JsonNode::isObject);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Whether denies(JsonNode document, Request request) {
    JsonNode statements = document.path("Statement");
    if (statements.isObject()) {
      return deniesByStatement(statements, request);
    }
    return statements.isArray()
        ? Whether.any(statements.values().stream().map(one -> deniesByStatement(one, request)))
        : Whether.MAYBE;
  }

  private static Whether deniesByStatement(JsonNode statement, Request request) {
    return switch (statement.path("Effect").asString("")) {
      case "Allow" -> Whether.NO;
      case "Deny" ->
          Whether.all(
              Stream.of(
                  isAbout(statement, request), resource(statement), holds(statement, request)));
      default -> Whether.MAYBE;
    };
  }

  private static Whether isAbout(JsonNode statement, Request request) {
    boolean except = statement.has("NotAction");
    Optional<List<String>> patterns = texts(statement.path(except ? "NotAction" : "Action"));
    return patterns
        .map(all ->
            Whether.of(
                except
                    != all.stream().anyMatch(one -> Wildcard.matchesAction(one, request.action()))))
        .orElse(Whether.MAYBE);
  }

  /// Which cluster it will be is not asked: a statement about some resources may be about it.
  private static Whether resource(JsonNode statement) {
    return texts(statement.path("Resource")).filter(all -> all.contains("*")).isPresent()
        ? Whether.YES
        : Whether.MAYBE;
  }

  private static Whether holds(JsonNode statement, Request request) {
    JsonNode condition = statement.path("Condition");
    if (condition.isMissingNode()) {
      return Whether.YES;
    }
    return Whether.all(
        condition.properties().stream()
            .flatMap(operator ->
                operator.getValue().properties().stream()
                    .map(key ->
                        texts(key.getValue())
                            .map(wanted -> new Condition(operator.getKey(), key.getKey(), wanted))
                            .map(one -> one.holds(request))
                            .orElse(Whether.MAYBE))));
  }

  /// One text or several; nothing if it is neither.
  private static Optional<List<String>> texts(JsonNode node) {
    if (node.isArray() && node.values().stream().allMatch(JsonNode::isValueNode)) {
      return Optional.of(node.values().stream().map(each -> each.asString("")).toList());
    }
    return node.isValueNode() && !node.isNull()
        ? Optional.of(List.of(node.asString("")))
        : Optional.empty();
  }
}
