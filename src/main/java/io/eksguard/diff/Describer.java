package io.eksguard.diff;

import io.eksguard.live.Detector;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import io.eksguard.live.Member;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentRule;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.Approach;
import io.eksguard.model.ApproachName;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.Desired;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.NewAccounts;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the desired state that describes what is live, so that planning it changes nothing.
///
/// AWS has settings and tags, not approaches, entries and defaults: this is [Differ] the other way
/// round. What one file cannot say is left out, with a [Remark]; what is left out is unmanaged.
/// [Differ] checks the result: a place that it would change or could not plan for is left out too.
public final class Describer {
  private static final String MEMBERS = "organization.members";

  /// Where an account is set in two ways in as many regions, the one that comes first is described.
  private static final Comparator<Setting> PREFERRED =
      Comparator.comparing(Setting::enabled).thenComparing(Setting::addonManagement).reversed();

  private final Desired survey;
  private final LiveState live;
  private final Set<Place> setAside;
  private final boolean withNewAccounts;
  private final SortedSet<Region> regions;
  private final Feature feature;

  /// The regions of each remark; the remarks themselves are without.
  private final SortedMap<Remark, SortedSet<Region>> remarks = new TreeMap<>();

  private final AgentLines agentLines;
  private final EndpointWishes endpoints;

  private Describer(
      Desired survey,
      LiveState live,
      Predicate<AgentSetup> sayable,
      EndpointWishes endpoints,
      Set<Place> setAside,
      boolean withNewAccounts) {
    this.survey = survey;
    this.live = live;
    this.agentLines = new AgentLines(sayable);
    this.endpoints = endpoints;
    this.setAside = setAside;
    this.withNewAccounts = withNewAccounts;
    this.regions =
        survey.regions().stream()
            .filter(this::isReadable)
            .collect(Collectors.toCollection(TreeSet::new));
    this.feature = mostUsed();
  }

  /// The description.
  ///
  /// @param survey what was read for, as [Survey] makes it
  /// @param live what was read
  /// @param sayable whether a file has words for an agent that is set up so
  public static Description describe(
      Desired survey, LiveState live, Predicate<AgentSetup> sayable) {
    return describe(survey, live, sayable, Differ::diff);
  }

  /// The description that this comparison finds nothing to change in.
  static Description describe(
      Desired survey,
      LiveState live,
      Predicate<AgentSetup> sayable,
      BiFunction<Desired, LiveState, Difference> compare) {
    Set<Place> setAside = new TreeSet<>();
    var endpoints = new EndpointWishes(live);
    boolean withNewAccounts = true;
    while (true) {
      Description made =
          new Describer(survey, live, sayable, endpoints, setAside, withNewAccounts).description();
      if (made.desired().isEmpty()) {
        return made;
      }
      Desired desired = made.desired().get();
      Difference difference = compare.apply(desired, Survey.seenBy(desired, live));
      if (endpoints.takeBack(difference)) {
        continue;
      }
      if (difference.changes().isEmpty() && difference.blocked().isEmpty()) {
        return made;
      }
      boolean more = setAside.addAll(difference.blocked());
      for (Change change : difference.changes()) {
        switch (change) {
          case Change.ClusterTag tag -> more |= setAside.add(tag.place());
          case Change.ClusterAgent agent -> more |= setAside.add(agent.place());
          case Change.VpcEndpoint endpoint -> more |= setAside.add(endpoint.place());
          case Change.AccountFeature account -> more |= setAside.add(account.place());
          case Change.OrganizationFeature _ -> {
            more |= withNewAccounts;
            withNewAccounts = false;
          }
          case Change.OfPolicy _ ->
              throw new IllegalStateException("a description has no policy: " + change);
        }
      }
      if (!more) {
        throw new IllegalStateException("what was left out is still planned: " + difference);
      }
    }
  }

  private Description description() {
    survey.regions().stream()
        .filter(region -> !regions.contains(region))
        .forEach(region -> remark(Remark.Kind.REGION_UNREADABLE, Optional.empty(), region, ""));
    Optional<Desired> desired =
        regions.isEmpty()
            ? Optional.empty()
            : survey
                .organization()
                .map(organization -> organization(organization.administrator()))
                .orElseGet(this::standalone);
    return new Description(
        desired, remarks.entrySet().stream().map(one -> one.getKey().in(one.getValue())).toList());
  }

