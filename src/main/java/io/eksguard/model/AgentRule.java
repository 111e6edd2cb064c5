package io.eksguard.model;

import java.util.Optional;

/// One line of an `agents` list: an EKS add-on `aws-guardduty-agent` that we install by hand.
///
/// @param path where it stands in the file
/// @param name which cluster
/// @param region in which region; in every one if left out
/// @param version the add-on's version, such as `v1.12.1-eksbuild.4`
public record AgentRule(
    String path, ClusterPattern name, Optional<Region> region, Optional<String> version) {}
