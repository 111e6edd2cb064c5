package io.eksguard.sim.ec2;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Endpoint;
import io.eksguard.sim.wire.Form;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.wire.Request;
import io.eksguard.sim.wire.Route;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Amazon EC2: forms in, XML out.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">Amazon EC2
///   API reference, error codes, read 2026-11-28</a>
public final class Ec2 implements Endpoint {
  private static final Map<String, Function<Call, Answer>> OPERATIONS = operations();

  private static Map<String, Function<Call, Answer>> operations() {
    var all = new TreeMap<String, Function<Call, Answer>>();
    all.putAll(VpcOperations.all());
    all.putAll(EndpointOperations.all());
    all.putAll(GroupOperations.all());
    all.putAll(InstanceOperations.all());
    return Map.copyOf(all);
  }

  @Override
  public String name() {
    return "ec2";
  }

  @Override
  public Optional<Route> route(Request request) {
    return Form.of(request)
        .get("Action")
        .flatMap(name ->
            Optional.ofNullable(OPERATIONS.get(name)).map(run -> new Route(name, Map.of(), run)));
  }

  @Override
  public Answer dress(Answer answer, String requestId) {
    var body = answer.body().replace(Xml.REQUEST_ID, Xml.escape(requestId));
    return new Answer(answer.status(), answer.headers(), body, answer.after())
        .with("x-amzn-RequestId", requestId);
  }

  /// EC2 has names of its own for what the others call exceptions.
  @Override
  public Answer refuse(Refusal refusal, String requestId) {
    var code =
        switch (refusal.code()) {
          case "AccessDeniedException" -> "UnauthorizedOperation";
          case "ExpiredTokenException" -> "RequestExpired";
          case "UnrecognizedClientException", "MissingAuthenticationTokenException" ->
              "AuthFailure";
          case "UnknownOperationException" -> "InvalidAction";
          default -> refusal.code();
        };
    var status = code.equals("AuthFailure") ? 401 : refusal.status();
    var error =
        Xml.around("Error", Xml.element("Code", code) + Xml.element("Message", refusal.text()));
    var body =
        Xml.around("Response", Xml.around("Errors", error) + Xml.element("RequestID", requestId));
    return Answer.of(status, "text/xml;charset=UTF-8", body).with("x-amzn-RequestId", requestId);
  }
}
