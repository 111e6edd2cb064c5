package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.model.AccountId;
import io.eksguard.model.Limits;
import io.eksguard.model.Place;
import io.eksguard.model.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks a plan against the limits of its file.
public final class LimitCheck {
  /// From how many managed account-regions on a share of them means anything.
  static final int PERCENT_FROM = 10;

  private LimitCheck() {}

  /// What is limited.
  public enum Kind {
    /// Accounts that lose runtime monitoring.
    DISABLE("disable", "account would lose runtime monitoring"),
    /// Exclusion and inclusion tags that are taken away or turned round.
    UNTAG("untag", "exclusion or inclusion tag would be taken away"),
    /// Agents by hand that are removed.
    UNINSTALL("uninstall", "agent would be removed"),
    /// The share of managed account-regions that change.
    CHANGE_PERCENT("changePercent", "percent of the managed account-regions would change");

    private final String word;
    private final String what;

    Kind(String word, String what) {
      this.word = word;
      this.what = what;
    }

    /// The word in the file and behind `--allow`.
    public String word() {
      return word;
    }

    /// What is counted, in words that follow the number.
    public String what(int number) {
      return number == 1 || this == CHANGE_PERCENT
          ? what
          : what.replaceFirst("(account|tag|agent) would", "$1s would");
    }
  }

  /// A limit that the plan goes past.
  ///
  /// @param kind which
  /// @param number how many it has
  /// @param limit how many there may be
  public record Breach(Kind kind, int number, int limit) {
    /// The option that allows just this.
    public String flag() {
      return "--allow " + kind.word() + "=" + number;
    }
  }

  /// The limits that the plan goes past and that are not allowed.
  ///
  /// @param allowed how many of each kind are allowed in this run
  public static List<Breach> breaches(
      Plan plan, Bases bases, Limits limits, Map<Kind, Integer> allowed) {
    List<Breach> breaches = new ArrayList<>();
    add(breaches, Kind.DISABLE, disabled(plan), limits.disable(), allowed);
    add(breaches, Kind.UNTAG, untagged(plan), limits.untag(), allowed);
    add(
        breaches,
        Kind.UNINSTALL,
        counted(plan, Kind.UNINSTALL).size(),
        limits.uninstall(),
        allowed);
    int managed = bases.places().size();
    if (managed >= PERCENT_FROM) {
      int percent = (int) Math.ceil(100.0 * changed(plan) / managed);
      add(breaches, Kind.CHANGE_PERCENT, percent, limits.changePercent(), allowed);
    }
    return breaches;
  }

  private static void add(
      List<Breach> breaches, Kind kind, int number, int limit, Map<Kind, Integer> allowed) {
    if (number > Math.max(limit, allowed.getOrDefault(kind, 0))) {
      breaches.add(new Breach(kind, number, limit));
    }
  }

  /// The steps that count towards a limit; none for a share, to which every step may add.
  public static List<Step> counted(Plan plan, Kind kind) {
    return plan.steps().stream()
        .filter(step ->
            switch (kind) {
              case DISABLE ->
                  step.action() == Action.DISABLE && step.change() instanceof Change.AccountFeature;
              case UNTAG -> takesKnownTag(step);
              case UNINSTALL ->
                  step.action() == Action.UNINSTALL && step.change() instanceof Change.ClusterAgent;
              case CHANGE_PERCENT -> false;
            })
        .toList();
  }

  private static boolean takesKnownTag(Step step) {
    return step.change() instanceof Change.ClusterTag tag
        && tag.before().filter(Tag::isKnown).isPresent();
  }

  private static int disabled(Plan plan) {
    Set<AccountId> accounts = new HashSet<>();
    for (Step step : counted(plan, Kind.DISABLE)) {
      if (step.change() instanceof Change.AccountFeature feature) {
        accounts.add(feature.place().account());
      }
    }
    return accounts.size();
  }

  private static int untagged(Plan plan) {
    return counted(plan, Kind.UNTAG).size();
  }

  private static int changed(Plan plan) {
    Set<Place> places = new HashSet<>();
    for (Step step : plan.steps()) {
      switch (step.change()) {
        case Change.ClusterTag tag -> places.add(tag.place());
        case Change.ClusterAgent agent -> places.add(agent.place());
        case Change.VpcEndpoint endpoint -> places.add(endpoint.place());
        case Change.AccountFeature feature -> places.add(feature.place());
        case Change.OrganizationFeature _, Change.OfPolicy _ -> {
          // It is not a change of an account that is there.
        }
      }
    }
    return places.size();
  }
}
