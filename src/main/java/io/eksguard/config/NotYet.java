package io.eksguard.config;

/// What the file can say and this version does not carry out.
///
/// The parser reads all of it, so that later work deletes a constant here, and the compiler then
/// shows the call to delete.
enum NotYet {
  /// `leftoverAgents: remove`
  REMOVE_LEFTOVER_AGENTS(
      "`leftoverAgents: remove`",
      "Write `leftoverAgents: keep`, and delete the add-on of such clusters yourself.");

  private final String what;
  private final String instead;

  NotYet(String what, String instead) {
    this.what = what;
    this.instead = instead;
  }

  String message() {
    return what + " is read by this version of eksguard but not carried out yet.";
  }

  String instead() {
    return instead;
  }
}
