package io.eksguard.model;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// In which order what brings the agent reaches the accounts: ring after ring, each only once the
/// one before is healthy.
///
/// @param path where it stands in the file
/// @param rings the rings but the last, which has all other accounts; at least one
/// @param healthyWithin how long a ring may take until GuardDuty calls its clusters healthy
/// @param unhealthyPercent which share of a ring's clusters may be unhealthy by then
/// @param excludeUnhealthy whether a cluster of a ring that did not become healthy is excluded
///   again
public record Rollout(
    String path,
    List<Ring> rings,
    Duration healthyWithin,
    int unhealthyPercent,
    boolean excludeUnhealthy) {
  /// How long a ring may take where the file says nothing. AWS publishes no time.
  public static final Duration USUAL_TIME = Duration.ofMinutes(30);

  /// The name of the last ring, which has all accounts that no other names.
  public static final String REST = "rest";

  public Rollout {
    rings = List.copyOf(rings);
    if (rings.isEmpty()) {
      throw new IllegalArgumentException("a rollout without a ring");
    }
  }

  /// The organizational units of rings.
  public SortedSet<String> units() {
    var units = new TreeSet<String>();
    for (Ring ring : rings) {
      if (ring.who() instanceof Who.Unit(String id)) {
        units.add(id);
      }
    }
    return units;
  }

  /// Some accounts that are changed together.
  ///
  /// @param path where it stands in the file, such as `rollout.rings[0]`
  /// @param name what it is called
  /// @param who which accounts are in it, of those in no earlier one
  public record Ring(String path, String name, Who who) {}

  /// Which accounts are in a ring.
  public sealed interface Who {
    /// These.
    ///
    /// @param ids at least one
    record Accounts(SortedSet<AccountId> ids) implements Who {
      public Accounts {
        ids = new TreeSet<>(ids);
      }
    }

    /// Every account below this organizational unit, at any depth.
    ///
    /// @param id such as `ou-abcd-11111111`
    record Unit(String id) implements Who {}

    /// Some of all managed accounts, always the same ones.
    ///
    /// @param percent from 1 to 99
    record Share(int percent) implements Who {}
  }
}
