package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.diag.SourcePos;
import io.eksguard.diag.Where;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is noted while reading: what is wrong, and where each part stands.
final class Notes {
  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing(
          diagnostic -> diagnostic.where().flatMap(Notes::spot),
          Comparator.comparing(
              spot -> spot.orElse(null),
              Comparator.nullsFirst(Comparator.<SourcePos>naturalOrder())));

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, Span> places = new HashMap<>();

  /// Notes an error in a text.
  void error(Code code, Span span, String message, String hint) {
    diagnostics.add(placed(Diagnostic.error(code, message).hint(hint), span));
  }

  /// Notes an error that has no place in a text.
  void error(Code code, String message, String hint) {
    diagnostics.add(Diagnostic.error(code, message).hint(hint));
  }

  /// Notes a warning in a text.
  void warning(Code code, Span span, String message, String hint) {
    diagnostics.add(placed(Diagnostic.warning(code, message).hint(hint), span));
  }

  /// Takes over what others have noted.
  void take(Notes others) {
    diagnostics.addAll(others.diagnostics);
  }

  /// Notes where the part at this path stands.
  void place(String path, Span span) {
    places.put(path, span);
  }

  /// Where the part at this path stands, if it was read.
  Optional<Span> placeOf(String path) {
    return Optional.ofNullable(places.get(path));
  }

  boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /// All that was noted, sorted by place; what has none comes first.
  List<Diagnostic> diagnostics() {
    return diagnostics.stream().sorted(BY_PLACE).toList();
  }

  Positions positions() {
    Map<String, SourcePos> byPath = new HashMap<>();
    places.forEach((path, span) -> byPath.put(path, span.pos()));
    return new Positions(byPath);
  }

  /// The same, at a place in a text, with its line.
  static Diagnostic placed(Diagnostic diagnostic, Span span) {
    Diagnostic at = diagnostic.at(span.pos());
    return span.excerpt().map(at::showing).orElse(at);
  }

  private static Optional<SourcePos> spot(Where where) {
    return where instanceof SourcePos pos ? Optional.of(pos) : Optional.empty();
  }
}
