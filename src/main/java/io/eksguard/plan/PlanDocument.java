package io.eksguard.plan;

import io.eksguard.model.Access;
import io.eksguard.model.Limits;
import io.eksguard.model.Reach;
import java.time.Instant;
import java.util.Optional;

/// A plan with all that is needed to apply it elsewhere and later: no file, no earlier read.
///
/// @param eksguardVersion the version that made it
/// @param created when
/// @param target what it was made against
/// @param reach by what way the accounts are reached; roles, never credentials
/// @param limits past what it is refused
/// @param summary the counts
/// @param bases what it stands on
/// @param plan the steps
/// @param certificate that its order was checked
/// @param rings the rings of accounts, one after the other; all at once if there are none
public record PlanDocument(
    String eksguardVersion,
    Instant created,
    Target target,
    Reach reach,
    Limits limits,
    Summary summary,
    Bases bases,
    Plan plan,
    Certificate certificate,
    Optional<Rings> rings) {

  /// What a plan was made against.
  public enum Target {
    /// AWS itself.
    AWS,
    /// A sandbox.
    SANDBOX,
    /// A snapshot of either; such a plan is for looking at, and is not applied.
    SNAPSHOT
  }

  /// In which order the steps run.
  public Waves waves() {
    return rings.map(all -> Waves.of(plan, all)).orElseGet(() -> Waves.none(plan));
  }

  /// The same plan, applied with other roles than it was made with.
  public PlanDocument reachedBy(Access access) {
    return new PlanDocument(
        eksguardVersion,
        created,
        target,
        new Reach(reach.administrator(), access, reach.home()),
        limits,
        summary,
        bases,
        plan,
        certificate,
        rings);
  }
}
