package io.eksguard.model;

import java.util.Optional;

/// What a cluster's `GuardDutyManaged` tag must be.
public sealed interface TagNeed {
  /// It must have this value.
  record Exactly(String value) implements TagNeed {}

  /// It may be absent or have any value but this.
  record AnythingBut(String value) implements TagNeed {}

  /// It must have this value.
  static TagNeed exactly(String value) {
    return new Exactly(value);
  }

  /// It may be anything else.
  static TagNeed anythingBut(String value) {
    return new AnythingBut(value);
  }

  /// Whether a tag of this value, or none, will do.
  default boolean isMetBy(Optional<String> tag) {
    return switch (this) {
      case Exactly(String value) -> tag.equals(Optional.of(value));
      case AnythingBut(String value) -> !tag.equals(Optional.of(value));
    };
  }

  /// What to make of a tag that will not do: set to a value, or removed.
  default Optional<String> remedy() {
    return switch (this) {
      case Exactly(String value) -> Optional.of(value);
      case AnythingBut _ -> Optional.empty();
    };
  }
}
