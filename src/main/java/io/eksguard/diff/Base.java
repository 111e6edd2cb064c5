package io.eksguard.diff;

import io.eksguard.live.Detector;
import io.eksguard.live.FeatureState;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.LiveState;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.Assignment;
import io.eksguard.model.Assignments;
import io.eksguard.model.Desired;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import io.eksguard.model.TagProtection;
import io.eksguard.model.Units;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the file before a change would have changed in the AWS that was read for the file after it.
///
/// AWS is read for the file after the change, and not again. That is enough, because what is asked
/// is only where the *new* file wants something: there, all that decides was read. What only the
/// old file covers is taken to be as it says; so it keeps nothing from being set, and nothing is
/// ever said of it. The one thing that may be missing is which units the accounts lie below.
///
/// @param difference what differs from the old file, as far as the new one speaks of it
/// @param undecided where it cannot be said which entry of the old file decides
public record Base(Difference difference, SortedSet<Place> undecided) {
  /// There was no file before.
  public static final Base NOTHING =
      new Base(
          new Difference(
              List.of(), List.of(), new TreeMap<>(), new TreeSet<>(), Optional.empty(), List.of()),
          new TreeSet<>());

  public Base {
    undecided = new TreeSet<>(undecided);
  }

  /// What the old file would have changed.
  ///
  /// @param file the file after the change
  /// @param live what was read for it
  /// @param units which units the accounts lie below, for the old file
  public static Base of(Desired old, Desired file, LiveState live, Reading<Units> units) {
    LiveState seen = seenFor(comparable(old, file), live, units);
    return new Base(Differ.diff(comparable(old, file), seen), seen.undecided());
  }

  /// Whether the old file names units that the new one does not, so that they were not read.
  public static boolean namesOtherUnits(Desired old, Desired file) {
    return !file.units().containsAll(comparable(old, file).units());
  }

  /// The old file without what was not looked at: an organization of another administrator, a
  /// policy of another name. All of the new one's is then by the change.
  private static Desired comparable(Desired old, Desired file) {
    return new Desired(
        old.feature(),
        old.regions(),
        old.organization()
            .filter(one -> administrator(file).equals(Optional.of(one.administrator())))
            .map(one -> comparable(one, file)),
        old.standalone(),
        old.access(),
        old.limits(),
        old.leftoverAgents(),
        old.rollout());
  }

  private static Optional<AccountId> administrator(Desired file) {
    return file.organization().map(Organization::administrator);
  }

  private static Organization comparable(Organization old, Desired file) {
    Optional<String> policy =
        file.organization().flatMap(Organization::tagProtection).map(TagProtection::policy);
    return new Organization(
        old.administrator(),
        old.administratorEntry(),
        old.newAccounts(),
        old.defaults(),
        old.members(),
        old.tagProtection().filter(one -> policy.equals(Optional.of(one.policy()))));
  }

  /// What was read, with the entries of another file.
  private static LiveState seenFor(Desired old, LiveState live, Reading<Units> units) {
    Units known = LiveState.unitsOf(units);
    SortedMap<Region, LiveRegion> regions = new TreeMap<>();
    SortedMap<Place, LivePlace> places = new TreeMap<>();
    SortedSet<Place> undecided = new TreeSet<>();
    SortedSet<Region> read = new TreeSet<>(old.regions());
    read.retainAll(live.regions().keySet());
    for (Region region : read) {
      LiveRegion found = old.organization().isPresent() ? live.region(region) : LiveRegion.NOT_READ;
      regions.put(region, found);
      Assignments.in(region, old, found.activeMembers(), known)
          .forEach(assignment ->
              places.put(
                  assignment.place(),
                  place(
                      assignment,
                      old,
                      Optional.ofNullable(live.places().get(assignment.place())))));
      old.organization()
          .map(one -> new Assignments(one, known))
          .ifPresent(all ->
              found.activeMembers().stream()
                  .filter(all::isUndecided)
                  .forEach(account -> undecided.add(new Place(account, region))));
    }
    return new LiveState(regions, places, units, live.protection(), new TreeSet<>(), undecided);
  }

  private static LivePlace place(Assignment assignment, Desired old, Optional<LivePlace> found) {
    if (found.isEmpty()) {
      var wanted = Map.of(old.feature(), FeatureState.of(assignment.setting()));
      return new LivePlace(
          assignment, new Reading.Present<>(Detector.of(wanted)), new Reading.NotRead<>());
    }
    boolean read =
        assignment.setting().enabled()
            && (assignment.standing() != Standing.MEMBER || old.access().members().isPresent());
    return new LivePlace(
        assignment,
        found.get().detector(),
        read ? found.get().clusters() : new Reading.NotRead<>(),
        new Reading.NotRead<>(),
        read ? EndpointSurvey.seenBy(assignment, old, found.get()) : new Reading.NotRead<>());
  }
}
