package io.eksguard.cli;

import io.eksguard.diag.Diagnostic;
import io.eksguard.render.StepOutputs;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A file with what later jobs of a pipeline want to know.
final class DotenvOption {
  @Option(
      names = "--out-dotenv",
      paramLabel = "FILE",
      description = {
        "Write what later jobs want to know as a dotenv report of GitLab: EKSGUARD_CHANGES,",
        "EKSGUARD_DRIFT, EKSGUARD_DIGEST, as far as it is known."
      })
  private @Nullable Path file;

  /// The file, if there is to be one.
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /// Writes it, if there is to be one. Where nothing is known it is empty: an older one would speak
  /// of another run.
  Optional<Diagnostic> write(StepOutputs values) {
    return file().flatMap(path -> WholeFile.write(path, values.dotenv()));
  }
}
