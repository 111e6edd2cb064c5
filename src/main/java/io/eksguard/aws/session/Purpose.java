package io.eksguard.aws.session;

/// What sessions are opened for.
public enum Purpose {
  /// To look. Sessions are narrowed by a session policy under which nothing can be changed.
  READ,
  /// To apply a plan: sessions may do what their role may do.
  APPLY
}
