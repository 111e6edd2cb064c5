package io.eksguard.snapshot;

import io.eksguard.live.LiveProtection;
import io.eksguard.model.AccountId;
import io.eksguard.model.Desired;
import io.eksguard.model.Feature;
import io.eksguard.model.Organization;
import io.eksguard.model.TagProtection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What was asked for when a snapshot was taken, beside regions and accounts. What nobody asked for
/// is not known, which is not the same as not there.
///
/// @param feature the feature that the file uses; both are read
/// @param administrator the delegated administrator through which members were read
/// @param units the organizational units below which accounts were looked for
/// @param policy the name of the policy that was looked for
/// @param policyUnits the units below which accounts were looked for because of the policy
public record Asked(
    Feature feature,
    Optional<AccountId> administrator,
    SortedSet<String> units,
    Optional<String> policy,
    SortedSet<String> policyUnits) {
  public Asked {
    units = new TreeSet<>(units);
    policyUnits = new TreeSet<>(policyUnits);
  }

  /// What reading for this desired state asks for.
  static Asked by(Desired desired, LiveProtection found) {
    Optional<Organization> organization = desired.organization();
    Optional<TagProtection> wanted = organization.flatMap(Organization::tagProtection);
    return new Asked(
        desired.feature(),
        organization.map(Organization::administrator),
        desired.units(),
        wanted.map(TagProtection::policy),
        wanted.map(one -> policyUnits(one, found)).orElseGet(TreeSet::new));
  }

  /// The units that the policy is, or shall be, attached to.
  static SortedSet<String> policyUnits(TagProtection wanted, LiveProtection found) {
    SortedSet<String> units = new TreeSet<>(wanted.attachTo());
    found.policy().asOptional().ifPresent(live -> units.addAll(live.targets()));
    units.removeIf(target -> !target.startsWith("ou-"));
    return units;
  }
}
