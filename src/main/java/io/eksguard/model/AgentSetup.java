package io.eksguard.model;

import java.util.Optional;

/// How an agent is set up: what we write of an add-on.
///
/// @param version the add-on's version, such as `v1.12.1-eksbuild.4`
/// @param configuration its `configurationValues`, as JSON with sorted keys where it is JSON; none
///   where everything is as by default
public record AgentSetup(String version, Optional<String> configuration) {
  /// The version, and whether there is a configuration.
  @Override
  public String toString() {
    return version + configuration.map(values -> " with " + values).orElse("");
  }
}
