package io.eksguard.diff;

import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Detector;
import io.eksguard.live.ManagedBy;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.model.Assignment;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.Organization;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whether what the administrator sees of a member is what the file wants, so that nothing needs to
/// be looked up in the account itself.
///
/// Coverage says by whom the agent of a cluster is managed, not which tag it has. That is enough to
/// know that nothing needs to be done, and never enough to do something: what does not add up is
/// read in EKS.
public final class AddsUp {
  private AddsUp() {}

  /// Whether the settings are as wanted, so that no step would change them. To change any, every
  /// tag must be known.
  public static boolean settings(Assignment assignment, Feature feature, Detector detector) {
    return detector.setting(feature).meansTheSameAs(assignment.setting())
        && !detector.setting(feature.other()).enabled();
  }

  /// Whether something is to be raised to ALL. That reaches every account, so every tag must be
  /// known.
  ///
  /// @param live the organization configuration, if it could be read
  public static boolean raisesToAll(Desired desired, Optional<OrganizationSettings> live) {
    return desired
        .organization()
        .flatMap(Organization::newAccounts)
        .map(newAccounts -> newAccounts.setting())
        .filter(wanted -> {
          AutoEnableSetting now =
              live.map(one -> one.setting(desired.feature())).orElse(AutoEnableSetting.NONE);
          return isRaised(now.feature(), wanted.feature())
              || isRaised(now.addonManagement(), wanted.addonManagement());
        })
        .isPresent();
  }

  private static boolean isRaised(AutoEnable now, AutoEnable wanted) {
    return now != AutoEnable.ALL && wanted == AutoEnable.ALL;
  }

  /// The clusters of which GuardDuty says otherwise than the file wants, each with what it says;
  /// under settings that are as wanted.
  ///
  /// Missing is a cluster that the file includes by its exact name, in an entry that names the
  /// account. An entry for many accounts includes names that only some of them have.
  public static SortedMap<ClusterName, String> contradictions(
      Assignment assignment, SortedMap<ClusterName, ClusterCoverage> seen) {
    SortedMap<ClusterName, String> contradictions = new TreeMap<>();
    seen.forEach((name, coverage) -> {
      boolean wanted = assignment.selection().manages(name);
      boolean asWanted =
          switch (coverage.managedBy()) {
            case ManagedBy.GuardDuty _ -> wanted;
            case ManagedBy.Manual _ -> !wanted;
            case ManagedBy.Disabled _, ManagedBy.Other _ -> false;
          };
      if (!asWanted) {
        contradictions.put(name, coverage.managedBy().text());
      }
    });
    if (assignment.entry().who() instanceof Entry.Who.Accounts) {
      assignment.entry().approach().rules().stream()
          .filter(rule -> rule.region().map(assignment.place().region()::equals).orElse(true))
          .map(ClusterRule::name)
          .filter(ClusterPattern::isExact)
          .map(pattern -> new ClusterName(pattern.glob()))
          .filter(name -> assignment.selection().manages(name) && !seen.containsKey(name))
          .forEach(name -> contradictions.put(name, ""));
    }
    return contradictions;
  }
}
