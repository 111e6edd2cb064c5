package io.eksguard.model;

/// Past what a plan is refused until it is allowed by name.
///
/// @param disable how many accounts may lose runtime monitoring
/// @param untag how many exclusion or inclusion tags may be taken away
/// @param uninstall how many agents may be removed
/// @param changePercent the share of managed account-regions that may change, in percent, once
///   there are 10 or more
public record Limits(int disable, int untag, int uninstall, int changePercent) {
  /// What holds when the file says nothing.
  public static final Limits DEFAULT = new Limits(0, 5, 0, 30);
}
