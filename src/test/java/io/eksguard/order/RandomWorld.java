package io.eksguard.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diff.Change;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterBuild;
import io.eksguard.live.Detector;
import io.eksguard.live.FeatureState;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.LiveState;
import io.eksguard.live.Lives;
import io.eksguard.live.Member;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.model.Access;
import io.eksguard.model.AccountId;
import io.eksguard.model.Approach;
import io.eksguard.model.ApproachName;
import io.eksguard.model.Assignment;
import io.eksguard.model.Assignments;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.LeftoverCare;
import io.eksguard.model.Limits;
import io.eksguard.model.NewAccounts;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Units;
import io.eksguard.plan.Guard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// An organization of any shape, what its file wants, and how AWS reacts to writes.
final class RandomWorld {
  static final List<Region> REGIONS = List.of(new Region("us-east-1"), new Region("eu-west-1"));
  static final AccountId ADMINISTRATOR = new AccountId("100000000000");
  private static final List<String> GLOBS = List.of("a*", "?b", "*", "web-1", "web-?", "*-9");
  private static final List<String> NAMES =
      List.of("ab", "aa", "bb", "web-1", "web-2", "db-9", "x");
  private static final List<String> TAGS = List.of("true", "false", "False", "no");

  static final List<String> VPCS = List.of("vpc-1", "vpc-2", "vpc-3");

  private final Desired desired;
  private final Map<Place, Map<Feature, Setting>> features = new TreeMap<>();
  private final Map<Place, SortedMap<ClusterName, Optional<String>>> clusters = new TreeMap<>();
  private final Map<Place, SortedMap<ClusterName, ClusterBuild>> builds = new TreeMap<>();
  private final Map<Region, Map<Feature, AutoEnableSetting>> organizations = new TreeMap<>();
  private final Set<AccountId> members = new TreeSet<>();

  private RandomWorld(Desired desired) {
    this.desired = desired;
  }

