package io.eksguard.live;

/// On what terms AWS is asked, for as long as a command runs.
///
/// @param deadline until when
/// @param listener who hears of it
/// @param limits how hard
public record CallTerms(Deadline deadline, CallListener listener, CallLimits limits) {
  /// Without end, nobody listens, and as hard as is usual.
  public static final CallTerms NONE =
      new CallTerms(Deadline.NONE, CallListener.NONE, CallLimits.USUAL);
}
