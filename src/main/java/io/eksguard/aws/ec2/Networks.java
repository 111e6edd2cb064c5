package io.eksguard.aws.ec2;

import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.OfAccount;
import io.eksguard.aws.session.Pages;
import io.eksguard.aws.session.Whole;
import io.eksguard.live.Agent;
import io.eksguard.live.Maker;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import io.eksguard.model.Standing;
import io.eksguard.model.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/// Reads VPCs as far as agents depend on them: one list of endpoints for an account and region, and
/// what lies around those.
public final class Networks {
  private static final int HTTPS = 443;
  private static final String OF_GUARDDUTY = "GuardDutyManagedSecurityGroup-";
  private static final String EVERY_PROTOCOL = "-1";

  private final Clients clients;

  public Networks(Clients clients) {
    this.clients = clients;
  }

  /// The name of the service.
  static String service(Region region) {
    return (region.name().startsWith("cn-") ? "cn." : "")
        + "com.amazonaws."
        + region.name()
        + ".guardduty-data";
  }

  /// The VPCs.
  ///
  /// @param wanted their ids
  /// @param made whether also those in which we or GuardDuty made something
  public Reading<SortedMap<String, Vpc>> all(
      Place place, Standing standing, Set<String> wanted, boolean made) {
    return clients
        .ec2(place, standing)
        .then(client -> new Look(client, place).all(wanted, made))
        .reading();
  }

  /// One look at a place.
  private final class Look {
    private final OfAccount<Ec2Client> client;
    private final Place place;

    Look(OfAccount<Ec2Client> client, Place place) {
      this.client = client;
      this.place = place;
    }

    Answer<SortedMap<String, Vpc>> all(Set<String> wanted, boolean made) {
      return endpoints()
          .then(endpoints ->
              groups(endpoints).then(groups -> around(wanted, made, endpoints, groups)));
    }

    private Answer<SortedMap<String, Vpc>> around(
        Set<String> wanted, boolean made, List<VpcEndpoint> endpoints, List<SecurityGroup> groups) {
      SortedSet<String> ids = new TreeSet<>(wanted);
      if (made) {
        endpoints.stream()
            .filter(one -> maker(tags(one)) != Maker.OTHERS)
            .forEach(one -> ids.add(one.vpcId()));
        groups.stream()
            .filter(one -> maker(one) != Maker.OTHERS && one.vpcId() != null)
            .forEach(one -> ids.add(one.vpcId()));
      }
      if (ids.isEmpty()) {
        return new Answer.Ok<>(new TreeMap<>());
      }
      return vpcs(ids)
          .then(vpcs -> subnets(ids).then(subnets -> whole(vpcs, subnets, endpoints, groups)));
    }

    private Answer<SortedMap<String, Vpc>> whole(
        List<software.amazon.awssdk.services.ec2.model.Vpc> vpcs,
        Map<String, SortedMap<String, Vpc.Subnet>> subnets,
        List<VpcEndpoint> endpoints,
        List<SecurityGroup> groups) {
      SortedMap<String, Vpc> found = new TreeMap<>();
      for (var one : vpcs) {
        boolean own = place.account().value().equals(one.ownerId());
        Answer<Boolean> support =
            own ? attribute(one.vpcId(), VpcAttributeName.ENABLE_DNS_SUPPORT) : UNSEEN;
        Answer<Boolean> hostnames =
            own ? attribute(one.vpcId(), VpcAttributeName.ENABLE_DNS_HOSTNAMES) : UNSEEN;
        Answer<Vpc> vpc =
            support.then(first ->
                hostnames.map(second ->
                    new Vpc(
                        one.vpcId(),
                        new AccountId(one.ownerId()),
                        ranges(one),
                        first,
                        second,
                        subnets.getOrDefault(one.vpcId(), new TreeMap<>()),
                        in(one.vpcId(), endpoints),
                        groupsIn(one.vpcId(), groups))));
        switch (vpc) {
          case Answer.Ok<Vpc>(Vpc value) -> found.put(value.id(), value);
          case Answer.Failed<Vpc>(var why, var cause) -> {
            return new Answer.Failed<>(why, cause);
          }
        }
      }
      return new Answer.Ok<>(found);
    }

    private <T> Answer<T> make(Permission operation, Supplier<T> call) {
      return clients.calls().make(place.account(), place.region(), operation, call);
    }

