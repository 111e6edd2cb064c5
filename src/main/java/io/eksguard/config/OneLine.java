package io.eksguard.config;

import java.util.stream.Collectors;

/// A piece of YAML in one line, as far as it is a value of the file.
final class OneLine {
  private OneLine() {}

  static String of(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar(scalar);
      case Node.Items items ->
          items.nodes().stream().map(OneLine::of).collect(Collectors.joining(", ", "[", "]"));
      case Node.Mapping mapping ->
          mapping.pairs().stream()
              .map(pair -> pair.key().value() + ": " + of(pair.value()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  /// A number, a truth value or a word as it is; what would be taken for anything else in quotes.
  private static String scalar(Node.Scalar scalar) {
    String value = scalar.value();
    boolean word = value.matches("[A-Za-z0-9_./-][A-Za-z0-9_./:-]*") && !value.endsWith(":");
    boolean asItIs = new Node.Scalar(scalar.span(), value, true).kind().equals(scalar.kind());
    return word && asItIs
        ? value
        : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
