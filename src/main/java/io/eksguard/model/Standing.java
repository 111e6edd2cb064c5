package io.eksguard.model;

/// What an account is to us, which decides by whom its feature is written.
public enum Standing {
  /// Not in a managed organization: its own detector is written.
  STANDALONE,
  /// The delegated administrator's account: its own detector is written.
  ADMINISTRATOR,
  /// A member: the administrator writes for it; it cannot change its plans itself.
  MEMBER
}
