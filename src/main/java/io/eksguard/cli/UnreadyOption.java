package io.eksguard.cli;

import io.eksguard.config.Edit;
import io.eksguard.config.FileEditor;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diag.Severity;
import io.eksguard.diff.Finding;
import io.eksguard.diff.IfUnready;
import io.eksguard.live.LiveState;
import io.eksguard.model.AccountId;
import io.eksguard.model.Units;
import io.eksguard.render.TerminalText;
import io.eksguard.render.UnifiedDifference;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What to do where a cluster would get the agent and is not ready for it.
final class UnreadyOption {
  private static final String REASON = "not ready for the GuardDuty agent";

  @Option(
      names = "--unready",
      paramLabel = "WHAT",
      description = {
        "What to do where a cluster would get the agent and is not ready for it, going by what EKS",
        "says of it and, where this is said, of its nodes, and EC2 of its VPC: ${COMPLETION-CANDIDATES}. `warn` goes on; `hold` leaves its",
        "account in the region as it is; `exclude` excludes the cluster first, and shows how the file would say so. Default: warn."
      })
  private @Nullable IfUnready said;

  /// What to do.
  IfUnready ifUnready() {
    IfUnready what = said;
    return what == null ? IfUnready.WARN : what;
  }

  /// Whether it was asked about, so that more may be read for it.
  boolean isSaid() {
    return said != null;
  }

  /// That it has no meaning beside something.
  ///
  /// @param beside whether that was asked for
  /// @param why why they do not go together, in a sentence
  Optional<Diagnostic> unfit(boolean beside, String why, String hint) {
    return said != null && beside
        ? Optional.of(Diagnostic.error(Code.WRONG_USAGE, why).hint(hint))
        : Optional.empty();
  }

  /// Shows how the files would have to change so that they exclude what was taken as excluded.
  /// Writes nothing.
  void offer(Page page, DesiredFiles files, Assessment assessment, Ports ports) {
    List<Finding> excluded = assessment.difference().excluded();
    FileEditor.Opened opened = FileEditor.open(files.paths(List.of()));
    if (excluded.isEmpty() || opened.diagnostics().stream().anyMatch(Diagnostic::isError)) {
      return;
    }
    var editor = new FileEditor(LocalDate.now(ports.clock()));
    Units units = LiveState.unitsOf(assessment.live().units());
    List<FileEditor.Source> now = opened.sources();
    List<Diagnostic> refused = new ArrayList<>();
    for (Finding finding : excluded) {
      switch (editor.edit(now, edit(finding), units)) {
        case FileEditor.Edited.Changed(var changed, var _) -> now = changed(now, changed);
        case FileEditor.Edited.Refused(Diagnostic why) -> refused.add(note(why));
        case FileEditor.Edited.Unchanged _ -> {
          // another cluster's line says it too
        }
      }
    }
    page.say("So that the file says so (nothing was written):");
    for (int i = 0; i < now.size(); i++) {
      var before = opened.sources().get(i);
      UnifiedDifference.lines(before.name(), before.text(), now.get(i).text())
          .forEach(line -> page.say(TerminalText.safe(line)));
    }
    page.diagnostics(refused);
  }

  /// It is only that the file has to be changed by hand.
  private static Diagnostic note(Diagnostic why) {
    return new Diagnostic(
        Severity.NOTE, why.code(), why.message(), why.where(), why.excerpt(), why.hint());
  }

  private static Edit edit(Finding finding) {
    return new Edit.Exclude(
        new AccountId(finding.account()),
        Optional.of(finding.region()),
        finding.cluster().orElseThrow(),
        Optional.of(REASON));
  }

  private static List<FileEditor.Source> changed(
      List<FileEditor.Source> sources, List<FileEditor.ChangedFile> changed) {
    return sources.stream()
        .map(source ->
            changed.stream()
                .filter(file -> file.name().equals(source.name()))
                .findFirst()
                .map(file -> new FileEditor.Source(file.name(), file.after()))
                .orElse(source))
        .toList();
  }
}
