package io.eksguard.sim;

import io.eksguard.sim.Event.Kind;
import io.eksguard.sim.guardduty.Monitoring;
import io.eksguard.sim.world.Agent;
import io.eksguard.sim.world.Cluster;
import io.eksguard.sim.world.Regional;
import io.eksguard.sim.world.World;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What happened in a sandbox, in order. Safe for use by several threads.
public final class EventLog {
  private static final Set<Kind> MANAGED =
      Set.of(Kind.MANAGED_AT_START, Kind.BECAME_MANAGED, Kind.AGENT_INSTALLED);
  private static final Set<Kind> MANAGEMENT =
      Set.of(Kind.MANAGED_AT_START, Kind.BECAME_MANAGED, Kind.BECAME_UNMANAGED);

  private final InstantSource clock;
  private final Consumer<String> lines;
  private final List<Event> events = new ArrayList<>();
  private final List<RecordedCall> calls = new ArrayList<>();
  private long sequence;

  private EventLog(InstantSource clock, Consumer<String> lines) {
    this.clock = clock;
    this.lines = lines;
  }

  /// A log that is only in memory.
  static EventLog inMemory(InstantSource clock) {
    return new EventLog(clock, _ -> {});
  }

  /// A log that goes on where the file ends, and appends to it.
  static EventLog continuing(Path file, InstantSource clock) {
    EventLines.mend(file);
    var old = read(file);
    var log = new EventLog(clock, line -> EventLines.append(file, line));
    log.events.addAll(old.all());
    log.calls.addAll(old.calls());
    log.sequence = old.sequence();
    return log;
  }

  /// The log that is in a file, also while another process writes it.
  public static EventLog read(Path file) {
    var log = inMemory(InstantSource.system());
    for (var entry : EventLines.read(file)) {
      switch (entry) {
        case EventLines.OfEvent(var event) -> log.events.add(event);
        case EventLines.OfCall(var call) -> log.calls.add(call);
      }
      log.sequence = Math.max(log.sequence, entry.sequence());
    }
    return log;
  }

  /// Every event, oldest first.
  public synchronized List<Event> all() {
    return List.copyOf(events);
  }

  /// Every call that has been answered, in the order of the answers.
  public synchronized List<RecordedCall> calls() {
    return List.copyOf(calls);
  }

  /// Every answered call of one operation, such as `TagResource`.
  public List<RecordedCall> calls(String operation) {
    return calls().stream().filter(c -> c.operation().equals(operation)).toList();
  }

  /// The last sequence number. What comes later has a higher one.
  public synchronized long sequence() {
    return sequence;
  }

  /// Whether GuardDuty managed a cluster, or put an agent on it, at any moment of this log.
  public boolean wasEverManaged(String account, String region, String cluster) {
    return has(MANAGED, account, region, cluster);
  }

  /// Whether GuardDuty managed a cluster when the log began.
  public boolean managedAtStart(String account, String region, String cluster) {
    return has(Set.of(Kind.MANAGED_AT_START), account, region, cluster);
  }

  /// Whether a cluster became one that GuardDuty manages.
  public boolean becameManaged(String account, String region, String cluster) {
    return has(Set.of(Kind.BECAME_MANAGED), account, region, cluster);
  }

  /// Whether a cluster ceased to be one that GuardDuty manages.
  public boolean becameUnmanaged(String account, String region, String cluster) {
    return has(Set.of(Kind.BECAME_UNMANAGED), account, region, cluster);
  }

  private boolean has(Set<Kind> kinds, String account, String region, String cluster) {
    return all().stream()
        .anyMatch(e -> kinds.contains(e.kind()) && e.isOf(account, region, cluster));
  }

  synchronized long next() {
    return ++sequence;
  }

  synchronized void add(RecordedCall call) {
    calls.add(call);
    lines.accept(EventLines.write(call));
  }

  /// Notes which clusters are managed now, as far as the log does not know it yet.
  synchronized void start(World world) {
    var fresh = sequence == 0;
    var known = managedByTheLog();
    for (var account : world.accounts().values()) {
      for (var region : account.regions().entrySet()) {
        for (var cluster : region.getValue().clusters().values()) {
          var where = new Where(account.id(), region.getKey(), cluster.name(), "start", "");
          var now = Monitoring.manages(region.getValue(), cluster);
          var before = known.contains(where);
          if (now && !before) {
            add(where, fresh ? Kind.MANAGED_AT_START : Kind.BECAME_MANAGED);
          } else if (!now && before) {
            add(where, Kind.BECAME_UNMANAGED);
          }
        }
      }
    }
  }

  /// The clusters that are managed as far as the log knows.
  private Set<Where> managedByTheLog() {
    Set<Where> managed = new HashSet<>();
    for (var event : events) {
      if (MANAGEMENT.contains(event.kind())) {
        var where = new Where(event.account(), event.region(), event.cluster(), "start", "");
        if (event.kind() == Kind.BECAME_UNMANAGED) {
          managed.remove(where);
        } else {
          managed.add(where);
        }
      }
    }
    return managed;
  }

  /// Notes what a change did to clusters.
  synchronized void changed(World before, World after, String cause, String requestId) {
    for (var account : after.accounts().values()) {
      for (var region : account.regions().entrySet()) {
        var was = before.at(account.id(), region.getKey());
        if (!was.equals(region.getValue())) {
          for (var cluster : region.getValue().clusters().values()) {
            changed(
                new Where(account.id(), region.getKey(), cluster.name(), cause, requestId),
                was,
                region.getValue(),
                cluster);
          }
        }
      }
    }
  }

  private void changed(Where where, Regional before, Regional after, Cluster now) {
    var was = Optional.ofNullable(before.clusters().get(now.name()));
    var managed = was.filter(c -> Monitoring.manages(before, c)).isPresent();
    var manages = Monitoring.manages(after, now);
    if (!managed && manages) {
      add(where, Kind.BECAME_MANAGED);
    }
    if (managed && !manages) {
      add(where, Kind.BECAME_UNMANAGED);
    }
    var agent = was.flatMap(Cluster::agent);
    if (agent.isEmpty() && now.agent().isPresent()) {
      add(where, installed(now.agent().get().installer()));
    } else if (agent.isPresent() && now.agent().isEmpty()) {
      add(where, Kind.AGENT_REMOVED);
    } else if (managed && !manages && now.agent().isPresent()) {
      add(where, Kind.AGENT_STAYS);
    }
  }

  private static Kind installed(Agent.Installer installer) {
    return switch (installer) {
      case GUARDDUTY -> Kind.AGENT_INSTALLED;
      case MANUAL -> Kind.AGENT_ADDED_BY_HAND;
    };
  }

  private void add(Where where, Kind kind) {
    var event =
        new Event(
            next(),
            clock.instant(),
            kind,
            where.account,
            where.region,
            where.cluster,
            where.cause,
            where.requestId);
    events.add(event);
    lines.accept(EventLines.write(event));
  }

  private record Where(
      String account, String region, String cluster, String cause, String requestId) {}
}
