package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Difference;
import io.eksguard.diff.GettingAgent;
import io.eksguard.diff.Ground;
import io.eksguard.diff.Outlook;
import io.eksguard.diff.TelemetryDenial;
import io.eksguard.diff.policy.PolicyDocument;
import io.eksguard.live.LivePolicies;
import io.eksguard.live.LiveReader;
import io.eksguard.live.LiveState;
import io.eksguard.live.Reading;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Needs;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import io.eksguard.render.TelemetryDenialText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What was read of AWS, and of what else decides whether agents can do their work.
///
/// @param live with what was found
/// @param outlook what else was asked
/// @param nodes the nodes that were counted for that
/// @param problems what was noticed, or could not be read
record NodeReading(LiveState live, Outlook outlook, NodeCounts nodes, List<Diagnostic> problems) {
  NodeReading {
    problems = List.copyOf(problems);
  }

  /// How many accounts of a region are asked at most: what one may not ask, the others often may
  /// not either.
  private static final int MOST_ASKED = 3;

  /// What was read, without a look at nodes.
  static NodeReading none(LiveState live) {
    return new NodeReading(live, Outlook.NONE, NodeCounts.NONE, List.of());
  }

  /// What was read, without a look at Fargate: what is told of that keeps nothing.
  static NodeReading withoutFargate(Loaded loaded, LiveState live, LiveReader reader) {
    Difference difference = Differ.diff(loaded.desired(), live);
    NodeCounts nodes = NodeCounts.of(GettingAgent.withOwnNodes(difference), live, reader);
    var outlook =
        new Outlook(
            silenced(denials(loaded, difference, reader)),
            offered(difference, reader, new LinkedHashSet<>()),
            nodes.counts());
    return new NodeReading(live, outlook, nodes, List.of());
  }

  private record Asked(Place place, ClusterName cluster, Future<Reading<Boolean>> answer) {}

  /// Looks at the nodes, and at policies that would keep agents from sending.
  static NodeReading of(Loaded loaded, LiveState live, LiveReader reader) {
    Difference difference = Differ.diff(loaded.desired(), live);
    SortedMap<Place, SortedSet<ClusterName>> wanted = GettingAgent.withOwnNodes(difference);
    Set<Diagnostic> problems = new LinkedHashSet<>();
    SortedMap<Place, SortedSet<ClusterName>> only = fargateOnly(wanted, live, reader, problems);
    Reading<List<TelemetryDenial>> denials = denials(loaded, difference, reader);
    denials.problem().ifPresent(problems::add);
    denials
        .asOptional()
        .ifPresent(all ->
            all.forEach(
                one -> problems.add(TelemetryDenialText.diagnostic(one, loaded.positions()))));
    SortedMap<Region, SortedSet<String>> offered = offered(difference, reader, problems);
    NodeCounts nodes = NodeCounts.of(wanted, live, reader);
    problems.addAll(nodes.problems());
    var outlook = new Outlook(silenced(denials), offered, nodes.counts());
    only.forEach((place, names) -> names.removeIf(name -> outlook.hasNodes(place, name)));
    return new NodeReading(
        GettingAgent.withFargateOnly(live, only), outlook, nodes, List.copyOf(problems));
  }

  /// The clusters that have Fargate profiles, and no node group that EKS knows.
  private static SortedMap<Place, SortedSet<ClusterName>> fargateOnly(
      SortedMap<Place, SortedSet<ClusterName>> wanted,
      LiveState live,
      LiveReader reader,
      Set<Diagnostic> problems) {
    List<Asked> asked = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      live.places()
          .forEach((place, found) -> {
            Standing standing = found.assignment().standing();
            wanted
                .getOrDefault(place, new TreeSet<>())
                .forEach(name ->
                    asked.add(
                        new Asked(
                            place,
                            name,
                            threads.submit(() -> reader.seemsFargateOnly(place, standing, name)))));
          });
    }
    SortedMap<Place, SortedSet<ClusterName>> only = new TreeMap<>();
    for (Asked one : asked) {
      Reading<Boolean> answer = one.answer().resultNow();
      answer.problem().ifPresent(problems::add);
      if (answer.asOptional().orElse(false)) {
        only.computeIfAbsent(one.place(), _ -> new TreeSet<>()).add(one.cluster());
      }
    }
    return only;
  }

  /// AWS offers the same to every account of a region, so the first that answers is believed.
  private static SortedMap<Region, SortedSet<String>> offered(
      Difference difference, LiveReader reader, Set<Diagnostic> problems) {
    SortedMap<Region, List<Ground>> wanted = new TreeMap<>();
    for (Place place : GettingAgent.places(difference)) {
      Ground ground = difference.grounds().get(place);
      if (ground != null) {
        wanted.computeIfAbsent(place.region(), _ -> new ArrayList<>()).add(ground);
      }
    }
    SortedMap<Region, SortedSet<String>> offered = new TreeMap<>();
    wanted.forEach((region, grounds) -> {
      List<Reading<SortedSet<String>>> answers = new ArrayList<>();
      for (Ground ground : grounds.subList(0, Math.min(grounds.size(), MOST_ASKED))) {
        Reading<SortedSet<String>> answer =
            reader.kubernetesWithAgent(ground.place(), ground.assignment().standing());
        answers.add(answer);
        if (answer.problem().isEmpty()) {
          break;
        }
      }
      Reading<SortedSet<String>> last = answers.getLast();
      if (last.problem().isPresent()) {
        answers.getFirst().problem().ifPresent(problems::add);
      }
      // no version at all is no answer that a plan could be held for
      last.asOptional()
          .filter(versions -> !versions.isEmpty())
          .ifPresent(versions -> offered.put(region, versions));
    });
    return offered;
  }

  /// Policies are read only where Organizations is the file's business anyway.
  private static Reading<List<TelemetryDenial>> denials(
      Loaded loaded, Difference difference, LiveReader reader) {
    SortedSet<Place> places = GettingAgent.places(difference);
    if (places.isEmpty() || !Needs.mayAskForPolicies(loaded.desired())) {
      return new Reading.NotRead<>();
    }
    Reading<LivePolicies> policies =
        reader.policies(
            text -> places.stream().anyMatch(place -> PolicyDocument.deniesTelemetry(text, place)));
    return policies.map(found -> TelemetryDenial.in(difference, found));
  }

  private static SortedSet<Place> silenced(Reading<List<TelemetryDenial>> denials) {
    SortedSet<Place> places = new TreeSet<>();
    denials.asOptional().ifPresent(all -> all.forEach(one -> places.add(one.place())));
    return places;
  }
}
