package io.eksguard.shell.review;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Words that all must be found, in any order, in any case.
///
/// @param text as typed
record Filter(String text) {
  static final Filter NONE = new Filter("");

  /// How much of it is kept: more than any screen shows.
  private static final int MAX_LENGTH = 200;

  Filter {
    text =
        text.codePointCount(0, text.length()) > MAX_LENGTH
            ? text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH))
            : text;
  }

  boolean isEmpty() {
    return words().isEmpty();
  }

  /// The words, in small letters.
  List<String> words() {
    return Stream.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  Filter with(int codePoint) {
    return new Filter(text + Character.toString(codePoint));
  }

  Filter withoutLast() {
    return text.isEmpty()
        ? this
        : new Filter(text.substring(0, text.offsetByCodePoints(text.length(), -1)));
  }
}
