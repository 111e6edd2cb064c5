package io.eksguard.aws;

import io.eksguard.apply.Writer;
import io.eksguard.apply.Written;
import io.eksguard.aws.ec2.Endpoints;
import io.eksguard.aws.eks.Addons;
import io.eksguard.aws.eks.Clusters;
import io.eksguard.aws.guardduty.GuardDutyWrites;
import io.eksguard.aws.organizations.Policies;
import io.eksguard.diff.Change;
import io.eksguard.model.AccountId;
import io.eksguard.model.Feature;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import java.util.Set;
import java.util.SortedMap;

/// Writes AWS.
final class AwsWriter implements Writer {
  private final GuardDutyWrites guardDuty;
  private final Clusters clusters;
  private final Addons addons;
  private final Endpoints endpoints;
  private final Policies policies;

  AwsWriter(
      GuardDutyWrites guardDuty,
      Clusters clusters,
      Addons addons,
      Endpoints endpoints,
      Policies policies) {
    this.guardDuty = guardDuty;
    this.clusters = clusters;
    this.addons = addons;
    this.endpoints = endpoints;
    this.policies = policies;
  }

  @Override
  public Written tag(Change.ClusterTag change) {
    return change
        .after()
        .map(value -> clusters.tag(change.place(), change.standing(), change.arn(), value))
        .orElseGet(() -> clusters.untag(change.place(), change.standing(), change.arn()));
  }

  @Override
  public Written agent(Change.ClusterAgent change) {
    return addons.write(change);
  }

  @Override
  public Written agentTags(Change.ClusterAgent change) {
    return addons.writeTags(change);
  }

  @Override
  public Written endpoint(Change.VpcEndpoint change) {
    return endpoints.write(change);
  }

  @Override
  public Written ownDetector(Change.AccountFeature change) {
    return guardDuty.ownDetector(change);
  }

  @Override
  public SortedMap<AccountId, Written> members(
      Region region, Feature feature, Setting after, Set<AccountId> accounts) {
    return guardDuty.members(region, feature, after, accounts);
  }

  @Override
  public Written policyText(Change.PolicyText change) {
    return policies.text(change);
  }

  @Override
  public Written policyTarget(Change.PolicyTarget change) {
    return policies.target(change);
  }

  @Override
  public Written organization(Change.OrganizationFeature change) {
    return guardDuty.organization(change);
  }
}
