package io.eksguard.journal;

/// Who holds a lock.
///
/// @param user the user's name
/// @param host the name of the machine
/// @param process the process
/// @param command the command it runs
public record Owner(String user, String host, ProcessMark process, String command) {
  /// What can be said of an owner from where somebody else stands.
  public enum Liveness {
    /// Its process runs.
    RUNNING,
    /// Its process runs no more.
    GONE,
    /// It is on another machine, or in another container.
    UNKNOWN
  }

  /// Whether this owner still runs, as far as the other can see it.
  public Liveness seenBy(Owner other) {
    if (!host.equals(other.host) || !process.space().equals(other.process.space())) {
      return Liveness.UNKNOWN;
    }
    return process.isRunning() ? Liveness.RUNNING : Liveness.GONE;
  }
}
