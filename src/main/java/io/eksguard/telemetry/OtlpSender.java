package io.eksguard.telemetry;

import io.eksguard.render.Metric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Sends metrics once, over OTLP with HTTP and protobuf.
public final class OtlpSender {
  /// The SDK would write to standard error by itself. It is kept here because a logger that nobody
  /// holds forgets its level.
  private static final Logger LOGGER = Logger.getLogger("io.opentelemetry");

  /// How much longer than one attempt it may take, tried again and all.
  private static final int PATIENCE = 3;

  private OtlpSender() {}

  /// Where to, and as whom.
  ///
  /// @param endpoint the whole address
  /// @param headers what to send along
  /// @param within how long one attempt may take
  /// @param gzip whether to compress
  /// @param resource who sends, by the names of OpenTelemetry
  /// @param version eksguard's own version
  public record Destination(
      URI endpoint,
      Map<String, String> headers,
      Duration within,
      boolean gzip,
      Map<String, String> resource,
      String version) {
    public Destination {
      headers = Map.copyOf(headers);
      resource = Map.copyOf(resource);
    }

    /// Names the host only.
    @Override
    public String toString() {
      return "Destination[" + endpoint.getHost() + "]";
    }
  }

  /// Sends all of it; what may go better is tried again by the SDK.
  ///
  /// @return why it did not arrive, as the end of a sentence
  public static Optional<String> send(Destination to, List<Metric> metrics) {
    LOGGER.setLevel(Level.OFF);
    int largest = metrics.stream().mapToInt(one -> one.samples().size()).max().orElse(0);
    var reader = new OnceReader();
    try (OtlpHttpMetricExporter exporter = exporter(to);
        SdkMeterProvider provider =
            SdkMeterProvider.builder()
                .setResource(Resource.create(attributes(to.resource())))
                // By default the series past 2,000 of one metric become one.
                .registerMetricReader(reader, _ -> largest + 1)
                .build()) {
      Meter meter =
          provider.meterBuilder("io.eksguard").setInstrumentationVersion(to.version()).build();
      metrics.forEach(metric -> record(meter, metric));
      CompletableResultCode result = exporter.export(reader.collect());
      result.join(to.within().toMillis() * PATIENCE, TimeUnit.MILLISECONDS);
      if (!result.isDone()) {
        return Optional.of("it takes too long");
      }
      return result.isSuccess() ? Optional.empty() : Optional.of(OtlpFailure.why(result));
    }
  }

  private static OtlpHttpMetricExporter exporter(Destination to) {
    OtlpHttpMetricExporterBuilder builder =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(to.endpoint().toString())
            .setTimeout(to.within())
            .setConnectTimeout(to.within())
            .setCompression(to.gzip() ? "gzip" : "none");
    to.headers().forEach(builder::addHeader);
    return builder.build();
  }

  private static void record(Meter meter, Metric metric) {
    DoubleGaugeBuilder builder = meter.gaugeBuilder(metric.name()).setDescription(metric.help());
    metric.unit().ifPresent(builder::setUnit);
    DoubleGauge gauge = builder.build();
    metric.samples().forEach(sample -> gauge.set(sample.value(), attributes(sample.labels())));
  }

  private static Attributes attributes(Map<String, String> pairs) {
    AttributesBuilder builder = Attributes.builder();
    pairs.forEach(builder::put);
    return builder.build();
  }
}
