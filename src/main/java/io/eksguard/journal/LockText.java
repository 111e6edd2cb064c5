package io.eksguard.journal;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a lock file says.
///
/// @param owner who holds it
/// @param since since when
/// @param token what tells this taking of the lock from any other
record LockText(Owner owner, Instant since, String token) {
  private static final String FORMAT_VERSION = "1.0";

  String write() {
    var process = owner.process();
    var node =
        JsonNodeFactory.instance
            .objectNode()
            .put("formatVersion", FORMAT_VERSION)
            .put("user", owner.user())
            .put("host", owner.host())
            .put("pid", process.pid())
            .put("pidSpace", process.space())
            .put("processStarted", process.started().map(Instant::toString).orElse(null))
            .put("command", owner.command())
            .put("since", since.toString())
            .put("token", token);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
  }

  /// What the text says, if it is that of a lock.
  static Optional<LockText> parse(String text) {
    try {
      JsonNode node = JsonMapper.shared().readTree(text);
      if (!node.path("pid").isIntegralNumber()) {
        return Optional.empty();
      }
      var process =
          new ProcessMark(
              node.path("pid").asLong(),
              node.path("pidSpace").asString(""),
              Optional.of(node.path("processStarted").asString(""))
                  .filter(started -> !started.isEmpty())
                  .map(Instant::parse));
      var owner =
          new Owner(
              node.path("user").asString(""),
              node.path("host").asString(""),
              process,
              node.path("command").asString(""));
      return Optional.of(
          new LockText(
              owner,
              Instant.parse(node.path("since").asString("")),
              node.path("token").asString("")));
    } catch (JacksonException | DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
