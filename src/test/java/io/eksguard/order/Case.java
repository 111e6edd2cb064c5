package io.eksguard.order;

import java.util.List;

/// One pair of live and wanted.
///
/// @param live how things are
/// @param wishes what is wanted of each account
/// @param newAccounts what is wanted of accounts that join later
/// @param isProtected whether the tag is to be protected
record Case(long live, List<Wish> wishes, NewAccountsWish newAccounts, boolean isProtected) {
  /// One without protection of the tag.
  Case(long live, List<Wish> wishes, NewAccountsWish newAccounts) {
    this(live, wishes, newAccounts, false);
  }

  int accounts() {
    return wishes.size();
  }

  /// Whether the file's wish for the account cannot stand, since the organization has ALL and the
  /// file does not say otherwise. Written from what AWS documents, not from the differ.
  boolean isInConflict(int account) {
    if (newAccounts.isManaged()) {
      return false;
    }
    Wish wish = wishes.get(account);
    return isInConflict(account, false, wish.on, wish.addon)
        || isInConflict(account, true, false, false);
  }

  private boolean isInConflict(int account, boolean other, boolean on, boolean addon) {
    boolean forced = AwsModel.organization(live, other, false) == AwsModel.ALL && !on;
    boolean mustBeWritten = on || AwsModel.on(live, account, other, false);
    boolean addonForced =
        AwsModel.organization(live, other, true) == AwsModel.ALL && !addon && mustBeWritten;
    return forced || addonForced;
  }

  boolean hasConflict() {
    for (int account = 0; account < accounts(); account++) {
      if (isInConflict(account)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the state is what was wanted: of every cluster, every feature, and of new accounts.
  boolean isReached(long state) {
    for (int account = 0; account < accounts(); account++) {
      if (!isInConflict(account) && !isReached(state, account)) {
        return false;
      }
    }
    if (isProtected
        && (AwsModel.policy(state) != AwsModel.AS_WANTED
            || !AwsModel.isAttached(state, true)
            || AwsModel.isAttached(state, false))) {
      return false;
    }
    if (!newAccounts.isManaged() || hasConflict()) {
      return true;
    }
    int feature = AwsModel.organization(state, false, false);
    int addon = AwsModel.organization(state, false, true);
    return feature == newAccounts.feature
        && (addon == newAccounts.addon || (feature == AwsModel.NONE && addon != AwsModel.ALL))
        && AwsModel.organization(state, true, false) == AwsModel.NONE
        && AwsModel.organization(state, true, true) != AwsModel.ALL;
  }

  private boolean isReached(long state, int account) {
    Wish wish = wishes.get(account);
    boolean on = AwsModel.on(state, account, false, false);
    boolean addon = AwsModel.on(state, account, false, true);
    if (on != wish.on || (on && addon != wish.addon) || AwsModel.on(state, account, true, false)) {
      return false;
    }
    for (int cluster = 0; cluster < AwsModel.CLUSTERS; cluster++) {
      boolean shall = wish.on && wish.manages(cluster);
      if (AwsModel.managed(state, account, cluster) != shall) {
        return false;
      }
    }
    return true;
  }
}
