package io.eksguard.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Desired states for tests: a test says only what it is about.
public final class Desireds {
  public static final AccountId ADMINISTRATOR = new AccountId("111122223333");
  public static final AccountId MEMBER = new AccountId("444455556666");
  public static final AccountId OTHER = new AccountId("777788889999");
  public static final Region REGION = new Region("us-east-1");
  public static final Region SECOND_REGION = new Region("eu-west-1");

  private Desireds() {}

  /// One account that stands alone.
  public static Desired standalone(Approach approach) {
    return draft().standalone(MEMBER, approach).build();
  }

  /// An organization with one member entry.
  public static Desired member(Approach approach) {
    return draft().member(MEMBER, approach).build();
  }

  /// Begins one; RUNTIME_MONITORING in us-east-1, and nobody in it yet.
  public static Draft draft() {
    return new Draft();
  }

  public static Approach all() {
    return new Approach.All();
  }

  public static Approach allExcept(String... globs) {
    return new Approach.AllExcept(rules(globs));
  }

  public static Approach only(String... globs) {
    return new Approach.Only(rules(globs));
  }

  public static Approach manual() {
    return new Approach.Manual(List.of());
  }

  public static Approach disabled() {
    return new Approach.Disabled();
  }

  /// A rule for every region; its path is `rule:` and the glob.
  public static ClusterRule rule(String glob) {
    return new ClusterRule(
        "rule:" + glob,
        new ClusterPattern(glob),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// A rule for one region.
  public static ClusterRule rule(String glob, Region region) {
    return new ClusterRule(
        "rule:" + glob + "@" + region,
        new ClusterPattern(glob),
        Optional.of(region),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static List<ClusterRule> rules(String... globs) {
    return Arrays.stream(globs).map(Desireds::rule).toList();
  }

  /// An entry; its path is `entry:` and the first account.
  public static Entry entry(Approach approach, AccountId... accounts) {
    return new Entry(
        "entry:" + accounts[0],
        new Entry.Who.Accounts(new TreeSet<>(List.of(accounts))),
        approach,
        Optional.empty());
  }

  /// An entry for all below a unit; its path is `unit:` and the unit.
  public static Entry unit(String unit, Approach approach) {
    return new Entry("unit:" + unit, new Entry.Who.Unit(unit), approach, Optional.empty());
  }

  /// The same entry for fewer regions.
  public static Entry in(Entry entry, Region... regions) {
    SortedSet<Region> narrowed = new TreeSet<>(List.of(regions));
    return new Entry(entry.path(), entry.who(), entry.approach(), Optional.of(narrowed));
  }

  /// A desired state in the making.
  public static final class Draft {
    private Feature feature = Feature.RUNTIME_MONITORING;
    private SortedSet<Region> regions = new TreeSet<>(List.of(REGION));
    private final List<Entry> standalone = new ArrayList<>();
    private final List<Entry> members = new ArrayList<>();
    private Optional<Entry> administrator = Optional.empty();
    private Optional<Entry> defaults = Optional.empty();
    private Optional<NewAccounts> newAccounts = Optional.empty();

    public Draft feature(Feature chosen) {
      feature = chosen;
      return this;
    }

    public Draft regions(Region... wanted) {
      regions = new TreeSet<>(List.of(wanted));
      return this;
    }

    public Draft standalone(AccountId account, Approach approach) {
      standalone.add(entry(approach, account));
      return this;
    }

    public Draft administrator(Approach approach) {
      administrator = Optional.of(entry(approach, ADMINISTRATOR));
      return this;
    }

    public Draft member(AccountId account, Approach approach) {
      return member(entry(approach, account));
    }

    public Draft member(Entry entry) {
      members.add(entry);
      return this;
    }

    public Draft defaults(Approach approach) {
      defaults =
          Optional.of(new Entry("defaults", new Entry.Who.Others(), approach, Optional.empty()));
      return this;
    }

    public Draft newAccounts(AutoEnable autoEnable, ApproachName approach) {
      newAccounts =
          Optional.of(new NewAccounts("newAccounts", autoEnable, approach, Optional.empty()));
      return this;
    }

    public Draft guardDutyForNewAccounts(AutoEnable guardDuty) {
      newAccounts =
          newAccounts.map(
              n -> new NewAccounts(n.path(), n.autoEnable(), n.approach(), Optional.of(guardDuty)));
      return this;
    }

    public Desired build() {
      Optional<Organization> organization =
          standalone.isEmpty()
              ? Optional.of(
                  new Organization(
                      ADMINISTRATOR,
                      administrator,
                      newAccounts,
                      defaults,
                      members,
                      Optional.empty()))
              : Optional.empty();
      var role =
          new Access.Role(
              "arn:aws:iam::{account}:role/eksguard", Optional.empty(), Optional.empty());
      return new Desired(
          feature,
          regions,
          organization,
          standalone,
          new Access(Optional.empty(), Optional.of(role), Optional.empty()),
          Limits.DEFAULT,
          LeftoverCare.KEEP);
    }
  }
}