  /// Whether a file can speak of the region at all: without the organization's values and members
  /// nothing could be planned there.
  private boolean isReadable(Region region) {
    return survey.organization().isEmpty()
        || (live.region(region).members().asOptional().isPresent() && settings(region).isPresent());
  }

  private Optional<OrganizationSettings> settings(Region region) {
    return live.region(region).settings().asOptional();
  }

  /// The feature that is on in most accounts and regions.
  private Feature mostUsed() {
    return uses(Feature.EKS_RUNTIME_MONITORING) > uses(Feature.RUNTIME_MONITORING)
        ? Feature.EKS_RUNTIME_MONITORING
        : Feature.RUNTIME_MONITORING;
  }

  private long uses(Feature one) {
    return live.places().values().stream()
        .filter(place -> regions.contains(place.assignment().place().region()))
        .flatMap(place -> place.detector().asOptional().stream())
        .filter((Detector detector) -> detector.setting(one).enabled())
        .count();
  }

  private Optional<Desired> standalone() {
    Map<AccountId, Form> forms = forms(Standing.STANDALONE);
    return forms.entrySet().stream()
        .findFirst()
        .flatMap(found -> {
          // Regions of which nothing is said are no regions of the file.
          SortedSet<Region> own = found.getValue().regions();
          return desired(
              own,
              Optional.empty(),
              List.of(found.getValue().entry("standalone[0]", Set.of(found.getKey()), own)));
        });
  }

  private Optional<Desired> organization(AccountId administrator) {
    SortedMap<AccountId, Form> own = forms(Standing.ADMINISTRATOR);
    SortedMap<AccountId, Form> forms = forms(Standing.MEMBER);
    noteInactive();
    Optional<Entry> administratorEntry =
        Optional.ofNullable(own.get(administrator))
            .map(form -> form.entry("organization.administrator", Set.of(administrator), regions));
    Optional<Form> defaults = defaults(forms);
    defaults.ifPresent(form ->
        forms
            .entrySet()
            .removeIf(one -> form.saysAsDefault(one.getValue(), activeIn(one.getKey()))));
    List<Entry> members = new ArrayList<>();
    Form.grouped(forms)
        .forEach((form, accounts) ->
            members.add(form.entry(MEMBERS + "[" + members.size() + "]", accounts, regions)));
    Optional<Entry> others =
        defaults.map(form -> form.entry("organization.defaults", new Entry.Who.Others(), regions));
    Optional<NewAccounts> joining =
        newAccounts(
            Stream.of(administratorEntry.stream(), others.stream(), members.stream())
                .flatMap(entries -> entries)
                .toList());
    boolean empty =
        administratorEntry.isEmpty() && joining.isEmpty() && others.isEmpty() && members.isEmpty();
    return empty
        ? Optional.empty()
        : desired(
            regions,
            Optional.of(
                new Organization(
                    administrator, administratorEntry, joining, others, members, Optional.empty())),
            List.of());
  }

  private Optional<Desired> desired(
      SortedSet<Region> in, Optional<Organization> organization, List<Entry> standalone) {
    return Optional.of(
        new Desired(
            feature,
            in,
            organization,
            standalone,
            survey.access(),
            survey.limits(),
            survey.leftoverAgents()));
  }

  /// The form of each account of which something can be said.
  private SortedMap<AccountId, Form> forms(Standing standing) {
    SortedMap<AccountId, SortedMap<Region, Seen>> seen = new TreeMap<>();
    for (LivePlace found : live.places().values()) {
      Place place = found.assignment().place();
      if (found.assignment().standing() == standing && regions.contains(place.region())) {
        seen.computeIfAbsent(place.account(), _ -> new TreeMap<>())
            .put(place.region(), seen(found, place));
      }
    }
    SortedMap<AccountId, Form> forms = new TreeMap<>();
    seen.forEach(
        (account, byRegion) -> form(account, byRegion).ifPresent(form -> forms.put(account, form)));
    return forms;
  }

  private Seen seen(LivePlace found, Place place) {
    return setAside.contains(place)
        ? new Seen.Unsayable(Remark.Kind.WOULD_CHANGE)
        : Seen.of(found, feature, settings(place.region()));
  }

