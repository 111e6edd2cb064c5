package io.eksguard.config;

import io.eksguard.model.Desired;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Reads the desired state.
///
/// It never throws for what is in a file: whatever is wrong is a diagnostic, and all come at once.
/// Only after a mistake in the YAML syntax nothing more is said of the meaning.
public final class DesiredStateReader {
  private final LocalDate today;

  /// @param today the day on which exceptions with an `until` are judged
  public DesiredStateReader(LocalDate today) {
    this.today = today;
  }

  /// Reads files, and the `*.yaml` and `*.yml` files of folders, as one desired state.
  ///
  /// Each may hold several YAML documents. Every one says its `version`; `organization`, `access`
  /// and `limits` are merged key by key, the lists of entries are put one behind the other, and
  /// anything else is said once.
  public Result read(List<Path> files) {
    var notes = new Notes();
    return result(new SourceFiles(notes).read(files), notes);
  }

  /// The same, as if the files said something else. The alterations are made one after the other,
  /// to what all files say together, before anything is made of it.
  public Alteration.Read read(List<Path> files, List<Alteration> alterations) {
    var notes = new Notes();
    return altered(new SourceFiles(notes).read(files), alterations, notes);
  }

  /// Reads a text.
  ///
  /// @param name what to call it in diagnostics
  public Result readText(String name, String text) {
    var notes = new Notes();
    return result(new SourceFiles(notes).checked(name, text).stream().toList(), notes);
  }

  /// Reads a text as if it said something else.
  ///
  /// @param name what to call it in diagnostics
  public Alteration.Read readText(String name, String text, List<Alteration> alterations) {
    var notes = new Notes();
    var texts = new SourceFiles(notes).checked(name, text).stream().toList();
    return altered(texts, alterations, notes);
  }

  private Alteration.Read altered(
      List<SourceText> texts, List<Alteration> alterations, Notes notes) {
    var made = new Alterations(notes);
    Result result = result(texts, notes, document -> made.apply(document, alterations));
    return new Alteration.Read(result, made.made());
  }

  /// What these texts say.
  ///
  /// @param notes takes what is noted, the places included
  Result result(List<SourceText> texts, Notes notes) {
    return result(texts, notes, document -> document);
  }

  private Result result(
      List<SourceText> texts, Notes notes, UnaryOperator<Node.Mapping> alterations) {
    boolean allThere = !notes.hasErrors();
    Optional<Desired> desired =
        new Documents(notes)
            .of(texts)
            .filter(_ -> allThere)
            .map(documents -> new Merge(notes).of(documents))
            .map(alterations)
            .flatMap(document -> new WholeFileReader(notes, today).read(document));
    Optional<Loaded> loaded =
        desired
            .filter(_ -> !notes.hasErrors())
            .map(d -> new Loaded(d, notes.positions(), notes.diagnostics()));
    return new Result(loaded, notes.diagnostics());
  }
}
