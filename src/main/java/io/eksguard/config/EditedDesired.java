package io.eksguard.config;

import io.eksguard.config.Decided.Seat;
import io.eksguard.model.AccountId;
import io.eksguard.model.Approach;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.NewAccounts;
import io.eksguard.model.Organization;
import io.eksguard.model.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The desired state that an edit asks for, computed on values. What the new text says must be
/// this.
final class EditedDesired {
  private EditedDesired() {}

  /// The desired state once accounts that join later are covered otherwise.
  static Desired of(Desired desired, Decided.NewAccounts change) {
    return desired
        .organization()
        .map(o ->
            new Organization(
                o.administrator(),
                o.administratorEntry(),
                o.newAccounts()
                    .map(n ->
                        new NewAccounts(
                            n.path(), n.autoEnable(), change.approach(), n.guardDuty())),
                o.defaults(),
                o.members(),
                o.tagProtection()))
        .map(o -> with(desired, Optional.of(o), desired.standalone()))
        .orElseThrow(() -> new IllegalStateException("accounts that join nothing"));
  }

  /// The desired state once one account is covered otherwise.
  static Desired of(Desired desired, Decided.Account change) {
    if (desired.organization().isEmpty()) {
      return with(desired, Optional.empty(), entries(desired.standalone(), change));
    }
    Organization o = desired.organization().orElseThrow();
    boolean administrator = change.seat() == Seat.ADMINISTRATOR;
    var edited =
        new Organization(
            o.administrator(),
            administrator ? Optional.of(entry(change)) : o.administratorEntry(),
            o.newAccounts(),
            o.defaults(),
            administrator ? o.members() : entries(o.members(), change),
            o.tagProtection());
    return with(desired, Optional.of(edited), desired.standalone());
  }

  /// The entry of the account, once it has one of its own.
  static Entry entry(Decided.Account change) {
    return new Entry(
        "",
        new Entry.Who.Accounts(new TreeSet<>(List.of(change.account()))),
        change.to(),
        change.from().flatMap(Entry::regions));
  }

  private static List<Entry> entries(List<Entry> entries, Decided.Account change) {
    List<Entry> edited = new ArrayList<>();
    for (Entry entry : entries) {
      without(entry, change.account()).ifPresent(edited::add);
    }
    edited.add(entry(change));
    return edited;
  }

  private static Optional<Entry> without(Entry entry, AccountId account) {
    if (!(entry.who() instanceof Entry.Who.Accounts(var ids)) || !ids.contains(account)) {
      return Optional.of(entry);
    }
    SortedSet<AccountId> others = new TreeSet<>(ids);
    others.remove(account);
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Entry(
                entry.path(), new Entry.Who.Accounts(others), entry.approach(), entry.regions()));
  }

  private static Desired with(
      Desired desired, Optional<Organization> organization, List<Entry> standalone) {
    return new Desired(
        desired.feature(),
        desired.regions(),
        organization,
        standalone,
        desired.access(),
        desired.limits(),
        desired.leftoverAgents(),
        desired.rollout());
  }

  /// The same, however many files it is said in: without the paths, and without an order between
  /// entries, of which no two speak of the same account or unit.
  static Desired meaning(Desired desired) {
    Optional<Organization> organization =
        desired
            .organization()
            .map(o ->
                new Organization(
                    o.administrator(),
                    o.administratorEntry().map(EditedDesired::meaning),
                    o.newAccounts()
                        .map(n -> new NewAccounts("", n.autoEnable(), n.approach(), n.guardDuty())),
                    o.defaults().map(EditedDesired::meaning),
                    meaning(o.members()),
                    o.tagProtection()));
    return with(desired, organization, meaning(desired.standalone()));
  }

  private static List<Entry> meaning(List<Entry> entries) {
    return entries.stream()
        .map(EditedDesired::meaning)
        .sorted(Comparator.comparing(entry -> entry.who().toString()))
        .toList();
  }

  private static Entry meaning(Entry entry) {
    Approach approach =
        switch (entry.approach()) {
          case Approach.All all -> all;
          case Approach.AllExcept(var rules) -> new Approach.AllExcept(rules(rules));
          case Approach.Only(var rules) -> new Approach.Only(rules(rules));
          case Approach.Manual(var agents, var tended, var endpoint) ->
              new Approach.Manual(agents.stream().map(a -> a.at("")).toList(), tended, endpoint);
          case Approach.Disabled disabled -> disabled;
        };
    Optional<SortedSet<Region>> regions = entry.regions();
    return new Entry("", entry.who(), approach, regions);
  }

  private static List<ClusterRule> rules(List<ClusterRule> rules) {
    return rules.stream()
        .map(r -> new ClusterRule("", r.name(), r.region(), r.reason(), r.owner(), r.until()))
        .toList();
  }
}
