package io.eksguard.foreign;

import java.time.Instant;
import java.util.Optional;

/// A write that took effect, as CloudTrail tells it. All text in it is what others wrote.
///
/// @param at when
/// @param principal who
/// @param event the operation, such as `UntagResource`
/// @param userAgent by which program, in its own words
/// @param sourceAddress from which address, or by which AWS service
/// @param eventId the event's id, to find it in CloudTrail
public record LastWrite(
    Instant at,
    Principal principal,
    String event,
    Optional<String> userAgent,
    Optional<String> sourceAddress,
    Optional<String> eventId) {}
