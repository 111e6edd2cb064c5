package io.eksguard.sim.world;

import java.util.List;
import java.util.Optional;

/// An IAM role of which the world says something special.
///
/// @param refused whether nobody may assume it
/// @param deny IAM actions that its sessions are refused; `*` and `?` are wildcards
/// @param externalId what AssumeRole must name, if anything
/// @param maxSeconds the longest session, in seconds
public record Role(
    String arn, boolean refused, List<String> deny, Optional<String> externalId, int maxSeconds) {

  /// The longest session of a role unless said otherwise, in seconds.
  ///
  /// @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AWS STS
  ///   API reference, AssumeRole, read 2026-11-24</a>
  public static final int MAX_SECONDS = 3600;

  /// What cannot change later.
  public Role {
    deny = List.copyOf(deny);
  }

  /// A role that everybody may assume and that may do everything.
  public static Role open(String arn) {
    return new Role(arn, false, List.of(), Optional.empty(), MAX_SECONDS);
  }
}
