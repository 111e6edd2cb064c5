package io.eksguard.live;

import io.eksguard.diag.Diagnostic;
import java.util.Optional;
import java.util.function.Function;

/// What a read gave. `Unknown` is not `Absent`: acting on it would be acting blind.
///
/// @param <T> what was to be read
public sealed interface Reading<T> {
  /// It is there.
  record Present<T>(T value) implements Reading<T> {}

  /// It is known not to be there.
  record Absent<T>() implements Reading<T> {}

  /// It could not be read.
  record Unknown<T>(Diagnostic why) implements Reading<T> {}

  /// It was not asked for.
  record NotRead<T>() implements Reading<T> {}

  /// The value, if it is there.
  default Optional<T> asOptional() {
    return switch (this) {
      case Present<T>(T value) -> Optional.of(value);
      case Absent<T> _, Unknown<T> _, NotRead<T> _ -> Optional.empty();
    };
  }

  /// The same of what can be made of the value.
  default <R> Reading<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Present<T>(T value) -> new Present<>(change.apply(value));
      case Absent<T> _ -> new Absent<>();
      case Unknown<T>(Diagnostic why) -> new Unknown<>(why);
      case NotRead<T> _ -> new NotRead<>();
    };
  }

  /// Why it could not be read, if that was so.
  default Optional<Diagnostic> problem() {
    return switch (this) {
      case Unknown<T>(Diagnostic why) -> Optional.of(why);
      case Present<T> _, Absent<T> _, NotRead<T> _ -> Optional.empty();
    };
  }
}
