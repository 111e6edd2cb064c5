package io.eksguard.foreign;

import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;

/// One thing in AWS that has a value, and that eksguard is not the only one to write.
public sealed interface Attribute {
  /// The `GuardDutyManaged` tag of a cluster.
  record ClusterTag(Place place, ClusterName cluster) implements Attribute {}

  /// A feature of an account.
  record AccountFeature(Place place, Feature feature) implements Attribute {}

  /// A feature of the organization configuration.
  record OrganizationFeature(Region region, Feature feature) implements Attribute {}

  /// For whom GuardDuty itself is turned on.
  record OrganizationGuardDuty(Region region) implements Attribute {}

  /// That a policy of this id exists, and what it says.
  record PolicyText(String policyId) implements Attribute {}

  /// Whether the policy is attached to a root, a unit or an account.
  record PolicyTarget(String policyId, String target) implements Attribute {}
}
