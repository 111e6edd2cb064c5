package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.live.Agent;
import io.eksguard.live.CallTerms;
import io.eksguard.live.Cluster;
import io.eksguard.live.Depth;
import io.eksguard.live.Detector;
import io.eksguard.live.Examiner;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LivePolicies;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.LiveReader;
import io.eksguard.live.LiveState;
import io.eksguard.live.Member;
import io.eksguard.live.NodeCount;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Place;
import io.eksguard.model.Reach;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import io.eksguard.model.Units;
import io.eksguard.snapshot.PlaceFacts;
import io.eksguard.snapshot.Snapshot;
import io.eksguard.snapshot.SnapshotReader;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// AWS for a session in which a person looks again and again: what was read is kept until it is
/// forgotten, and only what a file needs beyond it is read anew.
///
/// Only what is looked at is kept. What is read right before a write never is: whoever applies gets
/// the connection as it is.
final class KeptCloud implements Cloud {
  /// From how many accounts on everything is read again, which takes fewer calls then.
  private static final int MANY = 8;

  private final Cloud inner;
  private final Clock clock;
  private final String version;
  private Optional<Kept> kept = Optional.empty();
  private Optional<KeptCoverage> coverage = Optional.empty();
  private int generation;

  KeptCloud(Cloud inner, Clock clock, String version) {
    this.inner = inner;
    this.clock = clock;
    this.version = version;
  }

  /// Another that has what this one has. What this one is still reading does not come into it.
  synchronized KeptCloud copy() {
    var copy = new KeptCloud(inner, clock, version);
    copy.kept = kept;
    copy.coverage = coverage;
    return copy;
  }

  /// @param snapshot what was read
  /// @param at when reading began, of the oldest part of it
  private record Kept(Snapshot snapshot, Instant at) {}

  private record KeptCoverage(Desired desired, LiveCoverage live) {}

  /// When that was read which is kept; none if nothing is.
  synchronized Optional<Instant> readAt() {
    return kept.map(Kept::at);
  }

  /// Forgets everything. What is being read just now is not kept either.
  synchronized void forget() {
    kept = Optional.empty();
    coverage = Optional.empty();
    generation++;
  }

  /// Forgets what was read of one account, in every region.
  synchronized void forget(AccountId account) {
    kept = kept.map(one -> new Kept(one.snapshot().without(account::equals), one.at()));
    coverage = Optional.empty();
    generation++;
  }

  private synchronized Optional<Kept> kept() {
    return kept;
  }

  private synchronized int generation() {
    return generation;
  }

  private synchronized void keep(int since, Kept read) {
    if (since == generation) {
      kept = Optional.of(read);
    }
  }

  @Override
  public Connection toRead(Reach reach, Optional<Sandboxes.Running> sandbox, CallTerms terms) {
    return new Keeping(inner.toRead(reach, sandbox, terms), sandbox.isPresent());
  }

  @Override
  public Writable toApply(Reach reach, Optional<Sandboxes.Running> sandbox, CallTerms terms) {
    return inner.toApply(reach, sandbox, terms);
  }

  private final class Keeping implements Connection {
    private final Connection connection;
    private final Snapshot.Origin origin;

    private Keeping(Connection connection, boolean sandbox) {
      this.connection = connection;
      this.origin = sandbox ? Snapshot.Origin.SANDBOX : Snapshot.Origin.AWS;
    }

    @Override
    public LiveReader reader() {
      return new Reader(connection.reader(), origin);
    }

    @Override
    public Examiner examiner() {
      return connection.examiner();
    }

    @Override
    public void close() {
      connection.close();
    }
  }

  private final class Reader implements LiveReader {
    private final LiveReader live;
    private final Snapshot.Origin origin;

    private Reader(LiveReader live, Snapshot.Origin origin) {
      this.live = live;
      this.origin = origin;
    }

    @Override
    public LiveState read(Desired desired, Depth depth) {
      Optional<Kept> before = kept();
      if (before.isEmpty()) {
        return readAll(desired);
      }
      LiveState known = new SnapshotReader(before.get().snapshot()).read(desired, depth);
      if (!isLacking(known)) {
        return known;
      }
      SortedSet<AccountId> lacking = lacking(known);
      if (lacking.isEmpty() || lacking.size() > MANY) {
        return readAll(desired);
      }
      int since = generation();
      Snapshot snapshot = before.get().snapshot();
      for (AccountId account : lacking) {
        snapshot = snapshot.with(facts(desired, account));
      }
      keep(since, new Kept(snapshot, before.get().at()));
      LiveState now = new SnapshotReader(snapshot).read(desired, depth);
      return isLacking(now) ? readAll(desired) : now;
    }

    private SortedMap<Place, PlaceFacts> facts(Desired desired, AccountId account) {
      LiveState read = live.readOne(desired, account, Depth.CLUSTERS);
      return Snapshot.of(desired, read, clock.instant(), version, origin).places();
    }

