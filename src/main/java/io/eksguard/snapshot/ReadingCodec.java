package io.eksguard.snapshot;

import io.eksguard.diag.Diagnostic;
import io.eksguard.live.Reading;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Readings as JSON: `{"state": "present", "value": ...}`, `{"state": "absent"}`, `{"state":
/// "unknown", "why": ...}`, `{"state": "not-read"}`.
final class ReadingCodec {
  private static final String STATE = "state";
  private static final String PRESENT = "present";
  private static final String ABSENT = "absent";
  private static final String UNKNOWN = "unknown";
  private static final String NOT_READ = "not-read";

  private ReadingCodec() {}

  static <T> ObjectNode write(Reading<T> reading, Function<T, JsonNode> value) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (reading) {
      case Reading.Present<T>(T found) -> node.put(STATE, PRESENT).set("value", value.apply(found));
      case Reading.Absent<T> _ -> node.put(STATE, ABSENT);
      case Reading.Unknown<T>(Diagnostic why) ->
          node.put(STATE, UNKNOWN).set("why", DiagnosticCodec.write(why));
      case Reading.NotRead<T> _ -> node.put(STATE, NOT_READ);
    }
    return node;
  }

  static <T> Reading<T> read(Spot spot, Function<Spot, T> value) {
    Spot state = spot.get(STATE);
    return switch (state.text()) {
      case PRESENT -> new Reading.Present<>(value.apply(spot.get("value")));
      case ABSENT -> new Reading.Absent<>();
      case UNKNOWN -> new Reading.Unknown<>(DiagnosticCodec.read(spot.get("why")));
      case NOT_READ -> new Reading.NotRead<>();
      default ->
          throw state.unfit(
              "is `%s` and must be one of `%s`, `%s`, `%s`, `%s`"
                  .formatted(state.text(), PRESENT, ABSENT, UNKNOWN, NOT_READ));
    };
  }
}
