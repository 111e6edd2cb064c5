package io.eksguard.diff;

import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The policy of an endpoint, as far as it lets agents through.
final class EndpointPolicy {
  /// What agents do.
  private static final String ACTION = "guardduty:sendsecuritytelemetry";

  private EndpointPolicy() {}

  /// Whether it refuses every agent: nothing in it allows what agents do, or something denies it
  /// under no condition. What is under a condition is not evaluated: it may let them through.
  static boolean refuses(String policy) {
    try {
      JsonNode statements = JsonMapper.shared().readTree(policy).path("Statement");
      return list(statements).noneMatch(one -> is(one, "Allow") && matches(one))
          || list(statements)
              .anyMatch(
                  one -> is(one, "Deny") && matches(one) && one.path("Condition").isMissingNode());
    } catch (JacksonException _) {
      return false;
    }
  }

  private static boolean is(JsonNode statement, String effect) {
    return effect.equals(statement.path("Effect").asString(""));
  }

  private static boolean matches(JsonNode statement) {
    return statement.has("NotAction")
        ? list(statement.path("NotAction")).noneMatch(EndpointPolicy::isOurs)
        : list(statement.path("Action")).anyMatch(EndpointPolicy::isOurs);
  }

  private static boolean isOurs(JsonNode pattern) {
    String regex =
        pattern
            .asString("")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9*?:]", "")
            .replace("*", ".*")
            .replace("?", ".");
    return ACTION.matches(regex);
  }

  private static Stream<JsonNode> list(JsonNode node) {
    return node.isArray() ? node.values().stream() : Stream.of(node);
  }
}
