package io.eksguard.drift;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Positions;
import io.eksguard.diff.AgentFinding;
import io.eksguard.diff.Change;
import io.eksguard.diff.Difference;
import io.eksguard.diff.EndpointFinding;
import io.eksguard.diff.Finding;
import io.eksguard.diff.Ground;
import io.eksguard.diff.LeftoverSurvey;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.CoverageIssue;
import io.eksguard.live.Health;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.LivePlace;
import io.eksguard.live.LiveState;
import io.eksguard.live.ManagedBy;
import io.eksguard.live.Reading;
import io.eksguard.model.AccountId;
import io.eksguard.model.Approach;
import io.eksguard.model.Assignment;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.EndingRule;
import io.eksguard.model.Organization;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import io.eksguard.model.TagProtection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/// Looks for everything that is not as it should be.
public final class Looker {
  private final Desired desired;
  private final Positions positions;
  private final LiveState live;
  private final Difference difference;
  private final LiveCoverage coverage;
  private final List<Item> items = new ArrayList<>();
  private final List<ClusterState> clusters = new ArrayList<>();

  private Looker(
      Desired desired,
      Positions positions,
      LiveState live,
      Difference difference,
      LiveCoverage coverage) {
    this.desired = desired;
    this.positions = positions;
    this.live = live;
    this.difference = difference;
    this.coverage = coverage;
  }

  /// Looks. The same for the same arguments, in the same order.
  ///
  /// @param today the day that `until` is compared with
  public static Findings look(
      Desired desired,
      Positions positions,
      LiveState live,
      Difference difference,
      LiveCoverage coverage,
      LocalDate today) {
    var looker = new Looker(desired, positions, live, difference, coverage);
    looker.differences();
    looker.hindrances();
    looker.agents();
    looker.endpoints();
    looker.unreadable();
    looker.difference.grounds().values().forEach(looker::clusters);
    EndingRule.ended(desired, today).forEach(looker::expired);
    return new Findings(
        looker.inOrder(),
        looker.clusters,
        (int) difference.grounds().keySet().stream().map(Place::account).distinct().count(),
        live.unmanaged().size());
  }

  private List<Item> inOrder() {
    Set<String> keys = new HashSet<>();
    return items.stream()
        .sorted(Comparator.comparing(Item::key))
        .filter(item -> keys.add(item.key()))
        .toList();
  }

  private void add(Subject subject, Matter matter, String path) {
    items.add(new Item(subject, matter, positions.of(path)));
  }

  private void differences() {
    for (Change change : difference.changes()) {
      add(
          subject(change),
          settles(change) ? new Matter.Settling(change) : new Matter.Differs(change),
          change.path());
    }
  }

  /// Only what keeps agents from GuardDuty is drift; its kind says so.
  private void endpoints() {
    for (EndpointFinding finding : difference.endpointFindings()) {
      add(new Subject.Account(finding.place()), new Matter.OfEndpoint(finding), finding.path());
    }
  }

  /// What EKS is just at, and what GuardDuty owns of what the file names, is told by the plan; it
  /// is no drift.
  private void agents() {
    for (AgentFinding finding : LeftoverSurvey.counted(difference.agentFindings(), coverage)) {
      if (isItem(finding)) {
        add(
            new Subject.Cluster(finding.place(), finding.cluster()),
            new Matter.OfAgent(finding),
            finding.path());
      }
    }
  }

  private static boolean isItem(AgentFinding finding) {
    return switch (finding.what()) {
      case AgentFinding.What.VersionDoesNotFit _,
          AgentFinding.What.ConfigurationDoesNotFit _,
          AgentFinding.What.LeftBehind _,
          AgentFinding.What.NotWell _ ->
          true;
      case AgentFinding.What.OfGuardDuty _, AgentFinding.What.Busy _ -> false;
    };
  }

