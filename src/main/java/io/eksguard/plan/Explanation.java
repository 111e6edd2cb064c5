package io.eksguard.plan;

import io.eksguard.live.Detector;
import io.eksguard.live.Member;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import io.eksguard.model.TagNeed;
import java.util.List;
import java.util.Optional;

/// What the file says of one account, what is live there, and what the plan would do.
///
/// @param about what was asked for
/// @param feature the feature that the file chose
/// @param standing what the account is to us; nothing if neither the file nor GuardDuty knows it
/// @param entries the entries that speak of the account: the one that decides, then those that it
///   overrides, nearest first
/// @param units the organizational units above it, nearest first, up to the farthest one that the
///   file names; nothing if they could not be read
/// @param rings the rings of the rollout that the account may be in, by name; several where a share
///   of all accounts decides, none where the file has no rollout or does not cover it
/// @param regions each region that was asked for
public record Explanation(
    StepSelector about,
    Feature feature,
    Optional<Standing> standing,
    List<Entry> entries,
    Optional<List<String>> units,
    List<String> rings,
    List<InRegion> regions) {
  public Explanation {
    rings = List.copyOf(rings);
    entries = List.copyOf(entries);
    units = units.map(List::copyOf);
    regions = List.copyOf(regions);
  }

  /// What comes of it in a region.
  public enum Status {
    /// Live is as the file says.
    AS_WANTED("as-wanted"),
    /// The plan has steps.
    CHANGES("changes"),
    /// Nothing can be planned; the diagnostics say why.
    BLOCKED("blocked"),
    /// It cannot be said which entry decides, since the units could not be read.
    UNDECIDED("undecided"),
    /// The entry that decides leaves the region out.
    REGION_LEFT_OUT("region-left-out"),
    /// An active member that nothing in the file covers, or an administrator without an approach.
    UNMANAGED("unmanaged"),
    /// A member that is not active, and that no entry names.
    INACTIVE("inactive"),
    /// Neither the file nor GuardDuty knows the account.
    UNKNOWN("unknown");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    /// The word in JSON.
    public String word() {
      return word;
    }
  }

  /// One region.
  ///
  /// @param region which
  /// @param status what comes of it
  /// @param member the member, as the administrator sees it
  /// @param organization the organization configuration, where the account is in an organization
  /// @param entry the entry that decides here
  /// @param live the settings as they are
  /// @param clustersRead whether the clusters were read
  /// @param seenThroughAdministrator whether they were not, since what the administrator sees of
  ///   them is enough
  /// @param clusters the clusters that were asked for, by name
  /// @param steps what the plan would do, with what that waits for
  /// @param needsOthers whether the plan also sets ALL in the region, which depends on accounts
  ///   that were not read
  public record InRegion(
      Region region,
      Status status,
      Optional<Member> member,
      Optional<OrganizationSettings> organization,
      Optional<Entry> entry,
      Optional<Detector> live,
      boolean clustersRead,
      boolean seenThroughAdministrator,
      List<OfCluster> clusters,
      List<Step> steps,
      boolean needsOthers) {
    public InRegion {
      clusters = List.copyOf(clusters);
      steps = List.copyOf(steps);
    }
  }

  /// One cluster.
  ///
  /// @param name its name
  /// @param exists whether it is there
  /// @param tag the value of its tag
  /// @param managedNow whether GuardDuty manages it as things are
  /// @param shallBeManaged whether GuardDuty shall manage it
  /// @param need what its tag must be; nothing where no tag means anything
  /// @param rule the line that names it
  /// @param hasEnded whether that line was to stand up to a day that has passed
  /// @param agent the agent on it; nothing where agents are not our business
  /// @param endpoint the endpoint that its agent needs; nothing where no agent by hand is concerned
  public record OfCluster(
      ClusterName name,
      boolean exists,
      Optional<String> tag,
      boolean managedNow,
      boolean shallBeManaged,
      Optional<TagNeed> need,
      Optional<ClusterRule> rule,
      boolean hasEnded,
      Optional<AgentView> agent,
      Optional<EndpointView> endpoint) {}
}
