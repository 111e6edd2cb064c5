package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change;
import io.eksguard.journal.Outcome;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.CoverageIssue;
import io.eksguard.live.Health;
import io.eksguard.live.LiveCoverage;
import io.eksguard.live.LiveReader;
import io.eksguard.live.Reading;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import io.eksguard.plan.Basis;
import io.eksguard.plan.PlanDocument;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import io.eksguard.render.CoverageIssueText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Waits until GuardDuty says that the clusters are healthy that it shall manage or that have an
/// agent by hand, in the accounts and regions where something was done. AWS publishes no time in
/// which that comes about.
final class CoverageWait {
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final Ports ports;
  private final LiveReader reader;
  private final Consumer<String> progress;
  private final SortedMap<Place, Basis> places;
  private final BiPredicate<Place, ClusterName> among;
  private final BiPredicate<Place, ClusterName> kept;

  /// The clusters that GuardDuty has listed, and those that are not there any more.
  private final Set<Who> listed = new HashSet<>();

  private final Set<Who> gone = new HashSet<>();

  /// For each place, the clusters whose agents were written by hand, with the version that is there
  /// now, if there is one.
  private final SortedMap<Place, SortedMap<ClusterName, Optional<String>>> agents = new TreeMap<>();

  /// @param document the plan that runs, or ran
  /// @param outcomes how its steps ended
  /// @param places the accounts and regions
  /// @param among which of their clusters are waited for, of those that shall be monitored
  /// @param kept which of those nobody has given to GuardDuty, as far as is known: if it lists none
  ///   of them, waiting helps nobody
  /// @param progress hears how many there are and how many are healthy, whenever that changes
  CoverageWait(
      Ports ports,
      LiveReader reader,
      PlanDocument document,
      List<Outcome> outcomes,
      SortedMap<Place, Basis> places,
      BiPredicate<Place, ClusterName> among,
      BiPredicate<Place, ClusterName> kept,
      Consumer<String> progress) {
    this.ports = ports;
    this.reader = reader;
    this.progress = progress;
    this.places = places;
    this.among = among;
    this.kept = kept;
    for (Change change : done(document, outcomes)) {
      if (change instanceof Change.ClusterAgent agent) {
        agents
            .computeIfAbsent(agent.place(), _ -> new TreeMap<>())
            .put(agent.cluster(), agent.after().map(AgentSetup::version));
      }
    }
  }

  private static List<Change> done(PlanDocument document, List<Outcome> outcomes) {
    Set<StepId> done =
        outcomes.stream().filter(Outcome::isDone).map(Outcome::step).collect(Collectors.toSet());
    return document.plan().steps().stream()
        .filter(step -> done.contains(step.id()))
        .map(Step::change)
        .toList();
  }

  /// The accounts and regions where something was done.
  static SortedMap<Place, Basis> touched(PlanDocument document, List<Outcome> outcomes) {
    SortedMap<Place, Basis> places = new TreeMap<>();
    done(document, outcomes).stream()
        .flatMap(change -> place(change).stream())
        .forEach(place ->
            Optional.ofNullable(document.bases().places().get(place))
                .ifPresent(basis -> places.put(place, basis)));
    return places;
  }

