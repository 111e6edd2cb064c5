package io.eksguard.live;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AccountId;
import io.eksguard.model.Assignments;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Desireds;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Units;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Live states for tests: a test says only what it is about.
public final class Lives {
  public static final Setting OFF = Setting.OFF;
  public static final Setting ON_MANAGED = new Setting(true, true);
  public static final Setting ON_BY_TAG = new Setting(true, false);
  public static final Setting OFF_BUT_ADDON = new Setting(false, true);

  private Lives() {}

  /// Begins one in which every account of the file has a detector with both features off and no
  /// cluster, and the organization turns nothing on by itself.
  public static Draft of(Desired desired) {
    return new Draft(desired);
  }

  public static Diagnostic denied(String operation) {
    return Diagnostic.error(Code.ACCESS_DENIED, "AWS denied `" + operation + "`.")
        .at(new AwsCall("444455556666", "us-east-1", operation, Optional.of("request-1")));
  }

  public static Cluster cluster(Place place, String name, Optional<String> tag) {
    var arn = "arn:aws:eks:%s:%s:cluster/%s".formatted(place.region(), place.account(), name);
    return new Cluster(new ClusterName(name), arn, tag, false);
  }

  public static Detector detector(Setting runtime, Setting eks) {
    return Detector.of(
        Map.of(
            Feature.RUNTIME_MONITORING, FeatureState.of(runtime),
            Feature.EKS_RUNTIME_MONITORING, FeatureState.of(eks)));
  }

  /// A live state without units and without members that nothing covers.
  public static LiveState state(
      SortedMap<Region, LiveRegion> regions, SortedMap<Place, LivePlace> places) {
    return new LiveState(
        regions, places, new Reading.NotRead<>(), new TreeSet<>(), new TreeSet<>());
  }

  /// A live state in the making. What names no region is in us-east-1.
  public static final class Draft {
    private final Desired desired;
    private final SortedSet<AccountId> members = new TreeSet<>();
    private final SortedSet<AccountId> asleep = new TreeSet<>();
    private final Map<Place, Reading<Detector>> detectors = new HashMap<>();
    private final Map<Place, Reading<SortedMap<ClusterName, Cluster>>> clusters = new HashMap<>();
    private final SortedSet<AccountId> throughAdministrator = new TreeSet<>();
    private Reading<OrganizationSettings> settings = new Reading.Present<>(nothingByItself());
    private Optional<Diagnostic> noMembers = Optional.empty();
    private Reading<Units> units = new Reading.NotRead<>();

    private Draft(Desired desired) {
      this.desired = desired;
    }

    private static OrganizationSettings nothingByItself() {
      return OrganizationSettings.of(
          AutoEnable.NEW,
          Map.of(
              Feature.RUNTIME_MONITORING, AutoEnableSetting.NONE,
              Feature.EKS_RUNTIME_MONITORING, AutoEnableSetting.NONE));
    }

    /// One more active member.
    public Draft member(AccountId account) {
      members.add(account);
      return this;
    }

    /// A member that the administrator suspended.
    public Draft suspendedMember(AccountId account) {
      asleep.add(account);
      return this;
    }

    /// The accounts below a unit, those of a nearer unit first said.
    public Draft unit(String unit, AccountId... below) {
      Units known = LiveState.unitsOf(units);
      SortedMap<AccountId, List<String>> above = new TreeMap<>(known.above());
      SortedSet<AccountId> active = new TreeSet<>(known.active());
      for (AccountId account : below) {
        above.merge(
            account,
            List.of(unit),
            (near, far) -> Stream.concat(near.stream(), far.stream()).toList());
        active.add(account);
      }
      units = new Reading.Present<>(new Units(true, above, active));
      return this;
    }

    public Draft unitsUnknown() {
      units = new Reading.Unknown<>(denied("organizations:ListAccountsForParent"));
      return this;
    }

    public Draft membersUnknown() {
      noMembers = Optional.of(denied("guardduty:ListMembers"));
      return this;
    }

    /// How RUNTIME_MONITORING is set; EKS_RUNTIME_MONITORING is off.
    public Draft runtime(AccountId account, Setting setting) {
      return features(account, setting, OFF);
    }

    public Draft features(AccountId account, Setting runtime, Setting eks) {
      return detector(account, new Reading.Present<>(detectorOf(runtime, eks)));
    }

    private static Detector detectorOf(Setting runtime, Setting eks) {
      return Lives.detector(runtime, eks);
    }

