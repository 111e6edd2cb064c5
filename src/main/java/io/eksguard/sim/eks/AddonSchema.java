package io.eksguard.sim.eks;

import io.eksguard.sim.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What the `configurationValues` of the add-on may be.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-configure-security-agent-eks-addon.html">
///   GuardDuty user guide, parameters of the EKS add-on, read 2026-11-24</a>
final class AddonSchema {
  private AddonSchema() {}

  private static final List<String> PRIORITIES =
      List.of(
          "aws-guardduty-agent.priorityclass",
          "aws-guardduty-agent.priorityclass-high",
          "system-cluster-critical",
          "system-node-critical");
  private static final List<String> DNS =
      List.of("ClusterFirst", "ClusterFirstWithHostNet", "Default");

  /// The JSON Schema, as DescribeAddonConfiguration gives it: a text.
  static final String TEXT =
      """
      {"$schema":"http://json-schema.org/draft-06/schema#","$ref":"#/definitions/AwsGuarddutyAgent",\
      "definitions":{"AwsGuarddutyAgent":{"type":"object","additionalProperties":false,\
      "properties":{"dnsPolicy":{"type":"string","enum":["ClusterFirst","ClusterFirstWithHostNet","Default"]},\
      "priorityClassName":{"type":"string","enum":["aws-guardduty-agent.priorityclass",\
      "aws-guardduty-agent.priorityclass-high","system-cluster-critical","system-node-critical"]},\
      "resources":{"$ref":"#/definitions/Resources"}}},\
      "Resources":{"type":"object","additionalProperties":false,"properties":{\
      "limits":{"$ref":"#/definitions/Amounts"},"requests":{"$ref":"#/definitions/Amounts"}}},\
      "Amounts":{"type":"object","additionalProperties":false,"properties":{\
      "cpu":{"type":"string","pattern":"^[0-9]+m$"},"memory":{"type":"string","pattern":"^[0-9]+Mi$"}}}}}\
      """;

  /// What EKS would not take of a text; nothing if it would.
  static Optional<String> problem(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      var json = Json.read(text);
      return json.isObject() ? problem(json) : Optional.of("not an object");
    } catch (JacksonException _) {
      return Optional.of("not JSON");
    }
  }

  private static Optional<String> problem(JsonNode json) {
    return unknown(json, Set.of("dnsPolicy", "priorityClassName", "resources"))
        .or(() -> unless(json.path("dnsPolicy"), DNS))
        .or(() -> unless(json.path("priorityClassName"), PRIORITIES))
        .or(() -> unknown(json.path("resources"), Set.of("limits", "requests")))
        .or(() -> amounts(json.path("resources").path("limits")))
        .or(() -> amounts(json.path("resources").path("requests")));
  }

  private static Optional<String> unknown(JsonNode json, Set<String> known) {
    return json.properties().stream()
        .map(Map.Entry::getKey)
        .filter(key -> !known.contains(key))
        .findFirst()
        .map(key -> "unknown key " + key);
  }

  private static Optional<String> unless(JsonNode value, List<String> known) {
    return value.isMissingNode() || known.contains(value.asString(""))
        ? Optional.empty()
        : Optional.of("unknown value " + value);
  }

  private static Optional<String> amounts(JsonNode json) {
    return unknown(json, Set.of("cpu", "memory"))
        .or(() -> amount(json.path("cpu"), "m", 200, 10_000))
        .or(() -> amount(json.path("memory"), "Mi", 256, 20_000));
  }

  private static Optional<String> amount(JsonNode value, String unit, int from, int to) {
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    var text = value.asString("");
    if (!text.matches("[0-9]{1,6}" + unit)) {
      return Optional.of("wrong amount " + value);
    }
    int number = Integer.parseInt(text.substring(0, text.length() - unit.length()));
    return number >= from && number <= to
        ? Optional.empty()
        : Optional.of("amount out of range " + value);
  }
}
