package io.eksguard.plan;

import io.eksguard.diff.AgentFinding;
import io.eksguard.diff.Change;
import io.eksguard.diff.Difference;
import io.eksguard.live.LiveState;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// All that a plan stands on.
///
/// @param places each managed account and region that could be planned for
/// @param regions each region with an organization
/// @param protection the policy that protects the tag, where the file asks for one
/// @param keepsOutTheUnready whether no write may give the agent to a cluster that is not ready
public record Bases(
    SortedMap<Place, Basis> places,
    SortedMap<Region, RegionBasis> regions,
    Optional<PolicyBasis> protection,
    boolean keepsOutTheUnready) {
  public Bases {
    places = new TreeMap<>(places);
    regions = new TreeMap<>(regions);
  }

  /// The bases of a plan that does not protect the tag.
  public Bases(SortedMap<Place, Basis> places, SortedMap<Region, RegionBasis> regions) {
    this(places, regions, Optional.empty(), false);
  }

  /// The same with another basis of the policy.
  public Bases with(Optional<PolicyBasis> other) {
    return new Bases(places, regions, other, keepsOutTheUnready);
  }

  /// The bases of a difference: what is blocked is not planned for, so it is left out.
  public static Bases of(Difference difference, LiveState live) {
    SortedMap<Place, Basis> places = new TreeMap<>();
    difference
        .grounds()
        .forEach((place, ground) -> {
          if (!difference.blocked().contains(place)) {
            places.put(place, Basis.of(ground, unfit(difference, place)));
          }
        });
    SortedMap<Region, RegionBasis> regions = new TreeMap<>();
    live.regions()
        .forEach((region, found) ->
            found
                .settings()
                .asOptional()
                .ifPresent(settings -> regions.put(region, RegionBasis.of(region, settings))));
    return new Bases(
        places,
        regions,
        difference.protection().map(PolicyBasis::of),
        difference.keepsOutTheUnready());
  }

  /// The clusters on which no agent can be as the file says.
  private static Set<ClusterName> unfit(Difference difference, Place place) {
    return difference.agentFindings().stream()
        .filter(finding -> finding.isError() && finding.place().equals(place))
        .map(AgentFinding::cluster)
        .collect(Collectors.toSet());
  }

  /// The bases once these changes are done.
  public Bases after(Collection<? extends Change> done) {
    SortedMap<Place, Basis> nowPlaces = new TreeMap<>(places);
    SortedMap<Region, RegionBasis> nowRegions = new TreeMap<>(regions);
    Optional<PolicyBasis> nowProtection = protection;
    for (Change change : done) {
      switch (change) {
        case Change.ClusterTag tag ->
            nowPlaces.computeIfPresent(tag.place(), (_, basis) -> basis.after(tag));
        case Change.ClusterAgent _, Change.VpcEndpoint _ -> {
          // Neither tags nor settings change with it.
        }
        case Change.AccountFeature feature ->
            nowPlaces.computeIfPresent(feature.place(), (_, basis) -> basis.after(feature));
        case Change.OrganizationFeature feature ->
            nowRegions.computeIfPresent(feature.region(), (_, basis) -> basis.after(feature));
        case Change.OfPolicy policy ->
            nowProtection = nowProtection.map(basis -> basis.after(policy));
      }
    }
    return new Bases(nowPlaces, nowRegions, nowProtection, keepsOutTheUnready);
  }

  /// The places of one region.
  List<Basis> in(Region region) {
    return places.values().stream().filter(b -> b.place().region().equals(region)).toList();
  }
}
