package io.eksguard.sim.world;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// The GuardDuty security agent on one cluster: the EKS add-on `aws-guardduty-agent`.
///
/// @param installer who put it there
/// @param version the version of the add-on, such as `v1.12.1-eksbuild.4`
/// @param issue why it is not healthy, as coverage would say; empty = healthy
/// @param code the code that EKS gives the issue
/// @param configuration the `configurationValues` of the add-on, word for word
/// @param tags the tags of the add-on that are not GuardDuty's own
/// @param phase what EKS is about with it; empty = nothing
public record Agent(
    Installer installer,
    String version,
    Optional<String> issue,
    String code,
    Optional<String> configuration,
    SortedMap<String, String> tags,
    Optional<Phase> phase) {

  /// Who put an agent on a cluster.
  public enum Installer {
    /// GuardDuty's automated agent management.
    GUARDDUTY,
    /// Somebody with `eks:CreateAddon`.
    MANUAL
  }

  /// What takes its time.
  ///
  /// @param status one of EKS's states of add-ons, such as `CREATING`
  /// @param until when it is over
  public record Phase(String status, Instant until) {}

  /// The version GuardDuty installs here, and what a world file without a version means.
  public static final String CURRENT_VERSION = "v1.12.1-eksbuild.4";

  /// The code of an issue that has none.
  public static final String TOO_FEW = "InsufficientNumberOfReplicas";

  /// What coverage says where the agent has no way to GuardDuty.
  public static final String NOT_CONNECTED = "VPC Endpoint Creation Failed";

  private static final String DELETING = "DELETING";

  /// What cannot change later.
  public Agent {
    tags = Sorted.map(tags);
  }

  /// One that nobody configured and EKS is not at.
  public Agent(Installer installer, String version, Optional<String> issue) {
    this(
        installer,
        version,
        issue,
        TOO_FEW,
        Optional.empty(),
        Sorted.map(Map.of()),
        Optional.empty());
  }

  /// A healthy agent of the current version.
  public static Agent healthy(Installer installer) {
    return new Agent(installer, CURRENT_VERSION, Optional.empty());
  }

  /// The state that EKS gives it.
  public String status() {
    return phase.map(Phase::status).orElse(issue.isPresent() ? "DEGRADED" : "ACTIVE");
  }

  /// Whether events come from it.
  public boolean runs() {
    return issue.isEmpty() && phase.filter(p -> p.status().equals("CREATING")).isEmpty();
  }

  /// The same in another version and configuration.
  public Agent with(String otherVersion, Optional<String> values) {
    return new Agent(installer, otherVersion, issue, code, values, tags, phase);
  }

  /// The same as far as it has a way to GuardDuty, or has none. Another issue stays.
  public Agent connected(boolean connected) {
    var other =
        issue.isEmpty() && !connected
            ? Optional.of(NOT_CONNECTED)
            : issue.filter(text -> !connected || !text.equals(NOT_CONNECTED));
    return new Agent(installer, version, other, code, configuration, tags, phase);
  }

  /// The same with other tags.
  public Agent withTags(Map<String, String> changed) {
    return new Agent(installer, version, issue, code, configuration, Sorted.map(changed), phase);
  }

  /// The same while EKS is at something.
  public Agent in(Phase other) {
    return new Agent(installer, version, issue, code, configuration, tags, Optional.of(other));
  }

  /// What is left of it at a time: nothing of one that was being deleted until then.
  public Optional<Agent> at(Instant now) {
    if (phase.isEmpty() || now.isBefore(phase.get().until())) {
      return Optional.of(this);
    }
    return phase.get().status().equals(DELETING)
        ? Optional.empty()
        : Optional.of(
            new Agent(installer, version, issue, code, configuration, tags, Optional.empty()));
  }
}
