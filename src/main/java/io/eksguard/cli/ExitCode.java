package io.eksguard.cli;

import java.util.Comparator;
import java.util.List;

/// How a command ends, as the shell sees it. Where several apply, the one named first here wins.
public enum ExitCode {
  /// Something went wrong that is none of the below.
  ERROR(1),
  /// AWS denied access, or there are no credentials for it.
  ACCESS_DENIED(6),
  /// Some steps failed or were held.
  INCOMPLETE(4),
  /// Something changed since the plan was made.
  STALE(5),
  /// A limit, or the evaluation of the policy, refused.
  REFUSED(3),
  /// Something could not be read, and `--strict` was asked for.
  UNREADABLE(7),
  /// There are changes, or there is drift.
  CHANGES(2),
  /// Done, or nothing to do.
  OK(0),
  /// Wrong usage or a wrong file. Nothing else can apply beside it: nothing was begun.
  USAGE(64);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /// The number that the process ends with.
  public int number() {
    return number;
  }

  /// The one that wins among several; OK if there are none.
  public static ExitCode worst(List<ExitCode> codes) {
    return codes.stream().min(Comparator.naturalOrder()).orElse(OK);
  }
}
