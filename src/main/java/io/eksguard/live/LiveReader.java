package io.eksguard.live;

import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import io.eksguard.model.Units;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Predicate;

/// The port by which AWS is read. Nothing in it can change anything.
///
/// Whatever AWS refuses or breaks comes back as [Reading.Unknown]; an exception is a bug.
public interface LiveReader {
  /// Whose credentials the caller has. Needs no permission.
  Reading<AccountId> caller();

  /// Reads what the file needs, and no more.
  LiveState read(Desired desired, Depth depth);

  /// The same, every cluster included that may be read.
  default LiveState read(Desired desired) {
    return read(desired, Depth.CLUSTERS);
  }

  /// The same after GuardDuty's coverage was read, which is then not read again.
  default LiveState read(Desired desired, Depth depth, LiveCoverage coverage) {
    return read(desired, depth);
  }

  /// Reads what the file needs for one account: of the others nothing but the list of members, and
  /// what lies below the units that the file names.
  LiveState readOne(Desired desired, AccountId account, Depth depth);

  /// Reads what GuardDuty itself says of the clusters of the accounts that the file covers. Nothing
  /// else is read: for an organization one list for each region, through the administrator.
  LiveCoverage coverage(Desired desired);

  /// The same of these places, now; for those of an organization, of all its accounts in the
  /// regions.
  LiveCoverage coverage(SortedMap<Place, Standing> places);

  /// Reads which organizational units the accounts lie below; nothing where the file names none.
  Reading<Units> units(Desired desired);

  /// Lists and describes every cluster of a place, now.
  Reading<SortedMap<ClusterName, Cluster>> clusters(Place place, Standing standing);

  /// Describes one cluster, now.
  Reading<Cluster> cluster(Place place, Standing standing, ClusterName cluster);

  /// Reads whether a cluster has Fargate profiles and no node group, now. Who cannot be asked reads
  /// nothing.
  default Reading<Boolean> seemsFargateOnly(Place place, Standing standing, ClusterName cluster) {
    return new Reading.NotRead<>();
  }

  /// Counts the nodes of these clusters that are on EC2, now. Who cannot be asked reads nothing.
  default Reading<SortedMap<ClusterName, NodeCount>> nodes(
      Place place, Standing standing, Set<ClusterName> clusters) {
    return new Reading.NotRead<>();
  }

  /// Reads for which versions of Kubernetes AWS offers a version of the agent, now. Who cannot be
  /// asked reads nothing.
  default Reading<SortedSet<String>> kubernetesWithAgent(Place place, Standing standing) {
    return new Reading.NotRead<>();
  }

  /// Reads the agent on a cluster, now.
  Reading<Agent> agent(Place place, Standing standing, ClusterName cluster);

  /// Reads the endpoints in these VPCs and what they depend on, now. One that is not there is left
  /// out.
  ///
  /// @param left whether to look for what GuardDuty left behind in other VPCs too
  Reading<SortedMap<String, Vpc>> vpcs(
      Place place, Standing standing, Set<String> vpcs, boolean left);

  /// Reads the account's own detector, now.
  Reading<Detector> ownDetector(Place place, Standing standing);

  /// Reads the members' detectors through the administrator, now, by 50.
  ///
  /// @return an answer for each account asked for
  SortedMap<AccountId, Reading<Detector>> memberDetectors(Region region, Set<AccountId> accounts);

  /// Lists the member accounts, now.
  Reading<SortedMap<AccountId, Member>> members(Region region);

  /// Reads the service control policy of this name, with its targets, now.
  Reading<LivePolicy> policy(String name);

  /// Reads the service control policies whose document is of interest, with whom they bind, now.
  /// Who cannot be asked reads nothing.
  default Reading<LivePolicies> policies(Predicate<String> isOfInterest) {
    return new Reading.NotRead<>();
  }

  /// Asks who the caller is, now: the ARN as STS gives it.
  Reading<String> callerArn();

  /// Reads the organization configuration, now.
  Reading<OrganizationSettings> organizationSettings(Region region);
}
