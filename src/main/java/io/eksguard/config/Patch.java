package io.eksguard.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Changes of one text that are made together. Their places are those of the text as it was.
final class Patch {
  private static final Comparator<Change> BY_PLACE =
      Comparator.comparingInt(Change::start).thenComparingInt(Change::end);

  private final SourceText source;
  private final List<Change> changes = new ArrayList<>();

  Patch(SourceText source) {
    this.source = source;
  }

  private record Change(int start, int end, String text) {}

  void insert(int at, String text) {
    replace(at, at, text);
  }

  /// Puts a text in the place of what stands from one code point to before another.
  void replace(int start, int end, String text) {
    changes.add(new Change(start, end, text));
  }

  /// The text with all changes made; what was to be inserted at one place stands in the order in
  /// which that was said.
  String text() {
    var after = new StringBuilder();
    int done = 0;
    for (Change change : changes.stream().sorted(BY_PLACE).toList()) {
      if (change.start < done) {
        throw new IllegalStateException("two changes of one place in " + source.name());
      }
      after.append(source.substring(done, change.start)).append(change.text);
      done = change.end;
    }
    return after.append(source.substring(done, source.length())).toString();
  }
}
