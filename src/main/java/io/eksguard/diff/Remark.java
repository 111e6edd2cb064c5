package io.eksguard.diff;

import io.eksguard.model.AccountId;
import io.eksguard.model.Region;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Something that a described desired state leaves out, since one file cannot say it. Words come
/// later.
///
/// @param kind why
/// @param account the account; none where it is about the organization
/// @param regions in which regions
/// @param detail the value in question
public record Remark(
    Kind kind, Optional<AccountId> account, SortedSet<Region> regions, String detail)
    implements Comparable<Remark> {
  private static final Comparator<Remark> ORDER =
      Comparator.comparing(Remark::kind)
          .thenComparing(remark -> remark.account().map(AccountId::value).orElse(""))
          .thenComparing(remark -> remark.regions().toString())
          .thenComparing(Remark::detail);

  public Remark {
    regions = new TreeSet<>(regions);
  }

  @Override
  public int compareTo(Remark other) {
    return ORDER.compare(this, other);
  }

  /// The same in these regions.
  Remark in(SortedSet<Region> others) {
    return new Remark(kind, account, others, detail);
  }

  /// Why something is left out.
  public enum Kind {
    /// The organization could not be read in a region.
    REGION_UNREADABLE,
    /// The account's settings or clusters could not be read.
    UNREADABLE,
    /// The clusters were not read, so it is not known what their tags say.
    CLUSTERS_NOT_READ,
    /// The account is monitored by the feature that is not chosen.
    OTHER_FEATURE,
    /// Both features are on.
    BOTH_FEATURES,
    /// The account is set otherwise than in its other regions, and an entry has one approach.
    SETTING_DIFFERS,
    /// The organization's value ALL contradicts how the account is set.
    AGAINST_ALL,
    /// The account is no active member. The detail is its status.
    NOT_ACTIVE,
    /// There are no defaults, since they would cover accounts that are left out.
    NO_DEFAULTS,
    /// The organization's values are not the same in all regions.
    NEW_ACCOUNTS_DIFFER,
    /// The organization's values are none that the file has words for. The detail is the values.
    NEW_ACCOUNTS_UNSAYABLE,
    /// The organization turns the other feature on. The detail is the values.
    NEW_ACCOUNTS_OTHER_FEATURE,
    /// The organization's value ALL cannot stand beside the entries of existing accounts.
    NEW_ACCOUNTS_AGAINST_ENTRIES,
    /// The agents on its clusters could not all be read, so none is described.
    AGENTS_UNREADABLE,
    /// An agent of ours is set up in a way that the file has no words for; it is described without.
    /// The detail is the cluster.
    AGENT_UNSAYABLE,
    /// Agents of ours beside clusters that are taken in by name in another region. The detail is a
    /// cluster.
    AGENTS_BESIDE_INCLUDE,
    /// The endpoints of an account could not be read, so nobody shall look at them.
    ENDPOINTS_UNREADABLE,
    /// Agents of ours are in a VPC without an endpoint, so nobody shall look. The detail is the
    /// VPC.
    ENDPOINT_MISSING,
    /// Agents of ours are in a VPC whose endpoint they cannot use, so nobody shall look. The detail
    /// is the VPC.
    ENDPOINT_UNUSABLE,
    /// An endpoint of the account is ours, but to manage them all would make or remove one. The
    /// detail is its VPC.
    ENDPOINT_NOT_MANAGED,
    /// Planning what was described would have changed it. The descriptions above are meant to make
    /// this impossible; it is here so that a mistake of ours leaves something out instead.
    WOULD_CHANGE
  }
}
