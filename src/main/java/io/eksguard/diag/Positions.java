package io.eksguard.diag;

import java.util.Map;
import java.util.Optional;

/// Where each part of the desired state stood in its file.
///
/// Kept beside the model and not in it, so that values stay equal by what they mean. A part is
/// named by its path, such as `organization.members[2].exclude[0]`.
///
/// @param byPath the place of each path
public record Positions(Map<String, SourcePos> byPath) {
  public Positions {
    byPath = Map.copyOf(byPath);
  }

  /// No places at all.
  public static Positions none() {
    return new Positions(Map.of());
  }

  /// Where the part at this path stood.
  public Optional<SourcePos> of(String path) {
    return Optional.ofNullable(byPath.get(path));
  }
}
