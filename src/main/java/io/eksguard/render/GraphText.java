package io.eksguard.render;

import io.eksguard.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/// The order of a plan as text: what comes first, and what each part waits for.
public final class GraphText {
  private GraphText() {}

  /// Layer by layer; steps of one kind in a layer are one line.
  public static String render(Plan plan) {
    if (plan.isEmpty()) {
      return "There are no steps.\n";
    }
    StepGraph graph = StepGraph.overview(plan.steps());
    var text = new StringBuilder();
    int layer = -1;
    for (int i = 0; i < graph.nodes().size(); i++) {
      StepGraph.Node node = graph.nodes().get(i);
      if (node.layer() != layer) {
        layer = node.layer();
        text.append(layer == 0 ? "first, in any order" : "then").append('\n');
      }
      text.append("  [")
          .append(i + 1)
          .append("] ")
          .append(StepText.sign(node.action()))
          .append(' ')
          .append(TerminalText.safe(node.title()))
          .append(": ")
          .append(TerminalText.safe(node.note()))
          .append(waits(graph, i))
          .append('\n');
    }
    return text.toString();
  }

  private static String waits(StepGraph graph, int node) {
    List<String> hard = new ArrayList<>();
    List<String> loose = new ArrayList<>();
    graph.edges().stream()
        .filter(edge -> edge.to() == node)
        .forEach(edge -> (edge.loose() ? loose : hard).add("[" + (edge.from() + 1) + "]"));
    return (hard.isEmpty() ? "" : "  after " + String.join(", ", hard))
        + (loose.isEmpty() ? "" : "  once ended: " + String.join(", ", loose));
  }
}
