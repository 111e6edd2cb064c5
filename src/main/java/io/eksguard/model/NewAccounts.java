package io.eksguard.model;

import java.util.Optional;

/// What shall happen to accounts that join the organization later.
///
/// @param path where it stands in the file
/// @param autoEnable for whom the feature is turned on by itself
/// @param approach how they shall be covered; decides the add-on management's value
/// @param guardDuty for whom GuardDuty itself is turned on; as it is live if left out
public record NewAccounts(
    String path, AutoEnable autoEnable, ApproachName approach, Optional<AutoEnable> guardDuty) {

  /// How the organization configuration sets the feature.
  public AutoEnableSetting setting() {
    return switch (approach) {
      case ALL, ALL_EXCEPT -> new AutoEnableSetting(autoEnable, autoEnable);
      case ONLY, MANUAL -> new AutoEnableSetting(autoEnable, AutoEnable.NONE);
      case DISABLED -> AutoEnableSetting.NONE;
    };
  }
}
