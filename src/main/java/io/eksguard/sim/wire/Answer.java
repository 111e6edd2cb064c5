package io.eksguard.sim.wire;

import io.eksguard.sim.world.Sorted;
import io.eksguard.sim.world.World;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;

/// An answer, and what became of the world.
///
/// @param after the world after the request; empty = the request changed nothing
public record Answer(
    int status, SortedMap<String, String> headers, String body, Optional<World> after) {

  /// A successful answer of a REST-JSON service.
  public static Answer json(JsonNode body) {
    return of(200, "application/json", Json.write(body));
  }

  /// A successful answer without content.
  public static Answer empty() {
    return json(Json.object());
  }

  /// An answer that changes nothing.
  public static Answer of(int status, String contentType, String body) {
    return new Answer(
        status, Sorted.map(Map.of("Content-Type", contentType)), body, Optional.empty());
  }

  /// The same answer with one more header.
  public Answer with(String header, String value) {
    return new Answer(status, Sorted.with(headers, header, value), body, after);
  }

  /// The same answer to a request that made the world this.
  public Answer changing(World world) {
    return new Answer(status, headers, body, Optional.of(world));
  }
}
