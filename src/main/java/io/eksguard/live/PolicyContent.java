package io.eksguard.live;

/// What a service control policy says.
///
/// @param description its description, by which we know our own
/// @param text the policy document as it is stored
public record PolicyContent(String description, String text) {}
