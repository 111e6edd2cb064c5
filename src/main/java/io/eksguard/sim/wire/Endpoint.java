package io.eksguard.sim.wire;

import java.util.Optional;

/// One AWS service.
public interface Endpoint {

  /// The name in the credential scope of a signature, such as `guardduty`.
  String name();

  /// The operation that a request is for; empty if the service has none like it.
  Optional<Route> route(Request request);

  /// A refusal in the wire format of this service.
  Answer refuse(Refusal refusal, String requestId);

  /// A successful answer with whatever goes around it on this wire.
  default Answer dress(Answer answer, String requestId) {
    return answer.with("x-amzn-RequestId", requestId);
  }
}
