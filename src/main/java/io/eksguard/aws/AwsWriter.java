package io.eksguard.aws;

import io.eksguard.apply.Writer;
import io.eksguard.apply.Written;
import io.eksguard.aws.eks.Clusters;
import io.eksguard.aws.guardduty.GuardDutyWrites;
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

  AwsWriter(GuardDutyWrites guardDuty, Clusters clusters) {
    this.guardDuty = guardDuty;
    this.clusters = clusters;
  }

  @Override
  public Written tag(Change.ClusterTag change) {
    return change
        .after()
        .map(value -> clusters.tag(change.place(), change.standing(), change.arn(), value))
        .orElseGet(() -> clusters.untag(change.place(), change.standing(), change.arn()));
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
  public Written organization(Change.OrganizationFeature change) {
    return guardDuty.organization(change);
  }
}
