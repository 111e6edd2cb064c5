package io.eksguard.plan;

import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Selection;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import java.util.SortedSet;
import java.util.TreeSet;

/// What must be true of AWS, read again, right before a step runs.
public sealed interface Guard {
  /// The account and region that must be read again.
  Place place();

  /// What that account is to us.
  Standing standing();

  /// A cluster that the plan knows carries the tag it needs.
  ///
  /// @param value the tag's value
  record ClusterTagged(Place place, Standing standing, ClusterName cluster, String value)
      implements Guard {}

  /// Every cluster there is by then carries no tag, or the tag, that it needs; also one that
  /// appeared since.
  ///
  /// @param selection which clusters shall be managed
  /// @param addonManagement what the add-on management is about to be
  record ClustersReady(Place place, Standing standing, Selection selection, boolean addonManagement)
      implements Guard {}

  /// The agent can run on the cluster, as far as EKS says how it is built.
  record AgentFits(Place place, Standing standing, ClusterName cluster) implements Guard {}

  /// The agent can run on every cluster there is by then that shall be managed and is not yet; also
  /// on one that appeared since.
  ///
  /// @param selection which clusters shall be managed
  record AgentsFit(Place place, Standing standing, Selection selection) implements Guard {}

  /// Every active member of the region is one of these: what reaches all members was planned for
  /// all of them.
  ///
  /// @param place the delegated administrator's account, and the region
  /// @param known the members that were planned for
  record MembersKnown(Place place, Standing standing, SortedSet<AccountId> known) implements Guard {
    public MembersKnown {
      known = new TreeSet<>(known);
    }
  }

  /// GuardDuty does not manage the agent of the cluster, so that we may.
  ///
  /// @param monitors whether runtime monitoring must be on: without it the agent does not work
  record AgentByHand(Place place, Standing standing, ClusterName cluster, boolean monitors)
      implements Guard {}

  /// The VPC has an endpoint that its agents can use.
  record EndpointThere(Place place, Standing standing, String vpc) implements Guard {}

  /// No cluster in the VPC is managed by GuardDuty, and no agent is on one.
  record EndpointUnused(Place place, Standing standing, String vpc) implements Guard {}

  /// The feature is set like this.
  record FeatureSet(Place place, Standing standing, Feature feature, Setting setting)
      implements Guard {}
}
