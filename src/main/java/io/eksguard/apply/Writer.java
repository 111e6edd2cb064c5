package io.eksguard.apply;

import io.eksguard.diff.Change;
import io.eksguard.model.AccountId;
import io.eksguard.model.Feature;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import java.util.Set;
import java.util.SortedMap;

/// The port by which AWS is written. Only the applier calls it, and only after a step's guards.
///
/// Whatever AWS refuses or breaks comes back as a value; an exception is a bug.
public interface Writer {
  /// How many member accounts one call may name.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateMemberDetectors.html">
  ///   AWS API reference, read 2026-11-24</a>
  int MAX_MEMBERS_PER_CALL = 50;

  /// Sets or removes a cluster's tag.
  Written tag(Change.ClusterTag change);

  /// Installs an agent with its tags, updates it without them, or removes it. EKS goes on with it
  /// after it has taken the write.
  Written agent(Change.ClusterAgent change);

  /// Sets the tags of an agent that is there, and takes away those that it shall not carry. Others
  /// stay.
  Written agentTags(Change.ClusterAgent change);

  /// Makes or removes an endpoint with its security group. EC2 goes on with it after it has taken
  /// the write; a removal is asked for again until nothing is left.
  Written endpoint(Change.VpcEndpoint change);

  /// Sets a feature of an account's own detector.
  Written ownDetector(Change.AccountFeature change);

  /// Sets a feature of members through the administrator, in one call.
  ///
  /// @param accounts at most [#MAX_MEMBERS_PER_CALL]
  /// @return what became of each account
  SortedMap<AccountId, Written> members(
      Region region, Feature feature, Setting after, Set<AccountId> accounts);

  /// Makes the service control policy, or gives it another text.
  Written policyText(Change.PolicyText change);

  /// Attaches or detaches the service control policy.
  Written policyTarget(Change.PolicyTarget change);

  /// Sets a feature of the organization configuration.
  Written organization(Change.OrganizationFeature change);
}
