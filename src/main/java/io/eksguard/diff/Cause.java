package io.eksguard.diff;

import java.util.Locale;

/// What made a step necessary, seen from a change of the file: a pull request, most of the time.
public enum Cause {
  /// The file before the change did not ask for it.
  THIS_CHANGE,
  /// The file before the change asked for it too, and AWS is otherwise.
  EARLIER_DRIFT,
  /// As earlier drift, of a cluster that was made since.
  NEW_OBJECT,
  /// As earlier drift, and live is what AWS gives to those who asked for nothing.
  AWS_DEFAULT,
  /// What the file before the change asked for could not be worked out.
  UNKNOWN;

  /// The word in JSON and on the command line, such as `this-change`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return word();
  }
}
