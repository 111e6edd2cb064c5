package io.eksguard.sim;

import io.eksguard.sim.world.World;
import java.time.Instant;
import java.time.InstantSource;

/// Worlds and clocks for tests.
final class Worlds {
  static final String ADMINISTRATOR = "111122223333";
  static final String MANAGEMENT = "000011112222";
  static final String MEMBER = "444455556666";
  static final String OTHER = "777788889999";
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00.5Z"));

  private Worlds() {}

  /// An administrator and two members in one region.
  static World organization(String more) {
    return World.parse(
        """
        organization: {management: "000011112222", administrator: "111122223333"}
        accounts:
          "000011112222": {}
          "111122223333": {clusters: {us-east-1: [tools]}}
          "444455556666": {clusters: {us-east-1: [payments, ledger]}}
          "777788889999": {clusters: {us-east-1: [web]}}
        """
            + more,
        "test.yaml");
  }

  static Sandbox sandbox() {
    return Sandbox.start(organization(""), 0, CLOCK);
  }
}
