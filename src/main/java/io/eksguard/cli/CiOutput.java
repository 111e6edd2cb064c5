package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.drift.DriftReport;
import io.eksguard.drift.DriftReport.Told;
import io.eksguard.render.CiReport;
import io.eksguard.render.GithubAnnotations;
import io.eksguard.render.MarkdownForm;
import io.eksguard.render.Report;
import io.eksguard.render.StepOutputs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Tells the CI system that runs the command what came of it.
final class CiOutput {
  /// How many bytes GitHub takes of all summaries of a step.
  ///
  /// @see <a
  ///   href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits">
  ///   GitHub Docs, step isolation and limits, read 2026-11-27</a>
  private static final long MAX_SUMMARY = 1024 * 1024;

  /// How many bytes a character of Markdown can take.
  private static final int MAX_BYTES = 3;

  private final Ports ports;
  private final CiOptions options;
  private final Optional<DotenvOption> dotenv;
  private final Checkout checkout;
  private final String file;

  /// @param dotenv the option for it, if the command has anything to say to later steps
  /// @param files the files that the command is about
  CiOutput(Ports ports, CiOptions options, Optional<DotenvOption> dotenv, DesiredFiles files) {
    this.ports = ports;
    this.options = options;
    this.dotenv = dotenv;
    this.checkout = Checkout.of(ports.environment());
    this.file = files.first();
  }

  /// The files that are written.
  Stream<Path> files() {
    return Stream.concat(options.files(), dotenv.stream().flatMap(one -> one.file().stream()));
  }

  /// A report as CI systems show it.
  CiReport of(Report report) {
    return CiReport.of(report, file, checkout::name);
  }

  /// What has drifted as CI systems show it.
  ///
  /// @param told what else there is to tell
  /// @param failing what the command ends with 2 for
  CiReport of(DriftReport report, Collection<Diagnostic> told, List<Told> failing) {
    return CiReport.of(report, told, failing, file, checkout::name);
  }

  /// Writes the files that were asked for.
  ///
  /// @param report made only if there are any
  /// @return why some could not be written
  List<Diagnostic> write(Supplier<CiReport> report) {
    return options.files().findAny().isPresent()
        ? options.write(report.get(), ports.version())
        : List.of();
  }

  /// Hands over what later steps want to know, and a summary of this one.
  ///
  /// @param values made only if somebody wants them: a digest takes its time
  /// @param markdown makes the summary
  /// @param key the key in its first line
  /// @return why some could not be written
  List<Diagnostic> handOver(
      Supplier<StepOutputs> values, Function<MarkdownForm, String> markdown, String key) {
    List<Diagnostic> problems = new ArrayList<>();
    Map<String, String> environment = options.handOver() ? ports.environment() : Map.of();
    Optional<StepFile> outputs = dotenv.flatMap(_ -> StepFile.of(environment, "GITHUB_OUTPUT"));
    Optional<Path> asDotenv = dotenv.flatMap(DotenvOption::file);
    if (outputs.isPresent() || asDotenv.isPresent()) {
      StepOutputs known = values.get();
      dotenv.flatMap(one -> one.write(known)).ifPresent(problems::add);
      outputs.flatMap(one -> one.append(_ -> known.github())).ifPresent(problems::add);
    }
    StepFile.of(environment, "GITHUB_STEP_SUMMARY")
        .flatMap(one -> one.append(size -> summary(MAX_SUMMARY - size - 1, markdown, key)))
        .ifPresent(problems::add);
    return problems;
  }

  /// The summary in so many bytes; none where not even a short one has room.
  private static String summary(long room, Function<MarkdownForm, String> markdown, String key) {
    if (room < (long) MAX_BYTES * MarkdownForm.LEAST_BUDGET) {
      return "";
    }
    String whole = markdown.apply(new MarkdownForm(key, (int) room));
    return whole.getBytes(StandardCharsets.UTF_8).length <= room
        ? whole
        : markdown.apply(new MarkdownForm(key, (int) room / MAX_BYTES));
  }

  /// Shows everything at its line, if the CI system can.
  void annotate(Page page, Supplier<CiReport> report) {
    if (options.annotate(ports.environment())) {
      GithubAnnotations.lines(report.get()).forEach(page::say);
    }
  }
}
