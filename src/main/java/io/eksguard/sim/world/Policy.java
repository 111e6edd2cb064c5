package io.eksguard.sim.world;

import java.util.Collection;
import java.util.SortedSet;

/// A service control policy.
///
/// @param content the JSON document, exactly as it was given
/// @param targets ids of the root, units and accounts it is attached to
public record Policy(
    String id, String name, String description, String content, SortedSet<String> targets) {

  /// The policy that AWS attaches everywhere; it is not in a world, and cannot be changed.
  public static final String FULL_ACCESS = "p-FullAWSAccess";

  /// What cannot change later.
  public Policy {
    targets = Sorted.set(targets);
  }

  /// The same policy attached elsewhere.
  public Policy withTargets(Collection<String> changed) {
    return new Policy(id, name, description, content, Sorted.set(changed));
  }
}
