package io.eksguard.live;

/// How far reading goes into member accounts. The administrator's account and accounts that stand
/// alone are read by their own credentials in any case.
public enum Depth {
  /// Every cluster is described where the file's access allows it.
  CLUSTERS,
  /// The same; where the file's access does not allow it, the administrator is asked what it sees.
  CLUSTERS_OR_COVERAGE,
  /// The administrator is asked what it sees, and an account is entered only where that does not
  /// add up with the file.
  COVERAGE
}
