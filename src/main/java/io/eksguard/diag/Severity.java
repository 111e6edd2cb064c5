package io.eksguard.diag;

/// How much a diagnostic matters, worst first.
public enum Severity {
  /// The command could not do what it was asked, wholly or in part.
  ERROR,
  /// It was done, and the user should look at something.
  WARNING,
  /// Worth knowing, nothing to do.
  NOTE
}
