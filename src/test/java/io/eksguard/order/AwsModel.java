package io.eksguard.order;

/// How AWS reacts, on states packed into a `long`. Independent of the code under test: it shares no
/// type with it.
///
/// One region. Bits 0-7: the organization configuration, for the chosen and for the other feature,
/// each the feature's value and its add-on management's (0 NONE, 1 NEW, 2 ALL). Then 8 bits for
/// each account: chosen feature on, its add-on management on, other feature on, its add-on
/// management on, and two bits for the tag of each of two clusters (0 none, 1 `true`, 2 `false`, 3
/// another value). Bits 24-27, where the tag is to be protected: what the policy of that name says,
/// and whether it is attached to the target that is wanted, and to another; both are above every
/// account.
///
/// Sources, read 2026-11-24: Amazon GuardDuty User Guide, "How Runtime Monitoring works with Amazon
/// EKS clusters" (tags), "Migrating from EKS Runtime Monitoring to Runtime Monitoring" (disabling
/// the older feature), API reference, `UpdateOrganizationConfiguration` and
/// `OrganizationFeatureConfiguration` (NONE, NEW, ALL).
final class AwsModel {
  static final int NONE = 0;
  static final int NEW = 1;
  static final int ALL = 2;

  static final int TAG_NONE = 0;
  static final int TAG_TRUE = 1;
  static final int TAG_FALSE = 2;
  static final int TAG_OTHER = 3;

  static final int CLUSTERS = 2;

  /// There is no policy.
  static final int NO_POLICY = 0;

  /// It says what is wanted.
  static final int AS_WANTED = 1;

  /// It says something else, and lets us write tags.
  static final int TRUSTING = 2;

  /// It says something else, and refuses our tag writes.
  static final int DENYING = 3;

  private static final int POLICY = 24;
  private static final int WANTED_TARGET = 26;
  private static final int OTHER_TARGET = 27;

  private AwsModel() {}

  static long state(int organization, int... accounts) {
    long state = organization;
    for (int i = 0; i < accounts.length; i++) {
      state |= (long) accounts[i] << (8 + 8 * i);
    }
    return state;
  }

  /// @param other whether the feature that was not chosen is meant
  static int organization(long state, boolean other, boolean addon) {
    return (int) (state >>> organizationShift(other, addon)) & 3;
  }

  private static int organizationShift(boolean other, boolean addon) {
    return (other ? 4 : 0) + (addon ? 2 : 0);
  }

  static boolean on(long state, int account, boolean other, boolean addon) {
    return ((state >>> featureShift(account, other, addon)) & 1) != 0;
  }

  private static int featureShift(int account, boolean other, boolean addon) {
    return 8 + 8 * account + (other ? 2 : 0) + (addon ? 1 : 0);
  }

  static int tag(long state, int account, int cluster) {
    return (int) (state >>> tagShift(account, cluster)) & 3;
  }

  private static int tagShift(int account, int cluster) {
    return 12 + 8 * account + 2 * cluster;
  }

  /// Whether GuardDuty manages the agent on the cluster.
  static boolean managed(long state, int account, int cluster) {
    int settings = (int) (state >>> featureShift(account, false, false)) & 0xF;
    boolean byDefault = (settings & 0b0011) == 0b0011 || (settings & 0b1100) == 0b1100;
    boolean byTag = (settings & 0b0101) != 0;
    int tag = tag(state, account, cluster);
    return byDefault ? tag != TAG_FALSE : byTag && tag == TAG_TRUE;
  }

  static long withTag(long state, int account, int cluster, int tag) {
    int shift = tagShift(account, cluster);
    return (state & ~(3L << shift)) | ((long) tag << shift);
  }

  /// UpdateDetector or UpdateMemberDetectors. Switching a feature off drops its add-on management.
  static long withFeature(long state, int account, boolean other, boolean on, boolean addon) {
    int shift = featureShift(account, other, false);
    long bits = (on ? 1 : 0) | (on && addon ? 2 : 0);
    return (state & ~(3L << shift)) | (bits << shift);
  }

  static long withPolicy(long state, int policy) {
    return (state & ~(3L << POLICY)) | ((long) policy << POLICY);
  }

  static int policy(long state) {
    return (int) (state >>> POLICY) & 3;
  }

  static long withTarget(long state, boolean wanted, boolean attached) {
    long bit = 1L << (wanted ? WANTED_TARGET : OTHER_TARGET);
    return attached ? state | bit : state & ~bit;
  }

  static boolean isAttached(long state, boolean wanted) {
    return ((state >>> (wanted ? WANTED_TARGET : OTHER_TARGET)) & 1) != 0;
  }

  /// Whether some policy is in force on the accounts.
  static boolean isProtected(long state) {
    return policy(state) != NO_POLICY && (isAttached(state, true) || isAttached(state, false));
  }

  /// Whether a service control policy refuses our tag writes.
  static boolean refusesTags(long state) {
    return isProtected(state) && policy(state) == DENYING;
  }

  /// Whether GuardDuty says no: the organization has it on for ALL accounts.
  static boolean refuses(long state, boolean other, boolean on, boolean addon) {
    return (organization(state, other, false) == ALL && !on)
        || (organization(state, other, true) == ALL && !addon);
  }

  static long withOrganization(long state, boolean other, int feature, int addon) {
    int shift = organizationShift(other, false);
    return (state & ~(15L << shift)) | ((long) (feature | (addon << 2)) << shift);
  }

  /// What GuardDuty does by itself, at some moment, while something is ALL: the feature of one
  /// account, or its add-on management. The same state if there is nothing to do.
  static long overwritten(long state, int account, boolean other, boolean addon) {
    return organization(state, other, addon) == ALL
        ? state | (1L << featureShift(account, other, addon))
        : state;
  }

  /// The state once GuardDuty has done all of that.
  static long settled(long state, int accounts) {
    long settled = state;
    for (int account = 0; account < accounts; account++) {
      for (int which = 0; which < 4; which++) {
        settled = overwritten(settled, account, (which & 2) != 0, (which & 1) != 0);
      }
    }
    return settled;
  }
}
