package io.eksguard.cli;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The port by which a message leaves for somebody else's webhook.
@FunctionalInterface
public interface Web {
  /// Posts a JSON document, once. Redirects are answers like any other.
  ///
  /// The address is a secret: nothing that comes back may name more of it than its host.
  ///
  /// @param within how long to wait for a connection, and for the answer
  Answer post(URI to, Map<String, String> headers, String body, Duration within);

  /// What came of it.
  sealed interface Answer {
    /// There was an answer.
    ///
    /// @param retryAfter the header of that name, as it came
    record Answered(int status, Optional<String> retryAfter) implements Answer {}

    /// The message did not get there.
    ///
    /// @param why as the end of a sentence
    record Unreached(String why) implements Answer {}

    /// Nobody knows whether the message got there.
    ///
    /// @param why as the end of a sentence
    record Unanswered(String why) implements Answer {}
  }
}
