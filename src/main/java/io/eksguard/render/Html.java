package io.eksguard.render;

import java.util.ArrayDeque;

/// HTML as it is written, tag by tag. Text and the values of attributes are escaped here, so that
/// nobody can forget to.
final class Html {
  private final StringBuilder text = new StringBuilder();
  private final ArrayDeque<String> open = new ArrayDeque<>();

  /// Opens an element.
  ///
  /// @param attributes names and values by turns; a name is ours
  Html open(String element, String... attributes) {
    start(element, attributes);
    open.push(element);
    return this;
  }

  /// Closes the element that was opened last.
  Html close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  /// An element with nothing but text in it.
  Html leaf(String element, String content, String... attributes) {
    return open(element, attributes).text(content).close();
  }

  /// An element that has no end.
  Html empty(String element, String... attributes) {
    start(element, attributes);
    return this;
  }

  /// Text, whatever is in it.
  Html text(String content) {
    text.append(HtmlText.safe(content));
    return this;
  }

  /// A sentence in which values stand between backticks.
  Html prose(String sentence) {
    String[] parts = sentence.split("`", -1);
    if (parts.length % 2 == 0) {
      return text(sentence);
    }
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 0) {
        text(parts[i]);
      } else {
        leaf("code", parts[i]);
      }
    }
    return this;
  }

  /// A line break in the source, for those who read it.
  Html line() {
    text.append('\n');
    return this;
  }

  /// Part of the page that ships with the program, as it is.
  Html ours(String content) {
    text.append(content);
    return this;
  }

  private void start(String element, String... attributes) {
    text.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]);
      text.append("=\"").append(HtmlText.safe(attributes[i + 1])).append('"');
    }
    text.append('>');
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return text.toString();
  }
}
