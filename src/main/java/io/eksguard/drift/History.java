package io.eksguard.drift;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The nights before, the oldest first.
///
/// @param nights what each run found
public record History(List<Night> nights) {
  /// Nothing is known of the time before.
  public static final History NONE = new History(List.of());

  /// Over how many nights it is counted how often something came back.
  public static final int WINDOW = 10;

  public History {
    nights = nights.stream().sorted(Comparator.comparing(Night::at)).toList();
  }

  /// What came before a time; a run of the same history that is tried again does not count itself.
  History before(Instant now) {
    return new History(nights.stream().filter(night -> night.at().isBefore(now)).toList());
  }

  /// The last night, if there was one.
  public Optional<Night> last() {
    return nights.isEmpty() ? Optional.empty() : Optional.of(nights.getLast());
  }

  /// The story of what is seen now.
  Story of(String key, Instant now) {
    Instant since = now;
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Set<LocalDate> days = new TreeSet<>(Set.of(today));
    for (Night night : nights.reversed()) {
      if (night.items().containsKey(key)) {
        since = night.at();
        days.add(night.day());
      } else if (!night.isUnknown(key)) {
        break;
      }
    }
    return new Story(since, days.size(), came(key, today), window(today).size());
  }

  /// On how many nights in a row something could not be read, this one included.
  ///
  /// @param subject the key of what could not be read
  int unknownNights(String subject, Instant now) {
    Set<LocalDate> days = new TreeSet<>(Set.of(LocalDate.ofInstant(now, ZoneOffset.UTC)));
    for (Night night : nights.reversed()) {
      if (!night.isUnknown(subject)) {
        break;
      }
      days.add(night.day());
    }
    return days.size();
  }

  /// What each channel knows, by the last night.
  public SortedMap<String, SortedMap<String, Notice>> notices() {
    return last().map(Night::notices).orElseGet(TreeMap::new);
  }

  /// The days of the last runs, this one's included.
  private SortedSet<LocalDate> window(LocalDate today) {
    SortedSet<LocalDate> days = new TreeSet<>(Comparator.reverseOrder());
    days.add(today);
    nights.forEach(night -> days.add(night.day()));
    return new TreeSet<>(days.stream().limit(WINDOW).toList());
  }

  private int came(String key, LocalDate today) {
    LocalDate first = window(today).first();
    int came = 0;
    boolean there = false;
    for (Night night : nights) {
      if (night.day().isBefore(first) || night.isUnknown(key)) {
        continue;
      }
      boolean seen = night.items().containsKey(key);
      came += seen && !there ? 1 : 0;
      there = seen;
    }
    return there ? came : came + 1;
  }

  /// What the last night saw and this one does not, and not because it could not look.
  List<String> resolvedBy(Night now) {
    List<String> resolved = new ArrayList<>();
    last()
        .ifPresent(last ->
            last.items().keySet().stream()
                .filter(key -> !now.items().containsKey(key) && !now.isUnknown(key))
                .forEach(resolved::add));
    return List.copyOf(resolved);
  }
}
