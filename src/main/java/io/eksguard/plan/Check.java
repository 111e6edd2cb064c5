package io.eksguard.plan;

import io.eksguard.model.Feature;
import io.eksguard.model.Setting;
import io.eksguard.plan.Reaction.Colour;
import java.util.SortedMap;

/// A compliance check of AWS's that looks at runtime monitoring.
///
/// @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html">
///   AWS Security Hub User Guide, controls for GuardDuty, read 2026-11-28</a>
/// @see <a
///   href="https://docs.aws.amazon.com/config/latest/developerguide/guardduty-eks-protection-runtime-enabled.html">
///   AWS Config Developer Guide, guardduty-eks-protection-runtime-enabled, read 2026-11-28</a>
public enum Check {
  /// EKS Runtime Monitoring with automated agent management, in every account of the organization.
  GUARDDUTY_7("Security Hub GuardDuty.7"),
  /// Runtime Monitoring, in every account of the organization.
  GUARDDUTY_11("Security Hub GuardDuty.11"),
  /// The same as GuardDuty.7, of one account.
  CONFIG_RULE("AWS Config guardduty-eks-protection-runtime-enabled");

  private final String title;

  Check(String title) {
    this.title = title;
  }

  /// What AWS calls it.
  public String title() {
    return title;
  }

  /// Whether one result speaks for all accounts of an organization.
  boolean isOfOrganization() {
    return this != CONFIG_RULE;
  }

  /// Its colour for one account.
  ///
  /// Two of them ask for "EKS Runtime Monitoring with automated agent management". Their pages do
  /// not say whether the newer feature with its add-on management counts, so nothing is claimed.
  Colour colour(SortedMap<Feature, Setting> settings) {
    Setting eks = settings.getOrDefault(Feature.EKS_RUNTIME_MONITORING, Setting.OFF);
    Setting runtime = settings.getOrDefault(Feature.RUNTIME_MONITORING, Setting.OFF);
    return switch (this) {
      case GUARDDUTY_11 -> runtime.enabled() ? Colour.GREEN : Colour.RED;
      case GUARDDUTY_7, CONFIG_RULE -> {
        if (isAutomated(eks)) {
          yield Colour.GREEN;
        }
        yield isAutomated(runtime) ? Colour.UNKNOWN : Colour.RED;
      }
    };
  }

  private static boolean isAutomated(Setting setting) {
    return setting.enabled() && setting.addonManagement();
  }
}
