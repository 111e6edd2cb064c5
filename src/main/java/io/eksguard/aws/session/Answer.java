package io.eksguard.aws.session;

import io.eksguard.diag.Diagnostic;
import io.eksguard.live.Reading;
import java.util.function.Function;

/// What a call to AWS came to.
///
/// @param <T> what it returns
public sealed interface Answer<T> {
  /// AWS answered.
  record Ok<T>(T value) implements Answer<T> {}

  /// It did not work.
  ///
  /// @param why what to tell the user
  /// @param cause what kind of failure it was
  record Failed<T>(Diagnostic why, Cause cause) implements Answer<T> {}

  /// What kind of failure it was, as far as it decides what happens next.
  enum Cause {
    /// AWS refused, so nothing happened.
    REFUSED,
    /// There were too many calls, so nothing happened; later it may.
    THROTTLED,
    /// The time was up before it was sent, so nothing happened.
    NOT_SENT,
    /// AWS says that there is no such thing.
    NOT_FOUND,
    /// The server failed: it may have happened; later it may work.
    SERVER_FAILED,
    /// The answer was lost: it may have happened.
    UNCLEAR
  }

  /// The same for a value made of this one.
  default <R> Answer<R> map(Function<? super T, ? extends R> then) {
    return switch (this) {
      case Ok<T>(T value) -> new Ok<>(then.apply(value));
      case Failed<T>(Diagnostic why, Cause cause) -> new Failed<>(why, cause);
    };
  }

  /// The next call, if this one worked.
  default <R> Answer<R> then(Function<? super T, Answer<R>> next) {
    return switch (this) {
      case Ok<T>(T value) -> next.apply(value);
      case Failed<T>(Diagnostic why, Cause cause) -> new Failed<>(why, cause);
    };
  }

  /// What it means as a read.
  default Reading<T> reading() {
    return switch (this) {
      case Ok<T>(T value) -> new Reading.Present<>(value);
      case Failed<T>(Diagnostic _, Cause cause) when cause == Cause.NOT_FOUND ->
          new Reading.Absent<>();
      case Failed<T>(Diagnostic why, Cause _) -> new Reading.Unknown<>(why);
    };
  }
}
