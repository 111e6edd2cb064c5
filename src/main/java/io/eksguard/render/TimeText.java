package io.eksguard.render;

import java.time.Duration;

/// Spans of time as the file writes them.
final class TimeText {
  private TimeText() {}

  /// Such as `30m`: in the largest unit in which it is a whole number.
  static String of(Duration time) {
    if (time.toSeconds() % 60 != 0) {
      return time.toSeconds() + "s";
    }
    return time.toMinutes() % 60 != 0 ? time.toMinutes() + "m" : time.toHours() + "h";
  }
}
