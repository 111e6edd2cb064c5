package io.eksguard.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder that a CI system has the repository in. It names files by their path from there.
///
/// @param root an absolute path
record Checkout(Path root) {
  /// What GitHub Actions, GitLab and Jenkins set; else the current folder.
  static Checkout of(Map<String, String> environment) {
    return new Checkout(
        Stream.of("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE")
            .flatMap(name -> Stream.ofNullable(environment.get(name)))
            .flatMap(text -> path(text).stream())
            .findFirst()
            .orElse(Path.of(""))
            .toAbsolutePath()
            .normalize());
  }

  /// The file as it is named from the root, with slashes. One that is not below it keeps its name.
  String name(String file) {
    return path(file).flatMap(this::below).orElse(file).replace('\\', '/');
  }

  private Optional<String> below(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    return below(root, whole).or(() -> below(real(root), real(whole)));
  }

  private static Optional<String> below(Path root, Path file) {
    return file.startsWith(root) && !file.equals(root)
        ? Optional.of(root.relativize(file).toString())
        : Optional.empty();
  }

  /// Without symbolic links, of which the current folder has none and the root may have some.
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      return path;
    }
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
