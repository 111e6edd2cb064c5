package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import io.eksguard.diff.Difference;
import io.eksguard.diff.Rivalry;
import io.eksguard.diff.Rivals;
import io.eksguard.foreign.Claim;
import io.eksguard.foreign.ClaimReader;
import io.eksguard.render.RivalryText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What other tools say that they own, to tell who may undo what eksguard writes.
final class ForeignOption {
  @Option(
      names = "--foreign",
      paramLabel = "FILE",
      description = {
        "The output of `terraform show -json`, of a plan or a state, or of `aws cloudformation",
        "describe-stacks`, plain or gzipped: warns of what undoes the file. May be given several",
        "times."
      })
  private List<Path> files = new ArrayList<>();

  /// What the files gave.
  ///
  /// @param claims what others say that they own
  /// @param problems the files that could not be used
  record Found(List<Claim> claims, List<Diagnostic> problems) {
    Found {
      claims = List.copyOf(claims);
      problems = List.copyOf(problems);
    }

    /// What of it is against the file.
    List<Rivalry> rivals(Loaded loaded, Difference difference) {
      return Rivals.of(loaded.desired(), difference, claims);
    }

    /// The same in words, after the problems of the files.
    List<Diagnostic> told(Loaded loaded, Difference difference) {
      List<Diagnostic> told = new ArrayList<>(problems);
      rivals(loaded, difference)
          .forEach(rivalry -> told.add(RivalryText.diagnostic(rivalry, loaded.positions())));
      return told;
    }
  }

  /// What was named and is not there, or has no use here.
  ///
  /// @param noFile whether there is no desired state to compare with
  List<Diagnostic> unfit(boolean noFile) {
    if (noFile && !files.isEmpty()) {
      return List.of(
          Diagnostic.error(Code.WRONG_USAGE, "`--foreign` and `--undo` do not go together.")
              .hint("The way back is planned without a file, and `--foreign` compares with one."));
    }
    return files.stream()
        .filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
        .map(file ->
            Diagnostic.error(
                    Code.UNREADABLE_FILE,
                    "`%s` is not there, is a folder, or cannot be read.".formatted(file))
                .hint("Check the path that `--foreign` names."))
        .toList();
  }

  /// Reads all of them.
  Found read() {
    List<Claim> claims = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    for (Path file : files) {
      ClaimReader.Read read = read(file);
      claims.addAll(read.claims());
      read.problem().ifPresent(why -> problems.add(unusable(file, why)));
    }
    return new Found(claims, problems);
  }

  private static ClaimReader.Read read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ClaimReader.read(in, file.toString());
    } catch (IOException e) {
      return new ClaimReader.Read(List.of(), Optional.of(FileTrouble.why(e)));
    }
  }

  private static Diagnostic unusable(Path file, String why) {
    return Diagnostic.warning(
            Code.BAD_FOREIGN_FILE, "`%s` cannot be used: %s.".formatted(file, why))
        .hint(
            "Nothing is told of other owners by it. Make it again with `terraform show -json PLAN` or `aws cloudformation describe-stacks --output json`.");
  }
}
