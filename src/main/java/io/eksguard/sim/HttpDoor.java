package io.eksguard.sim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Request;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Between HTTP and the gate.
final class HttpDoor implements HttpHandler {
  private static final Pattern CREDENTIAL =
      Pattern.compile("AWS4-HMAC-SHA256.*Credential=([^/, ]+)/[0-9]*/([^/, ]+)/([^/, ]+)/.*");

  private final Gate gate;
  private final Duration latency;

  /// @param latency how long each answer takes on its way, besides what it takes to find
  HttpDoor(Gate gate, Duration latency) {
    this.gate = gate;
    this.latency = latency;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = gate.take(request(exchange));
      underWay();
      // without an answer, closing the exchange closes the connection
      if (answer.isPresent()) {
        send(exchange, answer.get());
      }
    }
  }

  /// Each request has a virtual thread of its own, so thousands may wait here together.
  private void underWay() {
    if (latency.isPositive()) {
      try {
        Thread.sleep(latency);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Request request(HttpExchange exchange) throws IOException {
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    var credential = CREDENTIAL.matcher(headers.getOrDefault("authorization", ""));
    var signed = credential.matches();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return new Request(
        signed ? credential.group(3) : "",
        signed ? credential.group(2) : "",
        signed ? credential.group(1) : "",
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query(exchange.getRequestURI().getRawQuery()),
        headers,
        body);
  }

  private static Map<String, List<String>> query(@Nullable String raw) {
    var query = new TreeMap<String, List<String>>();
    if (raw == null) {
      return query;
    }
    for (var pair : raw.split("&", -1)) {
      var parts = pair.split("=", 2);
      if (!parts[0].isEmpty()) {
        query
            .computeIfAbsent(decode(parts[0]), _ -> new ArrayList<>())
            .add(parts.length == 2 ? decode(parts[1]) : "");
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
