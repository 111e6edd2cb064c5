package io.eksguard.sim.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/// Everything that the simulated AWS knows.
///
/// ```yaml
/// regions: [us-east-1]
/// caller: {account: "123456789012", user: alice}
/// accounts:
///   "123456789012":
///     clusters:
///       us-east-1: [payments, tools]
/// ```
///
/// @param settlesAtOnce whether an organization setting of `ALL` reaches the members at once; if
///   not, it does when told to
/// @param regions the enabled regions
/// @param caller whom an access key of no meaning stands for
/// @param roles what is special about some roles, by ARN
/// @param addonSeconds how long EKS creates, updates or deletes an add-on, and EC2 an endpoint
public record World(
    String partition,
    boolean settlesAtOnce,
    List<String> regions,
    Caller caller,
    Optional<Organization> organization,
    SortedMap<String, Account> accounts,
    SortedMap<String, Role> roles,
    int addonSeconds) {

  /// What cannot change later.
  public World {
    regions = List.copyOf(regions);
    accounts = Sorted.map(accounts);
    roles = Sorted.map(roles);
  }

  /// The world a sandbox starts from when it is given none.
  public static World builtIn() {
    try (var in = World.class.getResourceAsStream("/worlds/organization.yaml")) {
      if (in == null) {
        throw new IllegalStateException("worlds/organization.yaml is not on the class path");
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return parse(text, "worlds/organization.yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The world that a YAML text describes.
  ///
  /// @param file how an error calls the text
  /// @throws WorldException if the text is no world; its message names the place
  public static World parse(String text, String file) {
    return new WorldReader(file).read(text);
  }

  /// The YAML text of this world; parsing it gives an equal one.
  public String toYaml() {
    return WorldWriter.write(this);
  }

  /// What an account has in a region; nothing if there is no such account.
  public Regional at(String account, String region) {
    var found = accounts.get(account);
    return found == null ? Regional.NOTHING : found.in(region);
  }

  /// The account of that id.
  public Optional<Account> account(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  /// The cluster of that name.
  public Optional<Cluster> cluster(String account, String region, String name) {
    return Optional.ofNullable(at(account, region).clusters().get(name));
  }

  /// The delegated GuardDuty administrator of a region.
  public Optional<String> administrator(String region) {
    return organization.flatMap(o -> o.administrator(region));
  }

  /// The same world with one account's region changed.
  ///
  /// @throws IllegalArgumentException if there is no such account
  public World with(String account, String region, UnaryOperator<Regional> change) {
    var found =
        account(account).orElseThrow(() -> new IllegalArgumentException("no account " + account));
    return withAccount(found.with(region, change));
  }

  /// The same world with one account added or replaced.
  public World withAccount(Account account) {
    var all = Sorted.with(accounts, account.id(), account);
    return new World(
        partition, settlesAtOnce, regions, caller, organization, all, roles, addonSeconds);
  }

  /// The same world with one cluster changed.
  ///
  /// @throws IllegalArgumentException if there is no such cluster
  public World withCluster(
      String account, String region, String name, UnaryOperator<Cluster> change) {
    var found =
        cluster(account, region, name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "no cluster " + name + " in " + account + "/" + region));
    return with(account, region, r -> r.withCluster(change.apply(found)));
  }

  /// The same world with the organization changed, if there is one.
  public World withOrganization(UnaryOperator<Organization> change) {
    return new World(
        partition,
        settlesAtOnce,
        regions,
        caller,
        organization.map(change),
        accounts,
        roles,
        addonSeconds);
  }

  /// The same world at a later time: what EKS was about with add-ons, and EC2 with endpoints, is
  /// over, as far as it is.
  public World at(Instant now) {
    var later = this;
    for (var account : accounts.values()) {
      for (var regional : account.regions().entrySet()) {
        for (var cluster : regional.getValue().clusters().values()) {
          var agent = cluster.agent().flatMap(a -> a.at(now));
          if (!agent.equals(cluster.agent())) {
            later =
                later.with(
                    account.id(), regional.getKey(), r -> r.withCluster(cluster.withAgent(agent)));
          }
        }
        for (var vpc : regional.getValue().said().values()) {
          var settled = vpc.at(now);
          if (!settled.equals(vpc)) {
            later = later.with(account.id(), regional.getKey(), r -> r.withVpc(settled));
          }
        }
      }
    }
    return later;
  }

  /// The ARN of a cluster.
  public String clusterArn(String account, String region, String name) {
    return "arn:%s:eks:%s:%s:cluster/%s".formatted(partition, region, account, name);
  }

  /// The ARN of a detector.
  public String detectorArn(String account, String region, String id) {
    return "arn:%s:guardduty:%s:%s:detector/%s".formatted(partition, region, account, id);
  }
}
