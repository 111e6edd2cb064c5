package io.eksguard.drift;

/// Why something is told.
public enum Turn {
  /// The channel has not been told of it.
  NEW("new"),
  /// It was as it should be, and is not any more.
  CAME_BACK("came-back"),
  /// The channel was told of something less important.
  WORSE("worse"),
  /// It is as the channel was told, many nights ago.
  REMINDER("reminder"),
  /// It is as it should be again, or can be read again.
  RESOLVED("resolved"),
  /// It is there; without a history nobody knows whether that is new.
  SEEN("seen");

  private final String word;

  Turn(String word) {
    this.word = word;
  }

  /// The word in JSON.
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
