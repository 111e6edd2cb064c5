package io.eksguard.diff.policy;

import java.util.stream.Stream;

/// An answer that may be missing.
enum Whether {
  NO,
  /// It depends on what is not known here.
  MAYBE,
  YES;

  static Whether of(boolean known) {
    return known ? YES : NO;
  }

  Whether not() {
    return switch (this) {
      case NO -> YES;
      case MAYBE -> MAYBE;
      case YES -> NO;
    };
  }

  /// Whether all of them hold; of none, they do.
  static Whether all(Stream<Whether> some) {
    return some.reduce(YES, (a, b) -> a.compareTo(b) <= 0 ? a : b);
  }

  /// Whether one of them holds; of none, none does.
  static Whether any(Stream<Whether> some) {
    return some.reduce(NO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }
}
