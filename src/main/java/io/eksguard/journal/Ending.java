package io.eksguard.journal;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a step ended, as a journal remembers it.
///
/// @param how in one word
/// @param message why, in the words of the time; others may have written parts of it
/// @param code the diagnostic's code, such as `EG303`; with `EG304` the write may have taken effect
/// @param at when it was recorded
public record Ending(How how, Optional<String> message, Optional<String> code, Instant at) {
  /// The outcomes, by the words they have in the file.
  public enum How {
    DONE,
    DONE_BY_OTHER,
    FAILED,
    HELD,
    STALE,
    SKIPPED,
    NOT_STARTED;

    /// The word in the file, such as `done-by-other`.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<How> of(String word) {
      return Arrays.stream(values()).filter(how -> how.word().equals(word)).findFirst();
    }

    static How of(Outcome outcome) {
      return switch (outcome) {
        case Outcome.Done _ -> DONE;
        case Outcome.DoneByOther _ -> DONE_BY_OTHER;
        case Outcome.Failed _ -> FAILED;
        case Outcome.Held _ -> HELD;
        case Outcome.Stale _ -> STALE;
        case Outcome.Skipped _ -> SKIPPED;
        case Outcome.NotStarted _ -> NOT_STARTED;
      };
    }
  }
}
