package io.eksguard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Somebody's webhook on this machine, which takes down what it gets.
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Posted> posted = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile Map<String, String> answer = Map.of();

  /// What came.
  static final class Posted {
    private final String path;
    private final Map<String, String> headers;
    private final byte[] body;

    private Posted(String path, Map<String, String> headers, byte[] body) {
      this.path = path;
      this.headers = headers;
      this.body = body;
    }

    String path() {
      return path;
    }

    /// By their names in small letters.
    Map<String, String> headers() {
      return headers;
    }

    byte[] body() {
      return body.clone();
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      posted.add(
          new Posted(
              exchange.getRequestURI().toString(),
              headers,
              exchange.getRequestBody().readAllBytes()));
      answer.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, -1);
    }
  }

  /// Answers like this from now on.
  Receiver answering(int code, Map<String, String> headers) {
    status = code;
    answer = headers;
    return this;
  }

  URI at(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  /// All that came, in order.
  List<Posted> posted() {
    return posted;
  }

  /// All that came since the last time this was asked.
  List<Posted> taken() {
    var all = List.copyOf(posted);
    posted.clear();
    return all;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
