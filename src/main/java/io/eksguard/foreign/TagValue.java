package io.eksguard.foreign;

import io.eksguard.model.Tag;
import java.util.Optional;

/// What another tool says of the `GuardDutyManaged` tag.
///
/// A value that means nothing to GuardDuty is not kept: it may be anything, a secret too.
public sealed interface TagValue {
  /// There is no such tag.
  record Absent() implements TagValue {}

  /// There is one.
  ///
  /// @param value `true` or `false`; nothing if it is another value
  /// @param secret whether the tool calls it sensitive
  record Present(Optional<String> value, boolean secret) implements TagValue {
    public Present {
      value = value.filter(Tag::isKnown);
    }
  }

  /// It is known only once it was applied, or not told.
  record Unknown() implements TagValue {}

  /// The tag as a cluster with this value would carry it; nothing if it is not known.
  default Optional<Optional<String>> carried() {
    return switch (this) {
      case Absent _ -> Optional.of(Optional.empty());
      case Present(var value, var _) -> Optional.of(value.or(() -> Optional.of("")));
      case Unknown _ -> Optional.empty();
    };
  }
}
