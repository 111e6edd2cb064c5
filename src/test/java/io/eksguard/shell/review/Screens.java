package io.eksguard.shell.review;

import io.eksguard.plan.Review;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;

/// Screens for tests.
final class Screens {
  private static final Pattern KEY = Pattern.compile("<([A-Z_]+)>|.");

  private Screens() {}

  /// The screen after these keys: characters, and names of keys between `<` and `>`.
  ///
  /// @throws IllegalStateException if a key leaves the review
  static ReviewScreen after(ReviewScreen screen, String keys) {
    ReviewScreen now = screen;
    for (Key key : keys(keys)) {
      now =
          switch (now.on(key)) {
            case Turn.Stay(ReviewScreen next) -> next;
            case Turn.Done(Review _) -> throw new IllegalStateException("left by " + key);
          };
    }
    return now;
  }

  private static List<Key> keys(String text) {
    List<Key> keys = new ArrayList<>();
    Matcher matcher = KEY.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      keys.add(
          name == null ? new Key.Typed(matcher.group().codePointAt(0)) : Key.Named.valueOf(name));
    }
    return keys;
  }

  /// What is on the screen, without looks; blanks at the ends of lines are left out.
  static String text(ReviewScreen screen) {
    return ReviewPainter.paint(screen, false).stream()
        .map(AttributedString::toString)
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
