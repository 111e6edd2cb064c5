package io.eksguard.render;

import io.eksguard.diff.Change;
import io.eksguard.diff.InactiveMember;
import io.eksguard.live.ClusterCoverage;
import io.eksguard.live.Reading;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a report says of the organization as a matrix: the new accounts and each account, by
/// region.
///
/// @param regions the columns
/// @param rows the cells of each row, by region
/// @param policies what belongs to no region
record ReportMatrix(
    SortedSet<String> regions,
    Map<String, SortedMap<String, ReportMatrix.Cell>> rows,
    List<ReportMatrix.Cell> policies) {
  private static final String ORGANIZATION = "new accounts";

  /// What stands where an account and a region meet, or what is told like it: the new accounts of a
  /// region, a policy.
  ///
  /// @param id the id of its detail
  /// @param heading what the detail is about
  /// @param spot what is there; none of the organization and where it is not known
  /// @param seen what GuardDuty itself says of its clusters
  /// @param counts the same, counted
  /// @param inactive the status of a member that is not active there
  /// @param steps what changes there
  record Cell(
      String id,
      String heading,
      Optional<Landscape.Spot> spot,
      Reading<SortedMap<ClusterName, ClusterCoverage>> seen,
      CoverageCounts counts,
      Optional<String> inactive,
      List<Step> steps) {
    private static Cell ofNoAccount(String id, String heading, List<Step> steps) {
      return new Cell(
          id,
          heading,
          Optional.empty(),
          new Reading.NotRead<>(),
          CoverageCounts.NONE,
          Optional.empty(),
          steps);
    }

    boolean isEmpty() {
      return spot.isEmpty() && inactive.isEmpty() && steps.isEmpty();
    }

    /// Its approach in a word, where there is one.
    String approach() {
      return spot.map(at ->
              switch (at) {
                case Landscape.Spot.Planned planned -> planned.approach().word();
                case Landscape.Spot.Blocked blocked ->
                    blocked.approach().map(ApproachName::word).orElse("");
              })
          .orElse("");
    }

    boolean isBlocked() {
      return spot.filter(Landscape.Spot.Blocked.class::isInstance).isPresent();
    }

    /// What the filter can ask for, and how it looks.
    String state() {
      if (isBlocked()) {
        return "blocked";
      }
      return steps.isEmpty() ? "same" : "changing";
    }

    String look() {
      if (isBlocked()) {
        return "blocked";
      }
      List<String> looks =
          steps.stream().map(step -> StepText.look(step.action())).distinct().toList();
      return looks.isEmpty() ? "same" : looks.size() == 1 ? looks.getFirst() : "changes";
    }

    /// Where it is about; AWS reacts nowhere but where steps are.
    Optional<Place> place() {
      return steps.stream()
          .flatMap(step ->
              switch (step.change()) {
                case Change.ClusterTag tag -> Stream.of(tag.place());
                case Change.AccountFeature feature -> Stream.of(feature.place());
                case Change.ClusterAgent agent -> Stream.of(agent.place());
                case Change.VpcEndpoint endpoint -> Stream.of(endpoint.place());
                case Change.OrganizationFeature _, Change.OfPolicy _ -> Stream.of();
              })
          .findFirst();
    }
  }

  /// The matrix of a report.
  static ReportMatrix of(Report report) {
    SortedSet<String> regions = new TreeSet<>();
    SortedMap<String, SortedMap<String, Cell>> accounts = new TreeMap<>();
    SortedMap<String, SortedMap<String, Cell>> organization = new TreeMap<>();
    SortedMap<String, List<Step>> policies = new TreeMap<>();
    Map<Place, List<Step>> steps = new TreeMap<>();
    Map<String, List<Step>> forAll = new TreeMap<>();
    for (Step step : report.plan().steps()) {
      switch (step.change()) {
        case Change.ClusterTag tag ->
            steps.computeIfAbsent(tag.place(), _ -> new ArrayList<>()).add(step);
        case Change.ClusterAgent agent ->
            steps.computeIfAbsent(agent.place(), _ -> new ArrayList<>()).add(step);
        case Change.VpcEndpoint endpoint ->
            steps.computeIfAbsent(endpoint.place(), _ -> new ArrayList<>()).add(step);
        case Change.AccountFeature feature ->
            steps.computeIfAbsent(feature.place(), _ -> new ArrayList<>()).add(step);
        case Change.OrganizationFeature feature ->
            forAll.computeIfAbsent(feature.region().name(), _ -> new ArrayList<>()).add(step);
        case Change.OfPolicy policy ->
            policies.computeIfAbsent(policy.policy(), _ -> new ArrayList<>()).add(step);
      }
    }
    SortedMap<Place, Landscape.Spot> spots =
        report.landscape().map(Landscape::spots).orElse(new TreeMap<>());
    Map<Place, String> inactive = new TreeMap<>();
    for (InactiveMember member : report.aside().inactive()) {
      inactive.put(new Place(member.account(), member.region()), member.member().status());
    }
    SortedSet<Place> places = new TreeSet<>(spots.keySet());
    places.addAll(steps.keySet());
    places.addAll(inactive.keySet());
    for (Place place : places) {
      String account = place.account().value();
      String region = place.region().name();
      regions.add(region);
      accounts
          .computeIfAbsent(account, _ -> new TreeMap<>())
          .put(
              region,
              new Cell(
                  "at-" + region + "-" + account,
                  account + " in " + region,
                  Optional.ofNullable(spots.get(place)),
                  report
                      .landscape()
                      .map(all -> all.seen(place))
                      .orElseGet(() -> new Reading.NotRead<>()),
                  report
                      .landscape()
                      .map(all -> CoverageCounts.of(all, place))
                      .orElse(CoverageCounts.NONE),
                  Optional.ofNullable(inactive.get(place)),
                  steps.getOrDefault(place, List.of())));
    }
    forAll.forEach((region, changes) -> {
      regions.add(region);
      organization
          .computeIfAbsent(ORGANIZATION, _ -> new TreeMap<>())
          .put(
              region,
              Cell.ofNoAccount(
                  "at-" + region + "-organization", "New accounts in " + region, changes));
    });
    Map<String, SortedMap<String, Cell>> rows = new LinkedHashMap<>(organization);
    rows.putAll(accounts);
    List<Cell> ofPolicies = new ArrayList<>();
    policies.forEach((name, changes) ->
        ofPolicies.add(
            Cell.ofNoAccount("at-policy-" + ofPolicies.size(), "Policy " + name, changes)));
    return new ReportMatrix(regions, rows, ofPolicies);
  }

  /// Every cell, in the order in which the page has their details.
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>(policies);
    rows.values().forEach(row -> cells.addAll(row.values()));
    return cells;
  }
}