    private <P, T> Answer<List<T>> listed(
        Permission operation,
        Function<@Nullable String, P> read,
        java.util.function.Predicate<P> has,
        Function<P, @Nullable String> next,
        Function<P, List<T>> items) {
      return Pages.all(
              place,
              operation,
              token -> make(operation, () -> read.apply(token.orElse(null))),
              has,
              next)
          .map(pages -> pages.stream().flatMap(page -> items.apply(page).stream()).toList());
    }

    private Answer<List<VpcEndpoint>> endpoints() {
      return listed(
          Permission.DESCRIBE_VPC_ENDPOINTS,
          token ->
              client.call(
                  Ec2Client::describeVpcEndpoints,
                  DescribeVpcEndpointsRequest.builder()
                      .filters(filter("service-name", service(place.region())))
                      .nextToken(token)
                      .build()),
          DescribeVpcEndpointsResponse::hasVpcEndpoints,
          DescribeVpcEndpointsResponse::nextToken,
          DescribeVpcEndpointsResponse::vpcEndpoints);
    }

    /// Those that somebody's tag tells, and those of endpoints.
    private Answer<List<SecurityGroup>> groups(List<VpcEndpoint> endpoints) {
      List<String> used =
          endpoints.stream()
              .flatMap(one -> one.groups().stream())
              .map(SecurityGroupIdentifier::groupId)
              .distinct()
              .sorted()
              .toList();
      Answer<List<SecurityGroup>> told = groups(filter("tag-key", Tag.KEY, Agent.TAG));
      return used.isEmpty()
          ? told
          : told.then(first -> groups(filter("group-id", used)).map(more -> both(first, more)));
    }

    private static List<SecurityGroup> both(List<SecurityGroup> one, List<SecurityGroup> other) {
      SortedMap<String, SecurityGroup> all = new TreeMap<>();
      one.forEach(group -> all.put(group.groupId(), group));
      other.forEach(group -> all.put(group.groupId(), group));
      return List.copyOf(all.values());
    }

    private Answer<List<SecurityGroup>> groups(Filter filter) {
      return listed(
          Permission.DESCRIBE_SECURITY_GROUPS,
          token ->
              client.call(
                  Ec2Client::describeSecurityGroups,
                  DescribeSecurityGroupsRequest.builder().filters(filter).nextToken(token).build()),
          DescribeSecurityGroupsResponse::hasSecurityGroups,
          DescribeSecurityGroupsResponse::nextToken,
          DescribeSecurityGroupsResponse::securityGroups);
    }

    private Answer<List<software.amazon.awssdk.services.ec2.model.Vpc>> vpcs(Set<String> ids) {
      return listed(
          Permission.DESCRIBE_VPCS,
          token ->
              client.call(
                  Ec2Client::describeVpcs,
                  DescribeVpcsRequest.builder()
                      .filters(filter("vpc-id", ids))
                      .nextToken(token)
                      .build()),
          DescribeVpcsResponse::hasVpcs,
          DescribeVpcsResponse::nextToken,
          DescribeVpcsResponse::vpcs);
    }

    private Answer<Map<String, SortedMap<String, Vpc.Subnet>>> subnets(Set<String> ids) {
      return listed(
              Permission.DESCRIBE_SUBNETS,
              token ->
                  client.call(
                      Ec2Client::describeSubnets,
                      DescribeSubnetsRequest.builder()
                          .filters(filter("vpc-id", ids))
                          .nextToken(token)
                          .build()),
              DescribeSubnetsResponse::hasSubnets,
              DescribeSubnetsResponse::nextToken,
              DescribeSubnetsResponse::subnets)
          .map(all -> {
            Map<String, SortedMap<String, Vpc.Subnet>> byVpc = new TreeMap<>();
            all.forEach(one ->
                byVpc
                    .computeIfAbsent(one.vpcId(), _ -> new TreeMap<>())
                    .put(
                        one.subnetId(),
                        new Vpc.Subnet(
                            one.availabilityZone(),
                            Optional.ofNullable(one.availableIpAddressCount()).orElse(0))));
            return byVpc;
          });
    }

    private Answer<Boolean> attribute(String vpc, VpcAttributeName name) {
      boolean support = name == VpcAttributeName.ENABLE_DNS_SUPPORT;
      return Whole.only(
              place,
              Permission.DESCRIBE_VPC_ATTRIBUTE,
              make(
                  Permission.DESCRIBE_VPC_ATTRIBUTE,
                  () ->
                      client.call(
                          Ec2Client::describeVpcAttribute,
                          DescribeVpcAttributeRequest.builder()
                              .vpcId(vpc)
                              .attribute(name)
                              .build())),
              one -> (support ? one.enableDnsSupport() : one.enableDnsHostnames()) != null)
          .map((DescribeVpcAttributeResponse one) ->
              Boolean.TRUE.equals(
                  (support ? one.enableDnsSupport() : one.enableDnsHostnames()).value()));
    }
  }

