package io.eksguard.sim.world;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/// A service control policy.
///
/// @param content the JSON document, exactly as it was given
/// @param targets ids of the root, units and accounts it is attached to
/// @param tags by key
public record Policy(
    String id,
    String name,
    String description,
    String content,
    SortedSet<String> targets,
    SortedMap<String, String> tags) {

  /// The policy that AWS attaches everywhere; it is not in a world, and cannot be changed.
  public static final String FULL_ACCESS = "p-FullAWSAccess";

  /// What cannot change later.
  public Policy {
    targets = Sorted.set(targets);
    tags = Sorted.map(tags);
  }

  /// A policy without tags.
  public Policy(
      String id, String name, String description, String content, SortedSet<String> targets) {
    this(id, name, description, content, targets, Sorted.map(Map.of()));
  }

  /// The same policy attached elsewhere.
  public Policy withTargets(Collection<String> changed) {
    return new Policy(id, name, description, content, Sorted.set(changed), tags);
  }

  /// The same policy with these tags and no others.
  public Policy withTags(Map<String, String> changed) {
    return new Policy(id, name, description, content, targets, Sorted.map(changed));
  }
}
