package io.eksguard.diff;

import io.eksguard.model.Place;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// How live differs from the file.
///
/// @param changes what must change, in no order that means anything
/// @param findings what else was noticed
/// @param grounds what was seen and is wanted, for each account and region that can be planned for
/// @param blocked the accounts and regions that cannot be planned for: unreadable, or in conflict
public record Difference(
    List<Change> changes,
    List<Finding> findings,
    SortedMap<Place, Ground> grounds,
    SortedSet<Place> blocked) {
  public Difference {
    changes = List.copyOf(changes);
    findings = List.copyOf(findings);
    grounds = new TreeMap<>(grounds);
    blocked = new TreeSet<>(blocked);
  }
}
