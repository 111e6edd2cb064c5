package io.eksguard.diff;

import io.eksguard.diff.Change.OrganizationFeature;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.model.AccountId;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.Feature;
import io.eksguard.model.NewAccounts;
import io.eksguard.model.Region;
import java.util.ArrayList;
import java.util.List;

/// Compares the organization configuration of one region.
final class OrganizationDiffer {
  private final Region region;
  private final AccountId administrator;
  private final NewAccounts wanted;
  private final OrganizationSettings live;

  OrganizationDiffer(
      Region region, AccountId administrator, NewAccounts wanted, OrganizationSettings live) {
    this.region = region;
    this.administrator = administrator;
    this.wanted = wanted;
    this.live = live;
  }

  /// What must change for accounts that join later: the chosen feature as the file says, the other
  /// one off.
  List<OrganizationFeature> changes(Feature feature) {
    List<OrganizationFeature> changes = new ArrayList<>();
    AutoEnable guardDuty = wanted.guardDuty().orElse(live.guardDuty());
    AutoEnableSetting before = live.setting(feature);
    boolean differs = !meansTheSame(before, wanted.setting());
    if (differs || guardDuty != live.guardDuty()) {
      AutoEnableSetting after = differs ? wanted.setting() : before;
      changes.add(change(feature, after, guardDuty, Reason.DIFFERS_FROM_FILE));
    }
    if (!meansTheSame(live.setting(feature.other()), AutoEnableSetting.NONE)) {
      changes.add(
          change(
              feature.other(), AutoEnableSetting.NONE, guardDuty, Reason.OTHER_FEATURE_TAKES_OVER));
    }
    return changes;
  }

  /// With the feature NONE the add-on management means nothing to new accounts; ALL still reaches
  /// existing ones whose feature is on.
  static boolean meansTheSame(AutoEnableSetting a, AutoEnableSetting b) {
    if (a.equals(b)) {
      return true;
    }
    boolean reachesExisting =
        a.addonManagement() == AutoEnable.ALL || b.addonManagement() == AutoEnable.ALL;
    return a.feature() == AutoEnable.NONE && b.feature() == AutoEnable.NONE && !reachesExisting;
  }

  private OrganizationFeature change(
      Feature feature, AutoEnableSetting after, AutoEnable guardDuty, Reason reason) {
    return new OrganizationFeature(
        region,
        administrator,
        feature,
        live.setting(feature),
        after,
        live.guardDuty(),
        guardDuty,
        reason,
        wanted.path());
  }
}
