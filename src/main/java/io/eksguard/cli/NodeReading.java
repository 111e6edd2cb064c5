package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Differ;
import io.eksguard.diff.Difference;
import io.eksguard.diff.FargateSurvey;
import io.eksguard.diff.TelemetryDenial;
import io.eksguard.diff.policy.PolicyDocument;
import io.eksguard.live.LivePolicies;
import io.eksguard.live.LiveReader;
import io.eksguard.live.LiveState;
import io.eksguard.live.Reading;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Needs;
import io.eksguard.model.Place;
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
/// @param problems what was noticed, or could not be read; nothing is planned otherwise for it
record NodeReading(LiveState live, List<Diagnostic> problems) {
  NodeReading {
    problems = List.copyOf(problems);
  }

  /// What was read, without a look at nodes.
  static NodeReading none(LiveState live) {
    return new NodeReading(live, List.of());
  }

  private record Asked(Place place, ClusterName cluster, Future<Reading<Boolean>> answer) {}

  /// Looks at the nodes, and at policies that would keep agents from sending.
  static NodeReading of(Loaded loaded, LiveState live, LiveReader reader) {
    Difference difference = Differ.diff(loaded.desired(), live);
    SortedMap<Place, SortedSet<ClusterName>> wanted = FargateSurvey.toRead(difference);
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
    Set<Diagnostic> problems = new LinkedHashSet<>();
    for (Asked one : asked) {
      Reading<Boolean> answer = one.answer().resultNow();
      answer.problem().ifPresent(problems::add);
      if (answer.asOptional().orElse(false)) {
        only.computeIfAbsent(one.place(), _ -> new TreeSet<>()).add(one.cluster());
      }
    }
    problems.addAll(denials(loaded, difference, reader));
    return new NodeReading(FargateSurvey.joined(live, only), List.copyOf(problems));
  }

  /// Policies are read only where Organizations is the file's business anyway.
  private static List<Diagnostic> denials(Loaded loaded, Difference difference, LiveReader reader) {
    SortedSet<Place> places = TelemetryDenial.places(difference);
    if (places.isEmpty() || !Needs.mayAskForPolicies(loaded.desired())) {
      return List.of();
    }
    Reading<LivePolicies> policies =
        reader.policies(
            text -> places.stream().anyMatch(place -> PolicyDocument.deniesTelemetry(text, place)));
    List<Diagnostic> told = new ArrayList<>();
    policies.problem().ifPresent(told::add);
    policies
        .asOptional()
        .ifPresent(found ->
            TelemetryDenial.in(difference, found)
                .forEach(one -> told.add(TelemetryDenialText.diagnostic(one, loaded.positions()))));
    return told;
  }
}
