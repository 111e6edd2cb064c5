package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.Desired;
import io.eksguard.model.Units;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Changes files as a user would by hand: what is asked for and nothing else, with comments, order
/// and layout as they were.
///
/// It writes nothing. What it gives has been read again, and says exactly what was asked for.
public final class FileEditor {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /// What the new text may be wrong in by what was asked for; anything else is a bug of ours.
  private static final Set<Code> OF_THE_USER =
      EnumSet.of(Code.CLUSTERS_NOT_READABLE, Code.OVERWRITTEN_BY_ALL, Code.BEYOND_YAML_LIMITS);

  private final LocalDate today;

  /// @param today the day on which exceptions with an `until` are judged
  public FileEditor(LocalDate today) {
    this.today = today;
  }

  /// The text of a file.
  ///
  /// @param name the file, as the user named it
  /// @param text its text, byte order mark included
  public record Source(String name, String text) {}

  /// A file that becomes otherwise.
  ///
  /// @param name the file, as the user named it
  public record ChangedFile(String name, String before, String after) {}

  /// What came of an edit.
  public sealed interface Edited {
    /// Files become otherwise.
    ///
    /// @param files those that do, in the order in which they are read
    /// @param notes what was decided on the way; their places are those in the texts before
    record Changed(List<ChangedFile> files, List<Diagnostic> notes) implements Edited {
      public Changed {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
      }
    }

    /// The files say it already.
    record Unchanged(Diagnostic why) implements Edited {}

    /// It cannot be done.
    record Refused(Diagnostic why) implements Edited {}
  }

  /// The texts of files, and of the `*.yaml` and `*.yml` files of folders, in the order in which
  /// they are read.
  ///
  /// @param diagnostics why some could not be read
  public record Opened(List<Source> sources, List<Diagnostic> diagnostics) {
    public Opened {
      sources = List.copyOf(sources);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /// Takes in the texts of files and folders.
  public static Opened open(List<Path> paths) {
    var notes = new Notes();
    List<Source> sources =
        new SourceFiles(notes)
            .read(paths).stream()
                .map(text -> new Source(text.name(), marked(text, text.text())))
                .toList();
    return new Opened(sources, notes.diagnostics());
  }

  /// Makes an edit in texts that are read as one desired state.
  ///
  /// @param sources all of them and at least one, in the order in which they are read
  /// @param units which units the accounts lie below
  public Edited edit(List<Source> sources, Edit edit, Units units) {
    var notes = new Notes();
    List<SourceText> texts = texts(sources, notes);
    Result before = new DesiredStateReader(today).result(texts, notes);
    if (before.loaded().isEmpty()) {
      return new Edited.Refused(
          before.diagnostics().stream().filter(Diagnostic::isError).findFirst().orElseThrow());
    }
    Desired desired = before.loaded().orElseThrow().desired();
    return switch (new EditDecision(desired, notes, units).of(edit)) {
      case Decided.Refused(Diagnostic why) -> new Edited.Refused(why);
      case Decided.Unchanged(Diagnostic why) -> new Edited.Unchanged(why);
      case Decided.NewAccounts change ->
          changed(
              texts, entries -> entries.make(change), EditedDesired.of(desired, change), List.of());
      case Decided.Account change ->
          changed(
              texts,
              entries -> entries.make(change),
              EditedDesired.of(desired, change),
              change.notes());
    };
  }

  private static List<SourceText> texts(List<Source> sources, Notes notes) {
    var files = new SourceFiles(notes);
    return sources.stream()
        .flatMap(source -> files.checked(source.name(), source.text()).stream())
        .toList();
  }

  private static String marked(SourceText source, String text) {
    return source.isMarked() ? BYTE_ORDER_MARK + text : text;
  }

  /// Changes a text.
  @FunctionalInterface
  private interface Making {
    void in(EntryEdit entries) throws Untouchable;
  }

  private Edited changed(
      List<SourceText> texts, Making making, Desired wanted, List<Diagnostic> notes) {
    List<String> after;
    try {
      after = made(texts, making);
    } catch (LayoutReader.NotFormatted e) {
      return untouchable(e.span(), "The file has " + e.getMessage() + ", which no edit can keep.");
    } catch (Untouchable e) {
      return untouchable(e.span(), "What is to be changed here has " + e.getMessage() + ".");
    }
    List<ChangedFile> files = new ArrayList<>();
    List<Source> all = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      SourceText text = texts.get(i);
      String before = marked(text, text.text());
      var file = new ChangedFile(text.name(), before, marked(text, after.get(i)));
      all.add(new Source(file.name(), file.after()));
      if (!file.before().equals(file.after())) {
        files.add(file);
      }
    }
    return wrong(texts, all, wanted)
        .<Edited>map(Edited.Refused::new)
        .orElseGet(() -> new Edited.Changed(files, notes));
  }

  private static List<String> made(List<SourceText> texts, Making making)
      throws LayoutReader.NotFormatted, Untouchable {
    var entries = new EntryEdit(layouts(texts));
    making.in(entries);
    List<String> after = entries.texts();
    for (EntryEdit.Removal removal : entries.removals()) {
      List<SourceText> now = new ArrayList<>();
      for (int i = 0; i < after.size(); i++) {
        now.add(new SourceText(texts.get(i).name(), after.get(i)));
      }
      var later = new EntryEdit(layouts(now));
      later.make(removal);
      after = later.texts();
    }
    return after;
  }

  private static List<Layout> layouts(List<SourceText> texts) throws LayoutReader.NotFormatted {
    List<Layout> layouts = new ArrayList<>();
    for (SourceText text : texts) {
      layouts.add(LayoutReader.read(text));
    }
    return layouts;
  }

  private static Edited untouchable(Span span, String message) {
    return new Edited.Refused(
        Notes.placed(
            Diagnostic.error(Code.EDIT_REFUSED, message)
                .hint("Make the change by hand; it could mean more than was asked for."),
            span));
  }

  /// What is wrong with the new texts, if anything is.
  ///
  /// @param before the texts as they were
  /// @param sources the texts as they would be
  /// @param wanted what they shall say
  Optional<Diagnostic> wrong(List<SourceText> before, List<Source> sources, Desired wanted) {
    var notes = new Notes();
    List<SourceText> after = texts(sources, notes);
    Result result = new DesiredStateReader(today).result(after, notes);
    Optional<Diagnostic> error =
        result.diagnostics().stream().filter(Diagnostic::isError).findFirst();
    if (error.filter(e -> OF_THE_USER.contains(e.code())).isPresent()) {
      return error.map(e -> ofTheUser(e));
    }
    boolean same =
        result
            .loaded()
            .map(l -> EditedDesired.meaning(l.desired()).equals(EditedDesired.meaning(wanted)))
            .orElse(false);
    if (!same || !comments(before).equals(comments(after))) {
      return Optional.of(
          Diagnostic.error(
                  Code.BUG,
                  "The changed file would not say what was asked for, so it is left as it is.")
              .hint("This is a bug in eksguard. Make the change by hand, and report it."));
    }
    return Optional.empty();
  }

  /// The new text is nowhere to be seen, so only what is wrong with it is told, and not where.
  private static Diagnostic ofTheUser(Diagnostic error) {
    Diagnostic told =
        Diagnostic.error(error.code(), "The changed file would be wrong: " + error.message());
    return error.hint().map(told::hint).orElse(told);
  }

  private static List<String> comments(List<SourceText> texts) {
    return texts.stream()
        .flatMap(text -> LayoutReader.remarks(text).stream())
        .map(Layout.Remark::text)
        .toList();
  }
}
