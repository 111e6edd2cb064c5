package io.eksguard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.Desired;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Files of any form, taken to say something else.
class AlterationPropertyTest {
  private static final List<String> VALUES =
      List.of(
          "all",
          "only",
          "manual",
          "EKS_RUNTIME_MONITORING",
          "7",
          "true",
          "\"222233334444\"",
          "'us-west-2'",
          "[us-east-1]",
          "[a, \"b-*\"]",
          "{name: q, until: 2031-01-01}",
          "{account: \"222233334444\", approach: all}");

  private final DesiredStateReader reader = new DesiredStateReader(BadFiles.TODAY);

  /// A value of a file, and the path that leads to it.
  private record Spot(String path, Node node) {}

  @Property(tries = 1000)
  void whatStandsThereAlreadyChangesNothing(@ForAll long seed) {
    var random = new Random(seed);
    String text = RandomFile.any(random).text();
    List<Spot> spots = spots(text);
    Spot spot = spots.get(random.nextInt(spots.size()));
    String typed = spot.path() + "=" + OneLine.of(spot.node());

    var read = reader.readText("f.yaml", text, List.of(set(typed)));

    assertThat(read.result().diagnostics()).as("%s\n%s", typed, text).isEmpty();
    assertThat(desired(read.result())).isEqualTo(desired(reader.readText("f.yaml", text)));
    assertThat(read.made())
        .containsExactly(
            new Alteration.Made(
                spot.path(),
                false,
                Optional.of(OneLine.of(spot.node())),
                Optional.of(OneLine.of(spot.node()))));
  }

  @Property(tries = 1000)
  void anyValueIsAsGoodOrBadAsWrittenIntoTheFile(@ForAll long seed) {
    var random = new Random(seed);
    String text = RandomFile.any(random).text();
    List<Spot> spots = spots(text).stream().filter(spot -> isOnOneLine(spot.node())).toList();
    Spot spot = spots.get(random.nextInt(spots.size()));
    String value = VALUES.get(random.nextInt(VALUES.size()));
    Span span = spot.node().span();
    SourceText source = span.source();
    String byHand =
        source.substring(0, span.start()) + value + source.substring(span.end(), source.length());

    Result altered =
        reader.readText("f.yaml", text, List.of(set(spot.path() + "=" + value))).result();

    Result edited = reader.readText("f.yaml", byHand);
    assertThat(desired(altered)).as(byHand).isEqualTo(desired(edited));
    assertThat(codes(altered)).as(byHand).isEqualTo(codes(edited));
  }

  @Property(tries = 500)
  void anythingMayBeTypedForAPath(@ForAll String typed, @ForAll long seed) {
    String text = RandomFile.any(new Random(seed)).text();

    for (Alteration.Kind kind : Alteration.Kind.values()) {
      var read = reader.readText("f.yaml", text, List.of(new Alteration(kind, typed)));

      // What cannot be made is told, and so is what can be and makes the file wrong.
      boolean wrong = read.result().diagnostics().stream().anyMatch(Diagnostic::isError);
      assertThat(read.result().loaded().isPresent()).isEqualTo(!wrong);
      assertThat(wrong || !read.made().isEmpty()).isTrue();
    }
  }

  private static Alteration set(String typed) {
    return new Alteration(Alteration.Kind.SET, typed);
  }

  private static Optional<Desired> desired(Result result) {
    return result.loaded().map(Loaded::desired);
  }

  private static List<Code> codes(Result result) {
    return result.diagnostics().stream().map(Diagnostic::code).sorted().toList();
  }

  private static boolean isOnOneLine(Node node) {
    return node instanceof Node.Scalar scalar && !scalar.typed().contains("\n");
  }

  private static List<Spot> spots(String text) {
    var notes = new Notes();
    Node root =
        YamlParser.documents(new SourceText("f.yaml", text), notes).orElseThrow().getFirst();
    List<Spot> spots = new ArrayList<>();
    collect("", root, spots);
    return spots.stream().filter(spot -> !spot.path().equals("version")).toList();
  }

  private static void collect(String path, Node node, List<Spot> spots) {
    if (!path.isEmpty()) {
      spots.add(new Spot(path, node));
    }
    switch (node) {
      case Node.Scalar _ -> {}
      case Node.Items items -> {
        for (int i = 0; i < items.nodes().size(); i++) {
          collect(path + "[" + i + "]", items.nodes().get(i), spots);
        }
      }
      case Node.Mapping mapping ->
          mapping
              .pairs()
              .forEach(pair ->
                  collect(
                      (path.isEmpty() ? "" : path + ".") + pair.key().value(),
                      pair.value(),
                      spots));
    }
  }
}
