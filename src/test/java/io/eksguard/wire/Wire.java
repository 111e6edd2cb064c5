package io.eksguard.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.eksguard.sim.Sandbox;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// The wire to a sandbox: what goes over it goes through, but for what is made to go wrong.
final class Wire implements AutoCloseable {
  private final Sandbox sandbox;
  private final Tampering tampering = new Tampering();
  private final WireMockServer server;
  private int faults;

  Wire(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.server =
        new WireMockServer(
            options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .jettyStopTimeout(1L)
                .extensions(tampering));
    server.start();
    mend();
  }

  /// Where to call instead of the sandbox.
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /// Lets nothing go wrong any more, and forgets what went over it.
  void mend() {
    server.resetAll();
    server.stubFor(any(anyUrl()).atPriority(10).willReturn(through()));
  }

  /// Lets each request of an operation go wrong.
  void always(Operation operation, Fault fault) {
    server.stubFor(operation.stub().atPriority(1).willReturn(answer(fault)));
  }

  /// Lets the next requests of an operation go wrong.
  void next(int times, Operation operation, Fault fault) {
    String scenario = "fault-" + ++faults;
    for (int i = 0; i < times; i++) {
      server.stubFor(
          operation
              .stub()
              .atPriority(1)
              .inScenario(scenario)
              .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "after-" + i)
              .willSetStateTo("after-" + (i + 1))
              .willReturn(answer(fault)));
    }
  }

  /// Lets the requests of an operation go wrong that have this in their query.
  void whereQuery(String name, String value, Operation operation, Fault fault) {
    server.stubFor(
        operation
            .stub()
            .withQueryParam(name, equalTo(value))
            .atPriority(0)
            .willReturn(answer(fault)));
  }

  /// A request, and the status of what came back; 0 if nothing did.
  record Exchange(LoggedRequest request, int status) {}

  /// What went over it so far, oldest first, also what AWS never heard of.
  List<Exchange> exchanges() {
    List<Exchange> exchanges = new ArrayList<>();
    server
        .getAllServeEvents()
        .forEach(event ->
            exchanges.addFirst(new Exchange(event.getRequest(), event.getResponse().getStatus())));
    return exchanges;
  }

  private ResponseDefinitionBuilder answer(Fault fault) {
    return switch (fault) {
      case Fault.Instead(var answer) -> answer;
      case Fault.Afterwards(var change) ->
          through()
              .withTransformers(Tampering.NAME)
              .withTransformerParameter(Tampering.NAME, tampering.keep(change));
    };
  }

  private ResponseDefinitionBuilder through() {
    return aResponse().proxiedFrom(sandbox.endpoint().toString());
  }

  @Override
  public void close() {
    server.stop();
  }

  /// Changes answers that the sandbox gave.
  private static final class Tampering implements ResponseTransformerV2 {
    private static final String NAME = "tampering";

    private final Map<String, UnaryOperator<Response>> changes = new ConcurrentHashMap<>();

    private String keep(UnaryOperator<Response> change) {
      String key = "change-" + changes.size();
      changes.put(key, change);
      return key;
    }

    @Override
    public Response transform(Response answer, ServeEvent event) {
      String key = event.getTransformerParameters().getString(NAME);
      return changes.getOrDefault(key, UnaryOperator.identity()).apply(answer);
    }

    @Override
    public boolean applyGlobally() {
      return false;
    }

    @Override
    public String getName() {
      return NAME;
    }
  }
}