  /// An account can have one entry, and an entry has one approach: what is set otherwise in fewer
  /// regions is left out.
  private Optional<Form> form(AccountId account, SortedMap<Region, Seen> seen) {
    SortedMap<Setting, SortedMap<Region, Seen.Sayable>> alike = new TreeMap<>(PREFERRED);
    seen.forEach((region, one) -> {
      switch (one) {
        case Seen.Unsayable(Remark.Kind why) -> remark(why, Optional.of(account), region, "");
        case Seen.Sayable sayable ->
            alike.computeIfAbsent(sayable.setting(), _ -> new TreeMap<>()).put(region, sayable);
      }
    });
    Optional<Setting> chosen =
        alike.keySet().stream().reduce((a, b) -> regionsOf(alike, b) > regionsOf(alike, a) ? b : a);
    alike.forEach((setting, found) -> {
      if (!chosen.equals(Optional.of(setting))) {
        found
            .keySet()
            .forEach(
                region -> remark(Remark.Kind.SETTING_DIFFERS, Optional.of(account), region, ""));
      }
    });
    return chosen.map(setting -> {
      SortedMap<Region, Seen.Sayable> found = alike.getOrDefault(setting, new TreeMap<>());
      List<AgentRule> agents = agents(account, found);
      return Form.of(setting, found, agents, endpoint(account, agents));
    });
  }

  /// What is said of the endpoints that these agents need.
  private Optional<EndpointCare> endpoint(AccountId account, List<AgentRule> agents) {
    if (agents.isEmpty()) {
      return Optional.empty();
    }
    endpoints
        .remarks(account)
        .forEach((remark, in) ->
            in.forEach(region -> remark(remark.kind(), remark.account(), region, remark.detail())));
    return endpoints.word(account);
  }

  /// The agents of ours. Where one could not be read none is said: a list that leaves one out would
  /// have it removed.
  private List<AgentRule> agents(AccountId account, SortedMap<Region, Seen.Sayable> seen) {
    boolean complete = true;
    for (Map.Entry<Region, Seen.Sayable> one : seen.entrySet()) {
      if (!one.getValue().agents().complete()) {
        complete = false;
        remark(Remark.Kind.AGENTS_UNREADABLE, Optional.of(account), one.getKey(), "");
      }
    }
    if (!complete) {
      return List.of();
    }
    boolean takesIn = seen.values().stream().anyMatch(Seen.Sayable::namesAny);
    seen.forEach((region, one) ->
        one.agents()
            .setups()
            .forEach((cluster, setup) ->
                setup
                    .map(found ->
                        takesIn
                            ? Optional.of(Remark.Kind.AGENTS_BESIDE_INCLUDE)
                            : agentLines.sayable(found)
                                ? Optional.<Remark.Kind>empty()
                                : Optional.of(Remark.Kind.AGENT_UNSAYABLE))
                    .flatMap(kind -> kind)
                    .ifPresent(
                        kind -> remark(kind, Optional.of(account), region, cluster.value()))));
    return takesIn ? List.of() : agentLines.of(seen);
  }

  private static int regionsOf(
      SortedMap<Setting, SortedMap<Region, Seen.Sayable>> alike, Setting setting) {
    return alike.getOrDefault(setting, new TreeMap<>()).size();
  }

  /// The form that most members have, if at least two do and it would cover nobody by mistake.
  private Optional<Form> defaults(SortedMap<AccountId, Form> forms) {
    Set<Form> candidates = new LinkedHashSet<>(Form.grouped(forms).keySet());
    List.copyOf(candidates).forEach(form -> candidates.add(form.in(regions)));
    Optional<Form> most =
        candidates.stream()
            .filter(form -> !wouldTurnOffNewAccounts(form))
            // They would install agents in accounts that join later.
            .filter(form -> form.approach().agents().isEmpty())
            .filter(form -> covered(form, forms) > 1)
            .max(
                Comparator.comparingLong((Form form) -> covered(form, forms))
                    .thenComparing(Form.ORDER.reversed()));
    Optional<Form> safe = most.filter(form -> capturesNobodyElse(form, forms));
    if (most.isPresent() && safe.isEmpty()) {
      regions.forEach(region -> remark(Remark.Kind.NO_DEFAULTS, Optional.empty(), region, ""));
    }
    return safe;
  }

  /// Defaults reach accounts that join later as well, once they are members.
  private boolean wouldTurnOffNewAccounts(Form form) {
    return form.approach() instanceof Approach.Disabled
        && regions.stream()
            .flatMap(region -> settings(region).stream())
            .anyMatch(settings ->
                Stream.of(Feature.values())
                    .anyMatch(one -> settings.setting(one).feature() != AutoEnable.NONE));
  }

