package io.eksguard.cli;

import io.eksguard.config.FileWords;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;

/// Values that the shell completes out of the desired-state file.
///
/// An option or argument takes part by naming a class of this one as its `completionCandidates`:
/// `completionCandidates = FromFile.Selectors.class`. What that gives is a mark; the scripts that
/// [CompletionCommand] prints ask [CompleteWordsCommand] for the words in its place.
enum FromFile {
  ACCOUNTS,
  CLUSTERS,
  REGIONS,
  /// `ACCOUNT[/REGION[/CLUSTER]]`.
  SELECTORS;

  /// Account ids.
  static final class Accounts extends Mark {
    Accounts() {
      super(ACCOUNTS);
    }
  }

  /// Names of clusters.
  static final class Clusters extends Mark {
    Clusters() {
      super(CLUSTERS);
    }
  }

  /// Regions.
  static final class Regions extends Mark {
    Regions() {
      super(REGIONS);
    }
  }

  /// What a [TargetOption] takes.
  static final class Selectors extends Mark {
    Selectors() {
      super(SELECTORS);
    }
  }

  /// Stands in a script where words of the file are meant.
  abstract static sealed class Mark implements Iterable<String> {
    private final FromFile words;

    private Mark(FromFile words) {
      this.words = words;
    }

    @Override
    public Iterator<String> iterator() {
      return List.of(words.mark()).iterator();
    }
  }

  /// Which words of the file the option or argument takes, if any.
  static Optional<FromFile> of(ArgSpec arg) {
    Iterable<String> candidates = arg.completionCandidates();
    return Optional.ofNullable(candidates)
        .flatMap(any -> any instanceof Mark mark ? Optional.of(mark.words) : Optional.empty());
  }

  static Optional<FromFile> named(String word) {
    return Arrays.stream(values()).filter(one -> one.toString().equals(word)).findFirst();
  }

  /// The words that begin so.
  Stream<String> words(FileWords file, String begun) {
    Stream<String> all =
        switch (this) {
          case ACCOUNTS -> file.accounts();
          case CLUSTERS -> file.clusters();
          case REGIONS -> file.regions();
          case SELECTORS -> file.selectors(begun);
        };
    return all.filter(word -> word.startsWith(begun));
  }

  String mark() {
    return "@" + this + "@";
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
