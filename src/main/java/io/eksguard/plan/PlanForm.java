package io.eksguard.plan;

import java.util.regex.Pattern;

/// The form of a plan file, such as `1.0`.
///
/// @param major changes where earlier files are not read any more; -1 for what is no form
/// @param minor counts the additions
record PlanForm(int major, int minor) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");

  /// What a program makes of a file of some form.
  enum Verdict {
    /// It is read: the form is the program's own, or an earlier one with the same beginning.
    TAKEN,
    /// A newer program wrote it.
    NEWER,
    /// Too old, or no form at all.
    OTHER
  }

  /// The form that a text names.
  static PlanForm of(String text) {
    var found = TEXT.matcher(text);
    return found.matches()
        ? new PlanForm(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)))
        : new PlanForm(-1, 0);
  }

  /// What a program of its own form makes of a file of this one.
  Verdict comparedWith(PlanForm own) {
    if (major == own.major) {
      return minor <= own.minor ? Verdict.TAKEN : Verdict.NEWER;
    }
    return major > own.major ? Verdict.NEWER : Verdict.OTHER;
  }
}
