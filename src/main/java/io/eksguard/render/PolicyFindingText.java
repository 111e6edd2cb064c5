package io.eksguard.render;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.diag.Severity;
import io.eksguard.diff.PolicyFinding;
import io.eksguard.model.AccountId;
import io.eksguard.model.Tag;
import io.eksguard.model.TagProtection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// Findings about the protection of the tag in words.
public final class PolicyFindingText {
  private static final int FEW = 5;

  private PolicyFindingText() {}

  /// The finding as a diagnostic, at the line of the file that it is about.
  public static Diagnostic diagnostic(PolicyFinding finding, Positions positions) {
    var told = told(finding);
    String path = finding.about().path();
    return positions
        .of(path + "." + key(finding))
        .or(() -> positions.of(path))
        .map(told::at)
        .orElse(told);
  }

  /// Whether nothing may be applied because of it.
  public static boolean refuses(PolicyFinding finding) {
    return switch (finding) {
      case PolicyFinding.LockedOut _, PolicyFinding.NotOurs _, PolicyFinding.Allows _ -> true;
      case PolicyFinding.StillTrusted _, PolicyFinding.BreaksOtherTags _ -> false;
    };
  }

  private static String key(PolicyFinding finding) {
    return switch (finding) {
      case PolicyFinding.LockedOut _, PolicyFinding.StillTrusted _ -> "trusted";
      case PolicyFinding.NotOurs _, PolicyFinding.Allows _ -> "policy";
      case PolicyFinding.BreaksOtherTags _ -> "form";
    };
  }

  /// One account with its role, or how many and the first few.
  private static String accounts(SortedMap<AccountId, String> principals) {
    var first = principals.entrySet().iterator().next();
    String role = ", where it is `%s`".formatted(first.getValue());
    if (principals.size() == 1) {
      return "account " + first.getKey() + role;
    }
    String few =
        principals.keySet().stream()
            .limit(FEW)
            .map(AccountId::value)
            .collect(Collectors.joining(", "));
    return principals.size()
        + " accounts: "
        + few
        + (principals.size() > FEW ? " and others" : "")
        + "; in the first it is `%s`".formatted(first.getValue());
  }

  private static Diagnostic told(PolicyFinding finding) {
    return switch (finding) {
      case PolicyFinding.LockedOut(TagProtection _, var principals) ->
          Diagnostic.error(
                  Code.LOCKED_OUT,
                  "The policy would keep eksguard itself from changing the tag in %s."
                      .formatted(accounts(principals)))
              .hint(
                  "Name it under `trusted`; `arn:aws:iam::*:role/NAME` is a role in any account.");
      case PolicyFinding.NotOurs(TagProtection about, String id) ->
          Diagnostic.error(
                  Code.NOT_OUR_POLICY,
                  "There is a policy `%s` (`%s`) that eksguard did not make."
                      .formatted(about.policy(), id))
              .hint("Choose another name, or say `adopt: true` to have it overwritten.");
      case PolicyFinding.Allows(TagProtection about, String id) ->
          Diagnostic.error(
                  Code.NOT_OUR_POLICY,
                  "There is a policy `%s` (`%s`) that allows actions; the policy that protects the tag allows none, and accounts could be left without any permission."
                      .formatted(about.policy(), id))
              .hint("Choose another name.");
      case PolicyFinding.StillTrusted(TagProtection about, int elsewhere) ->
          new Diagnostic(
              Severity.NOTE,
              Code.STILL_TRUSTED,
              "Under the policy, `%s` can still be changed by: %s."
                  .formatted(Tag.KEY, String.join("; ", trusted(about, elsewhere))),
              Optional.empty(),
              Optional.empty(),
              Optional.of("`eksguard policy` prints the policy."));
      case PolicyFinding.BreaksOtherTags(TagProtection _) ->
          Diagnostic.warning(
                  Code.BREAKS_OTHER_TAGS,
                  "The form `documented` forbids all tagging in EKS, of clusters, node groups and everything else, to whoever is not trusted and has no principal tag `%s`."
                      .formatted(Tag.KEY))
              .hint(
                  "It stops pipelines that create or tag EKS resources; `form: scoped` does not.");
    };
  }

  private static List<String> trusted(TagProtection about, int elsewhere) {
    List<String> trusted = new ArrayList<>();
    trusted.add(
        about.trusted().stream().map(arn -> "`" + arn + "`").collect(Collectors.joining(", ")));
    trusted.add("everybody in the management account who may tag there");
    trusted.add("service-linked roles");
    if (elsewhere > 0) {
      trusted.add(
          "everybody who may tag in %s that %s not below `attachTo`"
              .formatted(Plurals.of(elsewhere, "managed account"), elsewhere == 1 ? "is" : "are"));
    }
    if (about.form() == TagProtection.Form.DOCUMENTED) {
      trusted.add(
          "every role or session whose own principal tag `%s` has the value that it sets"
              .formatted(Tag.KEY));
    }
    return trusted;
  }
}
