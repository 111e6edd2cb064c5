package io.eksguard.aws.ec2;

import io.eksguard.apply.Written;
import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.OfAccount;
import io.eksguard.aws.session.Writes;
import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change;
import io.eksguard.live.Agent;
import io.eksguard.live.Maker;
import io.eksguard.model.EndpointSetup;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import tools.jackson.databind.node.JsonNodeFactory;

/// Makes and removes the endpoints of agents, each with its security group. Whose something is, is
/// told by its tag, and read again before it is removed.
public final class Endpoints {
  private static final int HTTPS = 443;
  private static final String GROUP = "eksguard-guardduty-data";
  private static final String DUPLICATE = "InvalidPermission.Duplicate";
  private static final String IN_USE = "DependencyViolation";
  private static final Set<String> GONE =
      Set.of("InvalidVpcEndpointId.NotFound", "InvalidGroup.NotFound");

  private final Clients clients;

  public Endpoints(Clients clients) {
    this.clients = clients;
  }

  /// Makes or removes. EC2 goes on with it after it has taken the write; a removal is written again
  /// when the endpoint is gone, and then takes the security group.
  public Written write(Change.VpcEndpoint change) {
    return Writes.written(
        clients
            .ec2(change.place(), change.standing())
            .then(client -> {
              var work = new Work(client, change);
              return change
                  .after()
                  .<Answer<?>>map(work::create)
                  .orElseGet(work::remove)
                  .map(done -> done);
            }));
  }

  /// The work on one VPC.
  private final class Work {
    private final OfAccount<Ec2Client> client;
    private final Change.VpcEndpoint change;

    Work(OfAccount<Ec2Client> client, Change.VpcEndpoint change) {
      this.client = client;
      this.change = change;
    }

    private Place place() {
      return change.place();
    }

    private <T> Answer<T> make(Permission operation, Supplier<T> call) {
      return clients.calls().make(place().account(), place().region(), operation, call);
    }

    /// The filters by which what somebody made in the VPC is found.
    private List<Filter> made() {
      Filter vpc = Networks.filter("vpc-id", change.vpc());
      Filter tag =
          change.maker() == Maker.GUARDDUTY
              ? Networks.filter("tag-key", Tag.KEY)
              : Networks.filter("tag:" + Agent.TAG, Agent.TAG_VALUE);
      return List.of(vpc, tag);
    }

    private Answer<List<SecurityGroup>> groups() {
      return make(
              Permission.DESCRIBE_SECURITY_GROUPS,
              () ->
                  client.call(
                      Ec2Client::describeSecurityGroups,
                      DescribeSecurityGroupsRequest.builder().filters(made()).build()))
          .map(DescribeSecurityGroupsResponse::securityGroups);
    }

    /// A security group of ours that is there from an earlier try is taken up.
    private Answer<?> create(EndpointSetup setup) {
      return groups()
          .then(known ->
              known.isEmpty()
                  ? group().then(id -> open(id, setup.ranges()).map(_ -> id))
                  : open(known.getFirst().groupId(), lacking(known.getFirst(), setup))
                      .map(_ -> known.getFirst().groupId()))
          .then(group -> endpoint(group, setup));
    }

    private static Set<String> lacking(SecurityGroup group, EndpointSetup setup) {
      Set<String> ranges = new TreeSet<>(setup.ranges());
      group.ipPermissions().stream()
          .filter(rule -> rule.fromPort() != null && rule.fromPort() == HTTPS)
          .flatMap(rule -> rule.ipRanges().stream())
          .forEach(range -> ranges.remove(range.cidrIp()));
      return ranges;
    }

    private Answer<String> group() {
      return make(
              Permission.CREATE_SECURITY_GROUP,
              () ->
                  client.call(
                      Ec2Client::createSecurityGroup,
                      CreateSecurityGroupRequest.builder()
                          .groupName(GROUP)
                          .description("Lets agents of GuardDuty send what they see")
                          .vpcId(change.vpc())
                          .tagSpecifications(tagged(ResourceType.SECURITY_GROUP))
                          .build()))
          .map(made -> made.groupId());
    }

    private static TagSpecification tagged(ResourceType type) {
      return TagSpecification.builder()
          .resourceType(type)
          .tags(
              software.amazon.awssdk.services.ec2.model.Tag.builder()
                  .key(Agent.TAG)
                  .value(Agent.TAG_VALUE)
                  .build())
          .build();
    }

    private Answer<?> open(String group, Set<String> ranges) {
      if (ranges.isEmpty()) {
        return new Answer.Ok<>(group);
      }
      IpPermission https =
          IpPermission.builder()
              .ipProtocol("tcp")
              .fromPort(HTTPS)
              .toPort(HTTPS)
              .ipRanges(ranges.stream().map(one -> IpRange.builder().cidrIp(one).build()).toList())
              .build();
      return make(
          Permission.AUTHORIZE_SECURITY_GROUP_INGRESS,
          () ->
              unless(
                  Set.of(DUPLICATE),
                  () ->
                      client.call(
                          Ec2Client::authorizeSecurityGroupIngress,
                          AuthorizeSecurityGroupIngressRequest.builder()
                              .groupId(group)
                              .ipPermissions(https)
                              .build())));
    }

