package io.eksguard.diff;

import io.eksguard.model.AccountId;
import io.eksguard.model.AgentRule;
import io.eksguard.model.Approach;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.Entry;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// An entry without accounts and without a place in the file: accounts that have the same one can
/// share an entry.
///
/// @param approach how they are covered; the paths of its rules are empty
/// @param regions in which regions they are covered
record Form(Approach approach, SortedSet<Region> regions) {
  /// In the order in which approaches are explained, short ones first.
  static final Comparator<Form> ORDER =
      Comparator.comparing((Form form) -> form.approach().name())
          .thenComparingInt(form -> form.approach().rules().size())
          .thenComparing(Form::toString);

  Form {
    regions = new TreeSet<>(regions);
  }

  /// The form of an account that is set alike in these regions.
  ///
  /// @param seen for each region, which clusters a list would have to name
  /// @param agents the lines of agents, where the approach can have any
  /// @param endpoint what is said of the endpoints that they need, if anything
  static Form of(
      Setting setting,
      SortedMap<Region, Seen.Sayable> seen,
      List<AgentRule> agents,
      Optional<EndpointCare> endpoint) {
    return new Form(approach(setting, rules(seen), agents, endpoint), new TreeSet<>(seen.keySet()));
  }

  private static Approach approach(
      Setting setting,
      List<ClusterRule> rules,
      List<AgentRule> agents,
      Optional<EndpointCare> endpoint) {
    if (!setting.enabled()) {
      return new Approach.Disabled();
    }
    if (setting.addonManagement()) {
      return rules.isEmpty() ? new Approach.All() : new Approach.AllExcept(rules);
    }
    return rules.isEmpty()
        ? new Approach.Manual(agents, !agents.isEmpty(), endpoint)
        : new Approach.Only(rules);
  }

  /// One rule for a name, unless a cluster of that name is to be left alone in another region.
  private static List<ClusterRule> rules(SortedMap<Region, Seen.Sayable> seen) {
    SortedMap<ClusterName, SortedSet<Region>> named = new TreeMap<>();
    SortedSet<ClusterName> alsoUnnamed = new TreeSet<>();
    seen.forEach((region, found) ->
        found
            .named()
            .forEach((name, isNamed) -> {
              if (isNamed) {
                named.computeIfAbsent(name, _ -> new TreeSet<>()).add(region);
              } else {
                alsoUnnamed.add(name);
              }
            }));
    List<ClusterRule> rules = new ArrayList<>();
    named.forEach((name, regions) -> {
      if (alsoUnnamed.contains(name)) {
        regions.forEach(region -> rules.add(rule("", name.value(), Optional.of(region))));
      } else {
        rules.add(rule("", name.value(), Optional.empty()));
      }
    });
    return rules;
  }

  private static ClusterRule rule(String path, String name, Optional<Region> region) {
    return new ClusterRule(
        path,
        new ClusterPattern(name),
        region,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// The same in other regions.
  Form in(SortedSet<Region> others) {
    return new Form(approach, others);
  }

  /// Whether the defaults in this form say just what another form says of an account.
  ///
  /// @param active where the account is an active member
  boolean saysAsDefault(Form account, SortedSet<Region> active) {
    SortedSet<Region> covered = new TreeSet<>(active);
    covered.retainAll(regions);
    return approach.equals(account.approach()) && covered.equals(account.regions());
  }

  /// The entry for these accounts.
  ///
  /// @param all the regions of the file
  Entry entry(String path, Collection<AccountId> accounts, SortedSet<Region> all) {
    return entry(path, new Entry.Who.Accounts(new TreeSet<>(accounts)), all);
  }

  /// The entry at a path of the file, with its rules at theirs.
  Entry entry(String path, Entry.Who who, SortedSet<Region> all) {
    return new Entry(
        path,
        who,
        switch (approach) {
          case Approach.AllExcept(var rules) ->
              new Approach.AllExcept(placed(rules, path + ".exclude"));
          case Approach.Only(var rules) -> new Approach.Only(placed(rules, path + ".include"));
          case Approach.Manual(var agents, var tended, var endpoint) ->
              new Approach.Manual(AgentLines.placed(agents, path + ".agents"), tended, endpoint);
          case Approach.All _, Approach.Disabled _ -> approach;
        },
        regions.equals(all) ? Optional.empty() : Optional.of(regions));
  }

  private static List<ClusterRule> placed(List<ClusterRule> rules, String path) {
    List<ClusterRule> placed = new ArrayList<>();
    for (ClusterRule rule : rules) {
      placed.add(rule(path + "[" + placed.size() + "]", rule.name().glob(), rule.region()));
    }
    return placed;
  }

  /// The accounts of each form, forms in their order.
  static SortedMap<Form, SortedSet<AccountId>> grouped(Map<AccountId, Form> forms) {
    SortedMap<Form, SortedSet<AccountId>> groups = new TreeMap<>(ORDER);
    forms.forEach(
        (account, form) -> groups.computeIfAbsent(form, _ -> new TreeSet<>()).add(account));
    return groups;
  }
}
