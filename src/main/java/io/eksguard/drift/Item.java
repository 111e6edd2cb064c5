package io.eksguard.drift;

import io.eksguard.diag.SourcePos;
import java.util.Optional;

/// One thing that is not as it should be.
///
/// @param subject what it is
/// @param matter what is the matter with it
/// @param source the line of the file that speaks of it
public record Item(Subject subject, Matter matter, Optional<SourcePos> source) {
  /// Its name, the same every night.
  public String key() {
    return subject.key() + "/" + matter.aspect();
  }

  /// In what way it is not as it should be.
  public Kind kind() {
    return matter.kind();
  }
}
