package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.diag.DidYouMean;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads plain values. What is wrong with one goes to the notes, and the answer is then empty.
final class Values {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

  private final Notes notes;

  Values(Notes notes) {
    this.notes = notes;
  }

  /// A text. Numbers and truth values are refused, since YAML has already changed what they say.
  Optional<String> text(Node node, String what) {
    return scalar(node, what, "a text")
        .flatMap(scalar -> {
          if (scalar.isText()) {
            return Optional.of(scalar.value());
          }
          notes.error(
              Code.WRONG_TYPE,
              scalar.span(),
              capital(what)
                  + " is a text, and `"
                  + shown(scalar.value())
                  + "` is "
                  + scalar.kind()
                  + ".",
              "Put it in quotes: `\"" + shown(scalar.value()) + "\"`.");
          return Optional.empty();
        });
  }

  /// A text of a certain form.
  ///
  /// @param hint which form that is
  Optional<String> text(Node node, String what, Pattern form, String hint) {
    return text(node, what)
        .filter(
            text -> form.matcher(text).matches() || bad(Code.BAD_VALUE, node, what, text, hint));
  }

  /// A text of a certain form, which no number has: in quotes it would be wrong still.
  ///
  /// @param hint which form that is
  Optional<String> unquoted(Node node, String what, Pattern form, String hint) {
    return scalar(node, what, "a text")
        .map(Node.Scalar::value)
        .filter(
            text -> form.matcher(text).matches() || bad(Code.BAD_VALUE, node, what, text, hint));
  }

  /// A list. A single value is refused, with the list that was probably meant.
  Optional<List<Node>> list(Node node, String what) {
    if (node instanceof Node.Items items) {
      return Optional.of(items.nodes());
    }
    String hint =
        node instanceof Node.Scalar scalar
            ? "Write it as a list: `[" + shown(scalar.typed()) + "]`."
            : "Begin each line of it with `- `.";
    notes.error(
        Code.WRONG_TYPE, node.span(), capital(what) + " is a list, not " + node.kind() + ".", hint);
    return Optional.empty();
  }

  /// A list with something in it.
  ///
  /// @param hint what to do about an empty one
  Optional<List<Node>> filledList(Node node, String what, String hint) {
    return list(node, what)
        .filter(nodes -> {
          if (nodes.isEmpty()) {
            notes.error(Code.BAD_VALUE, node.span(), capital(what) + " is empty.", hint);
          }
          return !nodes.isEmpty();
        });
  }

  /// A whole number from 0.
  Optional<Integer> count(Node node, String what, int max) {
    return count(node, what, 0, max);
  }

  /// A whole number from `min` to `max`.
  Optional<Integer> count(Node node, String what, int min, int max) {
    String hint =
        "Write a whole number from " + min + (max == Integer.MAX_VALUE ? "." : " to " + max + ".");
    return scalar(node, what, "a number")
        .flatMap(scalar -> {
          if (!scalar.isNumber()) {
            wrongType(scalar, what, "a number", hint);
          } else if (!WHOLE_NUMBER.matcher(scalar.value()).matches()
              || Integer.parseInt(scalar.value()) < min
              || Integer.parseInt(scalar.value()) > max) {
            bad(Code.BAD_VALUE, node, what, scalar.value(), hint);
          } else {
            return Optional.of(Integer.valueOf(scalar.value()));
          }
          return Optional.empty();
        });
  }

  /// `true` or `false`.
  Optional<Boolean> truth(Node node, String what) {
    return scalar(node, what, "`true` or `false`")
        .flatMap(scalar -> {
          if (scalar.isTruth()) {
            return Optional.of(scalar.value().toLowerCase(Locale.ROOT).equals("true"));
          }
          wrongType(scalar, what, "`true` or `false`", "Write `true` or `false`, without quotes.");
          return Optional.empty();
        });
  }

  /// A day, such as `2027-03-31`.
  Optional<LocalDate> day(Node node, String what) {
    return scalar(node, what, "a day")
        .flatMap(scalar -> {
          try {
            return Optional.of(LocalDate.parse(scalar.value()));
          } catch (DateTimeParseException _) {
            bad(Code.BAD_VALUE, node, what, scalar.value(), "Write a day as `2027-03-31`.");
            return Optional.empty();
          }
        });
  }

  /// One of the words that a place knows.
  ///
  /// @param known the words and what they mean, in the order in which to list them
  /// @param oftenMeant words that users try, and the known words for them
  <T> Optional<T> word(
      Node node, String what, Map<String, T> known, Map<String, String> oftenMeant) {
    Optional<String> given = scalar(node, article(what), "a word").map(Node.Scalar::value);
    Optional<T> meant = given.flatMap(word -> Optional.ofNullable(known.get(word)));
    if (meant.isEmpty()) {
      given.ifPresent(word -> noteUnknownWord(node, what, word, known, oftenMeant));
    }
    return meant;
  }

  /// The text with its first letter in upper case, to begin a sentence with.
  static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /// A value as it is shown in a message: of a very long one only the beginning.
  static String shown(String value) {
    int most = 80;
    return value.codePointCount(0, value.length()) <= most
        ? value
        : value.substring(0, value.offsetByCodePoints(0, most)) + "...";
  }

  /// Notes that a value cannot be.
  ///
  /// @return false, so that a filter can end with it
  boolean bad(Code code, Node node, String what, String value, String hint) {
    notes.error(
        code,
        node.span(),
        "`"
            + shown(value)
            + "` is not "
            + (what.startsWith("`") ? "a value for " : "")
            + what
            + ".",
        hint);
    return false;
  }

  private <T> void noteUnknownWord(
      Node node, String what, String word, Map<String, T> known, Map<String, String> oftenMeant) {
    Optional<String> near =
        Optional.ofNullable(oftenMeant.get(word.toLowerCase(Locale.ROOT)))
            .or(() -> DidYouMean.among(known.keySet(), word));
    notes.error(
        Code.UNKNOWN_WORD,
        node.span(),
        "Unknown " + what + " `" + shown(word) + "`.",
        near.map(meant -> "Did you mean `" + meant + "`? ").orElse("")
            + "Known: "
            + String.join(", ", known.keySet())
            + ".");
  }

  private Optional<Node.Scalar> scalar(Node node, String what, String wanted) {
    if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
      return Optional.of(scalar);
    }
    wrongType(node, what, wanted, "Write a single value.");
    return Optional.empty();
  }

  private void wrongType(Node node, String what, String wanted, String hint) {
    notes.error(
        Code.WRONG_TYPE,
        node.span(),
        capital(what) + " is " + wanted + ", not " + node.kind() + ".",
        hint);
  }

  private static String article(String noun) {
    return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
  }
}
