package io.eksguard.live;

/// On what terms AWS is asked, for as long as a command runs.
///
/// @param deadline until when
/// @param listener who hears of it
public record CallTerms(Deadline deadline, CallListener listener) {
  /// Without end, and nobody listens.
  public static final CallTerms NONE = new CallTerms(Deadline.NONE, CallListener.NONE);
}
