package io.eksguard.sim.eks;

import java.util.List;
import java.util.stream.IntStream;

/// The versions of the add-on `aws-guardduty-agent`, newest first, and the Kubernetes versions
/// `1.from` to `1.to` that each is for.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html">
///   GuardDuty user guide, prerequisites for EKS, read 2026-11-24</a>
record AddonVersions(String version, int from, int to) {
  static final List<AddonVersions> KNOWN =
      List.of(
          new AddonVersions("v1.16.0-eksbuild.2", 28, 36),
          new AddonVersions("v1.15.0-eksbuild.2", 28, 36),
          new AddonVersions("v1.12.2-eksbuild.2", 28, 36),
          new AddonVersions("v1.12.1-eksbuild.4", 28, 35),
          new AddonVersions("v1.11.0-eksbuild.4", 28, 34),
          new AddonVersions("v1.10.0-eksbuild.2", 21, 33),
          new AddonVersions("v1.9.0-eksbuild.2", 21, 32),
          new AddonVersions("v1.8.1-eksbuild.2", 21, 32));

  List<String> kubernetes() {
    return IntStream.rangeClosed(from, to).mapToObj(minor -> "1." + minor).toList();
  }
}
