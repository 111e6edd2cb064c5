package io.eksguard.sim.iam;

import io.eksguard.sim.world.Organization;
import io.eksguard.sim.world.Policy;
import io.eksguard.sim.world.World;
import io.eksguard.sim.world.WorldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides whether IAM lets a request through.
///
/// Everything is allowed that nothing refuses: there are no identity policies in a world. Refused
/// is what the account or the role denies, what the session policy does not allow, and what a
/// service control policy denies.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">
///   IAM user guide, access denied error messages, read 2026-11-24</a>
public final class Access {
  private Access() {}

  /// The words with which IAM refuses, or nothing. Other tools match them verbatim.
  public static Optional<String> refusal(
      World world, Principal principal, String region, RequestContext request) {
    var context = complete(principal, region, request);
    return reason(world, principal, context)
        .map(reason ->
            "User: %s is not authorized to perform: %s on resource: %s %s"
                .formatted(principal.arn(), request.action(), request.resource(), reason));
  }

  /// Makes sure that every policy of a world can be evaluated.
  ///
  /// @throws WorldException if one cannot
  public static void check(World world) {
    for (var policy :
        world.organization().map(Organization::policies).map(Map::values).orElse(List.of())) {
      try {
        var _ = PolicyDocument.parse(policy.content());
      } catch (IllegalArgumentException e) {
        throw new WorldException("policy " + policy.id(), String.valueOf(e.getMessage()));
      }
    }
  }

  private static RequestContext complete(
      Principal principal, String region, RequestContext request) {
    var context =
        request
            .with("aws:PrincipalArn", principal.iamArn())
            .with("aws:PrincipalAccount", principal.account())
            .with("aws:RequestedRegion", region);
    for (var tag : principal.tags().entrySet()) {
      context = context.with("aws:PrincipalTag/" + tag.getKey(), tag.getValue());
    }
    return context;
  }

  private static Optional<String> reason(World world, Principal principal, RequestContext context) {
    if (policies(world, principal.account()).stream().anyMatch(p -> p.denies(context))) {
      return Optional.of("with an explicit deny in a service control policy");
    }
    var action = context.action();
    if (principal.sessionPolicy().filter(p -> p.denies(context)).isPresent()) {
      return Optional.of("with an explicit deny in a session policy");
    }
    if (principal.sessionPolicy().filter(p -> !p.allows(context)).isPresent()) {
      return Optional.of("because no session policy allows the " + action + " action");
    }
    var denied = new ArrayList<>(principal.deny());
    world.account(principal.account()).ifPresent(a -> denied.addAll(a.deny()));
    return denied.stream().anyMatch(pattern -> Wildcard.matchesAction(pattern, action))
        ? Optional.of("because no identity-based policy allows the " + action + " action")
        : Optional.empty();
  }

  /// The service control policies that bind an account. They do not bind the management account.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html">
  ///   AWS Organizations user guide, service control policies, read 2026-11-24</a>
  private static List<PolicyDocument> policies(World world, String account) {
    var organization = world.organization();
    var parent = world.account(account).flatMap(a -> a.parent());
    if (organization.isEmpty() || parent.isEmpty()) {
      return List.of();
    }
    var o = organization.get();
    if (o.management().equals(account)
        || !o.policyTypes().contains(Organization.SERVICE_CONTROL_POLICY)) {
      return List.of();
    }
    var places = new ArrayList<>(o.upwards(parent.get()));
    places.add(account);
    return o.policies().values().stream()
        .filter(p -> p.targets().stream().anyMatch(places::contains))
        .map(Policy::content)
        .map(PolicyDocument::parse)
        .toList();
  }
}
