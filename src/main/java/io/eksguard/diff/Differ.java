package io.eksguard.diff;

import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import io.eksguard.live.Member;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Feature;
import io.eksguard.model.NewAccounts;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Compares what is wanted with what was found.
public final class Differ {
  private final Desired desired;
  private final LiveState live;
  private final List<Change> changes = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final SortedMap<Place, Ground> grounds = new TreeMap<>();
  private final SortedSet<Place> blocked = new TreeSet<>();

  private Differ(Desired desired, LiveState live) {
    this.desired = desired;
    this.live = live;
  }

  /// What differs. The same for the same arguments, in the same order.
  public static Difference diff(Desired desired, LiveState live) {
    var differ = new Differ(desired, live);
    live.places().values().forEach(differ::place);
    desired.organization().ifPresent(differ::organization);
    differ.findings.addAll(UnusedRules.in(live));
    return new Difference(differ.changes, differ.findings, differ.grounds, differ.blocked);
  }

  private void place(LivePlace found) {
    Place place = found.assignment().place();
    Optional<Detector> detector = detector(found);
    if (detector.isEmpty() || isUnknown(found.clusters()) || isUnderUnknownSettings(found)) {
      blocked.add(place);
      return;
    }
    SortedMap<ClusterName, Cluster> clusters = new TreeMap<>();
    found
        .clusters()
        .asOptional()
        .ifPresent(all ->
            all.values().stream()
                .filter(c -> !c.leaving())
                .forEach(c -> clusters.put(c.name(), c)));
    boolean read = !(found.clusters() instanceof Reading.NotRead);
    var ground = new Ground(found.assignment(), desired.feature(), detector.get(), clusters, read);
    grounds.put(place, ground);
    var differ = new PlaceDiffer(ground, feature -> lasting(place.region(), feature));
    changes.addAll(differ.changes());
    findings.addAll(differ.findings());
    if (differ.isBlocked()) {
      blocked.add(place);
    }
  }

  /// The detector; for an account that shall be off, having none is as good as off.
  private Optional<Detector> detector(LivePlace found) {
    return switch (found.detector()) {
      case Reading.Present<Detector>(Detector value) -> Optional.of(value);
      case Reading.Absent<Detector> _ when !found.assignment().setting().enabled() ->
          Optional.of(new Detector(new TreeMap<>()));
      case Reading.Absent<Detector> _ -> {
        Place place = found.assignment().place();
        findings.add(
            new Finding(
                Finding.Kind.NO_DETECTOR,
                place.region(),
                place.account().value(),
                Optional.empty(),
                "",
                found.assignment().entry().path()));
        yield Optional.empty();
      }
      case Reading.Unknown<Detector> _, Reading.NotRead<Detector> _ -> Optional.empty();
    };
  }

  /// Without the organization's value it is not known what GuardDuty would overwrite.
  private boolean isUnderUnknownSettings(LivePlace found) {
    Region region = found.assignment().place().region();
    return switch (found.assignment().standing()) {
      case STANDALONE -> false;
      case ADMINISTRATOR, MEMBER -> isUnknown(live.region(region).settings());
    };
  }

  private static <T> boolean isUnknown(Reading<T> reading) {
    return reading.problem().isPresent();
  }

  /// The organization's value once the plan is done: the file's where it manages it, else live's.
  private AutoEnableSetting lasting(Region region, Feature feature) {
    Optional<NewAccounts> managed = desired.organization().flatMap(Organization::newAccounts);
    if (managed.isPresent()) {
      return feature == desired.feature() ? managed.get().setting() : AutoEnableSetting.NONE;
    }
    return live.region(region)
        .settings()
        .asOptional()
        .map(settings -> settings.setting(feature))
        .orElse(AutoEnableSetting.NONE);
  }

  private void organization(Organization organization) {
    organization
        .newAccounts()
        .ifPresent(wanted ->
            live.regions()
                .forEach((region, found) ->
                    found
                        .settings()
                        .asOptional()
                        .ifPresent(
                            settings -> newAccounts(region, organization, wanted, settings))));
  }

  private void newAccounts(
      Region region, Organization organization, NewAccounts wanted, OrganizationSettings settings) {
    var differ = new OrganizationDiffer(region, organization.administrator(), wanted, settings);
    for (Change change : differ.changes(desired.feature())) {
      Optional<String> obstacle = raisesToAll(change) ? obstacleToAll(region) : Optional.empty();
      if (obstacle.isPresent()) {
        findings.add(
            new Finding(
                Finding.Kind.ALL_NOT_SAFE,
                region,
                "organization",
                Optional.empty(),
                obstacle.get(),
                wanted.path()));
      } else {
        changes.add(change);
      }
    }
  }

  /// ALL reaches every member and the administrator itself, so it is safe only where the file
  /// covers them all and all could be planned for.
  private Optional<String> obstacleToAll(Region region) {
    if (isUnknown(live.region(region).members())) {
      return Optional.of("members");
    }
    Set<AccountId> reached = new TreeSet<>(activeMembers(region));
    desired.organization().ifPresent(known -> reached.add(known.administrator()));
    return reached.stream()
        .filter(account -> !isPlannedFor(new Place(account, region)))
        .map(AccountId::value)
        .findFirst();
  }

  private Set<AccountId> activeMembers(Region region) {
    return live.region(region).members().asOptional().stream()
        .flatMap(members -> members.values().stream())
        .filter(Member::isActive)
        .map(Member::account)
        .collect(Collectors.toSet());
  }

  private boolean isPlannedFor(Place place) {
    return grounds.containsKey(place) && !blocked.contains(place);
  }

  private static boolean raisesToAll(Change change) {
    return change instanceof Change.OrganizationFeature feature
        && (isRaised(feature.before().feature(), feature.after().feature())
            || isRaised(feature.before().addonManagement(), feature.after().addonManagement()));
  }

  private static boolean isRaised(AutoEnable before, AutoEnable after) {
    return before != AutoEnable.ALL && after == AutoEnable.ALL;
  }
}
