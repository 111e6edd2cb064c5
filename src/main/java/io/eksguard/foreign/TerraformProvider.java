package io.eksguard.foreign;

import io.eksguard.model.AccountId;
import io.eksguard.model.Region;
import io.eksguard.model.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A provider of a Terraform configuration, as far as it tells where resources are.
///
/// @param where its region and account, where the configuration says them outright or by a variable
/// @param ignoresTag whether it leaves the `GuardDutyManaged` tag to others
record TerraformProvider(Whereabouts where, boolean ignoresTag) {
  /// Nothing is told of it.
  static final TerraformProvider UNTOLD = new TerraformProvider(Whereabouts.UNTOLD, false);

  private static final String VARIABLE = "var.";

  /// The provider that has these expressions.
  ///
  /// @param variables the values of variables, those that could say where something is
  static TerraformProvider of(JsonNode expressions, Map<String, String> variables) {
    Optional<AccountId> account =
        blocks(expressions.path("assume_role"))
            .flatMap(role -> texts(role.path("role_arn"), variables).stream())
            .flatMap(arn -> Arn.of(arn).stream())
            .map(Arn::account)
            .findFirst()
            .or(() -> only(texts(expressions.path("allowed_account_ids"), variables)));
    Optional<Region> region =
        texts(expressions.path("region"), variables).stream()
            .filter(Region::isValid)
            .map(Region::new)
            .findFirst();
    boolean ignores =
        blocks(expressions.path("ignore_tags"))
            .anyMatch(block ->
                texts(block.path("keys"), variables).contains(Tag.KEY)
                    || texts(block.path("key_prefixes"), variables).stream()
                        .anyMatch(Tag.KEY::startsWith));
    return new TerraformProvider(new Whereabouts(account, region), ignores);
  }

  private static Optional<AccountId> only(List<String> ids) {
    return ids.size() == 1 && AccountId.isValid(ids.getFirst())
        ? Optional.of(new AccountId(ids.getFirst()))
        : Optional.empty();
  }

  /// A block stands in a list, or, where only one may be, sometimes by itself.
  private static Stream<JsonNode> blocks(JsonNode node) {
    return node.isArray() ? node.values().stream() : Stream.of(node);
  }

  /// The values of an expression that is a constant, or nothing but one variable.
  private static List<String> texts(JsonNode expression, Map<String, String> variables) {
    JsonNode constant = expression.path("constant_value");
    if (constant.isString()) {
      return List.of(constant.asString());
    }
    if (constant.isArray()) {
      return constant.values().stream().map(one -> one.asString("")).toList();
    }
    List<String> references =
        expression.path("references").values().stream().map(one -> one.asString("")).toList();
    return references.size() == 1 && references.getFirst().startsWith(VARIABLE)
        ? Optional.ofNullable(variables.get(references.getFirst().substring(VARIABLE.length())))
            .stream()
            .toList()
        : List.of();
  }
}
