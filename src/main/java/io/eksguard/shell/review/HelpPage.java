package io.eksguard.shell.review;

import java.util.List;

/// What the keys do, as text.
final class HelpPage {
  /// Each at most 40 columns wide, so that it can be read on any screen.
  static final List<String> LINES =
      """
      Review: decide what is done.
      Nothing is written to AWS here.

      Move
        up, down, k, j    one line
        PgUp, PgDn        one screen
        Home, End         first, last line
        n, N              next, previous open
      Look
        Enter, d          details; fold
        right, left       unfold, fold
        -, +              fold, unfold all
        /                 filter: all words
                          must be found, in
                          account, region,
                          cluster, action or
                          decision
        Esc               clear the filter
      Decide, of a step or a group
        a                 accept, with what
                          must come first
        h                 hold: not now
        r                 reject: not at all
        o, u              open again
        A                 accept all shown that is open
      Marks
        [ ]               open: not done
        [+]               accepted
        [h]               held
        [x]               rejected
        [H with STEP]     held with STEP,
                          which must come
                          first and is held
                          or rejected
      Leave
        q, Ctrl-C, Esc    decisions are kept
      Any key            back to the list\
      """
          .lines()
          .toList();

  private HelpPage() {}
}
