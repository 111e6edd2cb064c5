package io.eksguard.sim.world;

/// Who a request is from when its access key says nothing.
public sealed interface Caller {

  /// The account of the caller.
  String account();

  /// A session of a role.
  record AsRole(String account, String name) implements Caller {}

  /// An IAM user.
  record AsUser(String account, String name) implements Caller {}
}
