package io.eksguard.diff;

import io.eksguard.live.Cluster;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.LiveState;
import io.eksguard.live.Reading;
import io.eksguard.model.Access;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentRule;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.AgentVisit;
import io.eksguard.model.Approach;
import io.eksguard.model.Assignment;
import io.eksguard.model.Assignments;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.Conflicts;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.LeftoverCare;
import io.eksguard.model.Limits;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Units;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Desired states that cover everybody, so that reading for one reads everything.
public final class Survey {
  private Survey() {}

  /// Of an organization: its administrator and every active member.
  public static Desired ofOrganization(
      SortedSet<Region> regions, AccountId administrator, Access access) {
    var organization =
        new Organization(
            administrator,
            Optional.of(entry("organization.administrator", only(administrator))),
            Optional.empty(),
            Optional.of(entry("organization.defaults", new Entry.Who.Others())),
            List.of(),
            Optional.empty());
    return desired(regions, Optional.of(organization), List.of(), access);
  }

  /// Of one account that stands alone.
  public static Desired ofStandalone(SortedSet<Region> regions, AccountId account, Access access) {
    return desired(
        regions, Optional.empty(), List.of(entry("standalone[0]", only(account))), access);
  }

  /// One account with one agent by hand, which shows whether a file has words for it.
  public static Desired withAgent(SortedSet<Region> regions, AgentSetup setup) {
    var rule =
        new AgentRule(
            "standalone[0].agents[0]",
            new ClusterPattern("any"),
            Optional.empty(),
            Optional.of(setup.version()),
            setup.configuration(),
            Conflicts.NONE,
            setup.tags());
    return desired(
        regions,
        Optional.empty(),
        List.of(
            new Entry(
                "standalone[0]",
                only(new AccountId("111122223333")),
                new Approach.Manual(List.of(rule)),
                Optional.empty())),
        Access.CALLER);
  }

  /// The same accounts as a file covers and every active member besides, all of them in every
  /// region and with their clusters; units, policy and roles as in the file.
  public static Desired widened(Desired file) {
    return new Desired(
        file.feature(),
        file.regions(),
        file.organization().map(one -> widened(one, file)),
        file.standalone().stream().map(one -> widened(one, file)).toList(),
        file.access(),
        file.limits(),
        file.leftoverAgents(),
        file.rollout());
  }

  private static Organization widened(Organization file, Desired whole) {
    return new Organization(
        file.administrator(),
        file.administratorEntry()
            .map(one -> widened(one, whole))
            .or(() -> Optional.of(entry("organization.administrator", only(file.administrator())))),
        file.newAccounts(),
        file.defaults()
            .map(one -> widened(one, whole))
            .or(() -> Optional.of(entry("organization.defaults", new Entry.Who.Others()))),
        file.members().stream().map(one -> widened(one, whole)).toList(),
        file.tagProtection());
  }

  /// Where agents are the file's business they are read too, and the clusters with them.
  private static Entry widened(Entry one, Desired file) {
    return AgentVisit.of(one, file).isAny()
        ? new Entry(one.path(), one.who(), one.approach(), Optional.empty())
        : entry(one.path(), one.who());
  }

  private static Desired desired(
      SortedSet<Region> regions,
      Optional<Organization> organization,
      List<Entry> standalone,
      Access access) {
    return new Desired(
        Feature.RUNTIME_MONITORING,
        regions,
        organization,
        standalone,
        access,
        Limits.DEFAULT,
        LeftoverCare.KEEP);
  }

  /// With [Approach.All] clusters are read; no other approach is needed for that.
  private static Entry entry(String path, Entry.Who who) {
    return new Entry(path, who, new Approach.All(), Optional.empty());
  }

  private static Entry.Who only(AccountId account) {
    return new Entry.Who.Accounts(new TreeSet<>(List.of(account)));
  }

  /// What reading for another desired state would give, made of what a survey gave.
  ///
  /// @param desired names no account that is not an active member where it covers it
  static LiveState seenBy(Desired desired, LiveState survey) {
    SortedMap<Region, LiveRegion> regions = new TreeMap<>();
    SortedMap<Place, LivePlace> places = new TreeMap<>();
    for (Region region : desired.regions()) {
      regions.put(region, survey.region(region));
      for (Assignment assignment :
          Assignments.in(region, desired, survey.region(region).activeMembers(), Units.NONE)) {
        LivePlace found = survey.places().get(assignment.place());
        if (found == null) {
          throw new IllegalStateException("never surveyed: " + assignment.place());
        }
        places.put(
            assignment.place(),
            new LivePlace(
                assignment,
                found.detector(),
                assignment.setting().enabled()
                    ? visited(found.clusters(), assignment, desired)
                    : new Reading.NotRead<>(),
                new Reading.NotRead<>(),
                EndpointSurvey.seenBy(assignment, desired, found)));
      }
    }
    return new LiveState(
        regions, places, new Reading.NotRead<>(), new TreeSet<>(), new TreeSet<>());
  }

  /// An agent is only read where the entry tends agents.
  private static Reading<SortedMap<ClusterName, Cluster>> visited(
      Reading<SortedMap<ClusterName, Cluster>> clusters, Assignment assignment, Desired desired) {
    return AgentVisit.of(assignment.entry(), desired).isAny()
        ? clusters
        : clusters.map(found -> {
          SortedMap<ClusterName, Cluster> without = new TreeMap<>(found);
          without.replaceAll((_, cluster) -> cluster.withoutAgent());
          return without;
        });
  }
}
