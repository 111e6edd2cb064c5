package io.eksguard.diag;

import java.util.Optional;

/// One thing to tell the user.
///
/// @param severity how much it matters
/// @param code which kind of thing it is; `docs/errors.md` has a section for each
/// @param message one sentence in the user's words, values in backticks
/// @param where the place, if there is one
/// @param excerpt the line of the file, where the place is in a file that could be read
/// @param hint what to do next
public record Diagnostic(
    Severity severity,
    Code code,
    String message,
    Optional<Where> where,
    Optional<Excerpt> excerpt,
    Optional<String> hint) {

  /// An error without a place yet.
  public static Diagnostic error(Code code, String message) {
    return new Diagnostic(
        Severity.ERROR, code, message, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// A warning without a place yet.
  public static Diagnostic warning(Code code, String message) {
    return new Diagnostic(
        Severity.WARNING, code, message, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// A note without a place yet.
  public static Diagnostic note(Code code, String message) {
    return new Diagnostic(
        Severity.NOTE, code, message, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// The same, at a place.
  public Diagnostic at(Where place) {
    return new Diagnostic(severity, code, message, Optional.of(place), excerpt, hint);
  }

  /// The same, with the line it points into.
  public Diagnostic showing(Excerpt line) {
    return new Diagnostic(severity, code, message, where, Optional.of(line), hint);
  }

  /// The same, with a next step.
  public Diagnostic hint(String nextStep) {
    return new Diagnostic(severity, code, message, where, excerpt, Optional.of(nextStep));
  }

  /// Whether this is an error.
  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
