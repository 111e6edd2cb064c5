package io.eksguard.cli;

import io.eksguard.render.Metric;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The port by which metrics leave for a collector of OpenTelemetry.
@FunctionalInterface
public interface Telemetry {
  /// Sends the metrics as they are now.
  ///
  /// @return why they did not arrive, as the end of a sentence that names no more than the host
  Optional<String> send(Destination to, List<Metric> metrics);

  /// Where to, and as whom.
  ///
  /// @param endpoint the whole address, with its path
  /// @param headers what to send along, which may be secret
  /// @param within how long it may take
  /// @param gzip whether to compress
  /// @param resource who sends, by the names of OpenTelemetry
  /// @param version eksguard's own version
  record Destination(
      URI endpoint,
      Map<String, String> headers,
      Duration within,
      boolean gzip,
      Map<String, String> resource,
      String version) {
    public Destination {
      headers = new TreeMap<>(headers);
      resource = new TreeMap<>(resource);
    }

    /// Names the host only.
    @Override
    public String toString() {
      return "Destination[" + endpoint.getHost() + "]";
    }
  }
}
