package io.eksguard.sim.eks;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Endpoint;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Operation;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.wire.Request;
import io.eksguard.sim.wire.Route;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Amazon EKS: REST with JSON bodies, member names in lower camel case.
public final class Eks implements Endpoint {
  private static final List<Operation> OPERATIONS =
      Stream.of(
              ClusterOperations.all(),
              NodeOperations.all(),
              TagOperations.all(),
              AddonOperations.all())
          .flatMap(List::stream)
          .toList();

  @Override
  public String name() {
    return "eks";
  }

  @Override
  public Optional<Route> route(Request request) {
    return Operation.find(OPERATIONS, request.method(), request.path());
  }

  @Override
  public Answer refuse(Refusal refusal, String requestId) {
    var body = Json.object().put("message", refusal.text());
    return Answer.of(refusal.status(), "application/json", Json.write(body))
        .with("x-amzn-ErrorType", refusal.code())
        .with("x-amzn-RequestId", requestId);
  }
}
