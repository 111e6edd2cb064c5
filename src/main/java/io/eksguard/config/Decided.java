package io.eksguard.config;

import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AccountId;
import io.eksguard.model.Approach;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Entry;
import io.eksguard.model.Region;
import java.util.List;
import java.util.Optional;

/// What an edit comes to, before any text is looked at.
sealed interface Decided {
  /// It cannot be done.
  record Refused(Diagnostic why) implements Decided {}

  /// It is so already.
  record Unchanged(Diagnostic why) implements Decided {}

  /// Accounts that join later are covered otherwise.
  record NewAccounts(ApproachName approach) implements Decided {}

  /// One account is covered otherwise.
  ///
  /// @param seat how the entry that covers it speaks of it
  /// @param from the entry that covers it
  /// @param to how it shall be covered
  /// @param lines the list of clusters of `to`, line by line, out of that of `from`
  /// @param notes what was decided on the way
  record Account(
      AccountId account,
      Seat seat,
      Optional<Entry> from,
      Approach to,
      List<Line> lines,
      List<Diagnostic> notes)
      implements Decided {
    public Account {
      lines = List.copyOf(lines);
      notes = List.copyOf(notes);
    }
  }

  /// How an account has come to be covered.
  enum Seat {
    /// It is the administrator's own.
    ADMINISTRATOR,
    /// An entry speaks of it alone.
    OWN,
    /// An entry speaks of it and of others by their ids.
    SHARED,
    /// An entry speaks of a unit that it lies below, or of all others.
    INHERITED,
    /// No entry speaks of it.
    NOBODY
  }

  /// A line of a list of clusters.
  sealed interface Line {
    /// One that was there.
    ///
    /// @param index which
    record Kept(int index) implements Line {}

    /// One that was there for every region, and is now for one.
    ///
    /// @param index which
    record Narrowed(int index, Region region) implements Line {}

    /// A new one.
    record Added(ClusterRule rule) implements Line {}
  }
}