  private static Optional<Place> place(Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> Optional.of(tag.place());
      case Change.ClusterAgent agent -> Optional.of(agent.place());
      case Change.AccountFeature feature -> Optional.of(feature.place());
      case Change.VpcEndpoint _, Change.OrganizationFeature _, Change.OfPolicy _ ->
          Optional.empty();
    };
  }

  /// What waiting came to.
  ///
  /// @param healthy how many clusters are healthy
  /// @param left each that is not
  /// @param unknown why coverage could not be read, if that was so
  record Waited(int healthy, List<Left> left, List<Diagnostic> unknown) {
    /// What to tell of those that are not healthy.
    List<Diagnostic> diagnostics() {
      return left.stream().map(Left::why).toList();
    }

    /// What it means for the exit code.
    List<ExitCode> exitCodes() {
      List<ExitCode> codes = new ArrayList<>();
      if (!left.isEmpty()) {
        codes.add(ExitCode.INCOMPLETE);
      }
      if (!unknown.isEmpty()) {
        codes.add(ExitCode.UNREADABLE);
      }
      return codes;
    }

    /// One line that tells how it ended.
    String line() {
      int all = healthy + left.size();
      String ended =
          "Coverage: %d of %s healthy"
              .formatted(healthy, all == 1 ? "1 cluster" : all + " clusters");
      return unknown.isEmpty() ? ended + "." : ended + "; some could not be read.";
    }
  }

  /// A cluster that is not healthy.
  ///
  /// @param isListed whether GuardDuty lists it
  record Left(Place place, ClusterName cluster, boolean isListed, Diagnostic why) {}

  /// A cluster of an account in a region.
  private record Who(Place place, ClusterName cluster) {}

  /// One look.
  ///
  /// @param hopeless whether waiting can help none of those left
  private record Look(Waited waited, boolean hopeless) {
    boolean isOver() {
      return hopeless || (waited.left().isEmpty() && waited.unknown().isEmpty());
    }
  }

  /// Looks again and again, until all are healthy, the time is up or the user asks to stop. Where
  /// the time of the whole run ends first, what was seen last is what is known.
  Waited await(Duration limit) {
    Instant end = ports.clock().instant().plus(limit);
    String told = "";
    Optional<Waited> before = Optional.empty();
    while (true) {
      Look look = look();
      if (before.isPresent() && isTooLate(look.waited())) {
        return before.get();
      }
      Duration left = Duration.between(ports.clock().instant(), end);
      boolean last = look.isOver() || !left.isPositive() || ports.interrupted().getAsBoolean();
      Waited waited = withoutThoseGone(look.waited(), last);
      String line = waited.line();
      if (!line.equals(told)) {
        progress.accept(line);
        told = line;
      }
      if (last || new Look(waited, false).isOver()) {
        return waited;
      }
      before = Optional.of(waited);
      ports.pauses().pause(left.compareTo(PAUSE) < 0 ? left : PAUSE);
    }
  }

  private static boolean isTooLate(Waited waited) {
    return waited.unknown().stream().anyMatch(why -> why.code() == Code.TIME_IS_UP);
  }

  /// Nobody becomes healthy who was deleted meanwhile. EKS is asked where GuardDuty has ceased to
  /// list a cluster, and about whoever is left in the end.
  private Waited withoutThoseGone(Waited waited, boolean last) {
    List<Left> left = new ArrayList<>();
    for (Left one : waited.left()) {
      var who = new Who(one.place(), one.cluster());
      boolean ceased = !one.isListed() && listed.contains(who);
      if ((last || ceased) && isGone(who)) {
        gone.add(who);
      } else {
        left.add(one);
      }
    }
    return new Waited(waited.healthy(), left, waited.unknown());
  }

  private boolean isGone(Who who) {
    return Optional.ofNullable(places.get(who.place()))
        .map(basis ->
            switch (reader.cluster(who.place(), basis.standing(), who.cluster())) {
              case Reading.Absent<Cluster> _ -> true;
              case Reading.Present<Cluster>(Cluster cluster) -> cluster.leaving();
              case Reading.Unknown<Cluster> _, Reading.NotRead<Cluster> _ -> false;
            })
        .orElse(false);
  }

  private Look look() {
    SortedMap<Place, Standing> asked = new TreeMap<>();
    places.forEach((place, basis) -> asked.put(place, basis.standing()));
    LiveCoverage coverage = reader.coverage(asked);
    int healthy = 0;
    boolean hopeless = true;
    List<Left> left = new ArrayList<>();
    for (Basis basis : places.values()) {
      Optional<SortedMap<ClusterName, ClusterCoverage>> known =
          coverage.of(basis.place()).asOptional();
      if (known.isEmpty()) {
        hopeless = false;
        continue;
      }
      for (ClusterName name : meant(basis, known.get())) {
        Optional<ClusterCoverage> seen = Optional.ofNullable(known.get().get(name));
        seen.ifPresent(_ -> listed.add(new Who(basis.place(), name)));
        Optional<String> earlier = seen.flatMap(one -> earlierAgent(basis.place(), name, one));
        if (earlier.isEmpty()
            && seen.filter(one -> one.health() instanceof Health.Healthy).isPresent()) {
          healthy++;
        } else {
          boolean isKept = seen.isEmpty() && kept.test(basis.place(), name);
          Diagnostic why =
              isKept
                  ? neverGiven(basis.place(), name)
                  : earlier
                      .map(version -> seenEarlier(basis.place(), name, version))
                      .orElseGet(() -> waitedFor(basis.place(), name, seen));
          left.add(new Left(basis.place(), name, seen.isPresent(), why));
          hopeless &= isKept || (earlier.isEmpty() && isHopeless(seen));
        }
      }
    }
    return new Look(new Waited(healthy, left, coverage.problems()), !left.isEmpty() && hopeless);
  }

  private SortedSet<ClusterName> meant(Basis basis, SortedMap<ClusterName, ClusterCoverage> known) {
    SortedSet<ClusterName> names = new TreeSet<>(basis.tags().keySet());
    names.addAll(known.keySet());
    names.removeIf(name -> !basis.shallManage(name));
    names.addAll(basis.agents());
    agents
        .getOrDefault(basis.place(), new TreeMap<>())
        .forEach((name, version) -> {
          if (version.isPresent()) {
            names.add(name);
          } else {
            names.remove(name);
          }
        });
    names.removeIf(
        name -> !among.test(basis.place(), name) || gone.contains(new Who(basis.place(), name)));
    return names;
  }

  private static boolean isHopeless(Optional<ClusterCoverage> seen) {
    return seen.flatMap(ClusterCoverage::kindOfIssue)
        .filter(issue -> issue.remedy() == CoverageIssue.Remedy.NONE)
        .isPresent();
  }

  /// The version that GuardDuty still sees of an agent that was updated by hand: how that one was
  /// says nothing of the new one.
  private Optional<String> earlierAgent(Place place, ClusterName name, ClusterCoverage seen) {
    Optional<String> written =
        agents.getOrDefault(place, new TreeMap<>()).getOrDefault(name, Optional.empty());
    return written.isEmpty() || seen.addonVersion().equals(written)
        ? Optional.empty()
        : seen.addonVersion();
  }

  private static Diagnostic seenEarlier(Place place, ClusterName name, String version) {
    return Diagnostic.warning(
            Code.UNHEALTHY,
            "Cluster `%s` of account %s in `%s` has a new agent, and GuardDuty still sees `%s`."
                .formatted(name, place.account(), place.region(), version))
        .hint("AWS publishes no time for it. `eksguard coverage` looks again.");
  }

  private static Diagnostic neverGiven(Place place, ClusterName name) {
    return Diagnostic.warning(
            Code.NOT_COVERED,
            "Cluster `%s` of account %s in `%s` is not monitored yet, and no step of this plan does that."
                .formatted(name, place.account(), place.region()))
        .hint("Its ring comes first: apply the whole file, without `--target`.");
  }

  private static Diagnostic waitedFor(
      Place place, ClusterName name, Optional<ClusterCoverage> seen) {
    String who =
        "Cluster `%s` of account %s in `%s`".formatted(name, place.account(), place.region());
    if (seen.isEmpty()) {
      return Diagnostic.warning(
              Code.NOT_COVERED, "%s has no coverage that GuardDuty lists.".formatted(who))
          .hint("AWS publishes no time for it to appear. `eksguard coverage` looks again.");
    }
    ClusterCoverage coverage = seen.get();
    return Diagnostic.warning(
            Code.UNHEALTHY,
            "%s is not healthy, says GuardDuty%s."
                .formatted(who, coverage.issue().map(text -> ": `" + text + "`").orElse("")))
        .hint(
            coverage
                .kindOfIssue()
                .map(CoverageIssueText::cure)
                .orElse("AWS publishes no time for it. `eksguard coverage` looks again."));
  }
}
