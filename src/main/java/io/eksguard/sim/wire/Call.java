package io.eksguard.sim.wire;

import io.eksguard.sim.iam.Access;
import io.eksguard.sim.iam.Principal;
import io.eksguard.sim.iam.RequestContext;
import io.eksguard.sim.world.Regional;
import io.eksguard.sim.world.World;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A request that has been understood: which operation, by whom, in which world.
///
/// @param path the parameters in the path, by name
/// @param pageLimit how many items a page has at most, whatever the client asks for
/// @param unprocessed accounts that a call on several accounts shall fail for, and the text
public record Call(
    Request request,
    String operation,
    Map<String, String> path,
    Principal principal,
    World world,
    Instant now,
    int pageLimit,
    Map<String, String> unprocessed) {

  /// The caller's account.
  public String account() {
    return principal.account();
  }

  /// The region of the request.
  public String region() {
    return request.region();
  }

  /// What the caller's account has in the region of the request.
  public Regional here() {
    return world.at(account(), region());
  }

  /// A parameter in the path.
  public String path(String name) {
    return Optional.ofNullable(path.get(name))
        .orElseThrow(() -> new IllegalStateException("no {" + name + "} in the path"));
  }

  /// Asks IAM for `service:Operation` on a resource.
  ///
  /// @throws Refusal if IAM refuses
  public void authorize(String resource, Map<String, ? extends Iterable<String>> keys) {
    authorize(operation, resource, keys);
  }

  /// Asks IAM for another operation of the service, which this one takes with it.
  ///
  /// @throws Refusal if IAM refuses
  public void authorize(
      String also, String resource, Map<String, ? extends Iterable<String>> keys) {
    var context = RequestContext.of(request.service() + ":" + also, resource, keys);
    Access.refusal(world, principal, region(), context)
        .ifPresent(message -> {
          throw Refusal.denied(message);
        });
  }
}
