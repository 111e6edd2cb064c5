package io.eksguard.config;

import io.eksguard.diag.Code;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Says in the user's words what the YAML engine complains of.
final class SyntaxErrors {
  private static final String TAB = "(TAB)";

  /// What the engine says, and what that means; the first line that fits is taken.
  private static final List<Saying> SAYINGS =
      List.of(
          new Saying("", TAB, false, "A tab is used for indentation.", "Indent with spaces."),
          new Saying(
              "quoted scalar",
              "end of stream",
              true,
              "The quoted text that begins here is never closed.",
              "Put the same quote at its end."),
          new Saying(
              "quoted scalar",
              "unknown escape",
              false,
              "A `\\` in double quotes begins an escape that YAML does not know.",
              "Write `\\\\` for a backslash, or use single quotes."),
          new Saying(
              "",
              "mapping values are not allowed",
              false,
              "A `:` stands where no key can be.",
              "Check the indentation; put a text that has `: ` in it in quotes."),
          new Saying(
              "",
              "sequence entries are not allowed",
              false,
              "A `-` stands where no list can begin.",
              "Begin the list on a line of its own, below its key."),
          new Saying(
              "simple key",
              "could not find expected ':'",
              true,
              "A key has no `:` behind it.",
              "Write `key: value`, or put the text in quotes."),
          new Saying(
              "",
              "expected <block end>",
              false,
              "This line does not fit the lines above it.",
              "Check its indentation, and that no quote or bracket above is left open."),
          new Saying(
              "flow sequence",
              "expected ','",
              true,
              "The list that begins here is not closed.",
              "Put `,` between its values and `]` at its end."),
          new Saying(
              "flow mapping",
              "expected ','",
              true,
              "The mapping that begins here is not closed.",
              "Put `,` between its keys and `}` at its end."),
          new Saying(
              "alias",
              "",
              true,
              "A `*` begins a YAML alias, and this is none.",
              "Put a pattern that begins with `*` in quotes, such as `\"*-canary\"`."),
          new Saying(
              "next token",
              "cannot start any token",
              false,
              "This character cannot begin a value.",
              "Put the value in quotes."));

  private SyntaxErrors() {}

  /// The first tab of the line, which is the one that indents.
  private static Span firstTab(Span inLine) {
    SourceText source = inLine.source();
    int lineStart = inLine.start() - inLine.pos().column() + 1;
    int tab = source.lineAround(inLine.start()).indexOf('\t');
    return tab < 0 ? inLine : Span.at(source, lineStart + tab);
  }

  /// Notes the error that ended the parsing.
  static void note(YamlEngineException error, SourceText source, Notes notes) {
    if (!(error instanceof MarkedYamlEngineException marked)) {
      notes.error(
          Code.NOT_YAML,
          Span.at(source, 0),
          "The text is not YAML 1.2.",
          "Write it in YAML 1.2, without `%` lines at its top.");
      return;
    }
    String context = Optional.ofNullable(marked.getContext()).orElse("");
    String problem = Optional.ofNullable(marked.getProblem()).orElse("");
    Optional<Saying> saying =
        SAYINGS.stream()
            .filter(s -> context.contains(s.context) && problem.contains(s.problem))
            .findFirst();
    Optional<Mark> begin = marked.getContextMark();
    boolean atBegin = saying.map(Saying::atBegin).orElse(false) && begin.isPresent();
    Span found = span(source, atBegin ? begin : marked.getProblemMark().or(() -> begin));
    Span span = problem.contains(TAB) ? firstTab(found) : found;
    notes.error(
        Code.NOT_YAML,
        span,
        saying.map(Saying::message).orElse("This is not YAML 1.2: " + oneLine(problem) + "."),
        saying.map(Saying::hint).orElse("Look at this line and the one above it."));
  }

  private static Span span(SourceText source, Optional<Mark> mark) {
    return Span.at(source, mark.map(Mark::getIndex).orElse(0));
  }

  /// The engine's own words, on one line and without its picture of the text.
  private static String oneLine(String words) {
    String line = words.lines().findFirst().orElse("it cannot be read").strip();
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  /// @param context part of what the engine was doing
  /// @param problem part of what it found
  /// @param atBegin whether to point at where it began doing so
  /// @param message what to say
  /// @param hint what to do next
  private record Saying(
      String context, String problem, boolean atBegin, String message, String hint) {}
}
