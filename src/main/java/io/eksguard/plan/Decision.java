package io.eksguard.plan;

/// What a reviewer said of a step.
public enum Decision {
  /// It shall be done.
  ACCEPTED,
  /// It shall wait: not now.
  HELD,
  /// It shall not be done; the file asks for something else than the reviewer wants.
  REJECTED
}
