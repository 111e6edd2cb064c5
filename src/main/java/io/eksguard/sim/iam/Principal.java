package io.eksguard.sim.iam;

import io.eksguard.sim.world.Caller;
import io.eksguard.sim.world.Role;
import io.eksguard.sim.world.Sorted;
import io.eksguard.sim.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Who a request is from.
///
/// @param arn what GetCallerIdentity says, such as
///   `arn:aws:sts::111122223333:assumed-role/eksguard/alice`
/// @param userId what GetCallerIdentity says
/// @param iamArn the condition key `aws:PrincipalArn`: of a session, the ARN of its role
/// @param session whether it is a session of a role, so that another AssumeRole is role chaining
/// @param deny actions it is refused
/// @param sessionPolicy the policy that AssumeRole was given
/// @param tags its principal tags
public record Principal(
    String account,
    String arn,
    String userId,
    String iamArn,
    boolean session,
    List<String> deny,
    Optional<PolicyDocument> sessionPolicy,
    SortedMap<String, String> tags) {

  /// What cannot change later.
  public Principal {
    deny = List.copyOf(deny);
    tags = Sorted.map(tags);
  }

  /// The root user of an account.
  public static Principal root(World world, String account) {
    var arn = "arn:" + world.partition() + ":iam::" + account + ":root";
    return new Principal(
        account, arn, account, arn, false, List.of(), Optional.empty(), Sorted.map(Map.of()));
  }

  /// Whom an access key of no meaning stands for.
  public static Principal of(World world, Caller caller) {
    var partition = world.partition();
    return switch (caller) {
      case Caller.AsRole(var account, var name) -> {
        var role = "arn:" + partition + ":iam::" + account + ":role/" + name;
        var known = Optional.ofNullable(world.roles().get(role)).orElse(Role.open(role));
        yield session(known, "sandbox", Optional.empty(), Map.of());
      }
      case Caller.AsUser(var account, var name) -> {
        var arn = "arn:" + partition + ":iam::" + account + ":user/" + name;
        yield new Principal(
            account,
            arn,
            "AIDA" + account + "USER",
            arn,
            false,
            List.of(),
            Optional.empty(),
            Sorted.map(Map.of()));
      }
    };
  }

  /// A session of a role.
  public static Principal session(
      Role role, String name, Optional<PolicyDocument> policy, Map<String, String> tags) {
    var parts = role.arn().split(":", 6);
    var account = parts[4];
    // the path of a role is not part of the ARN of its sessions
    var roleName = role.arn().substring(role.arn().lastIndexOf('/') + 1);
    var arn = "arn:" + parts[1] + ":sts::" + account + ":assumed-role/" + roleName + "/" + name;
    return new Principal(
        account,
        arn,
        "AROA" + account + "ROLE:" + name,
        role.arn(),
        true,
        role.deny(),
        policy,
        Sorted.map(tags));
  }

  /// Whether it is the root user of its account.
  public boolean isRoot() {
    return arn.endsWith(":root");
  }
}
