package io.eksguard.journal;

import io.eksguard.diag.Diagnostic;
import java.io.IOException;

/// The journal could not be written. Not a bug: the disk is full, or the folder is read-only.
///
/// Nothing may be written to AWS after it, for nobody would know of it after a crash.
public final class JournalException extends RuntimeException {
  private final transient Diagnostic why;

  JournalException(Diagnostic why, IOException cause) {
    super(why.message(), cause);
    this.why = why;
  }

  /// What to tell the user.
  public Diagnostic why() {
    return why;
  }
}
