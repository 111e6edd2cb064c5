package io.eksguard.sim.sts;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Endpoint;
import io.eksguard.sim.wire.Form;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.wire.Request;
import io.eksguard.sim.wire.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// AWS STS: forms in, XML out.
///
/// @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html">AWS STS API
///   reference, common errors, read 2026-11-24</a>
public final class Sts implements Endpoint {
  private final Map<String, Function<Call, Answer>> operations;

  /// An STS that hands out sessions of this table.
  public Sts(Sessions sessions) {
    this.operations =
        Map.of(
            "GetCallerIdentity", Sts::identity,
            "AssumeRole", new AssumeRole(sessions)::answer);
  }

  @Override
  public String name() {
    return "sts";
  }

  @Override
  public Optional<Route> route(Request request) {
    return Form.of(request)
        .get("Action")
        .flatMap(name ->
            Optional.ofNullable(operations.get(name)).map(run -> new Route(name, Map.of(), run)));
  }

  /// It needs no permission.
  private static Answer identity(Call call) {
    var principal = call.principal();
    return Xml.answer(
        "GetCallerIdentity",
        Xml.element("Arn", principal.arn())
            + Xml.element("UserId", principal.userId())
            + Xml.element("Account", principal.account()));
  }

  @Override
  public Answer dress(Answer answer, String requestId) {
    var body = answer.body().replace(Xml.REQUEST_ID, Xml.escape(requestId));
    return new Answer(answer.status(), answer.headers(), body, answer.after())
        .with("x-amzn-RequestId", requestId);
  }

  /// STS has names of its own for what the others call exceptions.
  @Override
  public Answer refuse(Refusal refusal, String requestId) {
    var code =
        switch (refusal.code()) {
          case "AccessDeniedException" -> "AccessDenied";
          case "ExpiredTokenException" -> "ExpiredToken";
          case "UnrecognizedClientException" -> "InvalidClientTokenId";
          case "MissingAuthenticationTokenException" -> "MissingAuthenticationToken";
          case "ThrottlingException" -> "Throttling";
          default -> refusal.code();
        };
    var fault = refusal.status() < 500 ? "Sender" : "Receiver";
    var body =
        "<ErrorResponse xmlns=\""
            + Xml.NAMESPACE
            + "\"><Error>"
            + String.join(
                "",
                List.of(
                    Xml.element("Type", fault),
                    Xml.element("Code", code),
                    Xml.element("Message", refusal.text())))
            + "</Error>"
            + Xml.element("RequestId", requestId)
            + "</ErrorResponse>";
    return Answer.of(refusal.status(), "text/xml", body).with("x-amzn-RequestId", requestId);
  }
}
