package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `drift --out-prometheus` and `--otlp`: the numbers of a run on 2026-11-24.
class MetricsTest {
  private static final String WORLD =
      """
      accounts:
        "444455556666":
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
          clusters:
            us-east-1:
              - {name: legacy}
              - {name: fine, agent: guardduty}
              - {name: well, agent: guardduty}
              - {name: sick, agent: {by: guardduty, issue: "VPC Endpoint Creation Failed:private dns"}}
        "777788889999":
          deny: ["eks:ListClusters"]
          detectors: {all: {features: {RUNTIME_MONITORING: {status: ENABLED, EKS_ADDON_MANAGEMENT: ENABLED}}}}
      """;
  private static final String FILE =
      """
      version: 1
      feature: RUNTIME_MONITORING
      regions: [us-east-1]
      standalone:
        - {account: "444455556666", approach: all-except, exclude: [legacy, {name: gone, until: 2026-11-23}]}
        - {account: "777788889999", approach: all}
      access:
        members: {role: "arn:aws:iam::{account}:role/eksguard"}
      """;

  @TempDir private Path folder;

  private Cli.Ran drift(Cli cli, String... more) throws IOException {
    Path worldFile = Files.writeString(folder.resolve("world.yaml"), WORLD);
    Path file = Files.writeString(folder.resolve("file.yaml"), FILE);
    return cli.run(
        Stream.concat(
                Stream.of("drift", "-f", file.toString(), "--sandbox=" + worldFile),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Path prometheus() {
    return folder.resolve("eksguard.prom");
  }

  @Test
  void theFileForPrometheusIsAsItsFormatSays() throws IOException {
    var ran =
        drift(
            Cli.on(folder),
            "--history",
            folder.resolve("history").toString(),
            "--out-prometheus",
            prometheus().toString());

    String text = Files.readString(prometheus());
    Golden.check("drift/metrics.prom", text);
    assertThat(PrometheusReader.read(text)).hasSizeGreaterThan(12);
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theFileIsForOwnerAndGroupAndWhole() throws IOException {
    Files.writeString(prometheus(), "old");

    drift(Cli.on(folder), "--out-prometheus", prometheus().toString());

    assertThat(Files.getPosixFilePermissions(prometheus()))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .doesNotContain("old")
          .noneMatch(name -> name.endsWith(".part"));
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsAnError() throws IOException {
    var ran = drift(Cli.on(folder), "--out-prometheus", folder.resolve("no/such.prom").toString());

    assertThat(ran.code()).isOne();
    assertThat(ran.err()).contains("EG404");
  }

  @Test
  void oneFileCannotBeTwoThings() throws IOException {
    String same = prometheus().toString();

    assertThat(drift(Cli.on(folder), "--out-prometheus", same, "--out-json", same).code())
        .isEqualTo(64);
  }

  private static ExportMetricsServiceRequest request(Receiver.Posted posted) throws IOException {
    return ExportMetricsServiceRequest.parseFrom(
        "gzip".equals(posted.headers().get("content-encoding"))
            ? new GZIPInputStream(new ByteArrayInputStream(posted.body()))
            : new ByteArrayInputStream(posted.body()));
  }

  private static Map<String, String> pairs(List<KeyValue> all) {
    return all.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                one -> one.getValue().getStringValue(),
                (a, _) -> a,
                TreeMap::new));
  }

  @Test
  void theCollectorGetsTheSameNumbersAsPrometheus() throws IOException {
    try (var collector = new Receiver()) {
      var cli =
          Cli.on(folder)
              .with(
                  Map.of(
                      "OTEL_EXPORTER_OTLP_ENDPOINT", collector.at("/base").toString(),
                      "OTEL_EXPORTER_OTLP_HEADERS", "x-token=a%20b,x-team=sec",
                      "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=prod%2Ceu",
                      "OTEL_SERVICE_NAME", "nightly"));
      var ran = drift(cli, "--otlp", "--out-prometheus", prometheus().toString());

      assertThat(ran.err()).doesNotContain("EG273");
      var posted = collector.posted().getFirst();
      assertThat(posted.path()).isEqualTo("/base/v1/metrics");
      assertThat(posted.headers())
          .containsEntry("content-type", "application/x-protobuf")
          .containsEntry("x-token", "a b")
          .containsEntry("x-team", "sec");
      var metrics = request(posted).getResourceMetrics(0);
      assertThat(pairs(metrics.getResource().getAttributesList()))
          .isEqualTo(Map.of("service.name", "nightly", "deployment.environment", "prod,eu"));
      List<PrometheusReader.Sample> sent = new ArrayList<>();
      for (Metric metric : metrics.getScopeMetrics(0).getMetricsList()) {
        for (NumberDataPoint point : metric.getGauge().getDataPointsList()) {
          sent.add(
              new PrometheusReader.Sample(
                  metric.getName(), pairs(point.getAttributesList()), point.getAsDouble()));
        }
      }
      assertThat(sent)
          .containsExactlyInAnyOrderElementsOf(
              PrometheusReader.read(Files.readString(prometheus())));
    }
  }

  @Test
  void theAddressForMetricsIsTakenAsItStandsAndMayBeCompressed() throws IOException {
    try (var collector = new Receiver()) {
      drift(
          Cli.on(folder)
              .with(
                  Map.of(
                      "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1/",
                      "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", collector.at("/mine").toString(),
                      "OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")),
          "--otlp");

      var posted = collector.posted().getFirst();
      assertThat(posted.path()).isEqualTo("/mine");
      assertThat(posted.headers()).containsEntry("content-encoding", "gzip");
      assertThat(request(posted).getResourceMetricsCount()).isOne();
    }
  }

  @Test
  void aCollectorThatRefusesIsAWarningWithoutSecrets() throws IOException {
    try (var collector = new Receiver().answering(400, Map.of())) {
      var ran =
          drift(
              Cli.on(folder)
                  .with(
                      Map.of(
                          "OTEL_EXPORTER_OTLP_ENDPOINT",
                          collector.at("/s3cr3t").toString(),
                          "OTEL_EXPORTER_OTLP_HEADERS",
                          "authorization=Bearer%20s3cr3t")),
              "--otlp");

      assertThat(ran.err()).contains("EG273", "`localhost`: it answers with status 400");
      assertThat(ran.toString()).doesNotContain("s3cr3t");
      assertThat(ran.code()).isEqualTo(2);
    }
  }

  @Test
  void theSandboxSendsNoNumbersOutOfThisMachine() throws IOException {
    var ran =
        drift(
            Cli.on(folder).with(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "https://otel.invalid")),
            "--otlp");

    assertThat(ran.err()).doesNotContain("EG273").contains("`otel.invalid`", "sandbox");
    assertThat(ran.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_PROTOCOL, grpc",
    "OTEL_EXPORTER_OTLP_ENDPOINT, localhost:4317",
    "OTEL_EXPORTER_OTLP_ENDPOINT, http:// s3cr3t",
    "OTEL_EXPORTER_OTLP_HEADERS, s3cr3t",
    "OTEL_EXPORTER_OTLP_HEADERS, a=%zzs3cr3t",
    "OTEL_EXPORTER_OTLP_TIMEOUT, s3cr3t"
  })
  void anEnvironmentThatCannotBeMeantIsRefusedBeforeAwsIsAsked(String name, String value)
      throws IOException {
    var cli = Cli.on(folder).with(Map.of(name, value));

    var ran = drift(cli, "--otlp");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("EG401").doesNotContain("s3cr3t");
    assertThat(cli.connections()).isZero();
  }

  @Test
  void thePageOnMetricsHasEachWithItsLabels() throws IOException {
    drift(
        Cli.on(folder),
        "--history",
        folder.resolve("history").toString(),
        "--out-prometheus",
        prometheus().toString());
    Map<String, String> written = new HashMap<>();
    PrometheusReader.read(Files.readString(prometheus()))
        .forEach(one -> written.put(one.name(), String.join(", ", one.labels().keySet())));

    Map<String, String> page = new HashMap<>();
    Matcher row =
        Pattern.compile("\\| `(eksguard_[a-z_]+)` \\| ([^|]*) \\|")
            .matcher(Files.readString(Path.of("docs/reference/metrics.md")));
    while (row.find()) {
      page.put(row.group(1), row.group(2).replace("`", "").replace("-", ""));
    }

    assertThat(page).isEqualTo(written);
  }
}
