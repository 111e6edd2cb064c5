package io.eksguard.drift;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Nights as JSON.
///
/// ```json
/// {"formatVersion":"1.0","at":"2026-11-24T02:00:00Z",
///  "items":{"us-east-1/444455556666/legacy-billing/tag":"drifted"},
///  "unknown":["us-east-1/777788889999"],
///  "notices":{"slack/hooks.slack.com":{
///    "us-east-1/444455556666/legacy-billing/tag":{"kind":"drifted","at":"2026-11-24T02:00:00Z"}}}}
/// ```
///
/// `notices` came later, and is left out where nobody was told of anything.
public final class NightCodec {
  private static final String FORMAT_VERSION = "1.1";
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private NightCodec() {}

  /// The night as one JSON document, the same bytes for the same night.
  public static String write(Night night) {
    var root = JsonNodeFactory.instance.objectNode();
    root.put("formatVersion", FORMAT_VERSION).put("at", night.at().toString());
    var items = root.putObject("items");
    night.items().forEach((key, kind) -> items.put(key, kind.word()));
    var unknown = root.putArray("unknown");
    night.unknown().forEach(unknown::add);
    if (!night.notices().isEmpty()) {
      var notices = root.putObject("notices");
      night
          .notices()
          .forEach((channel, known) -> {
            var of = notices.putObject(channel);
            known.forEach((key, notice) ->
                of.putObject(key)
                    .put("kind", notice.kind().word())
                    .put("at", notice.at().toString()));
          });
    }
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  /// The night that a text is; nothing if it is none, or of a later major version.
  public static Optional<Night> read(String text) {
    try {
      JsonNode root = MAPPER.readTree(text);
      if (!root.path("formatVersion").asString("").startsWith("1.")) {
        return Optional.empty();
      }
      SortedMap<String, Kind> items = new TreeMap<>();
      root.required("items")
          .properties()
          .forEach(
              one -> kind(one.getValue().asString("")).ifPresent(k -> items.put(one.getKey(), k)));
      SortedSet<String> unknown = new TreeSet<>();
      root.required("unknown").values().forEach(one -> unknown.add(one.asString("")));
      return Optional.of(
          new Night(
              Instant.parse(root.required("at").asString("")),
              items,
              unknown,
              notices(root.path("notices"))));
    } catch (JacksonException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static SortedMap<String, SortedMap<String, Notice>> notices(JsonNode node) {
    SortedMap<String, SortedMap<String, Notice>> notices = new TreeMap<>();
    for (var channel : node.properties()) {
      SortedMap<String, Notice> known = new TreeMap<>();
      for (var one : channel.getValue().properties()) {
        Instant at = Instant.parse(one.getValue().path("at").asString(""));
        kind(one.getValue().path("kind").asString(""))
            .ifPresent(kind -> known.put(one.getKey(), new Notice(kind, at)));
      }
      notices.put(channel.getKey(), known);
    }
    return notices;
  }

  /// A kind that a later version added is passed over.
  private static Optional<Kind> kind(String word) {
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
