package io.eksguard.config;

import io.eksguard.diag.Diagnostic;
import io.eksguard.model.AccountId;
import io.eksguard.model.ApproachName;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Region;
import io.eksguard.model.Units;
import io.eksguard.render.DiagnosticText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// A case of `src/test/resources/edit`: the edit on the first line, the files, and behind `===
/// result` what comes of it.
///
/// The edit is `set ACCOUNT APPROACH`, `new APPROACH`, or `exclude` or `include` with
/// `ACCOUNT[/REGION]/CLUSTER` and a reason. `unit ACCOUNT UNIT` lines below say who lies below
/// what.
record EditCase(String head, Edit edit, Units units, List<FileEditor.Source> sources) {
  static final Path FOLDER = Path.of("src/test/resources/edit");
  private static final String RESULT = "=== result\n";
  private static final String FILE = "=== ";

  static List<Path> files() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  static EditCase read(Path file) throws IOException {
    String text = Files.readString(file);
    String given = text.contains(RESULT) ? text.substring(0, text.indexOf(RESULT)) : text;
    int files = given.indexOf(FILE);
    String head = given.substring(0, files);
    List<FileEditor.Source> sources = new ArrayList<>();
    for (String part : given.substring(files).split("(?m)^" + FILE, -1)) {
      int end = part.indexOf('\n');
      if (end > 0) {
        sources.add(new FileEditor.Source(part.substring(0, end), part.substring(end + 1)));
      }
    }
    return new EditCase(given, edit(head.lines().findFirst().orElseThrow()), units(head), sources);
  }

  static Edit edit(String line) {
    String[] words = line.split(" ", 3);
    return switch (words[0]) {
      case "set" -> new Edit.SetApproach(new AccountId(words[1]), approach(words[2]));
      case "new" -> new Edit.SetNewAccounts(approach(words[1]));
      default -> cluster(words);
    };
  }

  private static Edit cluster(String[] words) {
    String[] parts = words[1].split("/", -1);
    var account = new AccountId(parts[0]);
    Optional<Region> region =
        parts.length == 3 ? Optional.of(new Region(parts[1])) : Optional.empty();
    var cluster = new ClusterName(parts[parts.length - 1]);
    Optional<String> reason = words.length == 3 ? Optional.of(words[2]) : Optional.empty();
    return words[0].equals("exclude")
        ? new Edit.Exclude(account, region, cluster, reason)
        : new Edit.Include(account, region, cluster, reason);
  }

  private static ApproachName approach(String word) {
    return ApproachName.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Units units(String head) {
    if (head.contains("units unknown")) {
      return Units.UNKNOWN;
    }
    var above = new TreeMap<AccountId, List<String>>();
    head.lines()
        .map(line -> line.split(" ", -1))
        .filter(words -> words[0].equals("unit"))
        .forEach(
            words -> above.put(new AccountId(words[1]), List.of(words).subList(2, words.length)));
    return new Units(true, above, new TreeSet<>(above.keySet()));
  }

  FileEditor.Edited edited() {
    return new FileEditor(BadFiles.TODAY).edit(sources, edit, units);
  }

  /// The case with what comes of it.
  String withResult() {
    var text = new StringBuilder(head);
    text.append(RESULT);
    switch (edited()) {
      case FileEditor.Edited.Changed(var files, var notes) -> {
        text.append(told(notes));
        files.forEach(
            file -> text.append(FILE).append(file.name()).append('\n').append(file.after()));
      }
      case FileEditor.Edited.Unchanged(var why) ->
          text.append("unchanged\n").append(told(List.of(why)));
      case FileEditor.Edited.Refused(var why) ->
          text.append("refused\n").append(told(List.of(why)));
    }
    return text.toString();
  }

  private static String told(List<Diagnostic> diagnostics) {
    return new DiagnosticText(false).render(diagnostics);
  }
}
