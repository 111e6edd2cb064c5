package io.eksguard.plan;

/// How many steps of each kind a plan has, and what it was made over.
///
/// @param tag tags to set
/// @param untag tags to remove
/// @param enable account-regions to turn on
/// @param disable features to turn off
/// @param update settings and agents to change
/// @param install agents to install
/// @param uninstall agents to remove
/// @param policy changes of the policy that protects the tag
/// @param unmanagedAccounts active members that nothing in the file covers
/// @param accounts accounts that were compared
/// @param clusters clusters that were compared
public record Summary(
    int tag,
    int untag,
    int enable,
    int disable,
    int update,
    int install,
    int uninstall,
    int policy,
    int unmanagedAccounts,
    int accounts,
    int clusters) {
  /// How many steps in all.
  public int steps() {
    return tag + untag + enable + disable + update + install + uninstall + policy;
  }
}
