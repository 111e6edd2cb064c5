package io.eksguard.model;

/// Which entry of the file decides for one account in one region.
///
/// @param place the account and region
/// @param standing what the account is to us
/// @param entry the entry that decides
public record Assignment(Place place, Standing standing, Entry entry) {
  /// Which clusters GuardDuty shall manage here.
  public Selection selection() {
    return entry.approach().selection(place.region());
  }

  /// How the feature shall be set here.
  public Setting setting() {
    return entry.approach().setting();
  }
}