  static RandomWorld any(Random random) {
    List<Entry> entries = new ArrayList<>();
    Set<AccountId> members = new TreeSet<>();
    NewAccounts wanted = newAccounts(random);
    boolean all = wanted.setting().forcesAnything();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      var account = new AccountId("20000000000" + i);
      members.add(account);
      entries.add(entry("organization.members[" + i + "]", account, all, wanted, random));
    }
    Entry administrator = entry("organization.administrator", ADMINISTRATOR, all, wanted, random);
    var organization =
        new Organization(
            ADMINISTRATOR,
            all || random.nextBoolean() ? Optional.of(administrator) : Optional.empty(),
            Optional.of(wanted),
            Optional.empty(),
            entries,
            Optional.empty());
    var role = new Access.Role("arn:aws:iam::{account}:role/x", Optional.empty(), Optional.empty());
    var desired =
        new Desired(
            any(List.of(Feature.values()), random),
            new TreeSet<>(REGIONS),
            Optional.of(organization),
            List.of(),
            new Access(Optional.empty(), Optional.of(role), Optional.empty()),
            Limits.DEFAULT,
            LeftoverCare.KEEP);
    var world = new RandomWorld(desired);
    world.members.addAll(members);
    world.fill(random);
    return world;
  }

  private static NewAccounts newAccounts(Random random) {
    ApproachName approach = any(List.of(ApproachName.values()), random);
    AutoEnable autoEnable = any(List.of(AutoEnable.values()), random);
    return new NewAccounts("organization.newAccounts", autoEnable, approach, Optional.empty());
  }

  private static Entry entry(
      String path, AccountId account, boolean all, NewAccounts wanted, Random random) {
    Approach approach = approach(path, random);
    boolean addon = wanted.setting().addonManagement() == AutoEnable.ALL;
    while (all && !approach.setting().equals(new Setting(true, addon))) {
      approach = approach(path, random);
    }
    return new Entry(
        path,
        new Entry.Who.Accounts(new TreeSet<>(List.of(account))),
        approach,
        all || random.nextInt(4) != 0
            ? Optional.empty()
            : Optional.of(new TreeSet<>(List.of(REGIONS.getFirst()))));
  }

  private static Approach approach(String path, Random random) {
    List<ClusterRule> rules = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Optional<Region> region =
          random.nextInt(3) == 0 ? Optional.of(REGIONS.getFirst()) : Optional.empty();
      rules.add(
          new ClusterRule(
              path + "[" + i + "]",
              new ClusterPattern(any(GLOBS, random)),
              region,
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    return switch (random.nextInt(5)) {
      case 0 -> new Approach.All();
      case 1 -> new Approach.AllExcept(rules);
      case 2 -> new Approach.Only(rules);
      case 3 -> new Approach.Manual(List.of());
      default -> new Approach.Disabled();
    };
  }

  private static <T> T any(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  private void fill(Random random) {
    List<AccountId> accounts = new ArrayList<>(members);
    accounts.add(ADMINISTRATOR);
    for (Region region : REGIONS) {
      Map<Feature, AutoEnableSetting> organization = new HashMap<>();
      for (Feature feature : Feature.values()) {
        organization.put(
            feature,
            new AutoEnableSetting(
                any(List.of(AutoEnable.values()), random),
                any(List.of(AutoEnable.values()), random)));
      }
      organizations.put(region, organization);
      for (AccountId account : accounts) {
        var place = new Place(account, region);
        Map<Feature, Setting> settings = new HashMap<>();
        for (Feature feature : Feature.values()) {
          settings.put(feature, new Setting(random.nextBoolean(), random.nextBoolean()));
        }
        features.put(place, settings);
        SortedMap<ClusterName, Optional<String>> found = new TreeMap<>();
        for (String name : NAMES) {
          if (random.nextBoolean()) {
            found.put(
                new ClusterName(name),
                random.nextBoolean() ? Optional.empty() : Optional.of(any(TAGS, random)));
          }
        }
        clusters.put(place, found);
        SortedMap<ClusterName, ClusterBuild> built = new TreeMap<>();
        found.keySet().forEach(name -> built.put(name, build(random)));
        builds.put(place, built);
      }
    }
    settle();
  }

  /// Most clusters are active, and plain.
  private static ClusterBuild build(Random random) {
    var traits = new TreeSet<ClusterBuild.Trait>();
    for (ClusterBuild.Trait trait : ClusterBuild.Trait.values()) {
      if (random.nextInt(8) == 0) {
        traits.add(trait);
      }
    }
    return new ClusterBuild(
        Optional.of(random.nextInt(8) == 0 ? "CREATING" : "ACTIVE"),
        Optional.of(random.nextInt(8) == 0 ? "1.20" : "1.33"),
        Optional.of(any(VPCS, random)),
        traits);
  }

  Desired desired() {
    return desired;
  }

  LiveState live() {
    var regions = new TreeMap<Region, LiveRegion>();
    var places = new TreeMap<Place, LivePlace>();
    for (Region region : REGIONS) {
      SortedMap<AccountId, Member> known = new TreeMap<>();
      members.forEach(account -> known.put(account, new Member(account, "Enabled")));
      regions.put(
          region,
          new LiveRegion(
              new Reading.Present<>(known),
              new Reading.Present<>(
                  OrganizationSettings.of(AutoEnable.NEW, organization(region)))));
      for (Assignment assignment : Assignments.in(region, desired, members, Units.NONE)) {
        places.put(assignment.place(), livePlace(assignment));
      }
    }
    return Lives.state(regions, places);
  }

  Map<Feature, AutoEnableSetting> organization(Region region) {
    return organizations.getOrDefault(region, Map.of());
  }

  private LivePlace livePlace(Assignment assignment) {
    Place place = assignment.place();
    Map<Feature, FeatureState> settings = new HashMap<>();
    settings(place).forEach((feature, setting) -> settings.put(feature, FeatureState.of(setting)));
    SortedMap<ClusterName, Cluster> found = new TreeMap<>();
    tags(place)
        .forEach((name, tag) ->
            found.put(name, new Cluster(name, "arn:" + name, tag, false).with(build(place, name))));
    return new LivePlace(
        assignment,
        new Reading.Present<>(Detector.of(settings)),
        assignment.setting().enabled() ? new Reading.Present<>(found) : new Reading.NotRead<>());
  }

  SortedSet<Place> places() {
    return new TreeSet<>(features.keySet());
  }

  ClusterBuild build(Place place, ClusterName cluster) {
    return builds.getOrDefault(place, new TreeMap<>()).getOrDefault(cluster, ClusterBuild.UNKNOWN);
  }

  Map<Feature, Setting> settings(Place place) {
    return features.getOrDefault(place, Map.of());
  }

  SortedMap<ClusterName, Optional<String>> tags(Place place) {
    return clusters.getOrDefault(place, new TreeMap<>());
  }

  boolean refuses(Change change) {
    if (!(change instanceof Change.AccountFeature feature)) {
      return false;
    }
    AutoEnableSetting all =
        organization(feature.region()).getOrDefault(feature.feature(), AutoEnableSetting.NONE);
    return (all.feature() == AutoEnable.ALL && !feature.after().enabled())
        || (all.addonManagement() == AutoEnable.ALL && !feature.after().addonManagement());
  }

  void take(Change change) {
    switch (change) {
      case Change.ClusterTag tag -> tags(tag.place()).put(tag.cluster(), tag.after());
      case Change.AccountFeature feature ->
          settings(feature.place()).put(feature.feature(), feature.after());
      case Change.OrganizationFeature feature ->
          organization(feature.region()).put(feature.feature(), feature.after());
      case Change.ClusterAgent _, Change.VpcEndpoint _ ->
          throw new IllegalArgumentException("a random world has no agents by hand: " + change);
      case Change.OfPolicy _ ->
          throw new IllegalArgumentException("a random world has no policies: " + change);
    }
  }

  /// GuardDuty overwrites one account because of ALL.
  void actOnAll(Random random) {
    Place place = any(List.copyOf(features.keySet()), random);
    overwrite(place, any(List.of(Feature.values()), random));
  }

  /// GuardDuty has done all that ALL makes it do.
  void settle() {
    for (Place place : features.keySet()) {
      for (Feature feature : Feature.values()) {
        overwrite(place, feature);
      }
    }
  }

  private void overwrite(Place place, Feature feature) {
    AutoEnableSetting all =
        organization(place.region()).getOrDefault(feature, AutoEnableSetting.NONE);
    settings(place)
        .computeIfPresent(
            feature,
            (_, setting) ->
                new Setting(
                    setting.enabled() || all.feature() == AutoEnable.ALL,
                    setting.addonManagement() || all.addonManagement() == AutoEnable.ALL));
  }

  /// The clusters on which the agent cannot run yet, or ever, and which are not managed now.
  private List<Kept> unready() {
    List<Kept> unready = new ArrayList<>();
    clusters.forEach((place, all) ->
        all.keySet().stream()
            .filter(cluster -> isUnready(build(place, cluster)) && !manages(place, cluster))
            .forEach(cluster -> unready.add(new Kept(place, cluster, false))));
    return unready;
  }

  private static boolean isUnready(ClusterBuild build) {
    return !build.status().equals(Optional.of("ACTIVE"))
        || build.kubernetes().equals(Optional.of("1.20"))
        || build.traits().contains(ClusterBuild.Trait.LOCAL)
        || build.traits().contains(ClusterBuild.Trait.HYBRID_NODES);
  }

  boolean manages(Place place, ClusterName cluster) {
    boolean byDefault = false;
    boolean monitors = false;
    for (Setting setting : settings(place).values()) {
      monitors |= setting.enabled();
      byDefault |= setting.enabled() && setting.addonManagement();
    }
    Optional<String> tag = tags(place).getOrDefault(cluster, Optional.empty());
    return byDefault
        ? !tag.equals(Optional.of("false"))
        : monitors && tag.equals(Optional.of("true"));
  }

  private boolean shallManage(Assignment assignment, ClusterName cluster) {
    return assignment.setting().enabled() && assignment.selection().manages(cluster);
  }

  /// What must hold from now on until the plan that is made now has run.
  Promise promise(Set<Place> blocked) {
    var promise = new Promise();
    for (Region region : REGIONS) {
      for (Assignment assignment : Assignments.in(region, desired, members, Units.NONE)) {
        Place place = assignment.place();
        if (blocked.contains(place)) {
          continue;
        }
        for (ClusterName cluster : tags(place).keySet()) {
          boolean shall = shallManage(assignment, cluster);
          boolean is = manages(place, cluster);
          if (shall == is) {
            promise.kept.add(new Kept(place, cluster, is));
          }
        }
      }
    }
    promise.kept.removeIf(kept -> !kept.managed() && isAboutToBeManaged(kept));
    return promise;
  }

  /// Where ALL has not reached an account yet, it may do so whatever anybody does.
  private boolean isAboutToBeManaged(Kept kept) {
    Map<Feature, Setting> before = new HashMap<>(settings(kept.place()));
    for (Feature feature : Feature.values()) {
      overwrite(kept.place(), feature);
    }
    boolean managed = manages(kept.place(), kept.cluster());
    features.put(kept.place(), before);
    return managed;
  }

  /// The same, and that no cluster becomes managed that is not ready.
  Promise promiseToKeepOutTheUnready(Set<Place> blocked) {
    Promise promise = promise(blocked);
    promise.kept.addAll(unready());
    return promise;
  }

  /// That no cluster becomes managed that is not ready by now, except where ALL is about to reach
  /// it whatever anybody does.
  Promise promiseToKeepOutWhatIsUnreadyNow() {
    var promise = new Promise();
    promise.kept.addAll(unready());
    promise.kept.removeIf(this::isAboutToBeManaged);
    return promise;
  }

  /// Somebody changes a cluster so that it is not ready any more, or makes one that is not.
  void spoil(Random random) {
    Place place = any(List.copyOf(clusters.keySet()), random);
    var name = new ClusterName(any(NAMES, random));
    tags(place).putIfAbsent(name, Optional.empty());
    builds
        .computeIfAbsent(place, _ -> new TreeMap<>())
        .put(
            name,
            random.nextBoolean()
                ? ClusterBuild.with(ClusterBuild.Trait.HYBRID_NODES)
                : new ClusterBuild(
                    Optional.of("UPDATING"),
                    Optional.of("1.33"),
                    Optional.of("vpc-1"),
                    new TreeSet<>()));
  }

  /// Whether a guard holds, as the world is.
  boolean holds(Guard guard) {
    Place place = guard.place();
    return switch (guard) {
      case Guard.ClusterTagged tagged ->
          Optional.of(tagged.value())
              .equals(tags(place).getOrDefault(tagged.cluster(), Optional.empty()));
      case Guard.ClustersReady ready ->
          tags(place).entrySet().stream()
              .allMatch(one ->
                  ready
                      .selection()
                      .tagNeed(one.getKey(), ready.addonManagement())
                      .isMetBy(one.getValue()));
      case Guard.AgentsFit fit ->
          tags(place).keySet().stream()
              .filter(cluster -> fit.selection().manages(cluster))
              .allMatch(cluster -> manages(place, cluster) || !isUnready(build(place, cluster)));
      case Guard.AgentFits fits -> !isUnready(build(place, fits.cluster()));
      case Guard.FeatureSet set ->
          set.setting().equals(settings(place).getOrDefault(set.feature(), Setting.OFF));
      case Guard.MembersKnown known -> known.known().containsAll(members);
      case Guard.AgentByHand _, Guard.EndpointThere _, Guard.EndpointUnused _ ->
          throw new IllegalArgumentException("no agents here: " + guard);
    };
  }

  private record Kept(Place place, ClusterName cluster, boolean managed) {}

  /// The clusters that must stay as they are.
  final class Promise {
    private final List<Kept> kept = new ArrayList<>();

    void check() {
      for (Kept one : kept) {
        assertThat(manages(one.place(), one.cluster()))
            .as("%s %s is managed", one.place(), one.cluster())
            .isEqualTo(one.managed());
      }
    }
  }

  List<String> clustersThatAreNotAsWanted(Set<Place> blocked) {
    List<String> wrong = new ArrayList<>();
    for (Region region : REGIONS) {
      for (Assignment assignment : Assignments.in(region, desired, members, Units.NONE)) {
        Place place = assignment.place();
        for (ClusterName cluster : tags(place).keySet()) {
          if (!blocked.contains(place)
              && manages(place, cluster) != shallManage(assignment, cluster)) {
            wrong.add(place + "/" + cluster);
          }
        }
      }
    }
    return wrong;
  }
}
