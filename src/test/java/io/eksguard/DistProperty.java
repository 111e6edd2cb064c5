package io.eksguard;

import java.util.Optional;

/// What `mvn -B -Pdist verify` tells the tests of what it made.
final class DistProperty {
  private DistProperty() {}

  static String of(String name) {
    return Optional.ofNullable(System.getProperty(name))
        .orElseThrow(() -> new AssertionError(name + " is not set; mvn -B -Pdist verify sets it"));
  }
}
