package io.eksguard.model;

/// The five approaches by name, without their lists of clusters.
public enum ApproachName {
  ALL("all", new Setting(true, true)),
  ALL_EXCEPT("all-except", new Setting(true, true)),
  ONLY("only", new Setting(true, false)),
  MANUAL("manual", new Setting(true, false)),
  DISABLED("disabled", Setting.OFF);

  private final String word;
  private final Setting setting;

  ApproachName(String word, Setting setting) {
    this.word = word;
    this.setting = setting;
  }

  /// The word in the file.
  public String word() {
    return word;
  }

  /// How the feature is set under it.
  public Setting setting() {
    return setting;
  }
}
