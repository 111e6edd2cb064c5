package io.eksguard.cli;

import io.eksguard.config.DesiredStateReader;
import io.eksguard.config.Loaded;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.FileTrouble;
import io.eksguard.plan.Reaction;
import io.eksguard.render.DiagnosticText;
import io.eksguard.render.PlanText;
import io.eksguard.render.Report;
import io.eksguard.snapshot.Snapshot;
import io.eksguard.snapshot.SnapshotCodec;
import io.eksguard.snapshot.SnapshotReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// A test of somebody's file: a folder with the file, a snapshot, and the plan that is expected.
final class FileTest {
  private static final String SNAPSHOT = "snapshot.json";
  private static final String EXPECTED = "expected.txt";

  private final Path folder;
  private final Ports ports;

  FileTest(Path folder, Ports ports) {
    this.folder = folder;
    this.ports = ports;
  }

  /// What is expected.
  sealed interface Expected {
    /// This plan.
    record Text(String text) implements Expected {}

    /// Nothing was written down yet.
    record Missing() implements Expected {}

    /// It was, and cannot be read.
    record Unreadable(String why) implements Expected {}
  }

  /// Whether the folder is a test.
  static boolean isOne(Path folder) {
    return Files.isDirectory(folder) && Files.isRegularFile(folder.resolve(SNAPSHOT));
  }

  Expected expected() {
    Path file = folder.resolve(EXPECTED);
    try {
      return Files.exists(file)
          ? new Expected.Text(Files.readString(file).replace("\r\n", "\n"))
          : new Expected.Missing();
    } catch (IOException e) {
      return new Expected.Unreadable(FileTrouble.why(e));
    }
  }

  /// Writes down what is expected from now on.
  Optional<Diagnostic> expect(String text) {
    return WholeFile.write(folder.resolve(EXPECTED), text);
  }

  /// The plan as text, with what is told beside it; the errors alone where there is none.
  ///
  /// The day is that of the snapshot: an exception that expires must not break a test by itself.
  String plan() {
    return switch (SnapshotFiles.read(folder.resolve(SNAPSHOT))) {
      case SnapshotCodec.Read.Refused(Diagnostic why) -> told(List.of(why));
      case SnapshotCodec.Read.Ok(Snapshot snapshot) -> {
        var today = LocalDate.ofInstant(snapshot.taken(), ZoneOffset.UTC);
        var result = new DesiredStateReader(today).read(List.of(folder));
        yield result
            .loaded()
            .map(loaded -> plan(loaded, snapshot))
            .orElseGet(() -> told(result.diagnostics()));
      }
    };
  }

  private String plan(Loaded loaded, Snapshot snapshot) {
    var assessment = Assessment.make(loaded, new SnapshotReader(snapshot));
    Proposal proposal = Proposals.ofSnapshot(assessment, loaded, ports, false);
    List<Diagnostic> breaches = proposal.breaches(new AllowOption());
    List<Diagnostic> all =
        Reports.with(proposal.report(), proposal.report().verdict(), breaches).diagnostics();
    // What AWS does by itself has prices and names of AWS in it, which another version may word
    // otherwise: nothing that a file of the user is tested for.
    Report report = proposal.report().with(proposal.report().aside().with(Reaction.NONE));
    String plan = new PlanText(false, true).render(report);
    return all.isEmpty() ? named(plan) : named(plan) + "\n" + told(all);
  }

  private String told(List<Diagnostic> diagnostics) {
    return named(new DiagnosticText(false).render(diagnostics));
  }

  /// Files by their names in the folder, wherever the folder is.
  private String named(String text) {
    String prefix = folder.toString();
    return prefix.isEmpty() ? text : text.replace(prefix + File.separator, "");
  }
}
