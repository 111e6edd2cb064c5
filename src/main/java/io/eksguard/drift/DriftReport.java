package io.eksguard.drift;

import io.eksguard.diff.Rivalry;
import io.eksguard.foreign.LastWrite;
import io.eksguard.foreign.Trail;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is not as the file says, and since when.
///
/// @param at when it was looked
/// @param told what is not as it should be, in a fixed order
/// @param clusters every cluster that the file covers and that could be read
/// @param accounts how many accounts could be compared
/// @param unmanaged how many active members the file does not cover
/// @param resolved the keys of what the last night saw and is as it should be now
/// @param remembered whether there is a history
public record DriftReport(
    Instant at,
    List<Told> told,
    List<ClusterState> clusters,
    int accounts,
    int unmanaged,
    List<String> resolved,
    boolean remembered) {
  /// How long GuardDuty says that its own changes may take.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/ug/set-guardduty-auto-enable-preferences.html">
  ///   Amazon GuardDuty User Guide, read 2026-11-24</a>
  static final Duration SETTLING = Duration.ofHours(24);

  public DriftReport {
    told = List.copyOf(told);
    clusters = List.copyOf(clusters);
    resolved = List.copyOf(resolved);
  }

  /// One thing, with its story.
  ///
  /// @param kind in what way it is not as it should be; what should have settled by now has drifted
  /// @param story how long already, if there is a history
  /// @param lastWrite who wrote last what is not as it should be, if that was looked for and found
  /// @param rivals who else owns it, and wants it otherwise
  public record Told(
      Item item,
      Kind kind,
      Optional<Story> story,
      Optional<LastWrite> lastWrite,
      List<Rivalry> rivals) {
    public Told {
      rivals = List.copyOf(rivals);
    }

    /// One of which no other owner is known.
    public Told(Item item, Kind kind, Optional<Story> story, Optional<LastWrite> lastWrite) {
      this(item, kind, story, lastWrite, List.of());
    }

    /// Its name, the same every night.
    public String key() {
      return item.key();
    }
  }

  /// The report of what was found, with the nights before.
  ///
  /// @param history nothing if none is kept
  public static DriftReport of(Findings found, Optional<History> history, Instant now) {
    History before = history.orElse(History.NONE).before(now);
    List<Told> told =
        found.items().stream()
            .map(item -> {
              Story story = before.of(item.key(), now);
              return new Told(
                  item,
                  judged(item.kind(), story, now),
                  history.isPresent() ? Optional.of(story) : Optional.empty(),
                  Optional.empty());
            })
            .toList();
    return new DriftReport(
        now,
        told,
        states(found, told),
        found.accounts(),
        found.unmanaged(),
        before.resolvedBy(night(now, told)),
        history.isPresent());
  }

  /// The same, with who wrote last.
  public DriftReport writtenBy(Trail trail) {
    return new DriftReport(
        at,
        told.stream()
            .map(one ->
                new Told(
                    one.item(),
                    one.kind(),
                    one.story(),
                    Written.lastWrite(one.item(), trail),
                    one.rivals()))
            .toList(),
        clusters,
        accounts,
        unmanaged,
        resolved,
        remembered);
  }

  /// The same, with who else owns what is not as it should be.
  public DriftReport contestedBy(List<Rivalry> rivals) {
    return new DriftReport(
        at,
        told.stream()
            .map(one ->
                new Told(
                    one.item(),
                    one.kind(),
                    one.story(),
                    one.lastWrite(),
                    rivals.stream().filter(rival -> Contest.isOver(one.item(), rival)).toList()))
            .toList(),
        clusters,
        accounts,
        unmanaged,
        resolved,
        remembered);
  }

  private static Kind judged(Kind kind, Story story, Instant now) {
    boolean overdue = !story.since().plus(SETTLING).isAfter(now);
    return kind == Kind.PROPAGATING && overdue ? Kind.DRIFTED : kind;
  }

  private static List<ClusterState> states(Findings found, List<Told> told) {
    SortedMap<String, Kind> worst = new TreeMap<>();
    told.forEach(one ->
        worst.merge(one.item().subject().key(), one.kind(), (a, b) -> a.compareTo(b) < 0 ? a : b));
    return found.clusters().stream()
        .map(cluster ->
            new ClusterState(
                cluster.place(),
                cluster.cluster(),
                cluster.wanted(),
                cluster.managed(),
                cluster.tag(),
                cluster.coverage(),
                Optional.ofNullable(
                    worst.get(new Subject.Cluster(cluster.place(), cluster.cluster()).key()))))
        .toList();
  }

  /// This run, as the history keeps it.
  public Night night() {
    return night(at, told);
  }

  private static Night night(Instant at, List<Told> told) {
    SortedMap<String, Kind> items = new TreeMap<>();
    SortedSet<String> unknown = new TreeSet<>();
    for (Told one : told) {
      if (one.kind() == Kind.UNKNOWN) {
        unknown.add(one.item().subject().key());
      } else {
        items.put(one.key(), one.kind());
      }
    }
    return new Night(at, items, unknown);
  }

  /// How many there are of each kind; none of a kind that there are none of.
  public Map<Kind, Integer> counts() {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    told.forEach(one -> counts.merge(one.kind(), 1, Integer::sum));
    return counts;
  }

  /// What is drift, or of a kind that counts as such.
  ///
  /// @param more kinds to count as drift too
  /// @param nights how many nights in a row it must have been seen
  public List<Told> drift(Set<Kind> more, int nights) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    kinds.addAll(more);
    return told.stream()
        .filter(one -> one.kind().isDrift() || kinds.contains(one.kind()))
        .filter(one -> one.story().map(story -> story.nights() >= nights).orElse(true))
        .toList();
  }

  /// How many clusters have drifted.
  public int driftedClusters() {
    return (int)
        clusters.stream().filter(one -> one.state().filter(Kind::isDrift).isPresent()).count();
  }
}
