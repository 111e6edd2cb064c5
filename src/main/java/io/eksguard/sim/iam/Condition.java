package io.eksguard.sim.iam;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One condition of a policy statement.
///
/// @param every `ForAllValues:`; with neither this nor `any`, the key has one value
/// @param any `ForAnyValue:`
/// @param ifExists whether a request without the key satisfies it
/// @param negated whether the operator is one of the `Not` family
/// @param test how one value is compared
/// @param wanted the values in the policy, variables still in them
/// @see <a
///   href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
///   IAM user guide, condition operators, read 2026-11-24</a>
public record Condition(
    boolean every,
    boolean any,
    boolean ifExists,
    boolean negated,
    Test test,
    String key,
    List<String> wanted) {

  /// How one value is compared.
  public enum Test {
    /// The same text.
    EQUALS,
    /// The same text in any case.
    EQUALS_IGNORE_CASE,
    /// As a pattern says.
    LIKE,
    /// Whether the key is missing.
    NULL
  }

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  static Condition of(String operator, String key, List<String> wanted) {
    var every = operator.startsWith("ForAllValues:");
    var any = operator.startsWith("ForAnyValue:");
    var plain = operator.substring(operator.indexOf(':') + 1);
    var ifExists = plain.endsWith("IfExists");
    var name = ifExists ? plain.substring(0, plain.length() - "IfExists".length()) : plain;
    var test =
        switch (name) {
          case "StringEquals", "StringNotEquals" -> Test.EQUALS;
          case "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "Bool" ->
              Test.EQUALS_IGNORE_CASE;
          case "StringLike",
              "StringNotLike",
              "ArnLike",
              "ArnNotLike",
              "ArnEquals",
              "ArnNotEquals" ->
              Test.LIKE;
          case "Null" -> Test.NULL;
          default -> throw new IllegalArgumentException("unknown operator " + operator);
        };
    return new Condition(every, any, ifExists, name.contains("Not"), test, key, wanted);
  }

  boolean holds(RequestContext context) {
    var values = context.values(key);
    if (test == Test.NULL) {
      return values.isEmpty() == wanted.contains("true");
    }
    if (values.isEmpty()) {
      // a negated operator matches a key that is not there, and so does "for all of none"
      return !any && (ifExists || every || negated);
    }
    return any
        ? values.stream().anyMatch(value -> one(value, context))
        : values.stream().allMatch(value -> one(value, context));
  }

  private boolean one(String value, RequestContext context) {
    return wanted.stream()
            .flatMap(each -> resolve(each, context).stream())
            .anyMatch(each -> same(each, value))
        != negated;
  }

  private boolean same(String pattern, String value) {
    return switch (test) {
      case EQUALS -> pattern.equals(value);
      case EQUALS_IGNORE_CASE ->
          pattern.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT));
      case LIKE -> Wildcard.matches(pattern, value);
      case NULL -> false;
    };
  }

  /// The value with its variables replaced; empty if one of them has no value.
  private static Optional<String> resolve(String text, RequestContext context) {
    var matcher = VARIABLE.matcher(text);
    if (matcher.results().anyMatch(m -> context.values(m.group(1)).isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(matcher.reset().replaceAll(m -> replacement(m, context)));
  }

  private static String replacement(MatchResult variable, RequestContext context) {
    return Matcher.quoteReplacement(String.join(",", context.values(variable.group(1))));
  }
}