    private Answer<?> endpoint(String group, EndpointSetup setup) {
      return make(
          Permission.CREATE_VPC_ENDPOINT,
          () ->
              client.call(
                  Ec2Client::createVpcEndpoint,
                  CreateVpcEndpointRequest.builder()
                      .vpcEndpointType(VpcEndpointType.INTERFACE)
                      .serviceName(Networks.service(place().region()))
                      .vpcId(change.vpc())
                      .subnetIds(setup.subnets())
                      .securityGroupIds(group)
                      .privateDnsEnabled(true)
                      .policyDocument(policy())
                      .tagSpecifications(tagged(ResourceType.VPC_ENDPOINT))
                      .build()));
    }

    /// Everybody of this account and nobody else.
    private String policy() {
      var nodes = JsonNodeFactory.instance;
      var policy = nodes.objectNode().put("Version", "2012-10-17");
      var statements = policy.putArray("Statement");
      for (String effect : List.of("Allow", "Deny")) {
        var statement = statements.addObject();
        statement
            .put("Effect", effect)
            .put("Action", "*")
            .put("Resource", "*")
            .put("Principal", "*");
        if (effect.equals("Deny")) {
          statement
              .putObject("Condition")
              .putObject("StringNotEquals")
              .put("aws:PrincipalAccount", place().account().value());
        }
      }
      return policy.toString();
    }

    private Answer<Boolean> remove() {
      return make(
              Permission.DESCRIBE_VPC_ENDPOINTS,
              () ->
                  client.call(
                      Ec2Client::describeVpcEndpoints,
                      DescribeVpcEndpointsRequest.builder()
                          .filters(
                              java.util.stream.Stream.concat(
                                      made().stream(),
                                      java.util.stream.Stream.of(
                                          Networks.filter(
                                              "service-name", Networks.service(place().region()))))
                                  .toList())
                          .build()))
          .map(DescribeVpcEndpointsResponse::vpcEndpoints)
          .then(there -> there.isEmpty() ? removeGroups() : removeEndpoints(there));
    }

    private Answer<Boolean> removeEndpoints(List<VpcEndpoint> there) {
      List<String> ids =
          there.stream()
              .filter(one ->
                  !String.valueOf(one.stateAsString()).toLowerCase(Locale.ROOT).startsWith("delet"))
              .map(VpcEndpoint::vpcEndpointId)
              .toList();
      if (ids.isEmpty()) {
        return new Answer.Ok<>(true);
      }
      return make(
              Permission.DELETE_VPC_ENDPOINTS,
              () ->
                  client.call(
                      Ec2Client::deleteVpcEndpoints,
                      DeleteVpcEndpointsRequest.builder().vpcEndpointIds(ids).build()))
          .then(this::whole);
    }

    /// EC2 tells per endpoint what it did not delete.
    private Answer<Boolean> whole(DeleteVpcEndpointsResponse deleted) {
      Optional<String> refused =
          deleted.unsuccessful().stream()
              .filter(one -> one.error() != null && !GONE.contains(one.error().code()))
              .map(one -> one.resourceId() + ": " + one.error().message())
              .findFirst();
      return refused
          .<Answer<Boolean>>map(text ->
              new Answer.Failed<>(
                  Diagnostic.error(Code.CALL_FAILED, "EC2 did not delete `%s`.".formatted(text))
                      .at(
                          new AwsCall(
                              place().account().value(),
                              place().region().name(),
                              Permission.DELETE_VPC_ENDPOINTS.action(),
                              Optional.empty()))
                      .hint("Look at the endpoint in the console of VPC."),
                  Answer.Cause.REFUSED))
          .orElseGet(() -> new Answer.Ok<>(true));
    }

    /// One that is still in use by what EC2 is just taking away goes with the next try.
    private Answer<Boolean> removeGroups() {
      return groups()
          .then(groups -> {
            for (SecurityGroup group : groups) {
              if (Networks.maker(group) != change.maker()) {
                continue;
              }
              Answer<?> deleted =
                  make(
                      Permission.DELETE_SECURITY_GROUP,
                      () ->
                          unless(
                              Set.of(IN_USE, "InvalidGroup.NotFound"),
                              () ->
                                  client.call(
                                      Ec2Client::deleteSecurityGroup,
                                      DeleteSecurityGroupRequest.builder()
                                          .groupId(group.groupId())
                                          .build())));
              if (deleted instanceof Answer.Failed<?>(var why, var cause)) {
                return new Answer.Failed<>(why, cause);
              }
            }
            return new Answer.Ok<>(true);
          });
    }
  }

  /// Makes the call; what EC2 says with one of these codes is as good as done.
  private static boolean unless(Set<String> codes, Supplier<?> call) {
    try {
      var _ = call.get();
      return true;
    } catch (Ec2Exception e) {
      if (e.awsErrorDetails() != null && codes.contains(e.awsErrorDetails().errorCode())) {
        return false;
      }
      throw e;
    }
  }
}
