package io.eksguard.sim.iam;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An IAM policy.
public record PolicyDocument(List<Statement> statements) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /// One statement.
  ///
  /// @param except whether the actions are those it is not about (`NotAction`)
  /// @param resourceExcept whether the resources are those it is not about (`NotResource`)
  public record Statement(
      boolean allow,
      boolean except,
      List<String> actions,
      boolean resourceExcept,
      List<String> resources,
      List<Condition> conditions) {

    boolean isAbout(RequestContext context) {
      var action = actions.stream().anyMatch(a -> Wildcard.matchesAction(a, context.action()));
      var resource = resources.stream().anyMatch(r -> Wildcard.matches(r, context.resource()));
      return action != except
          && resource != resourceExcept
          && conditions.stream().allMatch(c -> c.holds(context));
    }
  }

  /// What cannot change later.
  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /// Reads a policy.
  ///
  /// @throws IllegalArgumentException if the text is none
  public static PolicyDocument parse(String text) {
    JsonNode document;
    try {
      document = MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
    var statements = document.path("Statement");
    if (!statements.isObject() && !statements.isArray()) {
      throw new IllegalArgumentException("no Statement");
    }
    return new PolicyDocument(
        (statements.isArray() ? List.copyOf(statements.values()) : List.of(statements))
            .stream().map(PolicyDocument::statement).toList());
  }

  private static Statement statement(JsonNode node) {
    var effect = node.path("Effect").asString("");
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw new IllegalArgumentException("Effect must be Allow or Deny");
    }
    var except = node.has("NotAction");
    var actions = texts(node.path(except ? "NotAction" : "Action"));
    if (actions.isEmpty()) {
      throw new IllegalArgumentException("no Action");
    }
    var resourceExcept = node.has("NotResource");
    var resources = texts(node.path(resourceExcept ? "NotResource" : "Resource"));
    if (resources.isEmpty()) {
      throw new IllegalArgumentException("no Resource");
    }
    var conditions =
        node.path("Condition").properties().stream()
            .flatMap(operator ->
                operator.getValue().properties().stream()
                    .map(key -> condition(operator.getKey(), key)))
            .toList();
    return new Statement(
        effect.equals("Allow"), except, actions, resourceExcept, resources, conditions);
  }

  private static Condition condition(String operator, Map.Entry<String, JsonNode> key) {
    return Condition.of(operator, key.getKey(), texts(key.getValue()));
  }

  private static List<String> texts(JsonNode node) {
    if (node.isArray()) {
      return node.values().stream().map(each -> each.asString("")).toList();
    }
    return node.isMissingNode() || node.isNull() ? List.of() : List.of(node.asString(""));
  }

  /// Whether a statement denies it.
  public boolean denies(RequestContext context) {
    return statements.stream().anyMatch(s -> !s.allow() && s.isAbout(context));
  }

  /// Whether a statement allows it; a statement that denies it still wins.
  public boolean allows(RequestContext context) {
    return statements.stream().anyMatch(s -> s.allow() && s.isAbout(context));
  }
}
