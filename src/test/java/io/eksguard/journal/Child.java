package io.eksguard.journal;

import io.eksguard.plan.StepId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A process of its own, which tests can race and kill. It says `ready`, waits for a line, does
/// what it was told, says what came of it, and waits for its input to end.
final class Child {
  private Child() {}

  static Process start(String... what) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Child.class.getName());
    command.addAll(List.of(what));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /// Lets it go on.
  static void go(Process child) throws IOException {
    child.getOutputStream().write('\n');
    child.getOutputStream().flush();
  }

  /// Runs in the child.
  public static void main(String[] args) throws Exception {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    out.println("ready");
    if (in.readLine() == null) {
      return;
    }
    switch (args[0]) {
      case "take" ->
          out.println(
              ApplyLock.take(Path.of(args[1]), InstantSource.system(), Owners.me())
                  .getClass()
                  .getSimpleName());
      case "journal" -> {
        var id = new RunId(args[2]);
        var journal =
            Journal.create(Path.of(args[1]), id, InstantSource.system(), "0.1.0", "{\"steps\":[]}");
        journal.writing(List.of(new StepId("a"), new StepId("b")));
        journal.ended(new Outcome.Done(new StepId("a")));
        out.println("written");
      }
      default -> out.println("what?");
    }
    if (in.readLine() != null) {
      out.println("one line too many");
    }
  }
}
