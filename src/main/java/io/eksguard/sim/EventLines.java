package io.eksguard.sim;

import io.eksguard.sim.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// An event log as a file: one JSON object in each line.
final class EventLines {
  private EventLines() {}

  /// A line.
  sealed interface Entry {
    /// The place of what it tells of.
    long sequence();
  }

  /// A line that tells of an event.
  record OfEvent(Event event) implements Entry {
    @Override
    public long sequence() {
      return event.sequence();
    }
  }

  /// A line that tells of a call.
  record OfCall(RecordedCall call) implements Entry {
    @Override
    public long sequence() {
      return call.ended();
    }
  }

  static String write(Event event) {
    return Json.write(
        Json.object()
            .put("event", event.kind().name())
            .put("sequence", event.sequence())
            .put("at", event.at().toString())
            .put("account", event.account())
            .put("region", event.region())
            .put("cluster", event.cluster())
            .put("cause", event.cause())
            .put("requestId", event.requestId()));
  }

  static String write(RecordedCall call) {
    return Json.write(
        Json.object()
            .put("call", call.service() + ":" + call.operation())
            .put("started", call.started())
            .put("ended", call.ended())
            .put("at", call.at().toString())
            .put("account", call.account())
            .put("region", call.region())
            .put("principal", call.principal())
            .put("path", call.path())
            .put("status", call.status())
            .put("answered", call.answered())
            .put("requestId", call.requestId()));
  }

  static void append(Path file, String line) {
    try {
      PrivateFiles.create(file);
      Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends a last line that a crash cut short, so that the next one does not become part of it.
  static void mend(Path file) {
    try {
      if (Files.exists(file) && Files.size(file) > 0 && !Files.readString(file).endsWith("\n")) {
        Files.writeString(file, "\n", StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The lines of a file; none if there is no file. A line that a crash cut short is left out.
  static List<Entry> read(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream().flatMap(line -> entry(line).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Entry> entry(String line) {
    try {
      return Optional.of(read(Json.read(line)));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Entry read(JsonNode node) {
    return node.has("event") ? new OfEvent(event(node)) : new OfCall(call(node));
  }

  private static Event event(JsonNode node) {
    return new Event(
        node.path("sequence").asLong(),
        Instant.parse(text(node, "at")),
        Event.Kind.valueOf(text(node, "event")),
        text(node, "account"),
        text(node, "region"),
        text(node, "cluster"),
        text(node, "cause"),
        text(node, "requestId"));
  }

  private static RecordedCall call(JsonNode node) {
    var name = text(node, "call").split(":", 2);
    return new RecordedCall(
        node.path("started").asLong(),
        node.path("ended").asLong(),
        Instant.parse(text(node, "at")),
        name[0],
        name[1],
        text(node, "account"),
        text(node, "region"),
        text(node, "principal"),
        text(node, "path"),
        node.path("status").asInt(),
        node.path("answered").asBoolean(),
        text(node, "requestId"));
  }

  private static String text(JsonNode node, String key) {
    return Json.text(node, key).orElse("");
  }
}
