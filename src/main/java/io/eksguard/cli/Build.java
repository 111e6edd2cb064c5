package io.eksguard.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What this eksguard was built of.
///
/// @param version the version, such as `0.1.0`
/// @param commit the commit, short; none where neither the build nor the archive of the sources
///   knew
/// @param committed when that was committed, in UTC where the build knew it
/// @param changed whether files were not as in the commit
public record Build(
    String version, Optional<String> commit, Optional<String> committed, boolean changed) {
  private static final String FILE = "version.properties";

  /// What the build left beside this class.
  public static Build load() {
    try (InputStream in = Build.class.getResourceAsStream(FILE)) {
      var properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return of(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What such properties say. Where the build found no `.git`, there may be what `git archive`
  /// filled in.
  static Build of(Properties properties) {
    return new Build(
        filled(properties, "version").orElse("unknown"),
        filled(properties, "commit").or(() -> filled(properties, "archived.commit")),
        filled(properties, "committed").or(() -> filled(properties, "archived.committed")),
        properties.getProperty("changed", "").equals("true"));
  }

  /// A place that nobody filled in still has its `$`.
  private static Optional<String> filled(Properties properties, String name) {
    return Optional.ofNullable(properties.getProperty(name))
        .filter(text -> !text.isEmpty() && !text.startsWith("$"));
  }

  /// What `--version` says. The first line is for scripts, and has nothing but the version.
  ///
  /// @param named the version as commands name it
  /// @param system the properties of Java
  List<String> lines(String named, UnaryOperator<String> system) {
    String of = commit.map(id -> changed ? id + "-dirty" : id).orElse("unknown");
    return Stream.of(
            "eksguard " + named,
            "commit   " + of,
            "of       " + committed.orElse("unknown"),
            "java     %s, %s"
                .formatted(system.apply("java.runtime.version"), system.apply("java.vendor")),
            "system   %s %s, %s"
                .formatted(
                    system.apply("os.name"), system.apply("os.version"), system.apply("os.arch")))
        .toList();
  }
}
