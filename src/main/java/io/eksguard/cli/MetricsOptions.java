package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.render.Metric;
import io.eksguard.render.PrometheusText;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the numbers of a run go: a file for Prometheus, a collector of OpenTelemetry.
///
/// @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">OpenTelemetry
///   protocol exporter, read 2026-11-28</a>
final class MetricsOptions {
  private static final String LOCAL = "http://localhost:4318";
  private static final String PATH = "v1/metrics";
  private static final String PREFIX = "OTEL_EXPORTER_OTLP_";
  private static final String FOR_METRICS = PREFIX + "METRICS_";
  private static final String PROTOCOL = "http/protobuf";

  @Option(
      names = "--out-prometheus",
      paramLabel = "FILE",
      description = {
        "Write the numbers of the run for Prometheus, as node_exporter's textfile collector reads",
        "them. The file is readable by its owner and group."
      })
  private @Nullable Path prometheus;

  @Option(
      names = "--otlp",
      description = {
        "Send the numbers of the run to a collector of OpenTelemetry over HTTP. The environment says",
        "where it is: OTEL_EXPORTER_OTLP_ENDPOINT and the other standard variables."
      })
  private boolean otlp;

  /// What the options come to.
  ///
  /// @param collector where to send to, if there is somebody
  /// @param error why the environment cannot be meant
  record Chosen(Optional<Telemetry.Destination> collector, Optional<Diagnostic> error) {}

  /// Whether anybody wants numbers.
  boolean isAsked() {
    return otlp || prometheus != null;
  }

  /// The files that are written.
  Stream<Path> files() {
    return Optional.ofNullable(prometheus).stream();
  }

  /// Reads the environment.
  Chosen choose(Ports ports) {
    if (!otlp) {
      return new Chosen(Optional.empty(), Optional.empty());
    }
    Map<String, String> env = ports.environment();
    String protocol = value(env, "PROTOCOL").orElse(PROTOCOL);
    if (!protocol.equals(PROTOCOL)) {
      return refused(
          "`--otlp` speaks `%s`, and the environment asks for `%s`.".formatted(PROTOCOL, protocol),
          "Collectors take it on port 4318; leave out `OTEL_EXPORTER_OTLP_PROTOCOL`.");
    }
    Optional<URI> endpoint = endpoint(env);
    if (endpoint.isEmpty()) {
      return refused(
          "What `OTEL_EXPORTER_OTLP_ENDPOINT` says is not an address.",
          "It begins with `http://` or `https://`, such as `" + LOCAL + "`.");
    }
    try {
      Map<String, String> resource = new TreeMap<>(Map.of("service.name", "eksguard"));
      resource.putAll(pairs(env.getOrDefault("OTEL_RESOURCE_ATTRIBUTES", "")));
      Optional.ofNullable(env.get("OTEL_SERVICE_NAME"))
          .filter(name -> !name.isEmpty())
          .ifPresent(name -> resource.put("service.name", name));
      return new Chosen(
          Optional.of(
              new Telemetry.Destination(
                  endpoint.get(),
                  pairs(value(env, "HEADERS").orElse("")),
                  value(env, "TIMEOUT")
                      .map(Long::valueOf)
                      .map(Duration::ofMillis)
                      .orElse(Duration.ofSeconds(10)),
                  value(env, "COMPRESSION").filter("gzip"::equals).isPresent(),
                  resource,
                  ports.version())),
          Optional.empty());
    } catch (IllegalArgumentException e) {
      // Its message would have the headers in it, which may be secret.
      return refused(
          "The headers, the timeout or the resource attributes of OpenTelemetry in the environment are not in their form.",
          "Headers and attributes are `name=value`, separated by commas, percent-encoded; the timeout is in milliseconds.");
    }
  }

  private static Optional<URI> endpoint(Map<String, String> env) {
    String whole = env.getOrDefault(FOR_METRICS + "ENDPOINT", "");
    String base = env.getOrDefault(PREFIX + "ENDPOINT", "");
    String text = base.isEmpty() ? LOCAL : base;
    try {
      var uri = new URI(whole.isEmpty() ? text + (text.endsWith("/") ? "" : "/") + PATH : whole);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      return uri.getHost() != null && (http || "https".equalsIgnoreCase(uri.getScheme()))
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /// The variable for metrics, or else the one for all signals.
  private static Optional<String> value(Map<String, String> env, String name) {
    return Stream.of(FOR_METRICS + name, PREFIX + name)
        .map(key -> env.getOrDefault(key, "").strip())
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new TreeMap<>();
    for (String pair : text.split(",", -1)) {
      if (pair.isBlank()) {
        continue;
      }
      int at = pair.indexOf('=');
      if (at <= 0) {
        throw new IllegalArgumentException("no pair");
      }
      String value = pair.substring(at + 1).strip().replace("+", "%2B");
      pairs.put(pair.substring(0, at).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return pairs;
  }

  private static Chosen refused(String message, String hint) {
    return new Chosen(
        Optional.empty(), Optional.of(Diagnostic.error(Code.WRONG_USAGE, message).hint(hint)));
  }

  /// Sends the numbers and writes the file, as far as that was asked for.
  ///
  /// @param sandbox whether the world is made up: then nothing leaves this machine
  /// @return what did not get there: warnings of the collector, errors of the file
  List<Diagnostic> deliver(
      Ports ports, Optional<Telemetry.Destination> collector, List<Metric> all, boolean sandbox) {
    List<Diagnostic> problems = new ArrayList<>();
    collector
        .filter(to -> !sandbox || Channel.isLoopback(to.endpoint()))
        .flatMap(to -> ports.telemetry().send(to, all).map(why -> undelivered(to, why)))
        .ifPresent(problems::add);
    files()
        .forEach(file ->
            WholeFile.writeForGroup(file, PrometheusText.render(all)).ifPresent(problems::add));
    return problems;
  }

  private static Diagnostic undelivered(Telemetry.Destination to, String why) {
    return Diagnostic.warning(
            Code.METRICS_NOT_DELIVERED,
            "The metrics did not arrive at `%s`: %s.".formatted(to.endpoint().getHost(), why))
        .hint(
            "What was found is not touched by it. Check `OTEL_EXPORTER_OTLP_ENDPOINT` and `OTEL_EXPORTER_OTLP_HEADERS`.");
  }
}
