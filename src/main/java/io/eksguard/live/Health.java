package io.eksguard.live;

/// Whether events of a cluster reach GuardDuty, in its own words.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CoverageResource.html">AWS
///   API reference, CoverageResource, read 2026-11-24</a>
public sealed interface Health {
  /// The feature is on, the endpoint is there and the agent is deployed.
  record Healthy() implements Health {}

  /// One of them is not so.
  record Unhealthy() implements Health {}

  /// A word that this version does not know.
  ///
  /// @param text the word as AWS gave it; empty if there was none
  record Other(String text) implements Health {}

  /// Reads AWS's word.
  static Health of(String text) {
    return switch (text) {
      case "HEALTHY" -> new Healthy();
      case "UNHEALTHY" -> new Unhealthy();
      default -> new Other(text);
    };
  }

  /// AWS's word.
  default String text() {
    return switch (this) {
      case Healthy _ -> "HEALTHY";
      case Unhealthy _ -> "UNHEALTHY";
      case Other(String text) -> text;
    };
  }
}
