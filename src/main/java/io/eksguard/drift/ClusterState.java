package io.eksguard.drift;

import io.eksguard.live.ClusterCoverage;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import java.util.Optional;

/// One cluster: what is wanted, what is live, and what GuardDuty itself says of it.
///
/// @param place its account and region
/// @param cluster its name
/// @param wanted whether GuardDuty shall manage it
/// @param managed whether GuardDuty does, going by the settings and the tag
/// @param tag the value of its `GuardDutyManaged` tag
/// @param coverage what GuardDuty says of it, if it says anything
/// @param state the most important thing that is not as it should be; nothing if it is in sync
public record ClusterState(
    Place place,
    ClusterName cluster,
    boolean wanted,
    boolean managed,
    Optional<String> tag,
    Optional<ClusterCoverage> coverage,
    Optional<Kind> state) {}
