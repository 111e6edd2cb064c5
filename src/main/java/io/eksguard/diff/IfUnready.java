package io.eksguard.diff;

/// What to do where a cluster would get the agent and is not ready for it.
public enum IfUnready {
  /// Tell, and go on.
  WARN("warn"),
  /// Leave its account in its region as it is.
  HOLD("hold"),
  /// Take the cluster as excluded, so that the rest of the account can go ahead.
  EXCLUDE("exclude");

  private final String word;

  IfUnready(String word) {
    this.word = word;
  }

  /// Its name on the command line.
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
