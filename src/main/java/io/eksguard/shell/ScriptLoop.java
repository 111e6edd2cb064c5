package io.eksguard.shell;

import io.eksguard.plan.Review;
import io.eksguard.shell.review.ReviewList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// The shell where nobody sits: lines come from a pipe, and answers go out as they are.
final class ScriptLoop {
  private final Session session;
  private final BufferedReader in;
  private final Voice voice;

  ScriptLoop(Session session, BufferedReader in, Voice voice) {
    this.session = session;
    this.in = in;
    this.voice = voice;
  }

  /// Answers line by line, until there is none.
  ///
  /// @return the worst that a line ended with
  int run() {
    Optional<String> line = readLine();
    while (line.isPresent()) {
      if (!answered(line.get())) {
        return session.worst();
      }
      line = readLine();
    }
    return session.worst();
  }

  /// @return whether the session goes on
  private boolean answered(String first) {
    var line = new StringBuilder(first);
    Optional<List<String>> words = Session.words(first);
    while (words.isEmpty()) {
      Optional<String> next = readLine();
      if (next.isEmpty()) {
        break;
      }
      line.append('\n').append(next.get());
      words = Session.words(line.toString());
    }
    session.transcript().typed("> ", line.toString());
    return goesOn(session.counted(session.answer(words.orElse(List.of(line.toString())), voice)));
  }

  private boolean goesOn(Answer answer) {
    return switch (answer) {
      case Answer.Done _ -> true;
      case Answer.Ended() -> false;
      case Answer.Walks(Review review, String filter) -> {
        voice.print(ReviewList.list(review, filter));
        yield true;
      }
      // Nobody is there to say yes.
      case Answer.Asks _ -> true;
    };
  }

  private Optional<String> readLine() {
    try {
      return Optional.ofNullable(in.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
