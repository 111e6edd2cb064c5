package io.eksguard.sim.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A request, as it came in.
///
/// @param service the service named in the credential scope of the signature, such as `guardduty`
/// @param region the region named there
/// @param accessKey the access key named there
/// @param path the path, still percent-encoded
/// @param query the decoded query parameters
/// @param headers the headers, names in lower case
public record Request(
    String service,
    String region,
    String accessKey,
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    String body) {

  /// The first value of a query parameter.
  public Optional<String> query(String name) {
    return queries(name).stream().findFirst();
  }

  /// Every value of a query parameter.
  public List<String> queries(String name) {
    var values = query.get(name);
    return values == null ? List.of() : values;
  }

  /// The body as JSON; no body is an empty object.
  ///
  /// @throws Refusal if it is no JSON object
  public JsonNode json() {
    if (body.isBlank()) {
      return Json.object();
    }
    try {
      var node = Json.read(body);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw new Refusal(
          400, "SerializationException", "The body is no JSON: " + e.getOriginalMessage());
    }
    throw new Refusal(400, "SerializationException", "The body is no JSON object");
  }
}
