package io.eksguard.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `eksguard schema`: the JSON Schemas, as they ship in the program.
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = {
      "Print the JSON Schema of the desired-state file, or of what eksguard writes.",
      "That is the JSON output, saved plans, `explain`, `doctor`, `coverage`, `drift`, its notifications, `diff` or snapshots."
    })
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "WHICH",
      description = "Which one: ${COMPLETION-CANDIDATES}. Default: file.")
  private Which which = Which.FILE;

  /// The schemas there are.
  enum Which {
    FILE("/schemas/eksguard.schema.json"),
    OUTPUT("/schemas/output.schema.json"),
    PLAN("/schemas/plan.schema.json"),
    EXPLAIN("/schemas/explain.schema.json"),
    DOCTOR("/schemas/doctor.schema.json"),
    COVERAGE("/schemas/coverage.schema.json"),
    DRIFT("/schemas/drift.schema.json"),
    NOTIFICATION("/schemas/notification.schema.json"),
    SNAPSHOT("/schemas/snapshot.schema.json"),
    DIFF("/schemas/diff.schema.json");

    private final String resource;

    Which(String resource) {
      this.resource = resource;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    try (InputStream in = SchemaCommand.class.getResourceAsStream(which.resource)) {
      if (in == null) {
        throw new IllegalStateException("not packaged: " + which.resource);
      }
      var out = spec.commandLine().getOut();
      out.print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ExitCode.OK.number();
  }
}
