package io.eksguard.drift;

import java.time.Instant;

/// What a channel was told last of one thing.
///
/// @param kind in what way it was not as it should be
/// @param at when it was told
public record Notice(Kind kind, Instant at) {}
