package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.render.TerminalText;
import io.eksguard.render.TextDifference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `eksguard test`: whether files still plan what they are expected to.
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Plan the files of test folders from their snapshots, and compare with what is expected.",
      "Needs no credentials and no network. Ends with 1 if a test fails."
    })
final class TestCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private ColourOption colour;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = {
        "A test, or a folder of tests at any depth. A test is a folder with *.yaml files, a",
        "snapshot.json and an expected.txt. Default: this folder."
      })
  private Path folder = Path.of("");

  @Option(
      names = "--update",
      description = "Write each expected.txt as the plan is now, to be reviewed as a change.")
  private boolean update;

  TestCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    List<Path> tests = tests();
    if (tests.isEmpty()) {
      page.diagnostics(
          List.of(
              Diagnostic.error(Code.NO_TESTS, "There is no test in `%s`.".formatted(shown(folder)))
                  .hint("A test is a folder with `snapshot.json` and a `*.yaml` file.")));
      return ExitCode.USAGE.number();
    }
    int failed = 0;
    for (Path test : tests) {
      failed += run(page, test) ? 0 : 1;
    }
    page.print("%d passed, %d failed.\n".formatted(tests.size() - failed, failed));
    return (failed == 0 ? ExitCode.OK : ExitCode.ERROR).number();
  }

  private static String shown(Path path) {
    return path.toString().isEmpty() ? "." : path.toString();
  }

  private List<Path> tests() {
    try (var all = Files.walk(folder)) {
      return all.filter(FileTest::isOne).sorted().toList();
    } catch (IOException | UncheckedIOException _) {
      // It is not there, or cannot be looked into: there is no test in it that could be run.
      return List.of();
    }
  }

  /// Whether the test passed.
  private boolean run(Page page, Path folder) {
    var test = new FileTest(folder, ports);
    String name = TerminalText.safe(shown(folder));
    String now = test.plan();
    if (update) {
      Optional<Diagnostic> problem = test.expect(now);
      page.diagnostics(problem.stream().toList());
      page.print((problem.isEmpty() ? "written " : "FAILED  ") + name + "\n");
      return problem.isEmpty();
    }
    List<String> lines = new ArrayList<>();
    switch (test.expected()) {
      case FileTest.Expected.Missing _ ->
          lines.add("it has no expected.txt; `eksguard test --update` writes it");
      case FileTest.Expected.Unreadable(String why) ->
          lines.add("expected.txt cannot be read: " + why);
      case FileTest.Expected.Text(String text) -> lines.addAll(TextDifference.lines(text, now));
    }
    page.print((lines.isEmpty() ? "passed  " : "FAILED  ") + name + "\n");
    lines.forEach(line -> page.print("  " + TerminalText.safe(line) + "\n"));
    return lines.isEmpty();
  }
}
