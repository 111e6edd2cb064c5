package io.eksguard.journal;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Diagnostic;
import io.eksguard.plan.StepId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One line of a journal: how it is written, and what is read from it.
sealed interface Entry {
  /// Additions raise the part after the dot; anything else, a new outcome too, the part before it.
  String FORMAT_VERSION = "1.1";

  /// The first line.
  ///
  /// @param plan the plan's document, as JSON
  record Begin(String formatVersion, Instant at, String plan) implements Entry {
    /// Whether this program knows what the lines mean.
    boolean isKnown() {
      return formatVersion.startsWith("1.");
    }
  }

  /// These steps are about to be written.
  record Writing(List<StepId> steps) implements Entry {}

  /// A step has ended.
  record Ended(StepId step, Ending ending) implements Entry {}

  /// A ring of a rollout is over.
  ///
  /// @param verdict in one word; `open` where the next one may begin
  record Ring(String name, String verdict) implements Entry {}

  /// The last line.
  record End(Instant at, String verdict) implements Entry {}

  /// A line that a later version added, and that may be passed over.
  record Other() implements Entry {}

  /// The first line.
  ///
  /// @param plan one JSON document, which becomes a value of the line
  /// @throws IllegalArgumentException if the plan is not one JSON document, which is a bug of ours
  static String begin(RunId run, Instant at, String version, String plan) {
    JsonNode document;
    try {
      document = JsonMapper.shared().readTree(plan);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the plan is not one JSON document", e);
    }
    ObjectNode line = line("begin", at);
    line.put("formatVersion", FORMAT_VERSION);
    line.put("eksguardVersion", version);
    line.put("run", run.value());
    line.put("pid", ProcessHandle.current().pid());
    line.set("plan", document);
    return text(line);
  }

  static String writing(List<StepId> steps, Instant at) {
    ObjectNode line = line("writing", at);
    var ids = line.putArray("steps");
    steps.forEach(step -> ids.add(step.value()));
    return text(line);
  }

  static String ended(Outcome outcome, Instant at) {
    ObjectNode line = line("ended", at);
    line.put("step", outcome.step().value());
    line.put("outcome", Ending.How.of(outcome).word());
    switch (outcome) {
      case Outcome.Done _, Outcome.DoneByOther _ -> {
        // There is nothing more to say.
      }
      case Outcome.Failed(StepId _, Diagnostic why) -> why(line, why);
      case Outcome.Held(StepId _, Diagnostic why) -> why(line, why);
      case Outcome.Stale(StepId _, Diagnostic why) -> why(line, why);
      case Outcome.Skipped(StepId _, StepId because) ->
          line.put("message", "waits for " + because).put("because", because.value());
      case Outcome.NotStarted _ -> line.put("message", "the run was stopped before its turn");
    }
    return text(line);
  }

  static String ring(String name, String verdict, Instant at) {
    return text(line("ring", at).put("ring", name).put("verdict", verdict));
  }

  static String end(String verdict, Instant at) {
    return text(line("end", at).put("verdict", verdict));
  }

  private static void why(ObjectNode line, Diagnostic why) {
    line.put("message", why.message());
    line.put("code", why.code().id());
    if (why.where().orElse(null) instanceof AwsCall call) {
      line.putObject("call")
          .put("account", call.account())
          .put("region", call.region())
          .put("operation", call.operation())
          .put("requestId", call.requestId().orElse(null));
    }
  }

  private static ObjectNode line(String entry, Instant at) {
    return JsonNodeFactory.instance.objectNode().put("entry", entry).put("at", at.toString());
  }

  /// JSON spells line breaks inside of texts out, so the only one is the one at the end.
  private static String text(ObjectNode line) {
    return JsonMapper.shared().writeValueAsString(line) + "\n";
  }

  /// What a line says; nothing if it is not a line of a journal.
  static Optional<Entry> parse(String line) {
    try {
      return of(JsonMapper.shared().readTree(line));
    } catch (JacksonException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Entry> of(JsonNode line) {
    String entry = text(line, "entry");
    String at = text(line, "at");
    return switch (entry) {
      case "" -> Optional.empty();
      case "begin" ->
          Optional.of(
              new Begin(
                  text(line, "formatVersion"), Instant.parse(at), line.path("plan").toString()));
      case "writing" ->
          line.path("steps").isArray()
              ? Optional.of(
                  new Writing(
                      line.path("steps").values().stream()
                          .map(step -> new StepId(step.asString("")))
                          .toList()))
              : Optional.empty();
      case "ended" ->
          Ending.How.of(text(line, "outcome"))
              .filter(_ -> line.path("step").isString())
              .map(how ->
                  new Ended(
                      new StepId(text(line, "step")),
                      new Ending(
                          how, some(line, "message"), some(line, "code"), Instant.parse(at))));
      case "ring" -> Optional.of(new Ring(text(line, "ring"), text(line, "verdict")));
      case "end" -> Optional.of(new End(Instant.parse(at), text(line, "verdict")));
      default -> Optional.of(new Other());
    };
  }

  private static Optional<String> some(JsonNode line, String key) {
    return Optional.of(text(line, key)).filter(text -> !text.isEmpty());
  }

  private static String text(JsonNode line, String key) {
    JsonNode value = line.path(key);
    return value.isString() ? value.stringValue() : "";
  }
}