    public Draft detector(AccountId account, Reading<Detector> reading) {
      detectors.put(new Place(account, Desireds.REGION), reading);
      return this;
    }

    public Draft cluster(AccountId account, String name) {
      return cluster(new Place(account, Desireds.REGION), name, Optional.empty());
    }

    public Draft tagged(AccountId account, String name, String tag) {
      return cluster(new Place(account, Desireds.REGION), name, Optional.of(tag));
    }

    public Draft cluster(Place place, String name, Optional<String> tag) {
      return cluster(place, Lives.cluster(place, name, tag));
    }

    public Draft leaving(AccountId account, String name, Optional<String> tag) {
      var place = new Place(account, Desireds.REGION);
      var cluster = Lives.cluster(place, name, tag);
      return cluster(place, new Cluster(cluster.name(), cluster.arn(), tag, true));
    }

    /// A cluster without the tag, made at this time.
    public Draft made(AccountId account, String name, Instant at) {
      var place = new Place(account, Desireds.REGION);
      var cluster = Lives.cluster(place, name, Optional.empty());
      return cluster(
          place,
          new Cluster(
              cluster.name(),
              cluster.arn(),
              cluster.tag(),
              false,
              Optional.of(at),
              Optional.empty()));
    }

    private Draft cluster(Place place, Cluster cluster) {
      SortedMap<ClusterName, Cluster> all =
          new TreeMap<>(
              Optional.ofNullable(clusters.get(place))
                  .flatMap(Reading::asOptional)
                  .orElseGet(TreeMap::new));
      all.put(cluster.name(), cluster);
      clusters.put(place, new Reading.Present<>(all));
      return this;
    }

    public Draft clusters(AccountId account, Reading<SortedMap<ClusterName, Cluster>> reading) {
      clusters.put(new Place(account, Desireds.REGION), reading);
      return this;
    }

    /// An account that was not entered, and of which the administrator lists no cluster.
    public Draft seenThroughAdministrator(AccountId account) {
      throughAdministrator.add(account);
      return this;
    }

    /// The organization's values for both features.
    public Draft organization(AutoEnableSetting runtime, AutoEnableSetting eks) {
      settings =
          new Reading.Present<>(
              OrganizationSettings.of(
                  AutoEnable.NEW,
                  Map.of(
                      Feature.RUNTIME_MONITORING, runtime, Feature.EKS_RUNTIME_MONITORING, eks)));
      return this;
    }

    public Draft settings(Reading<OrganizationSettings> reading) {
      settings = reading;
      return this;
    }

    public LiveState build() {
      SortedMap<Region, LiveRegion> regions = new TreeMap<>();
      SortedMap<Place, LivePlace> places = new TreeMap<>();
      for (Region region : desired.regions()) {
        regions.put(region, region());
        for (var assignment : Assignments.in(region, desired, members, LiveState.unitsOf(units))) {
          var place = assignment.place();
          places.put(
              place,
              new LivePlace(
                  assignment,
                  detectors.getOrDefault(place, new Reading.Present<>(detectorOf(OFF, OFF))),
                  throughAdministrator.contains(place.account())
                      ? new Reading.NotRead<>()
                      : clusters.getOrDefault(place, new Reading.Present<>(new TreeMap<>())),
                  throughAdministrator.contains(place.account())
                      ? new Reading.Present<>(new TreeMap<>())
                      : new Reading.NotRead<>()));
        }
      }
      return new LiveState(regions, places, units, new TreeSet<>(), undecided());
    }

    private SortedSet<Place> undecided() {
      SortedSet<Place> undecided = new TreeSet<>();
      for (Region region : desired.regions()) {
        desired.organization().stream()
            .map(one -> new Assignments(one, LiveState.unitsOf(units)))
            .flatMap(all -> members.stream().filter(all::isUndecided))
            .forEach(account -> undecided.add(new Place(account, region)));
      }
      return undecided;
    }

    private LiveRegion region() {
      if (desired.organization().isEmpty()) {
        return LiveRegion.NOT_READ;
      }
      SortedMap<AccountId, Member> all = new TreeMap<>();
      members.forEach(account -> all.put(account, new Member(account, "Enabled")));
      asleep.forEach(account -> all.put(account, new Member(account, "Disabled")));
      return new LiveRegion(
          noMembers
              .<Reading<SortedMap<AccountId, Member>>>map(Reading.Unknown::new)
              .orElseGet(() -> new Reading.Present<>(all)),
          settings);
    }
  }
}
