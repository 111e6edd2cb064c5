package io.eksguard.foreign;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The last write of each thing that was asked for, out of as many events as there are.
///
/// It keeps one write for each of those things, and of policies at most [#MAX_POLICY_WRITES], so
/// that the events may be of any number.
public final class Trail {
  /// How many writes of policies are kept. Policies are asked for by name, and events have ids.
  static final int MAX_POLICY_WRITES = 20_000;

  private final Set<Attribute> asked;
  private final Map<Attribute, LastWrite> writes = new HashMap<>();
  private final Map<String, String> policyIds = new HashMap<>();
  private final Map<String, Instant> named = new HashMap<>();
  private int policyWrites;
  private long events;
  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> last = Optional.empty();

  /// @param asked what to keep the last write of; those of policies are kept anyway
  public Trail(Set<Attribute> asked) {
    this.asked = Set.copyOf(asked);
  }

  /// Takes one event into account.
  void add(Event event) {
    pass(event.write().at());
    event.attributes().forEach(attribute -> add(attribute, event.write()));
    event.policyName().ifPresent(name -> name(name, event));
  }

  private void add(Attribute attribute, LastWrite write) {
    boolean ofPolicy =
        attribute instanceof Attribute.PolicyText || attribute instanceof Attribute.PolicyTarget;
    LastWrite known = writes.get(attribute);
    if (known != null) {
      if (known.at().isBefore(write.at())) {
        writes.put(attribute, write);
      }
    } else if (ofPolicy ? policyWrites++ < MAX_POLICY_WRITES : asked.contains(attribute)) {
      writes.put(attribute, write);
    }
  }

  /// The policy that had the name last is the one that is meant by it.
  private void name(String name, Event event) {
    for (Attribute attribute : event.attributes()) {
      if (attribute instanceof Attribute.PolicyText(String id)
          && writes.containsKey(attribute)
          && !named.getOrDefault(name, Instant.MIN).isAfter(event.write().at())) {
        named.put(name, event.write().at());
        policyIds.put(name, id);
      }
    }
  }

  /// The last write, if the events have one.
  public Optional<LastWrite> of(Attribute attribute) {
    return Optional.ofNullable(writes.get(attribute));
  }

  /// The id of the policy of this name, if the events have it.
  public Optional<String> policyId(String name) {
    return Optional.ofNullable(policyIds.get(name));
  }

  /// How many events there were, of whatever kind.
  public long events() {
    return events;
  }

  /// Counts an event that is of no kind that matters here.
  void pass(Instant at) {
    events++;
    first = Optional.of(first.filter(known -> !known.isAfter(at)).orElse(at));
    last = Optional.of(last.filter(known -> !known.isBefore(at)).orElse(at));
  }

  /// When the first event was.
  public Optional<Instant> first() {
    return first;
  }

  /// When the last event was.
  public Optional<Instant> last() {
    return last;
  }
}
