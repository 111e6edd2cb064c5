package io.eksguard.config;

import io.eksguard.diag.Code;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads the `configurationValues` of an agent. What AWS's page says of them is checked here, at
/// the line; whatever else there may be is for the schema of the add-on's version, at plan.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-configure-security-agent-eks-addon.html">
///   GuardDuty user guide, parameters of the EKS add-on, read 2026-11-24</a>
final class AgentConfiguration {
  private static final Pattern CPU = Pattern.compile("([0-9]{1,6})(m?)");
  private static final Pattern MEMORY = Pattern.compile("([0-9]{1,6})Mi");
  private static final List<String> PRIORITIES =
      List.of(
          "aws-guardduty-agent.priorityclass",
          "aws-guardduty-agent.priorityclass-high",
          "system-cluster-critical",
          "system-node-critical");
  private static final List<String> DNS =
      List.of("ClusterFirst", "ClusterFirstWithHostNet", "Default");

  private final Notes notes;
  private final Values values;

  AgentConfiguration(Notes notes) {
    this.notes = notes;
    this.values = new Values(notes);
  }

  /// The values as JSON with sorted keys.
  Optional<String> read(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      notes.error(
          Code.WRONG_TYPE,
          node.span(),
          "`configurationValues` is a mapping, not " + node.kind() + ".",
          "Write `key: value` lines, not JSON in quotes.");
      return Optional.empty();
    }
    at(mapping, "priorityClassName").ifPresent(n -> among(n, "`priorityClassName`", PRIORITIES));
    at(mapping, "dnsPolicy").ifPresent(n -> among(n, "`dnsPolicy`", DNS));
    at(mapping, "resources")
        .ifPresent(resources -> {
          for (String which : List.of("requests", "limits")) {
            inside(resources, which).ifPresent(this::amounts);
          }
        });
    return Optional.of(json(mapping).toString());
  }

  private static Optional<Node> at(Node.Mapping mapping, String key) {
    return mapping.pairs().stream()
        .filter(pair -> pair.key().value().equals(key))
        .map(Node.Pair::value)
        .findFirst();
  }

  private static Optional<Node> inside(Node node, String key) {
    return node instanceof Node.Mapping mapping ? at(mapping, key) : Optional.empty();
  }

  private void among(Node node, String what, List<String> known) {
    values
        .text(node, what)
        .filter(text -> !known.contains(text))
        .ifPresent(text ->
            values.bad(
                Code.BAD_VALUE, node, what, text, "Known: " + String.join(", ", known) + "."));
  }

  private void amounts(Node node) {
    inside(node, "cpu").ifPresent(n -> amount(n, "`cpu`", CPU, 200, 10_000, "200m", "10000m"));
    inside(node, "memory")
        .ifPresent(n -> amount(n, "`memory`", MEMORY, 256, 20_000, "256Mi", "20000Mi"));
  }

  private void amount(
      Node node, String what, Pattern form, int from, int to, String least, String most) {
    values
        .text(node, what)
        .filter(text -> !isBetween(form.matcher(text), from, to))
        .ifPresent(text ->
            values.bad(
                Code.BAD_VALUE,
                node,
                what,
                text,
                "Write an amount from `" + least + "` to `" + most + "`."));
  }

  private static boolean isBetween(Matcher amount, int from, int to) {
    if (!amount.matches()) {
      return false;
    }
    int number = Integer.parseInt(amount.group(1));
    int thousandths = amount.groupCount() > 1 && amount.group(2).isEmpty() ? number * 1000 : number;
    return thousandths >= from && thousandths <= to;
  }

  private static JsonNode json(Node node) {
    return switch (node) {
      case Node.Mapping mapping -> {
        Map<String, JsonNode> sorted = new TreeMap<>();
        mapping.pairs().forEach(pair -> sorted.put(pair.key().value(), json(pair.value())));
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        sorted.forEach(object::set);
        yield object;
      }
      case Node.Items items -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        items.nodes().forEach(each -> array.add(json(each)));
        yield array;
      }
      case Node.Scalar scalar -> json(scalar);
    };
  }

  private static JsonNode json(Node.Scalar scalar) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (scalar.isNull()) {
      return nodes.nullNode();
    }
    if (scalar.isTruth()) {
      return nodes.booleanNode(scalar.value().charAt(0) == 't' || scalar.value().charAt(0) == 'T');
    }
    // a number as AWS takes numbers; others, such as 0x10, are left to the schema as texts
    return scalar.isNumber() && scalar.value().matches("-?(0|[1-9][0-9]{0,8})")
        ? nodes.numberNode(Integer.parseInt(scalar.value()))
        : nodes.stringNode(scalar.value());
  }
}
