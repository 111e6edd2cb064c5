package io.eksguard.drift;

import io.eksguard.diag.Severity;
import io.eksguard.drift.DriftReport.Told;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one channel is to be told of a night, and what it knows once it was told.
///
/// @param entries what to tell, in the order of [Turn] and then of the report
/// @param known what the channel knows afterwards
public record News(List<Entry> entries, SortedMap<String, Notice> known) {
  public News {
    entries = List.copyOf(entries);
    known = new TreeMap<>(known);
  }

  /// One thing to tell.
  ///
  /// @param kind in what way it is not as it should be, or was not
  /// @param told what it is, unless it is resolved
  /// @param unread on how many nights in a row it could not be read; 0 if it could
  public record Entry(Turn turn, String key, Kind kind, Optional<Told> told, int unread) {}

  /// What decides whether something is told.
  ///
  /// @param every after how many nights it is told again, and what cannot be read at all
  /// @param after how many nights in a row something must have been seen
  /// @param more the kinds that count as drift, too
  public record Terms(int every, int after, Set<Kind> more) {
    public Terms {
      more = Set.copyOf(more);
    }
  }

  /// Whether there is nothing to tell.
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /// The news without a history: all there is, on every night with drift.
  public static News withoutHistory(DriftReport report, Terms terms) {
    if (report.drift(terms.more(), 0).isEmpty()) {
      return new News(List.of(), new TreeMap<>());
    }
    return new News(
        report.told().stream()
            .filter(one -> isTold(one.kind()) && one.kind() != Kind.UNKNOWN)
            .map(one -> new Entry(Turn.SEEN, one.key(), one.kind(), Optional.of(one), 0))
            .toList(),
        new TreeMap<>());
  }

  /// The news for a channel.
  ///
  /// @param history the nights before
  /// @param known what the channel knows
  public static News of(
      DriftReport report, History history, SortedMap<String, Notice> known, Terms terms) {
    History before = history.before(report.at());
    Night night = report.night();
    List<Entry> entries = new ArrayList<>();
    SortedMap<String, Notice> after = new TreeMap<>();
    for (Told told : report.told()) {
      Optional<Notice> notice = Optional.ofNullable(known.get(told.key()));
      Optional<Entry> entry = entry(told, notice, before, report.at(), terms);
      entry.ifPresent(entries::add);
      entry
          .map(_ -> new Notice(told.kind(), report.at()))
          .or(() -> notice)
          .ifPresent(one -> after.put(told.key(), one));
    }
    Set<String> present = Set.copyOf(report.told().stream().map(Told::key).distinct().toList());
    known.forEach((key, notice) -> {
      if (present.contains(key)) {
        return;
      }
      if (night.isUnknown(key)) {
        after.put(key, notice);
      } else {
        entries.add(new Entry(Turn.RESOLVED, key, notice.kind(), Optional.empty(), 0));
      }
    });
    entries.sort((a, b) -> a.turn().compareTo(b.turn()));
    return new News(entries, after);
  }

  private static Optional<Entry> entry(
      Told told, Optional<Notice> notice, History before, Instant now, Terms terms) {
    if (!isTold(told.kind())) {
      return Optional.empty();
    }
    int unread =
        told.kind() == Kind.UNKNOWN ? before.unknownNights(told.item().subject().key(), now) : 0;
    return turn(told, notice, unread, now, terms)
        .map(turn -> new Entry(turn, told.key(), told.kind(), Optional.of(told), unread));
  }

  private static Optional<Turn> turn(
      Told told, Optional<Notice> notice, int unread, Instant now, Terms terms) {
    if (notice.isPresent()) {
      if (told.kind().compareTo(notice.get().kind()) < 0) {
        return Optional.of(Turn.WORSE);
      }
      return nights(notice.get().at(), now) >= terms.every()
          ? Optional.of(Turn.REMINDER)
          : Optional.empty();
    }
    if (told.kind() == Kind.UNKNOWN) {
      return unread >= terms.every() ? Optional.of(Turn.NEW) : Optional.empty();
    }
    if (told.story().map(Story::nights).orElse(1) < terms.after()) {
      return Optional.empty();
    }
    return Optional.of(
        told.story().filter(story -> story.came() > 1).isPresent() ? Turn.CAME_BACK : Turn.NEW);
  }

  /// What GuardDuty is about to settle by itself is not worth a message.
  private static boolean isTold(Kind kind) {
    return kind.severity() != Severity.NOTE;
  }

  private static long nights(Instant from, Instant to) {
    return ChronoUnit.DAYS.between(
        LocalDate.ofInstant(from, ZoneOffset.UTC), LocalDate.ofInstant(to, ZoneOffset.UTC));
  }
}