  /// Of a VPC of another account nothing is concluded from it.
  private static final Answer<Boolean> UNSEEN = new Answer.Ok<>(true);

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  static Filter filter(String name, Iterable<String> values) {
    List<String> all = new ArrayList<>();
    values.forEach(all::add);
    return Filter.builder().name(name).values(all).build();
  }

  private static SortedSet<String> ranges(software.amazon.awssdk.services.ec2.model.Vpc vpc) {
    SortedSet<String> ranges =
        vpc.cidrBlockAssociationSet().stream()
            .filter(one ->
                one.cidrBlockState() == null
                    || "associated".equals(one.cidrBlockState().stateAsString()))
            .map(one -> one.cidrBlock())
            .collect(Collectors.toCollection(TreeSet::new));
    if (ranges.isEmpty() && vpc.cidrBlock() != null) {
      ranges.add(vpc.cidrBlock());
    }
    return ranges;
  }

  private static Map<String, String> tags(VpcEndpoint endpoint) {
    return tags(endpoint.tags());
  }

  /// One that only carries GuardDuty's tag is not GuardDuty's for that: it gives them a name.
  static Maker maker(SecurityGroup group) {
    Maker maker = maker(tags(group.tags()));
    boolean named = String.valueOf(group.groupName()).startsWith(OF_GUARDDUTY);
    return maker == Maker.GUARDDUTY && !named ? Maker.OTHERS : maker;
  }

  private static Map<String, String> tags(
      List<software.amazon.awssdk.services.ec2.model.Tag> tags) {
    Map<String, String> all = new TreeMap<>();
    tags.forEach(tag -> all.put(tag.key(), Optional.ofNullable(tag.value()).orElse("")));
    return all;
  }

  private static Maker maker(Map<String, String> tags) {
    if (tags.containsKey(Tag.KEY)) {
      return Maker.GUARDDUTY;
    }
    return Agent.TAG_VALUE.equals(tags.get(Agent.TAG)) ? Maker.EKSGUARD : Maker.OTHERS;
  }

  private static SortedMap<String, Vpc.Endpoint> in(String vpc, List<VpcEndpoint> endpoints) {
    SortedMap<String, Vpc.Endpoint> found = new TreeMap<>();
    endpoints.stream()
        .filter(one -> vpc.equals(one.vpcId()))
        .forEach(one ->
            found.put(
                one.vpcEndpointId(),
                new Vpc.Endpoint(
                    String.valueOf(one.stateAsString()).toLowerCase(Locale.ROOT),
                    Boolean.TRUE.equals(one.privateDnsEnabled()),
                    new TreeSet<>(one.subnetIds()),
                    one.groups().stream()
                        .map(SecurityGroupIdentifier::groupId)
                        .collect(Collectors.toCollection(TreeSet::new)),
                    Optional.ofNullable(one.policyDocument()),
                    maker(tags(one)))));
    return found;
  }

  private static SortedMap<String, Vpc.Group> groupsIn(String vpc, List<SecurityGroup> groups) {
    SortedMap<String, Vpc.Group> found = new TreeMap<>();
    groups.stream()
        .filter(one -> vpc.equals(one.vpcId()))
        .forEach(one -> {
          SortedSet<String> open = new TreeSet<>();
          boolean others = false;
          for (IpPermission rule : one.ipPermissions()) {
            if (letsIn(rule)) {
              rule.ipRanges().forEach(range -> open.add(range.cidrIp()));
              others |= !rule.userIdGroupPairs().isEmpty() || !rule.prefixListIds().isEmpty();
            }
          }
          found.put(one.groupId(), new Vpc.Group(open, others, maker(one)));
        });
    return found;
  }

  private static boolean letsIn(IpPermission rule) {
    if (EVERY_PROTOCOL.equals(rule.ipProtocol())) {
      return true;
    }
    return "tcp".equals(rule.ipProtocol())
        && rule.fromPort() != null
        && rule.toPort() != null
        && rule.fromPort() <= HTTPS
        && HTTPS <= rule.toPort();
  }
}
