package io.eksguard.render;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Severity;
import io.eksguard.diag.Where;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Diagnostics that say the same of different accounts or regions.
///
/// @param all those diagnostics, at least one
record SameProblem(List<Diagnostic> all) {
  /// From how many on they are told as one.
  private static final int MANY = 4;

  private static final Pattern ACCOUNT = Pattern.compile("(?<!\\d)\\d{12}(?!\\d)");

  SameProblem {
    all = List.copyOf(all);
  }

  /// What a problem is, whoever has it.
  private record Kind(
      Severity severity, Code code, String message, String operation, String hint) {}

  /// Groups diagnostics, in the order of the first of each group.
  static Collection<SameProblem> group(List<Diagnostic> diagnostics) {
    Map<Object, List<Diagnostic>> groups = new LinkedHashMap<>();
    for (Diagnostic diagnostic : diagnostics) {
      groups.computeIfAbsent(key(diagnostic), _ -> new ArrayList<>()).add(diagnostic);
    }
    List<SameProblem> problems = new ArrayList<>();
    for (List<Diagnostic> group : groups.values()) {
      boolean always = group.getFirst().code() == Code.TIME_IS_UP && group.size() > 1;
      if (group.size() >= MANY || always) {
        problems.add(new SameProblem(group));
      } else {
        group.forEach(one -> problems.add(new SameProblem(List.of(one))));
      }
    }
    return problems;
  }

  /// What has no account is like nothing but itself.
  private static Object key(Diagnostic diagnostic) {
    return owner(diagnostic).isEmpty()
        ? diagnostic
        : new Kind(
            diagnostic.severity(),
            diagnostic.code(),
            general(diagnostic, diagnostic.message()),
            operation(diagnostic),
            general(diagnostic, diagnostic.hint().orElse("")));
  }

  boolean isOne() {
    return all.size() == 1;
  }

  Diagnostic first() {
    return all.getFirst();
  }

  /// The message without names of an account or region.
  String message() {
    return general(first(), first().message());
  }

  /// The next step without names of an account or region.
  Optional<String> hint() {
    return first().hint().map(hint -> general(first(), hint));
  }

  /// The operation that it happened in; empty if it was none.
  String operation() {
    return operation(first());
  }

  /// Who has the problem: accounts, with their region where there are several.
  List<String> owners() {
    boolean oneRegion = all.stream().map(SameProblem::region).distinct().count() == 1;
    return all.stream()
        .map(one ->
            owner(one).orElse("") + (oneRegion || region(one).isEmpty() ? "" : "/" + region(one)))
        .distinct()
        .toList();
  }

  /// The region, if it is the same for all; else empty.
  String region() {
    List<String> regions = all.stream().map(SameProblem::region).distinct().toList();
    return regions.size() == 1 ? regions.getFirst() : "";
  }

  private static Optional<String> owner(Diagnostic diagnostic) {
    Optional<Where> where = diagnostic.where();
    if (where.isPresent()) {
      return where.filter(AwsCall.class::isInstance).map(AwsCall.class::cast).map(AwsCall::account);
    }
    Matcher named = ACCOUNT.matcher(diagnostic.message());
    return named.find() ? Optional.of(named.group()) : Optional.empty();
  }

  private static String region(Diagnostic diagnostic) {
    return diagnostic.where().orElse(null) instanceof AwsCall call ? call.region() : "";
  }

  /// Whether those who have it are in different regions.
  boolean isInSeveralRegions() {
    return all.stream().map(SameProblem::region).distinct().count() > 1;
  }

  /// Where the time was up it does not matter in what.
  private static String operation(Diagnostic diagnostic) {
    if (diagnostic.code() == Code.TIME_IS_UP) {
      return "";
    }
    return diagnostic.where().orElse(null) instanceof AwsCall call ? call.operation() : "";
  }

  private static String general(Diagnostic diagnostic, String text) {
    String account = owner(diagnostic).orElse("");
    String without = account.isEmpty() ? text : text.replace(account, "ACCOUNT");
    String region = region(diagnostic);
    return region.isEmpty() ? without : without.replace(region, "REGION");
  }
}
