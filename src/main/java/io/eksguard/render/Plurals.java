package io.eksguard.render;

/// Numbers with their nouns.
final class Plurals {
  private Plurals() {}

  /// `1 step`, `2 steps`.
  static String of(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
