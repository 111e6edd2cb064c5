package io.eksguard.render;

import io.eksguard.diff.InactiveMember;
import io.eksguard.model.AccountId;
import io.eksguard.plan.Causes;
import java.util.List;
import java.util.Optional;

/// What was noticed beside the plan.
///
/// @param unmanaged the active members that nothing in the file covers
/// @param inactive the members that are not active
/// @param ending the exceptions that end soon, if that was asked for
/// @param causes what made each step necessary, if that was asked for
public record Aside(
    List<AccountId> unmanaged,
    List<InactiveMember> inactive,
    Optional<Ending> ending,
    Optional<Causes> causes) {
  /// Nothing.
  public static final Aside NONE =
      new Aside(List.of(), List.of(), Optional.empty(), Optional.empty());

  public Aside {
    unmanaged = List.copyOf(unmanaged);
    inactive = List.copyOf(inactive);
  }

  /// The same, with the exceptions that end soon.
  public Aside with(Optional<Ending> soon) {
    return new Aside(unmanaged, inactive, soon, causes);
  }
}
