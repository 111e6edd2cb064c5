package io.eksguard.drift;

import java.time.Instant;

/// How long something has not been as it should be, and how often it came back.
///
/// @param since when it was first seen, without a night in between on which it was not; where
///   nothing could be read, a night says neither
/// @param nights on how many nights in a row it was seen, this one included
/// @param came how often it came, or came back, within the last nights
/// @param of how many nights those are, at most [History#WINDOW]
public record Story(Instant since, int nights, int came, int of) {}
