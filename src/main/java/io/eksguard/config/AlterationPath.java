package io.eksguard.config;

import io.eksguard.diag.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was typed of an alteration, taken apart:
/// `organization.members[account=444455556666].approach`.
///
/// @param source what was typed
/// @param parts the keys and entries, from the top of the file down
/// @param end the code point behind the path
/// @param sign what stands there
record AlterationPath(SourceText source, List<Part> parts, int end, Sign sign) {
  AlterationPath {
    parts = List.copyOf(parts);
  }

  /// One step down.
  sealed interface Part {
    Span span();

    /// The value of a key.
    record Key(Span span, String word) implements Part {}

    /// An entry of a list, counted from 0.
    record Index(Span span, int index) implements Part {}

    /// The entry of a list that has a key with this value.
    record Having(Span span, String key, String value) implements Part {}
  }

  /// What stands behind a path.
  enum Sign {
    NOTHING(0),
    EQUALS(1),
    PLUS_EQUALS(2);

    private final int length;

    Sign(int length) {
      this.length = length;
    }
  }

  /// Takes apart what was typed; what is wrong with it goes to the notes.
  static Optional<AlterationPath> of(SourceText source, Notes notes) {
    return new Reader(source, notes).read();
  }

  /// The path as it was typed.
  String path() {
    return source.substring(0, end);
  }

  /// The path down to a part of it, for messages.
  String pathTo(int part) {
    return source.substring(0, parts.get(part).span().end());
  }

  /// The value as a text of the same length as what was typed, so that places in it are places in
  /// that. The line break lets a value in block style begin at the margin.
  String value() {
    int start = end + sign.length;
    return start == 0
        ? ""
        : " ".repeat(start - 1) + "\n" + source.substring(start, source.length());
  }

  /// Whether nothing stands behind the sign.
  boolean isValueless() {
    return value().isBlank();
  }

  private static final class Reader {
    private final SourceText source;
    private final Notes notes;
    private final List<Part> parts = new ArrayList<>();
    private int at;

    Reader(SourceText source, Notes notes) {
      this.source = source;
      this.notes = notes;
    }

    Optional<AlterationPath> read() {
      boolean more = true;
      while (more) {
        if (!key()) {
          return Optional.empty();
        }
        while (is('[')) {
          if (!entry()) {
            return Optional.empty();
          }
        }
        more = is('.');
        at += more ? 1 : 0;
      }
      return sign().map(sign -> new AlterationPath(source, parts, at, sign));
    }

    private Optional<Sign> sign() {
      if (at == source.length()) {
        return Optional.of(Sign.NOTHING);
      }
      if (is('=')) {
        return Optional.of(Sign.EQUALS);
      }
      if (is('+') && at + 1 < source.length() && source.codePoint(at + 1) == '=') {
        return Optional.of(Sign.PLUS_EQUALS);
      }
      wrong(at, "After `]` comes `.`, `[`, `=` or `+=`.");
      return Optional.empty();
    }

    private boolean key() {
      int start = at;
      while (at < source.length() && !is('.') && !is('[') && !is(']') && !is('=') && !isAppend()) {
        at++;
      }
      if (at == start) {
        wrong(at, "A key is missing here.");
        return false;
      }
      parts.add(new Part.Key(new Span(source, start, at), source.substring(start, at).strip()));
      return true;
    }

    private boolean isAppend() {
      return is('+') && at + 1 < source.length() && source.codePoint(at + 1) == '=';
    }

    private boolean entry() {
      int start = at;
      int quote = 0;
      while (at < source.length() && (quote != 0 || !is(']'))) {
        int c = source.codePoint(at);
        if (quote == 0 && (c == '"' || c == '\'')) {
          quote = c;
        } else if (c == quote) {
          quote = 0;
        }
        at++;
      }
      if (at == source.length()) {
        wrong(start, "The `[` that stands here is never closed.");
        return false;
      }
      at++;
      Span span = new Span(source, start, at);
      String inside = source.substring(start + 1, at - 1).strip();
      int equals = inside.indexOf('=');
      if (inside.matches("[0-9]{1,6}")) {
        parts.add(new Part.Index(span, Integer.parseInt(inside)));
        return true;
      }
      if (equals <= 0) {
        wrong(start, "In `[...]` stands which entry is meant.");
        return false;
      }
      String value = inside.substring(equals + 1).strip();
      boolean quoted =
          value.length() > 1
              && "\"'".indexOf(value.charAt(0)) >= 0
              && value.endsWith(value.substring(0, 1));
      parts.add(
          new Part.Having(
              span,
              inside.substring(0, equals).strip(),
              quoted ? value.substring(1, value.length() - 1) : value));
      return true;
    }

    private boolean is(char c) {
      return at < source.length() && source.codePoint(at) == c;
    }

    private void wrong(int index, String message) {
      notes.error(
          Code.WRONG_USAGE,
          Span.at(source, index),
          message,
          "A path is keys with dots between them, and entries of lists by number or by key:"
              + " `organization.members[0].approach`, `organization.members[account=444455556666].approach`.");
    }
  }
}
