package io.eksguard.render;

/// How a command ended, in one word of the JSON output.
public enum Verdict {
  /// Live is as the file says.
  NO_CHANGES("no-changes"),
  /// There is something to do.
  CHANGES("changes"),
  /// All of it was done, and live matches.
  APPLIED("applied"),
  /// Some of it was not done, or live does not match.
  INCOMPLETE("incomplete"),
  /// A limit, or the user, said no.
  REFUSED("refused"),
  /// It could not be done at all.
  FAILED("failed");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /// The word in JSON.
  public String word() {
    return word;
  }
}
