package io.eksguard.diff;

import io.eksguard.model.Place;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// How live differs from the file.
///
/// @param changes what must change, in no order that means anything
/// @param findings what else was noticed
/// @param grounds what was seen and is wanted, for each account and region that can be planned for
/// @param blocked the accounts and regions that cannot be planned for: unreadable, or in conflict
/// @param protection what the protection of the tag stands on, if the file asks for it and it could
///   be read
/// @param policyFindings what was noticed about it
/// @param agentFindings what was noticed about agents by hand
/// @param endpointFindings what was noticed about the endpoints that agents need
/// @param held those of the blocked ones that were read, and are left as they are for clusters that
///   are not ready
/// @param ifUnready what was to be done about clusters that are not ready
public record Difference(
    List<Change> changes,
    List<Finding> findings,
    SortedMap<Place, Ground> grounds,
    SortedSet<Place> blocked,
    Optional<ProtectionGround> protection,
    List<PolicyFinding> policyFindings,
    List<AgentFinding> agentFindings,
    List<EndpointFinding> endpointFindings,
    SortedSet<Place> held,
    IfUnready ifUnready) {
  /// One without agents by hand, in which nothing is held.
  public Difference(
      List<Change> changes,
      List<Finding> findings,
      SortedMap<Place, Ground> grounds,
      SortedSet<Place> blocked,
      Optional<ProtectionGround> protection,
      List<PolicyFinding> policyFindings) {
    this(
        changes,
        findings,
        grounds,
        blocked,
        protection,
        policyFindings,
        List.of(),
        List.of(),
        new TreeSet<>(),
        IfUnready.WARN);
  }

  public Difference {
    changes = List.copyOf(changes);
    findings = List.copyOf(findings);
    grounds = new TreeMap<>(grounds);
    blocked = new TreeSet<>(blocked);
    policyFindings = List.copyOf(policyFindings);
    agentFindings = List.copyOf(agentFindings);
    endpointFindings = List.copyOf(endpointFindings);
    held = new TreeSet<>(held);
  }

  /// Whether a cluster that is not ready is to be kept from the agent, so that readiness is looked
  /// at again before each write.
  public boolean keepsOutTheUnready() {
    return switch (ifUnready) {
      case WARN -> false;
      case HOLD, EXCLUDE -> true;
    };
  }

  /// The clusters that are taken as excluded since they are not ready.
  public List<Finding> excluded() {
    return findings.stream()
        .filter(finding -> finding.kind() == Finding.Kind.UNREADY_EXCLUDED)
        .toList();
  }
}
