package io.eksguard.sim.guardduty;

import io.eksguard.sim.world.Account;
import io.eksguard.sim.world.AutoEnable;
import io.eksguard.sim.world.Detector;
import io.eksguard.sim.world.Organization;
import io.eksguard.sim.world.OrganizationConfiguration;
import io.eksguard.sim.world.Regional;
import io.eksguard.sim.world.World;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/// What GuardDuty does to all accounts of the organization where its configuration says `ALL`; with
/// AWS, within 24 hours. The administrator's own account is one of them.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/set-guardduty-auto-enable-preferences.html">
///   GuardDuty user guide, auto-enable preferences, read 2026-11-24</a>
public final class Settling {
  private Settling() {}

  /// The world in which a region has settled.
  public static World settle(World world, String region, Instant now) {
    var organization = world.organization();
    if (organization.isEmpty() || organization.get().administrator(region).isEmpty()) {
      return world;
    }
    var settled = world;
    for (var account : world.accounts().values()) {
      var after = settle(account.in(region), account, organization.get(), region, now);
      if (!after.equals(account.in(region))) {
        settled = settled.with(account.id(), region, _ -> after);
      }
    }
    return settled;
  }

  private static Regional settle(
      Regional regional, Account account, Organization organization, String region, Instant now) {
    var administrator = organization.administrator(region).filter(account.id()::equals).isPresent();
    var configuration = organization.configuration(region);
    if (account.parent().isEmpty() || !account.active()) {
      return regional;
    }
    var joined = regional;
    if (configuration.members() == AutoEnable.ALL && !administrator && !regional.activeMember()) {
      var detector = regional.detector().orElseGet(() -> Detector.plain(account.id(), region));
      joined = regional.withDetector(detector).withMembership(Optional.of(Regional.ENABLED));
    }
    return administrator || joined.activeMember()
        ? joined.mapDetector(d -> all(d, configuration, now))
        : joined;
  }

  /// A feature and its additional configurations are automatic each for itself.
  private static Detector all(
      Detector detector, OrganizationConfiguration configuration, Instant now) {
    var after = detector;
    for (var entry : configuration.features().entrySet()) {
      var additional = new TreeMap<String, Boolean>();
      entry
          .getValue()
          .additional()
          .forEach((name, value) -> {
            if (value == AutoEnable.ALL) {
              additional.put(name, true);
            }
          });
      var feature = after.feature(entry.getKey()).withAdditional(additional);
      if (entry.getValue().autoEnable() == AutoEnable.ALL) {
        feature = feature.withEnabled(true);
      }
      after = after.withFeature(entry.getKey(), feature);
    }
    return after.equals(detector) ? detector : after.updated(now);
  }
}
