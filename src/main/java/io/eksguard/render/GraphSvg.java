package io.eksguard.render;

import java.util.Locale;

/// A graph of steps as SVG: layers from left to right.
final class GraphSvg {
  private static final int WIDTH = 250;
  private static final int HEIGHT = 50;
  private static final int GAP_X = 62;
  private static final int GAP_Y = 14;
  private static final int MARGIN = 4;

  /// How many characters of a line fit into a node.
  private static final int LETTERS = 34;

  private GraphSvg() {}

  /// Writes it.
  ///
  /// @param label what it shows, for those who do not see it; the steps themselves are listed too
  static void write(Html html, StepGraph graph, String label) {
    int layers = graph.nodes().stream().mapToInt(StepGraph.Node::layer).max().orElse(0) + 1;
    int rows = graph.nodes().stream().mapToInt(StepGraph.Node::row).max().orElse(0) + 1;
    int width = layers * (WIDTH + GAP_X) - GAP_X + 2 * MARGIN;
    int height = rows * (HEIGHT + GAP_Y) - GAP_Y + 2 * MARGIN;
    html.open(
        "svg",
        "class",
        "graph",
        "role",
        "img",
        "width",
        String.valueOf(width),
        "height",
        String.valueOf(height),
        "viewBox",
        "0 0 %d %d".formatted(width, height));
    html.leaf("title", label);
    for (StepGraph.Edge edge : graph.edges()) {
      edge(html, graph.nodes().get(edge.from()), graph.nodes().get(edge.to()), edge.loose());
    }
    graph.nodes().forEach(node -> node(html, node));
    html.close().line();
  }

  private static int x(StepGraph.Node node) {
    return MARGIN + node.layer() * (WIDTH + GAP_X);
  }

  private static int y(StepGraph.Node node) {
    return MARGIN + node.row() * (HEIGHT + GAP_Y);
  }

  private static void node(Html html, StepGraph.Node node) {
    String look = StepText.look(node.action()) + (node.elsewhere() ? " elsewhere" : "");
    String title = StepText.sign(node.action()) + " " + node.title();
    String note = (node.elsewhere() ? "elsewhere: " : "") + node.note();
    html.open("g", "class", look);
    html.leaf("title", title + ", " + note);
    html.open(
        "rect",
        "x",
        String.valueOf(x(node)),
        "y",
        String.valueOf(y(node)),
        "width",
        String.valueOf(WIDTH),
        "height",
        String.valueOf(HEIGHT),
        "rx",
        "5");
    html.close();
    text(html, node, 20, title, "");
    text(html, node, 39, note, "note");
    html.close().line();
  }

  private static void text(Html html, StepGraph.Node node, int down, String content, String look) {
    html.leaf(
        "text",
        shortened(content),
        "class",
        look,
        "x",
        String.valueOf(x(node) + 10),
        "y",
        String.valueOf(y(node) + down));
  }

  private static String shortened(String text) {
    int count = text.codePointCount(0, text.length());
    return count <= LETTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LETTERS - 1)) + "\u2026";
  }

  private static void edge(Html html, StepGraph.Node from, StepGraph.Node to, boolean loose) {
    int x1 = x(from) + WIDTH;
    int y1 = y(from) + HEIGHT / 2;
    int x2 = x(to) - 7;
    int y2 = y(to) + HEIGHT / 2;
    int bend = GAP_X / 2;
    html.open(
            "path",
            "class",
            loose ? "loose" : "",
            "d",
            String.format(
                Locale.ROOT,
                "M%d %dC%d %d %d %d %d %d",
                x1,
                y1,
                x1 + bend,
                y1,
                x2 - bend,
                y2,
                x2,
                y2))
        .close();
    html.open(
            "polygon",
            "points",
            String.format(Locale.ROOT, "%d,%d %d,%d %d,%d", x2, y2 - 4, x2 + 7, y2, x2, y2 + 4))
        .close()
        .line();
  }
}
