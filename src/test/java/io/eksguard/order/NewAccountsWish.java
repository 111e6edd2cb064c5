package io.eksguard.order;

/// What is wanted of accounts that join later: every setting that the file can ask for, or none.
enum NewAccountsWish {
  NOT_MANAGED(0, 0),
  NONE(AwsModel.NONE, AwsModel.NONE),
  NEW_WITH_ADDON(AwsModel.NEW, AwsModel.NEW),
  NEW_WITHOUT_ADDON(AwsModel.NEW, AwsModel.NONE),
  ALL_WITH_ADDON(AwsModel.ALL, AwsModel.ALL),
  ALL_WITHOUT_ADDON(AwsModel.ALL, AwsModel.NONE);

  final int feature;
  final int addon;

  NewAccountsWish(int feature, int addon) {
    this.feature = feature;
    this.addon = addon;
  }

  boolean isManaged() {
    return this != NOT_MANAGED;
  }

  /// Whether the file may say both: beside ALL every entry must have the very setting that is
  /// forced.
  boolean allows(Wish wish) {
    return feature != AwsModel.ALL || (wish.on && wish.addon == (addon == AwsModel.ALL));
  }
}
