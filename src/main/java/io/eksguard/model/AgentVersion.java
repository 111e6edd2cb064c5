package io.eksguard.model;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of the agent, and the versions of Kubernetes that it is for.
///
/// @param name the version of the add-on
/// @param from the oldest Kubernetes, as its number behind `1.`
/// @param to the newest
public record AgentVersion(String name, int from, int to) {
  /// The versions, newest first.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html">
  ///   GuardDuty User Guide, prerequisites for EKS, read 2026-11-24</a>
  public static final List<AgentVersion> KNOWN =
      List.of(
          new AgentVersion("v1.16.0", 28, 36),
          new AgentVersion("v1.15.0", 28, 36),
          new AgentVersion("v1.12.2", 28, 36),
          new AgentVersion("v1.12.1", 28, 35),
          new AgentVersion("v1.11.0", 28, 34),
          new AgentVersion("v1.10.0", 21, 33),
          new AgentVersion("v1.9.0", 21, 32),
          new AgentVersion("v1.8.1", 21, 32),
          new AgentVersion("v1.7.1", 21, 31));

  private static final Pattern KUBERNETES = Pattern.compile("1\\.(\\d{1,3})");

  /// The oldest Kubernetes that any of them is for, as its number behind `1.`.
  public static int oldest() {
    return KNOWN.stream().mapToInt(AgentVersion::from).min().orElseThrow();
  }

  /// Whether a Kubernetes is older than that. One that is newer than the table is no obstacle: the
  /// table ages, and GuardDuty chooses the agent. Nor is one of another form.
  public static boolean isTooOld(String kubernetes) {
    Matcher matcher = KUBERNETES.matcher(kubernetes);
    return matcher.matches() && Integer.parseInt(matcher.group(1)) < oldest();
  }
}
