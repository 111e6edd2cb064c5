package io.eksguard.sim;

/// What goes wrong with a call.
sealed interface Fault {

  /// IAM refuses.
  record Deny() implements Fault {}

  /// Too many requests.
  record Throttle() implements Fault {}

  /// Too many requests, but for as many as the bucket lets through.
  record ThrottleBeyond(Tokens tokens) implements Fault {}

  /// The service fails, and nothing has happened.
  record ServerError() implements Fault {}

  /// The connection breaks before anything has happened.
  record HangUpBefore() implements Fault {}

  /// The connection breaks after it has happened.
  record LoseAnswer() implements Fault {}

  /// The next reads of the cluster show the tags as they were.
  record StaleTags(int reads) implements Fault {}

  /// A call on several accounts fails for one of them.
  record Unprocessed(String account, String result) implements Fault {}

  /// A list comes back empty, with a token for what was asked for.
  record EmptyPage() implements Fault {}

  /// Something else happens first.
  record First(Runnable something) implements Fault {}
}
