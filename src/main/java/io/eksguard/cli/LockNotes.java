package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.journal.Owner;
import java.time.Instant;

/// What users are told about the lock of apply.
final class LockNotes {
  private LockNotes() {}

  /// Who holds it.
  static String holder(Owner owner, Instant since) {
    return "`%s` on `%s` holds the lock since %s, as process %d: `%s`."
        .formatted(owner.user(), owner.host(), since, owner.process().pid(), owner.command());
  }

  /// An apply cannot begin because of it.
  static Diagnostic refusal(Owner owner, Instant since) {
    return Diagnostic.error(Code.LOCKED, holder(owner, since))
        .hint("Wait for it. If it is not there any more, `eksguard unlock` removes the lock.");
  }

  /// An apply goes on although there was one.
  static Diagnostic takenOver(Owner dead) {
    return Diagnostic.warning(
        Code.LOCKED,
        "The lock of `%s`, process %d, was taken over: that process runs no more."
            .formatted(dead.user(), dead.process().pid()));
  }
}
