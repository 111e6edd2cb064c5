package io.eksguard.config;

/// Says that a place of a text cannot be changed by us; never leaves this package.
final class Untouchable extends Exception {
  private final transient Span span;

  /// @param what what stands in the way: `an anchor`
  Untouchable(Span span, String what) {
    super(what, null, false, false);
    this.span = span;
  }

  Span span() {
    return span;
  }
}