    private LiveState readAll(Desired desired) {
      int since = generation();
      Instant begun = clock.instant();
      LiveState read = live.read(desired, Depth.CLUSTERS);
      keep(since, new Kept(Snapshot.of(desired, read, begun, version, origin), begun));
      return read;
    }

    @Override
    public LiveState readOne(Desired desired, AccountId account, Depth depth) {
      Optional<Kept> before = kept();
      if (before.isEmpty()) {
        return live.readOne(desired, account, depth);
      }
      LiveState known =
          new SnapshotReader(before.get().snapshot()).readOne(desired, account, depth);
      return isLacking(known) ? live.readOne(desired, account, depth) : known;
    }

    @Override
    public LiveCoverage coverage(Desired desired) {
      Optional<LiveCoverage> known = keptCoverage(desired);
      if (known.isPresent()) {
        return known.get();
      }
      int since = generation();
      LiveCoverage read = live.coverage(desired);
      keepCoverage(since, new KeptCoverage(desired, read));
      return read;
    }

    @Override
    public Reading<Units> units(Desired desired) {
      Optional<Reading<Units>> known =
          kept().map(one -> new SnapshotReader(one.snapshot()).units(desired));
      return known.filter(units -> units.problem().isEmpty()).orElseGet(() -> live.units(desired));
    }

    // The rest is asked for now, and answered now.

    @Override
    public Reading<AccountId> caller() {
      return live.caller();
    }

    @Override
    public LiveCoverage coverage(SortedMap<Place, Standing> places) {
      return live.coverage(places);
    }

    @Override
    public Reading<SortedMap<ClusterName, Cluster>> clusters(Place place, Standing standing) {
      return live.clusters(place, standing);
    }

    @Override
    public Reading<Cluster> cluster(Place place, Standing standing, ClusterName cluster) {
      return live.cluster(place, standing, cluster);
    }

    @Override
    public Reading<Agent> agent(Place place, Standing standing, ClusterName cluster) {
      return live.agent(place, standing, cluster);
    }

    @Override
    public Reading<SortedMap<String, Vpc>> vpcs(
        Place place, Standing standing, Set<String> vpcs, boolean left) {
      return live.vpcs(place, standing, vpcs, left);
    }

    @Override
    public Reading<Detector> ownDetector(Place place, Standing standing) {
      return live.ownDetector(place, standing);
    }

    @Override
    public SortedMap<AccountId, Reading<Detector>> memberDetectors(
        Region region, Set<AccountId> accounts) {
      return live.memberDetectors(region, accounts);
    }

    @Override
    public Reading<SortedMap<ClusterName, NodeCount>> nodes(
        Place place, Standing standing, Set<ClusterName> clusters) {
      return live.nodes(place, standing, clusters);
    }

    @Override
    public Reading<SortedSet<String>> kubernetesWithAgent(Place place, Standing standing) {
      return live.kubernetesWithAgent(place, standing);
    }

    @Override
    public Reading<Boolean> seemsFargateOnly(Place place, Standing standing, ClusterName cluster) {
      return live.seemsFargateOnly(place, standing, cluster);
    }

    @Override
    public Reading<SortedMap<AccountId, Member>> members(Region region) {
      return live.members(region);
    }

    @Override
    public Reading<LivePolicy> policy(String name) {
      return live.policy(name);
    }

    @Override
    public Reading<LivePolicies> policies(Predicate<String> isOfInterest) {
      return live.policies(isOfInterest);
    }

    @Override
    public Reading<String> callerArn() {
      return live.callerArn();
    }

    @Override
    public Reading<OrganizationSettings> organizationSettings(Region region) {
      return live.organizationSettings(region);
    }
  }

  private synchronized Optional<LiveCoverage> keptCoverage(Desired desired) {
    return coverage.filter(one -> one.desired().equals(desired)).map(KeptCoverage::live);
  }

  private synchronized void keepCoverage(int since, KeptCoverage read) {
    if (since == generation) {
      coverage = Optional.of(read);
    }
  }

  private static boolean isLacking(LiveState state) {
    return state.problems().stream().anyMatch(problem -> problem.code() == Code.NOT_IN_SNAPSHOT);
  }

  /// The accounts of which something is lacking; none if it is something of the organization.
  private static SortedSet<AccountId> lacking(LiveState state) {
    long everything =
        state.problems().stream().filter(problem -> problem.code() == Code.NOT_IN_SNAPSHOT).count();
    SortedSet<AccountId> accounts = new TreeSet<>();
    long found = 0;
    for (LivePlace place : state.places().values()) {
      long here = lacks(place.detector()) + lacks(place.clusters());
      if (here > 0) {
        accounts.add(place.assignment().place().account());
        found += here;
      }
    }
    return found < everything ? new TreeSet<>() : accounts;
  }

  private static long lacks(Reading<?> reading) {
    return reading.problem().filter(why -> why.code() == Code.NOT_IN_SNAPSHOT).isPresent() ? 1 : 0;
  }
}
