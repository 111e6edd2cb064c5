package io.eksguard.foreign;

import io.eksguard.model.AutoEnable;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import java.util.Optional;

/// Something that another tool says it owns, and that matters to eksguard.
public sealed interface Claim {
  /// Who says so.
  Holder holder();

  /// Where it is.
  Whereabouts where();

  /// A cluster, and with it all of its tags.
  ///
  /// @param before what the tag was when the file was made; not known where the file does not tell
  /// @param after what it shall be
  /// @param ignored whether the tool leaves this tag to others
  record ClusterTags(
      Holder holder,
      Whereabouts where,
      ClusterName cluster,
      TagValue before,
      TagValue after,
      boolean ignored)
      implements Claim {}

  /// A feature of an account.
  ///
  /// @param enabled whether the feature shall be on, if the file tells
  /// @param addonManagement whether its `EKS_ADDON_MANAGEMENT` shall be on, if that is set at all
  record AccountFeature(
      Holder holder,
      Whereabouts where,
      Feature feature,
      Optional<Boolean> enabled,
      Optional<Boolean> addonManagement)
      implements Claim {}

  /// A feature of the organization configuration.
  ///
  /// @param autoEnable for whom the feature shall be turned on, if the file tells
  /// @param addonManagement for whom its `EKS_ADDON_MANAGEMENT` shall be, if that is set at all
  record OrganizationFeature(
      Holder holder,
      Whereabouts where,
      Feature feature,
      Optional<AutoEnable> autoEnable,
      Optional<AutoEnable> addonManagement)
      implements Claim {}

  /// For whom GuardDuty itself is turned on.
  record OrganizationGuardDuty(Holder holder, Whereabouts where, AutoEnable autoEnable)
      implements Claim {}

  /// GuardDuty's agent on a cluster, as an EKS add-on.
  record Agent(Holder holder, Whereabouts where, ClusterName cluster) implements Claim {}

  /// The VPC endpoint that agents send to.
  record Endpoint(Holder holder, Whereabouts where) implements Claim {}

  /// A stack of CloudFormation, whose tags its clusters get.
  ///
  /// @param tag the stack's own tag of that key
  record StackTags(Holder.Stack holder, Whereabouts where, TagValue tag) implements Claim {}
}