  private static Subject subject(Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> new Subject.Cluster(tag.place(), tag.cluster());
      case Change.ClusterAgent agent -> new Subject.Cluster(agent.place(), agent.cluster());
      case Change.VpcEndpoint endpoint -> new Subject.Account(endpoint.place());
      case Change.AccountFeature feature -> new Subject.Account(feature.place());
      case Change.OrganizationFeature feature -> new Subject.Organization(feature.region());
      case Change.OfPolicy policy -> new Subject.Policy(policy.policy());
    };
  }

  /// Whether the organization's value ALL is about to make it so.
  private boolean settles(Change change) {
    return switch (change) {
      case Change.AccountFeature feature -> {
        AutoEnableSetting all = organization(feature.region(), feature);
        yield feature.standing() != Standing.STANDALONE
            && feature.after().enabled()
            && all.feature() == AutoEnable.ALL
            && (feature.after().addonManagement()
                ? all.addonManagement() == AutoEnable.ALL
                : !feature.before().addonManagement());
      }
      case Change.ClusterTag _,
          Change.ClusterAgent _,
          Change.VpcEndpoint _,
          Change.OrganizationFeature _,
          Change.OfPolicy _ ->
          false;
    };
  }

  private AutoEnableSetting organization(Region region, Change.AccountFeature change) {
    return live.region(region)
        .settings()
        .asOptional()
        .map(settings -> settings.setting(change.feature()))
        .orElse(AutoEnableSetting.NONE);
  }

  private void hindrances() {
    difference.findings().stream().filter(Looker::isItem).forEach(this::hindrance);
  }

  /// Whether a finding becomes an item; the others tell of nothing that is in AWS.
  public static boolean isItem(Finding finding) {
    return switch (finding.kind()) {
      case NO_DETECTOR,
          FEATURE_NOT_OFFERED,
          BLOCKED_BY_ALL,
          WOULD_END_OTHER_MONITORING,
          ALL_NOT_SAFE,
          ODD_TAG_VALUE ->
          true;
      case ENDS_OTHER_MONITORING,
          CLUSTERS_NOT_READ,
          RULE_MATCHES_NOTHING,
          SEEN_NOT_MANAGED,
          SEEN_MANAGED,
          UNREADY,
          MAYBE_UNREADY,
          UNREADY_HELD,
          UNREADY_EXCLUDED ->
          false;
    };
  }

  private void hindrance(Finding finding) {
    if (finding.kind() == Finding.Kind.ALL_NOT_SAFE) {
      add(new Subject.Organization(finding.region()), new Matter.Hindered(finding), finding.path());
    } else if (finding.cluster().isPresent()) {
      add(
          new Subject.Cluster(place(finding), finding.cluster().get()),
          new Matter.OddTag(finding.detail()),
          finding.path());
    } else {
      add(new Subject.Account(place(finding)), new Matter.Hindered(finding), finding.path());
    }
  }

  private static Place place(Finding finding) {
    return new Place(new AccountId(finding.account()), finding.region());
  }

  private void unreadable() {
    live.units().problem().ifPresent(why -> unreadable(new Subject.Units(), why, ""));
    live.regions()
        .forEach((region, side) -> {
          side.members()
              .problem()
              .ifPresent(why -> unreadable(new Subject.Everything(region), why, ""));
          side.settings()
              .problem()
              .ifPresent(why -> unreadable(new Subject.Organization(region), why, ""));
        });
    for (LivePlace place : live.places().values()) {
      Stream.of(place.detector(), place.clusters())
          .flatMap(reading -> reading.problem().stream())
          .findFirst()
          .ifPresent(why ->
              unreadable(
                  new Subject.Account(place.assignment().place()),
                  why,
                  place.assignment().entry().path()));
      place
          .clusters()
          .asOptional()
          .ifPresent(
              all -> all.values().forEach(cluster -> unreadableAgent(place.assignment(), cluster)));
    }
    for (Place place : live.undecided()) {
      live.units().problem().ifPresent(why -> unreadable(new Subject.Account(place), why, ""));
    }
    desired
        .organization()
        .flatMap(Organization::tagProtection)
        .ifPresent(protection -> protection(protection));
    coverage
        .organization()
        .forEach((region, seen) ->
            seen.problem()
                .ifPresent(
                    why -> unreadable(new Subject.Coverage(region, Optional.empty()), why, "")));
    coverage
        .standalone()
        .forEach((place, seen) ->
            seen.problem()
                .ifPresent(why ->
                    unreadable(new Subject.Coverage(place.region(), Optional.of(place)), why, "")));
  }

  private void unreadableAgent(Assignment assignment, Cluster cluster) {
    cluster.site().stream()
        .flatMap(site -> site.problems().stream())
        .findFirst()
        .ifPresent(why ->
            unreadable(
                new Subject.Cluster(assignment.place(), cluster.name()),
                why,
                assignment.entry().path()));
  }

  private void protection(TagProtection wanted) {
    Stream.of(
            live.protection().policy(),
            live.protection().units(),
            live.protection().caller(),
            live.protection().management())
        .flatMap(reading -> reading.problem().stream())
        .findFirst()
        .ifPresent(why -> unreadable(new Subject.Policy(wanted.policy()), why, wanted.path()));
  }

  private void unreadable(Subject subject, Diagnostic why, String path) {
    add(subject, new Matter.Unreadable(why), path);
  }

  private void clusters(Ground ground) {
    Reading<SortedMap<ClusterName, ClusterCoverage>> known = coverage.of(ground.place());
    for (Cluster cluster : ground.clusters().values()) {
      Optional<ClusterCoverage> own =
          known.asOptional().flatMap(all -> Optional.ofNullable(all.get(cluster.name())));
      boolean wanted = ground.shallManage(cluster.name());
      clusters.add(
          new ClusterState(
              ground.place(),
              cluster.name(),
              wanted,
              ground.managesNow(cluster),
              cluster.tag(),
              own,
              Optional.empty()));
      if (known instanceof Reading.Present) {
        covered(ground, cluster, wanted, own);
      }
    }
  }

  private void covered(
      Ground ground, Cluster cluster, boolean wanted, Optional<ClusterCoverage> own) {
    var subject = new Subject.Cluster(ground.place(), cluster.name());
    String path = ground.assignment().entry().path();
    boolean managed = ground.managesNow(cluster);
    if (own.isEmpty()) {
      if (wanted && managed) {
        add(subject, new Matter.NotCovered(), path);
      }
      return;
    }
    ClusterCoverage seen = own.get();
    about(ground, wanted, managed, seen)
        // The add-on says who installed it; then what is to be told of it is told already.
        .filter(kind -> kind != Kind.LEFTOVER_AGENT || !LeftoverSurvey.isDecided(cluster))
        .ifPresent(kind -> add(subject, new Matter.Covered(kind, seen), path));
  }

  /// What the coverage says against the cluster. Where it shall not be managed, an agent is a
  /// leftover, unless the approach is that somebody else manages it.
  private static Optional<Kind> about(
      Ground ground, boolean wanted, boolean managed, ClusterCoverage seen) {
    boolean byHand = ground.assignment().entry().approach() instanceof Approach.Manual;
    if (!wanted && !byHand) {
      return seen.addonVersion().isPresent() ? Optional.of(Kind.LEFTOVER_AGENT) : Optional.empty();
    }
    if (wanted && !managed) {
      return Optional.empty();
    }
    if (wanted && seen.managedBy() instanceof ManagedBy.Manual) {
      return Optional.of(Kind.MANAGED_BY_HAND);
    }
    if (seen.health() instanceof Health.Healthy || (byHand && !seen.addonVersion().isPresent())) {
      return Optional.empty();
    }
    boolean passes =
        seen.kindOfIssue().filter(issue -> issue.remedy() == CoverageIssue.Remedy.WAIT).isPresent();
    return Optional.of(passes ? Kind.PROPAGATING : Kind.UNHEALTHY);
  }

  private void expired(EndingRule ended) {
    add(
        new Subject.Line(ended.rule()),
        new Matter.Expired(ended.rule(), ended.approach()),
        ended.rule().path());
  }
}
