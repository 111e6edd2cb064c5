package io.eksguard.model;

import java.util.Locale;

/// What EKS does about what others changed of an add-on's objects in the cluster:
/// `resolveConflicts`.
///
/// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateAddon.html">AWS API
///   reference, UpdateAddon, read 2026-11-24</a>
public enum Conflicts {
  /// It fails.
  NONE,
  /// The add-on's values win.
  OVERWRITE,
  /// Theirs win.
  PRESERVE;

  /// The word in the file.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
