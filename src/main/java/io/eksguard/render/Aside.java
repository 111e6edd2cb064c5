package io.eksguard.render;

import io.eksguard.diff.InactiveMember;
import io.eksguard.model.AccountId;
import io.eksguard.plan.Causes;
import io.eksguard.plan.Reaction;
import java.util.List;
import java.util.Optional;

/// What was noticed beside the plan.
///
/// @param unmanaged the active members that nothing in the file covers
/// @param inactive the members that are not active
/// @param ending the exceptions that end soon, if that was asked for
/// @param causes what made each step necessary, if that was asked for
/// @param supposed what the file was taken to say instead, if that was asked for
/// @param reaction what AWS will do by itself once the plan is done
/// @param rollout the rings in which it runs, if there are any
public record Aside(
    List<AccountId> unmanaged,
    List<InactiveMember> inactive,
    Optional<Ending> ending,
    Optional<Causes> causes,
    Optional<Supposed> supposed,
    Reaction reaction,
    Optional<RolloutView> rollout) {
  /// Nothing.
  public static final Aside NONE =
      new Aside(
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Reaction.NONE,
          Optional.empty());

  public Aside {
    unmanaged = List.copyOf(unmanaged);
    inactive = List.copyOf(inactive);
  }

  /// A plan of the file as it is.
  public Aside(
      List<AccountId> unmanaged,
      List<InactiveMember> inactive,
      Optional<Ending> ending,
      Optional<Causes> causes) {
    this(unmanaged, inactive, ending, causes, Optional.empty(), Reaction.NONE, Optional.empty());
  }

  /// The same, with the exceptions that end soon.
  public Aside with(Optional<Ending> soon) {
    return new Aside(unmanaged, inactive, soon, causes, supposed, reaction, rollout);
  }

  /// The same, of a file that was taken to say something else.
  public Aside with(Supposed other) {
    return new Aside(unmanaged, inactive, ending, causes, Optional.of(other), reaction, rollout);
  }

  /// The same, with what AWS will do by itself.
  public Aside with(Reaction other) {
    return new Aside(unmanaged, inactive, ending, causes, supposed, other, rollout);
  }

  /// The same, run in these rings.
  public Aside with(RolloutView other) {
    return new Aside(unmanaged, inactive, ending, causes, supposed, reaction, Optional.of(other));
  }
}
