package io.eksguard.order;

import io.eksguard.diag.Positions;
import io.eksguard.diff.Change;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Difference;
import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.FeatureState;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.LiveProtection;
import io.eksguard.live.LiveRegion;
import io.eksguard.live.LiveState;
import io.eksguard.live.Lives;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.PolicyContent;
import io.eksguard.live.Reading;
import io.eksguard.model.Access;
import io.eksguard.model.AccountId;
import io.eksguard.model.Approach;
import io.eksguard.model.ApproachName;
import io.eksguard.model.Assignment;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.ClusterPattern;
import io.eksguard.model.ClusterRule;
import io.eksguard.model.Desired;
import io.eksguard.model.Entry;
import io.eksguard.model.Feature;
import io.eksguard.model.LeftoverCare;
import io.eksguard.model.Limits;
import io.eksguard.model.NewAccounts;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import io.eksguard.model.ProtectionText;
import io.eksguard.model.Region;
import io.eksguard.model.Setting;
import io.eksguard.model.Standing;
import io.eksguard.model.TagProtection;
import io.eksguard.model.Units;
import io.eksguard.plan.Bases;
import io.eksguard.plan.Plan;
import io.eksguard.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Turns cases of the model into the real planner's arguments, and its plans into moves.
final class Cases {
  static final Region REGION = new Region("us-east-1");
  private static final AccountId ADMINISTRATOR = new AccountId("111111111111");
  private static final List<ClusterName> CLUSTERS =
      List.of(new ClusterName("a"), new ClusterName("b"));
  private static final List<AutoEnable> AUTO =
      List.of(AutoEnable.NONE, AutoEnable.NEW, AutoEnable.ALL);

  private static final String US = "arn:aws:iam::*:role/eksguard";
  private static final String WANTED_TARGET = "r-abcd";
  private static final String OTHER_TARGET = "r-other";
  private static final Access.Role ROLE =
      new Access.Role("arn:aws:iam::{account}:role/eksguard", Optional.empty(), Optional.empty());
  private static final Access ACCESS =
      new Access(Optional.of(ROLE), Optional.of(ROLE), Optional.empty());

  private final Feature chosen;
  private final List<Standing> standings;
  private final Map<Key, LivePlace> places = new ConcurrentHashMap<>();
  private final Map<Integer, LiveRegion> regions = new ConcurrentHashMap<>();

  private record Key(long bits, Wish wish, int account) {}

  /// @param chosen the feature that the file chooses
  /// @param standings what each account is
  Cases(Feature chosen, List<Standing> standings) {
    this.chosen = chosen;
    this.standings = standings;
  }

  /// A plan of the code under test.
  record Planned(Difference difference, Plan plan, Bases bases) {}

  Planned plan(Case problem) {
    SortedMap<Place, LivePlace> live = new TreeMap<>();
    for (int i = 0; i < problem.accounts(); i++) {
      LivePlace place = place(problem, i);
      live.put(place.assignment().place(), place);
    }
    if (problem.newAccounts().feature == AwsModel.ALL
        && !standings.contains(Standing.ADMINISTRATOR)) {
      live.put(new Place(ADMINISTRATOR, REGION), administrator(problem.newAccounts()));
    }
    var regionsRead = new TreeMap<Region, LiveRegion>();
    regionsRead.put(REGION, region((int) (problem.live() & 0xFF)));
    var read = Lives.state(regionsRead, live);
    var state =
        new LiveState(
            read.regions(),
            read.places(),
            read.units(),
            protection(problem),
            read.unmanaged(),
            read.undecided());
    Difference difference = Differ.diff(desired(problem), state);
    return new Planned(
        difference, Planner.plan(difference, Positions.none()), Bases.of(difference, state));
  }

  private static LiveProtection protection(Case problem) {
    if (!problem.isProtected()) {
      return LiveProtection.NOT_READ;
    }
    return new LiveProtection(
        policy(problem.live()),
        new Reading.Present<>(Units.NONE),
        new Reading.Present<>("arn:aws:iam::999999999999:user/nobody"),
        new Reading.Present<>(new AccountId("999999999999")));
  }

