package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.render.CiReport;
import io.eksguard.render.CodeQualityJson;
import io.eksguard.render.JunitXml;
import io.eksguard.render.SarifJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a result is shown in CI systems, and which files are made for them.
final class CiOptions {
  @Option(
      names = "--annotations",
      paramLabel = "WHERE",
      description = {
        "Show errors and warnings at their lines, and hand over outputs and a summary of the step:",
        "${COMPLETION-CANDIDATES}. Default: auto, which is github where GITHUB_ACTIONS is true."
      })
  private Where where = Where.AUTO;

  @Option(
      names = "--out-sarif",
      paramLabel = "FILE",
      description = "Write errors, warnings and drift as SARIF 2.1.0, too; also on failure.")
  private @Nullable Path sarif;

  @Option(
      names = "--out-junit",
      paramLabel = "FILE",
      description = "Write them as JUnit XML, too; of drift, each cluster is a test case.")
  private @Nullable Path junit;

  @Option(
      names = "--out-codequality",
      paramLabel = "FILE",
      description = "Write them as a Code Quality report of GitLab, too.")
  private @Nullable Path codeQuality;

  /// Which CI system is spoken to.
  enum Where {
    /// Whichever runs this.
    AUTO,
    /// GitHub Actions.
    GITHUB,
    /// None, whatever the environment says.
    NONE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether errors and warnings are shown at their lines.
  boolean annotate(Map<String, String> environment) {
    return annotate(where, environment);
  }

  /// The same where a command did not come to know its options.
  static boolean annotate(List<String> args, Map<String, String> environment) {
    String typed = OutputOptions.typed("--annotations", args).orElse("");
    return annotate(
        Arrays.stream(Where.values())
            .filter(one -> one.toString().equalsIgnoreCase(typed))
            .findFirst()
            .orElse(Where.AUTO),
        environment);
  }

  private static boolean annotate(Where where, Map<String, String> environment) {
    return switch (where) {
      case AUTO -> "true".equals(environment.get("GITHUB_ACTIONS"));
      case GITHUB -> true;
      case NONE -> false;
    };
  }

  /// Whether outputs and summaries are handed over, where the environment names their files.
  boolean handOver() {
    return where != Where.NONE;
  }

  /// The files that are written.
  Stream<Path> files() {
    return Stream.of(sarif, junit, codeQuality).flatMap(Stream::ofNullable);
  }

  /// Writes them. One that cannot be written does not keep the others.
  ///
  /// @param version eksguard's own version
  /// @return why some could not be written
  List<Diagnostic> write(CiReport report, String version) {
    List<Diagnostic> problems = new ArrayList<>();
    if (sarif != null) {
      WholeFile.write(sarif, new SarifJson(version).render(report)).ifPresent(problems::add);
    }
    if (junit != null) {
      WholeFile.write(junit, JunitXml.render(report)).ifPresent(problems::add);
    }
    if (codeQuality != null) {
      WholeFile.write(codeQuality, CodeQualityJson.render(report)).ifPresent(problems::add);
    }
    return problems;
  }
}
