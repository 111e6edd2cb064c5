package io.eksguard.plan;

import io.eksguard.diff.Change.OrganizationFeature;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.Setting;
import java.util.List;

/// Splits a change of the organization configuration into the part that may happen at once and the
/// part that raises something to ALL, which has to wait.
final class OrganizationStages {
  private OrganizationStages() {}

  /// One or two changes, the earlier first. Two where one value leaves ALL and the other one goes
  /// there: lowering must come before the members are set, raising after it.
  static List<OrganizationFeature> of(OrganizationFeature change) {
    if (!raises(change) || !lowers(change)) {
      return List.of(change);
    }
    var between =
        new AutoEnableSetting(
            before(change.before().feature(), change.after().feature()),
            before(change.before().addonManagement(), change.after().addonManagement()));
    return List.of(
        with(change, change.before(), between, change.guardDutyBefore()),
        with(change, between, change.after(), change.guardDutyAfter()));
  }

  /// Whether it makes GuardDuty change existing accounts that it leaves alone now.
  static boolean raises(OrganizationFeature change) {
    return raises(change.before().feature(), change.after().feature())
        || raises(change.before().addonManagement(), change.after().addonManagement());
  }

  /// Whether GuardDuty would refuse or overwrite the account's setting before this change, and
  /// would not after it.
  static boolean lowersFor(OrganizationFeature change, Setting wanted) {
    boolean feature = lowers(change.before().feature(), change.after().feature());
    boolean addon = lowers(change.before().addonManagement(), change.after().addonManagement());
    return (feature && !wanted.enabled()) || (addon && !wanted.addonManagement());
  }

  private static boolean lowers(OrganizationFeature change) {
    return lowers(change.before().feature(), change.after().feature())
        || lowers(change.before().addonManagement(), change.after().addonManagement());
  }

  private static boolean raises(AutoEnable before, AutoEnable after) {
    return before != AutoEnable.ALL && after == AutoEnable.ALL;
  }

  private static boolean lowers(AutoEnable before, AutoEnable after) {
    return before == AutoEnable.ALL && after != AutoEnable.ALL;
  }

  /// The value in between: as wanted, but never raised to ALL yet.
  private static AutoEnable before(AutoEnable live, AutoEnable wanted) {
    return raises(live, wanted) ? live : wanted;
  }

  private static OrganizationFeature with(
      OrganizationFeature change,
      AutoEnableSetting before,
      AutoEnableSetting after,
      AutoEnable guardDutyAfter) {
    return new OrganizationFeature(
        change.region(),
        change.administrator(),
        change.feature(),
        before,
        after,
        change.guardDutyBefore(),
        guardDutyAfter,
        change.reason(),
        change.path());
  }
}
