package io.eksguard.render;

/// Sentences about a plan that every format has.
final class SentenceText {
  private SentenceText() {}

  /// The sentence with its mark: AWS ends its own with one or without.
  static String ended(String sentence) {
    return sentence.isEmpty() || ".!?".indexOf(sentence.charAt(sentence.length() - 1)) >= 0
        ? sentence
        : sentence + ".";
  }

  /// That some of it could not be planned for.
  static String notPlanned(int count) {
    return Plurals.of(count, "account-region")
        + " could not be planned for; nothing is changed there. The diagnostics say why.";
  }

  /// That some accounts are left alone, without the mark at its end.
  static String unmanaged(int count) {
    return Plurals.of(count, "active member")
        + " of the organization "
        + (count == 1 ? "is" : "are")
        + " not covered by the file and left alone";
  }
}