  private long covered(Form defaults, SortedMap<AccountId, Form> forms) {
    return forms.entrySet().stream()
        .filter(one -> defaults.saysAsDefault(one.getValue(), activeIn(one.getKey())))
        .count();
  }

  /// Whether every active member in the regions of these defaults has a form: one that has none has
  /// no entry either, and would be covered.
  private boolean capturesNobodyElse(Form defaults, SortedMap<AccountId, Form> forms) {
    return defaults.regions().stream()
        .allMatch(region -> forms.keySet().containsAll(live.region(region).activeMembers()));
  }

  private SortedSet<Region> activeIn(AccountId account) {
    return regions.stream()
        .filter(region -> live.places().containsKey(new Place(account, region)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void noteInactive() {
    for (Region region : regions) {
      live.region(region).members().asOptional().stream()
          .flatMap(members -> members.values().stream())
          .filter(member -> !member.isActive())
          .forEach((Member member) ->
              remark(
                  Remark.Kind.NOT_ACTIVE, Optional.of(member.account()), region, member.status()));
    }
  }

  /// What the organization does with accounts that join later, if it is the same everywhere and the
  /// file has words for it.
  private Optional<NewAccounts> newAccounts(List<Entry> entries) {
    if (!withNewAccounts) {
      everywhere(Remark.Kind.WOULD_CHANGE, "");
      return Optional.empty();
    }
    Set<AutoEnableSetting> values = new LinkedHashSet<>();
    boolean otherFeature = false;
    for (Region region : regions) {
      OrganizationSettings settings = settings(region).orElseThrow();
      AutoEnableSetting other = settings.setting(feature.other());
      if (!OrganizationDiffer.meansTheSame(other, AutoEnableSetting.NONE)) {
        otherFeature = true;
        remark(Remark.Kind.NEW_ACCOUNTS_OTHER_FEATURE, Optional.empty(), region, other.toString());
      }
      values.add(canonical(settings.setting(feature)));
    }
    if (otherFeature) {
      return Optional.empty();
    }
    if (values.size() > 1) {
      everywhere(Remark.Kind.NEW_ACCOUNTS_DIFFER, "");
      return Optional.empty();
    }
    AutoEnableSetting value = values.iterator().next();
    Optional<NewAccounts> said = said(value);
    if (said.isEmpty()) {
      everywhere(Remark.Kind.NEW_ACCOUNTS_UNSAYABLE, value.toString());
      return Optional.empty();
    }
    Setting forced = said.get().approach().setting();
    if (value.forcesAnything()
        && entries.stream().anyMatch(e -> !e.approach().setting().meansTheSameAs(forced))) {
      everywhere(Remark.Kind.NEW_ACCOUNTS_AGAINST_ENTRIES, value.toString());
      return Optional.empty();
    }
    return said;
  }

  private static AutoEnableSetting canonical(AutoEnableSetting value) {
    return OrganizationDiffer.meansTheSame(value, AutoEnableSetting.NONE)
        ? AutoEnableSetting.NONE
        : value;
  }

  private static Optional<NewAccounts> said(AutoEnableSetting value) {
    if (value.equals(AutoEnableSetting.NONE)) {
      return Optional.of(joining(AutoEnable.NONE, ApproachName.DISABLED));
    }
    if (value.feature() == value.addonManagement()) {
      return Optional.of(joining(value.feature(), ApproachName.ALL));
    }
    return value.addonManagement() == AutoEnable.NONE
        ? Optional.of(joining(value.feature(), ApproachName.ONLY))
        : Optional.empty();
  }

  private static NewAccounts joining(AutoEnable value, ApproachName approach) {
    return new NewAccounts("organization.newAccounts", value, approach, Optional.empty());
  }

  private void everywhere(Remark.Kind kind, String detail) {
    regions.forEach(region -> remark(kind, Optional.empty(), region, detail));
  }

  /// Notes something; what is the same in several regions is one remark.
  private void remark(Remark.Kind kind, Optional<AccountId> account, Region region, String detail) {
    remarks
        .computeIfAbsent(new Remark(kind, account, new TreeSet<>(), detail), _ -> new TreeSet<>())
        .add(region);
  }
}
