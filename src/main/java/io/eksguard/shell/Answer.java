package io.eksguard.shell;

import io.eksguard.plan.Review;

/// What came of a request. What there is to read was written meanwhile.
sealed interface Answer {
  /// It was answered.
  ///
  /// @param code as the command line would end with
  record Done(int code) implements Answer {}

  /// A person must say yes first.
  ///
  /// @param question what to ask
  /// @param ifYes what to ask for then
  record Asks(String question, Request ifYes) implements Answer {}

  /// The review begins; what comes of it goes to [Engine#reviewed].
  record Walks(Review review, String filter) implements Answer {}

  /// The session ends.
  record Ended() implements Answer {}
}
