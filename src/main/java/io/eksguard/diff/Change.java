package io.eksguard.diff;

import io.eksguard.live.Agent;
import io.eksguard.live.Maker;
import io.eksguard.live.PolicyContent;
import io.eksguard.model.AccountId;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Conflicts;
import io.eksguard.model.EndpointSetup;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// One thing that must become otherwise in AWS, with what was seen and what is wanted.
public sealed interface Change {
  /// Why it changes.
  Reason reason();

  /// Which part of the file asks for it, as a path.
  String path();

  /// A change of something that belongs to one region.
  sealed interface Regional extends Change {
    /// The region it happens in.
    Region region();
  }

  /// A change of the service control policy, which belongs to no region.
  sealed interface OfPolicy extends Change {
    /// The policy's name.
    String policy();

    /// The policy's id; none while there is no policy.
    Optional<String> policyId();
  }

  /// A cluster's `GuardDutyManaged` tag is set or removed.
  ///
  /// @param place the cluster's account and region
  /// @param standing what the account is to us, which decides by which role it is reached
  /// @param cluster the cluster
  /// @param arn its ARN
  /// @param before the tag's value as seen
  /// @param after the value to set; none to remove the tag
  record ClusterTag(
      Place place,
      Standing standing,
      ClusterName cluster,
      String arn,
      Optional<String> before,
      Optional<String> after,
      Reason reason,
      String path)
      implements Regional {
    @Override
    public Region region() {
      return place.region();
    }
  }

  /// The agent on a cluster that GuardDuty does not manage is installed, updated or removed.
  ///
  /// @param place the cluster's account and region
  /// @param standing what the account is to us, which decides by which role it is reached
  /// @param cluster the cluster
  /// @param before how it is set up as seen; none where there is none. Where it is updated, with
  ///   those of its tags that are written, as far as it carried them
  /// @param after how it shall be set up; none to remove it
  /// @param owner whose it is as seen; ours where there is none. One of another is not touched
  /// @param conflicts what happens to what others changed in the cluster
  record ClusterAgent(
      Place place,
      Standing standing,
      ClusterName cluster,
      Optional<AgentSetup> before,
      Optional<AgentSetup> after,
      Agent.Owner owner,
      Conflicts conflicts,
      Reason reason,
      String path)
      implements Regional {
    public ClusterAgent {
      if (before.equals(after)) {
        throw new IllegalArgumentException("an agent that stays as it is");
      }
    }

    /// Whether an agent stays and is to be otherwise.
    public boolean updates() {
      return before.isPresent() && after.isPresent();
    }

    /// Whether nothing is written but tags.
    public boolean onlyTags() {
      return updates() && before.map(AgentSetup::untagged).equals(after.map(AgentSetup::untagged));
    }

    /// The keys of the tags that are written. What else there is of tags belongs to others, and may
    /// change at any time.
    public SortedSet<String> tagKeys() {
      SortedSet<String> keys = new TreeSet<>();
      after.ifPresent(setup -> keys.addAll(setup.tags().keySet()));
      if (updates()) {
        before.ifPresent(setup -> keys.addAll(setup.tags().keySet()));
      }
      return keys;
    }

    @Override
    public Region region() {
      return place.region();
    }
  }

  /// The endpoint of GuardDuty's data plane in a VPC is made, or removed, with its security group.
  ///
  /// @param place the VPC's account and region
  /// @param standing what the account is to us, which decides by which role it is reached
  /// @param vpc the VPC's id
  /// @param before how it is set up as seen; none where there is none
  /// @param after how it shall be set up; none to remove it
  /// @param maker whose it is: ours, or one that GuardDuty left behind
  record VpcEndpoint(
      Place place,
      Standing standing,
      String vpc,
      Optional<EndpointSetup> before,
      Optional<EndpointSetup> after,
      Maker maker,
      Reason reason,
      String path)
      implements Regional {
    public VpcEndpoint {
      if (before.isPresent() == after.isPresent()) {
        throw new IllegalArgumentException("an endpoint is made or removed");
      }
    }

    @Override
    public Region region() {
      return place.region();
    }
  }

  /// A runtime monitoring feature of one account is set.
  ///
  /// @param place the account and region
  /// @param standing what the account is to us, which decides who writes
  /// @param feature which of the two features
  /// @param before how it is set as seen
  /// @param after how it shall be set
  record AccountFeature(
      Place place,
      Standing standing,
      Feature feature,
      Setting before,
      Setting after,
      Reason reason,
      String path)
      implements Regional {
    @Override
    public Region region() {
      return place.region();
    }
  }

  /// A feature of the organization configuration is set.
  ///
  /// @param region the region
  /// @param administrator the delegated administrator, who writes
  /// @param feature which of the two features
  /// @param before how it is set as seen
  /// @param after how it shall be set
  /// @param guardDutyBefore for whom GuardDuty itself is turned on as seen; AWS wants it said again
  ///   with every write
  /// @param guardDutyAfter for whom GuardDuty itself shall be turned on
  record OrganizationFeature(
      Region region,
      AccountId administrator,
      Feature feature,
      AutoEnableSetting before,
      AutoEnableSetting after,
      AutoEnable guardDutyBefore,
      AutoEnable guardDutyAfter,
      Reason reason,
      String path)
      implements Regional {}

  /// The policy that protects the tag is given its text; where there is none, it is made.
  ///
  /// @param before what it says as seen; none where there is no policy
  /// @param after what it shall say
  record PolicyText(
      String policy,
      Optional<String> policyId,
      Optional<PolicyContent> before,
      PolicyContent after,
      Reason reason,
      String path)
      implements OfPolicy {}

  /// The policy is attached to a root, a unit or an account, or detached from it.
  ///
  /// @param target the id of what it is attached to
  /// @param attached whether it shall be attached; as seen, it is the other way round
  /// @param text what the policy says by then; no other text is attached
  record PolicyTarget(
      String policy,
      Optional<String> policyId,
      String target,
      boolean attached,
      String text,
      Reason reason,
      String path)
      implements OfPolicy {}
}
