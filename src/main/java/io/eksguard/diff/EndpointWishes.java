package io.eksguard.diff;

import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import io.eksguard.live.Maker;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.EndpointCare;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a description says of the endpoints that agents of ours need: as much as it can without
/// that planning it changes or tells anything.
///
/// It begins with what looks right, and takes back what turns out to be planned for: `managed`
/// where one is ours, else `checked`, and `ignored` where a look would end with an error.
final class EndpointWishes {
  private final SortedMap<AccountId, EndpointCare> wishes = new TreeMap<>();

  /// Why less is said than what looked right.
  private final SortedMap<AccountId, SortedMap<Remark, SortedSet<Region>>> remarks =
      new TreeMap<>();

  EndpointWishes(LiveState live) {
    live.places().forEach(this::begin);
  }

  private void begin(Place place, LivePlace found) {
    if (found.vpcs().problem().isPresent()) {
      wishes.put(place.account(), EndpointCare.IGNORED);
      remark(place, Remark.Kind.ENDPOINTS_UNREADABLE, "");
    } else if (found.vpcs().asOptional().filter(all -> hasOurs(all.values())).isPresent()) {
      wishes.putIfAbsent(place.account(), EndpointCare.MANAGED);
    }
  }

  private static boolean hasOurs(Collection<Vpc> vpcs) {
    return vpcs.stream()
        .flatMap(vpc -> vpc.lasting().stream())
        .anyMatch(endpoint -> endpoint.maker() == Maker.EKSGUARD);
  }

  private EndpointCare of(AccountId account) {
    return Optional.ofNullable(wishes.get(account)).orElse(EndpointCare.CHECKED);
  }

  /// The word for the file; none for what goes without saying where there are agents.
  Optional<EndpointCare> word(AccountId account) {
    return Optional.of(of(account)).filter(care -> care != EndpointCare.CHECKED);
  }

  /// Why less is said, with the regions of each.
  SortedMap<Remark, SortedSet<Region>> remarks(AccountId account) {
    return Optional.ofNullable(remarks.get(account)).orElseGet(TreeMap::new);
  }

  /// Takes back what would be planned, or would end the plan with an error.
  ///
  /// @return whether anything is said otherwise now
  boolean takeBack(Difference difference) {
    Set<AccountId> hindered =
        difference.endpointFindings().stream()
            .filter(EndpointFinding::isError)
            .map(finding -> finding.place().account())
            .filter(account -> of(account) != EndpointCare.IGNORED)
            .collect(Collectors.toCollection(TreeSet::new));
    hindered.forEach(account -> say(account, EndpointCare.IGNORED));
    difference.endpointFindings().stream()
        .filter(finding -> finding.isError() && hindered.contains(finding.place().account()))
        .forEach(finding ->
            remark(
                finding.place(),
                finding.what() instanceof EndpointFinding.What.Missing
                    ? Remark.Kind.ENDPOINT_MISSING
                    : Remark.Kind.ENDPOINT_UNUSABLE,
                finding.vpc()));
    Set<AccountId> changed = new TreeSet<>();
    for (Change change : difference.changes()) {
      if (change instanceof Change.VpcEndpoint endpoint) {
        AccountId account = endpoint.place().account();
        if (of(account) == EndpointCare.MANAGED) {
          say(account, EndpointCare.CHECKED);
          changed.add(account);
        }
        if (changed.contains(account)) {
          remark(endpoint.place(), Remark.Kind.ENDPOINT_NOT_MANAGED, endpoint.vpc());
        }
      }
    }
    return !hindered.isEmpty() || !changed.isEmpty();
  }

  private void say(AccountId account, EndpointCare care) {
    wishes.put(account, care);
    remarks.remove(account);
  }

  private void remark(Place place, Remark.Kind kind, String detail) {
    remarks
        .computeIfAbsent(place.account(), _ -> new TreeMap<>())
        .computeIfAbsent(
            new Remark(kind, Optional.of(place.account()), new TreeSet<>(), detail),
            _ -> new TreeSet<>())
        .add(place.region());
  }
}