  private static Reading<LivePolicy> policy(long state) {
    int policy = AwsModel.policy(state);
    if (policy == AwsModel.NO_POLICY) {
      return new Reading.Absent<>();
    }
    String text =
        switch (policy) {
          case AwsModel.AS_WANTED -> textTrusting(US);
          case AwsModel.TRUSTING -> textTrusting(US, "arn:aws:iam::*:role/others");
          default -> textTrusting("arn:aws:iam::*:role/others");
        };
    var targets = new TreeSet<String>();
    if (AwsModel.isAttached(state, true)) {
      targets.add(WANTED_TARGET);
    }
    if (AwsModel.isAttached(state, false)) {
      targets.add(OTHER_TARGET);
    }
    return new Reading.Present<>(
        new LivePolicy("p-1", new PolicyContent(ProtectionText.DESCRIPTION, text), targets));
  }

  private static String textTrusting(String... roles) {
    return ProtectionText.of(protecting(roles), "aws");
  }

  private static TagProtection protecting(String... roles) {
    return new TagProtection(
        "protection",
        "policy",
        TagProtection.Form.SCOPED,
        List.of(roles),
        List.of(WANTED_TARGET),
        false);
  }

  /// ALL is only set where the file covers the administrator too: here it is as it shall be, and
  /// has no clusters.
  private LivePlace administrator(NewAccountsWish wish) {
    boolean addon = wish.addon == AwsModel.ALL;
    Detector detector =
        Detector.of(
            Map.of(
                chosen,
                FeatureState.of(new Setting(true, addon)),
                chosen.other(),
                FeatureState.of(Setting.OFF)));
    var who = new Entry.Who.Accounts(new TreeSet<>(List.of(ADMINISTRATOR)));
    Approach approach = addon ? new Approach.All() : new Approach.Manual(List.of());
    var entry = new Entry("administrator", who, approach, Optional.empty());
    var assignment =
        new Assignment(new Place(ADMINISTRATOR, REGION), Standing.ADMINISTRATOR, entry);
    return new LivePlace(
        assignment, new Reading.Present<>(detector), new Reading.Present<>(new TreeMap<>()));
  }

  Place placeOf(int account) {
    AccountId id =
        standings.get(account) == Standing.ADMINISTRATOR
            ? ADMINISTRATOR
            : new AccountId("22222222222" + account);
    return new Place(id, REGION);
  }

  private Desired desired(Case problem) {
    boolean standalone = standings.contains(Standing.STANDALONE);
    Optional<Organization> organization =
        standalone
            ? Optional.empty()
            : Optional.of(
                new Organization(
                    ADMINISTRATOR,
                    Optional.empty(),
                    newAccounts(problem.newAccounts()),
                    Optional.empty(),
                    List.of(),
                    problem.isProtected() ? Optional.of(protecting(US)) : Optional.empty()));
    return new Desired(
        chosen,
        new TreeSet<>(List.of(REGION)),
        organization,
        List.of(),
        ACCESS,
        Limits.DEFAULT,
        LeftoverCare.KEEP);
  }

  private static Optional<NewAccounts> newAccounts(NewAccountsWish wish) {
    if (!wish.isManaged()) {
      return Optional.empty();
    }
    boolean withAddon = wish.addon != AwsModel.NONE;
    return Optional.of(
        new NewAccounts(
            "organization.newAccounts",
            AUTO.get(wish.feature),
            withAddon ? ApproachName.ALL : ApproachName.MANUAL,
            Optional.empty()));
  }

  private LiveRegion region(int organization) {
    return regions.computeIfAbsent(
        organization,
        bits -> {
          Map<Feature, AutoEnableSetting> features =
              Map.of(chosen, autoEnable(bits, false), chosen.other(), autoEnable(bits, true));
          return new LiveRegion(
              new Reading.Present<>(new TreeMap<>()),
              new Reading.Present<>(OrganizationSettings.of(AutoEnable.NEW, features)));
        });
  }

  private static AutoEnableSetting autoEnable(long state, boolean other) {
    return new AutoEnableSetting(
        AUTO.get(AwsModel.organization(state, other, false)),
        AUTO.get(AwsModel.organization(state, other, true)));
  }

