package io.eksguard.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/// Pieces of YAML text.
///
/// The layout is ours: the engine's emitter can neither put a comment above an item of a list nor
/// break a list of ids where a line is full.
final class YamlText {
  /// Past this column a list goes on in the next line.
  private static final int WIDTH = 100;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
  private static final ScalarResolver RESOLVER = new CoreScalarResolver(false);

  /// What YAML 1.1, which many tools still read, takes for a truth value.
  private static final Set<String> OLD_WORDS = Set.of("y", "n", "yes", "no", "on", "off");

  private YamlText() {}

  /// A text, in quotes where it would be taken for anything else without.
  static String scalar(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            && RESOLVER.resolve(text, true).equals(Tag.STR)
            && !OLD_WORDS.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : quoted(text);
  }

  /// A text in double quotes.
  static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').append((char) c);
          } else if (isShown(c)) {
            quoted.appendCodePoint(c);
          } else {
            quoted.append(String.format(Locale.ROOT, "\\U%08x", c));
          }
        });
    return quoted.append('"').toString();
  }

  /// A line of a comment.
  static String comment(String line) {
    var comment = new StringBuilder(line.isEmpty() ? "#" : "# ");
    line.codePoints().forEach(c -> comment.appendCodePoint(isShown(c) ? c : '?'));
    return comment.toString();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /// A list in brackets behind its key; what does not fit stands below the first item.
  ///
  /// @param indent how far the lines will be moved to the right
  static List<String> list(String key, List<String> items, int indent) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder(key + ": [");
    String below = " ".repeat(line.length());
    for (int i = 0; i < items.size(); i++) {
      String item = items.get(i) + (i == items.size() - 1 ? "]" : ",");
      boolean first = line.length() == below.length();
      if (!first && indent + line.length() + 1 + item.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(below);
        first = true;
      }
      line.append(first ? "" : " ").append(item);
    }
    lines.add(items.isEmpty() ? line.append(']').toString() : line.toString());
    return lines;
  }

  /// The lines as an item of a list.
  static List<String> item(List<String> lines) {
    List<String> item = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      item.add((i == 0 ? "- " : "  ") + lines.get(i));
    }
    return item;
  }
}
