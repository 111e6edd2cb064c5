package io.eksguard.shell;

import io.eksguard.cli.ExitCode;
import io.eksguard.cli.Workspace;
import io.eksguard.diag.Diagnostic;
import io.eksguard.plan.Review;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;

/// A person's, or a script's, way through the shell: lines in, answers out, all of it recorded if
/// that is wished. How lines come in and where answers are shown is not its business.
final class Session implements AutoCloseable {
  private final String version;
  private final Transcript transcript;
  private final Clock clock;
  private final boolean script;
  private Engine engine;
  private int worst = ExitCode.OK.number();

  /// @param script whether nobody is there to answer a question
  Session(Workspace workspace, Clock clock, String version, boolean script) {
    this.version = version;
    this.clock = clock;
    this.script = script;
    this.transcript = new Transcript(clock);
    this.engine = new Engine(workspace, clock, script);
  }

  /// Splits lines into words; the same for a terminal and for a script.
  static Parser parser() {
    var parser = new DefaultParser();
    parser.setEofOnUnclosedQuote(true);
    parser.setEofOnEscapedNewLine(true);
    return parser;
  }

  /// The words of a line; none if it goes on in the next line.
  static Optional<List<String>> words(String line) {
    if (line.strip().startsWith("#")) {
      return Optional.of(List.of());
    }
    try {
      String one = line.replaceAll("\\\\\\R(?=.)", " ");
      ParsedLine parsed = parser().parse(one, one.length(), Parser.ParseContext.ACCEPT_LINE);
      return Optional.of(parsed.words().stream().filter(word -> !word.isEmpty()).toList());
    } catch (EOFError e) {
      return Optional.empty();
    }
  }

  /// A voice of which everything is recorded.
  Voice voice(Writer out, Writer err, boolean colour, boolean quiet) {
    return new Voice(transcript.through(out), transcript.through(err), colour, quiet);
  }

  /// Answers a line, to be [#counted] by whoever waits for it.
  Answer answer(List<String> words, Voice voice) {
    return switch (engine.understand(words)) {
      case Understanding.Understood.Wrong(Diagnostic why) -> engine.wrong(List.of(why), voice);
      case Understanding.Understood.Ok(Request request) -> answer(request, voice);
    };
  }

  /// Answers a request, to be [#counted] by whoever waits for it.
  Answer answer(Request request, Voice voice) {
    return request instanceof Request.Recording(var file)
        ? record(file, voice)
        : engine.ask(request, voice);
  }

  private Answer record(Optional<Path> file, Voice voice) {
    if (file.isEmpty()) {
      Optional<Path> was = transcript.path();
      transcript.close();
      voice.say(was.map(path -> "Recorded in " + path + ".").orElse("Nothing was recorded."));
      return new Answer.Done(ExitCode.OK.number());
    }
    Optional<Diagnostic> problem = transcript.begin(file.get(), version, engine.workspace());
    if (problem.isPresent()) {
      return engine.wrong(List.of(problem.get()), voice);
    }
    voice.say("Recording in " + file.get() + "; `record off` ends it.");
    return new Answer.Done(ExitCode.OK.number());
  }

  /// What came of a review.
  Answer reviewed(Review after, Voice voice) {
    return engine.reviewed(after, voice);
  }

  /// Takes down how a request ended, once somebody has waited for it.
  Answer counted(Answer answer) {
    if (answer instanceof Answer.Done(int code)) {
      transcript.ended(code, transcript.path().flatMap(_ -> engine.digest()));
      worst = worse(worst, code);
    }
    return answer;
  }

  /// Of two, the one that the command line would end with. A word that made no sense counts too:
  /// whoever wrote the script must hear of it.
  private static int worse(int one, int other) {
    List<ExitCode> codes =
        Arrays.stream(ExitCode.values())
            .filter(code -> code.number() == one || code.number() == other)
            .filter(code -> code != ExitCode.OK)
            .toList();
    return codes.isEmpty() ? Math.max(one, other) : ExitCode.worst(codes).number();
  }

  /// Whether the request, once begun, must come to its end by itself.
  boolean mustEnd(List<String> words) {
    return engine.understand(words) instanceof Understanding.Understood.Ok(Request request)
        && request.writes();
  }

  /// Goes on without the command that runs: what it still does, it does for itself.
  void abandon() {
    engine = engine.restarted();
  }

  /// The worst that a command of the session ended with.
  int worst() {
    return worst;
  }

  Standing standing() {
    return engine.standing();
  }

  Engine engine() {
    return engine;
  }

  Transcript transcript() {
    return transcript;
  }

  Clock clock() {
    return clock;
  }

  boolean isScript() {
    return script;
  }

  @Override
  public void close() {
    transcript.close();
    engine.workspace().close();
  }
}
