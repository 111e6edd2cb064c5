package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Differ;
import io.eksguard.diff.FargateSurvey;
import io.eksguard.live.LiveReader;
import io.eksguard.live.LiveState;
import io.eksguard.live.Reading;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Desired;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
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

/// What was read of AWS, and of the nodes of clusters that would get the agent.
///
/// @param live with what was found
/// @param problems what could not be read of the nodes; nothing is planned otherwise for it
record NodeReading(LiveState live, List<Diagnostic> problems) {
  NodeReading {
    problems = List.copyOf(problems);
  }

  /// What was read, without a look at nodes.
  static NodeReading none(LiveState live) {
    return new NodeReading(live, List.of());
  }

  private record Asked(Place place, ClusterName cluster, Future<Reading<Boolean>> answer) {}

  /// Looks at the nodes.
  static NodeReading of(Desired desired, LiveState live, LiveReader reader) {
    SortedMap<Place, SortedSet<ClusterName>> wanted =
        FargateSurvey.toRead(Differ.diff(desired, live));
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
    return new NodeReading(FargateSurvey.joined(live, only), List.copyOf(problems));
  }
}
