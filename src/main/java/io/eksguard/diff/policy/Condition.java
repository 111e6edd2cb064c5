package io.eksguard.diff.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One condition of a statement: an operator, a key and the values in the policy.
///
/// @see <a
///   href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
///   IAM User Guide, condition operators, read 2026-11-24</a>
record Condition(String operator, String key, List<String> wanted) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)\\}");
  private static final String IF_EXISTS = "IfExists";

  Condition {
    wanted = List.copyOf(wanted);
  }

  /// How the values of a key count together.
  private enum Of {
    ONE,
    ANY,
    ALL
  }

  /// How one value is compared.
  private enum Test {
    EQUALS,
    EQUALS_IGNORE_CASE,
    LIKE,
    ARN,
    NULL
  }

  Whether holds(Request request) {
    Of of = of();
    String bare = operator.substring(operator.indexOf(':') + 1);
    boolean ifExists = bare.endsWith(IF_EXISTS);
    String name = ifExists ? bare.substring(0, bare.length() - IF_EXISTS.length()) : bare;
    boolean negated = name.contains("Not");
    Optional<Test> test = test(name.replace("Not", ""));
    Optional<List<String>> known = request.values(key);
    if (test.isEmpty() || known.isEmpty() || (operator.contains(":") && of == Of.ONE)) {
      return Whether.MAYBE;
    }
    List<String> values = known.get();
    if (test.get() == Test.NULL) {
      return isNull(values);
    }
    if (values.isEmpty()) {
      // A negated operator holds for a key that is not there, and so does "for all of none".
      return Whether.of(ifExists || of == Of.ALL || (of == Of.ONE && negated));
    }
    var each = values.stream().map(value -> one(value, test.get(), negated, request));
    return switch (of) {
      case ONE -> values.size() == 1 ? Whether.all(each) : Whether.MAYBE;
      case ANY -> Whether.any(each);
      case ALL -> Whether.all(each);
    };
  }

  private Of of() {
    if (operator.startsWith("ForAnyValue:")) {
      return Of.ANY;
    }
    return operator.startsWith("ForAllValues:") ? Of.ALL : Of.ONE;
  }

  /// Nothing for an operator that is not known here.
  private static Optional<Test> test(String positive) {
    return Optional.ofNullable(
        switch (positive) {
          case "StringEquals" -> Test.EQUALS;
          case "StringEqualsIgnoreCase" -> Test.EQUALS_IGNORE_CASE;
          case "StringLike" -> Test.LIKE;
          case "ArnEquals", "ArnLike" -> Test.ARN;
          case "Null" -> Test.NULL;
          default -> null;
        });
  }

  private Whether isNull(List<String> values) {
    if (wanted.size() != 1) {
      return Whether.MAYBE;
    }
    return switch (wanted.getFirst()) {
      case "true" -> Whether.of(values.isEmpty());
      case "false" -> Whether.of(!values.isEmpty());
      default -> Whether.MAYBE;
    };
  }

  private Whether one(String value, Test test, boolean negated, Request request) {
    Whether like = Whether.any(wanted.stream().map(each -> matches(each, value, test, request)));
    return negated ? like.not() : like;
  }

  private Whether matches(String pattern, String value, Test test, Request request) {
    Matcher variable = VARIABLE.matcher(pattern);
    if (!variable.find()) {
      return same(pattern, value, test, request);
    }
    Optional<List<String>> stands = request.values(variable.group(1));
    boolean whole = variable.group().equals(pattern);
    if (!whole || stands.isEmpty() || stands.get().size() > 1) {
      return Whether.MAYBE;
    }
    // A variable without a value is equal to nothing.
    return stands.get().isEmpty()
        ? Whether.NO
        : same(stands.get().getFirst(), value, test, request);
  }

  private Whether same(String pattern, String value, Test test, Request request) {
    Whether whole = compare(pattern, value, test);
    if (whole == Whether.YES || !key.toLowerCase(Locale.ROOT).equals(Request.PRINCIPAL_ARN)) {
      return whole;
    }
    return request
        .principal()
        .comparable(pattern)
        .map(bare -> compare(bare, request.principal().pathless(), test))
        .orElse(whole);
  }

  private static Whether compare(String pattern, String value, Test test) {
    return switch (test) {
      case EQUALS -> Whether.of(pattern.equals(value));
      case EQUALS_IGNORE_CASE -> Whether.of(pattern.equalsIgnoreCase(value));
      case LIKE -> Whether.of(Wildcard.matches(pattern, value));
      case ARN -> Wildcard.matchesArn(pattern, value);
      case NULL -> Whether.MAYBE;
    };
  }
}
