package io.eksguard.render;

import io.eksguard.diff.Change;
import io.eksguard.model.AccountId;
import io.eksguard.plan.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whom a step is about: steps are shown together for each.
///
/// @param kind what it is
/// @param name its id or name; none of the organization, of which there is one
record Owner(Kind kind, String name) implements Comparable<Owner> {
  private static final Comparator<Owner> ORDER =
      Comparator.comparing(Owner::kind).thenComparing(Owner::name);

  /// What a step can be about, in the order to show.
  enum Kind {
    ACCOUNT,
    ORGANIZATION,
    POLICY
  }

  static Owner of(Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> of(tag.place().account());
      case Change.ClusterAgent agent -> of(agent.place().account());
      case Change.VpcEndpoint endpoint -> of(endpoint.place().account());
      case Change.AccountFeature feature -> of(feature.place().account());
      case Change.OrganizationFeature _ -> new Owner(Kind.ORGANIZATION, "");
      case Change.OfPolicy policy -> new Owner(Kind.POLICY, policy.policy());
    };
  }

  static Owner of(AccountId account) {
    return new Owner(Kind.ACCOUNT, account.value());
  }

  /// The steps of each, in the order of the plan.
  static SortedMap<Owner, List<Step>> group(Collection<Step> steps) {
    SortedMap<Owner, List<Step>> groups = new TreeMap<>();
    steps.forEach(
        step -> groups.computeIfAbsent(of(step.change()), _ -> new ArrayList<>()).add(step));
    return groups;
  }

  /// Where it is: a region, or the words for what belongs to none.
  static String heading(Change change) {
    return switch (change) {
      case Change.Regional regional -> regional.region().name();
      case Change.OfPolicy _ -> "protection of the tag";
    };
  }

  /// Its words, safe on a terminal.
  @Override
  public String toString() {
    return switch (kind) {
      case ORGANIZATION -> "organization";
      case POLICY -> "policy " + TerminalText.safe(name);
      case ACCOUNT -> name;
    };
  }

  @Override
  public int compareTo(Owner other) {
    return ORDER.compare(this, other);
  }
}
