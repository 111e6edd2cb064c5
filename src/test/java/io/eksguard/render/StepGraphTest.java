package io.eksguard.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.plan.Plans;
import io.eksguard.plan.Step;
import io.eksguard.plan.StepId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StepGraphTest {
  @Test
  void putsAStepBehindTheLastOfThoseItWaitsFor() {
    var graph =
        StepGraph.overview(
            List.of(Plans.step("a"), Plans.step("b", "a"), Plans.step("c", "a", "b")));

    assertThat(graph.nodes()).extracting(StepGraph.Node::layer).containsExactly(0, 1, 2);
    assertThat(graph.edges())
        .containsExactly(
            new StepGraph.Edge(0, 1, false),
            new StepGraph.Edge(0, 2, false),
            new StepGraph.Edge(1, 2, false));
  }

  @Test
  void takesManyOfAKindTogether() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      steps.add(Plans.step("step-" + i));
    }

    assertThat(StepGraph.overview(steps).nodes())
        .singleElement()
        .extracting(StepGraph.Node::note)
        .isEqualTo("300 steps, 1 account");
  }

  @Test
  void showsWhatIsElsewhereOnlyIfItIsNext() {
    var steps = List.of(Plans.step("far"), Plans.step("near", "far"), Plans.step("own", "near"));

    var graph = new StepGraph.Surroundings(steps).around(Set.of(new StepId("own")));

    assertThat(graph.nodes()).extracting(StepGraph.Node::elsewhere).containsExactly(true, false);
  }

  @Property(tries = 200)
  void leadsEveryEdgeToALaterLayer(@ForAll long seed) {
    var graph = StepGraph.overview(AnyReport.of(seed).plan().steps());

    assertThat(graph.edges())
        .allSatisfy(edge ->
            assertThat(graph.nodes().get(edge.from()).layer())
                .isLessThan(graph.nodes().get(edge.to()).layer()));
  }
}
