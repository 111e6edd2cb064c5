package io.eksguard;

import io.eksguard.sim.Event;
import io.eksguard.sim.EventLog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Breaks of the two laws, as the sandbox saw them.
final class Detours {
  private Detours() {}

  /// Clusters that became managed or unmanaged more than once in all: those were for a moment what
  /// they were neither before nor after.
  static List<String> in(EventLog log) {
    Map<String, Integer> turns = new TreeMap<>();
    for (Event event : log.all()) {
      if (event.kind() == Event.Kind.BECAME_MANAGED
          || event.kind() == Event.Kind.BECAME_UNMANAGED) {
        turns.merge(
            event.region() + " " + event.account() + " " + event.cluster(), 1, Integer::sum);
      }
    }
    turns.values().removeIf(count -> count == 1);
    return List.copyOf(turns.keySet());
  }
}
