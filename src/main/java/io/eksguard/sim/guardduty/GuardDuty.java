package io.eksguard.sim.guardduty;

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

/// Amazon GuardDuty: REST with JSON bodies, member names in lower camel case.
public final class GuardDuty implements Endpoint {
  private static final List<Operation> OPERATIONS =
      Stream.of(
              DetectorOperations.all(),
              MemberOperations.all(),
              OrganizationOperations.all(),
              CoverageOperations.all())
          .flatMap(List::stream)
          .toList();

  @Override
  public String name() {
    return "guardduty";
  }

  @Override
  public Optional<Route> route(Request request) {
    return Operation.find(OPERATIONS, request.method(), request.path());
  }

  /// The name of the exception goes into a header; the body has a finer code, twice.
  @Override
  public Answer refuse(Refusal refusal, String requestId) {
    var body = Json.object().put("message", refusal.text());
    refusal.type().ifPresent(type -> body.put("__type", type).put("type", type));
    return Answer.of(refusal.status(), "application/json", Json.write(body))
        .with("X-Amzn-ErrorType", refusal.code())
        .with("x-amzn-RequestId", requestId);
  }
}
