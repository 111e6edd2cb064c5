package io.eksguard.model;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// One entry of the file: some accounts, and how they shall be covered.
///
/// @param path where it stands in the file, such as `organization.members[2]`
/// @param who which accounts it speaks of
/// @param approach how they shall be covered
/// @param regions in which regions; in all of the file's if left out
public record Entry(String path, Who who, Approach approach, Optional<SortedSet<Region>> regions) {
  public Entry {
    regions = regions.map(TreeSet::new);
  }

  /// Whether the entry speaks of this region.
  public boolean covers(Region region) {
    return regions.map(set -> set.contains(region)).orElse(true);
  }

  /// Which accounts an entry speaks of.
  public sealed interface Who {
    /// These.
    ///
    /// @param ids at least one
    record Accounts(SortedSet<AccountId> ids) implements Who {
      public Accounts {
        ids = new TreeSet<>(ids);
        if (ids.isEmpty()) {
          throw new IllegalArgumentException("an entry for no account");
        }
      }
    }

    /// Every account below this organizational unit, at any depth.
    ///
    /// @param id such as `ou-abcd-11111111`
    record Unit(String id) implements Who {}

    /// Every active member that no other entry speaks of.
    record Others() implements Who {}
  }
}
