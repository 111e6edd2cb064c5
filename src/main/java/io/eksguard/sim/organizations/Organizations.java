package io.eksguard.sim.organizations;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Endpoint;
import io.eksguard.sim.wire.Json;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.wire.Request;
import io.eksguard.sim.wire.Route;
import io.eksguard.sim.world.Sorted;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// AWS Organizations: JSON 1.1, the operation in `X-Amz-Target`, member names in upper camel case.
/// It is in one region, whichever the client is in.
public final class Organizations implements Endpoint {
  private static final String TARGET = "AWSOrganizationsV20161128.";
  private static final String JSON = "application/x-amz-json-1.1";

  private static final SortedMap<String, Function<Call, Answer>> OPERATIONS = operations();

  private static SortedMap<String, Function<Call, Answer>> operations() {
    var all = new TreeMap<String, Function<Call, Answer>>();
    all.putAll(TreeOperations.all());
    all.putAll(PolicyOperations.all());
    all.putAll(AttachmentOperations.all());
    all.putAll(TagOperations.all());
    return Sorted.map(all);
  }

  @Override
  public String name() {
    return "organizations";
  }

  @Override
  public Optional<Route> route(Request request) {
    var target = Optional.ofNullable(request.headers().get("x-amz-target")).orElse("");
    var name = target.startsWith(TARGET) ? target.substring(TARGET.length()) : "";
    return Optional.ofNullable(OPERATIONS.get(name)).map(run -> new Route(name, Map.of(), run));
  }

  @Override
  public Answer dress(Answer answer, String requestId) {
    return answer.with("Content-Type", JSON).with("x-amzn-RequestId", requestId);
  }

  /// Every refusal has status 400, throttling and denial, too.
  @Override
  public Answer refuse(Refusal refusal, String requestId) {
    var code =
        refusal.code().equals("ThrottlingException") ? "TooManyRequestsException" : refusal.code();
    var body = Json.object().put("__type", code).put("Message", refusal.text());
    refusal.type().ifPresent(reason -> body.put("Reason", reason));
    var status = refusal.status() < 500 ? 400 : refusal.status();
    return Answer.of(status, JSON, Json.write(body)).with("x-amzn-RequestId", requestId);
  }
}
