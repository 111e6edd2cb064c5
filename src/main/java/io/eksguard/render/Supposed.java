package io.eksguard.render;

import io.eksguard.plan.Step;
import java.util.List;
import java.util.Optional;

/// What a file was taken to say instead of what it says.
///
/// @param changes how it was taken to be otherwise
/// @param gone the steps that the plan of the file as it is has, and this plan has not
public record Supposed(List<Change> changes, List<Step> gone) {
  public Supposed {
    changes = List.copyOf(changes);
    gone = List.copyOf(gone);
  }

  /// One change.
  ///
  /// @param path what of the file, as the user named it
  /// @param appends whether the value was put behind a list
  /// @param before what stands there, in one line of YAML; nothing if it was put behind a list
  /// @param after what was taken to stand there
  public record Change(
      String path, boolean appends, Optional<String> before, Optional<String> after) {}
}