  private LivePlace place(Case problem, int account) {
    long bits = (problem.live() >>> (8 + 8 * account)) & 0xFF;
    Wish wish = problem.wishes().get(account);
    return places.computeIfAbsent(new Key(bits, wish, account), _ -> newPlace(bits, wish, account));
  }

  private LivePlace newPlace(long bits, Wish wish, int account) {
    long alone = bits << 8;
    Detector detector =
        Detector.of(Map.of(chosen, feature(alone, false), chosen.other(), feature(alone, true)));
    SortedMap<ClusterName, Cluster> clusters = new TreeMap<>();
    for (int i = 0; i < CLUSTERS.size(); i++) {
      ClusterName name = CLUSTERS.get(i);
      clusters.put(name, new Cluster(name, "arn:" + name, tag(alone, i), false));
    }
    Reading<SortedMap<ClusterName, Cluster>> read =
        wish.on ? new Reading.Present<>(clusters) : new Reading.NotRead<>();
    var who = new Entry.Who.Accounts(new TreeSet<>(List.of(placeOf(account).account())));
    var entry = new Entry("entry", who, approach(wish), Optional.empty());
    var assignment = new Assignment(placeOf(account), standings.get(account), entry);
    return new LivePlace(assignment, new Reading.Present<>(detector), read);
  }

  private static FeatureState feature(long alone, boolean other) {
    return FeatureState.of(
        new Setting(AwsModel.on(alone, 0, other, false), AwsModel.on(alone, 0, other, true)));
  }

  private static Optional<String> tag(long alone, int cluster) {
    return switch (AwsModel.tag(alone, 0, cluster)) {
      case AwsModel.TAG_NONE -> Optional.empty();
      case AwsModel.TAG_TRUE -> Optional.of("true");
      case AwsModel.TAG_FALSE -> Optional.of("false");
      default -> Optional.of("False");
    };
  }

  private static Approach approach(Wish wish) {
    return switch (wish) {
      case ALL -> new Approach.All();
      case ALL_EXCEPT_A -> new Approach.AllExcept(rules("a"));
      case ALL_EXCEPT_B -> new Approach.AllExcept(rules("b"));
      case ALL_EXCEPT_BOTH -> new Approach.AllExcept(rules("a", "b"));
      case ONLY_A -> new Approach.Only(rules("a"));
      case ONLY_B -> new Approach.Only(rules("b"));
      case ONLY_BOTH -> new Approach.Only(rules("?"));
      case MANUAL -> new Approach.Manual(List.of());
      case DISABLED -> new Approach.Disabled();
    };
  }

  private static List<ClusterRule> rules(String... names) {
    List<ClusterRule> rules = new ArrayList<>();
    for (String name : names) {
      rules.add(
          new ClusterRule(
              "entry." + name,
              new ClusterPattern(name),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    return rules;
  }

  /// The change as the model understands it.
  Move move(Change change) {
    return switch (change) {
      case Change.ClusterTag tag ->
          new Move.Tag(
              account(tag.place()),
              CLUSTERS.indexOf(tag.cluster()),
              switch (tag.after().orElse("")) {
                case "" -> AwsModel.TAG_NONE;
                case "true" -> AwsModel.TAG_TRUE;
                case "false" -> AwsModel.TAG_FALSE;
                default -> AwsModel.TAG_OTHER;
              });
      case Change.ClusterAgent _, Change.VpcEndpoint _ ->
          throw new IllegalArgumentException("no case has agents by hand");
      case Change.AccountFeature feature ->
          new Move.Feature(
              account(feature.place()),
              feature.feature() != chosen,
              feature.after().enabled(),
              feature.after().addonManagement());
      case Change.OrganizationFeature feature ->
          new Move.Organization(
              feature.feature() != chosen,
              AUTO.indexOf(feature.after().feature()),
              AUTO.indexOf(feature.after().addonManagement()));
      case Change.PolicyText _ -> new Move.PolicyText();
      case Change.PolicyTarget target ->
          new Move.PolicyTarget(target.target().equals(WANTED_TARGET), target.attached());
    };
  }

  private int account(Place place) {
    for (int i = 0; i < standings.size(); i++) {
      if (placeOf(i).equals(place)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no account of the case: " + place);
  }
}
