package io.eksguard.sim.ec2;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.Detector;
import io.eksguard.sim.world.Sorted;
import io.eksguard.sim.world.Vpc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The operations on interface endpoints, of which this world has one kind: that of GuardDuty's
/// data plane. They take as long as the world says for add-ons: by default no time at all.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html">Amazon
///   EC2 API reference, CreateVpcEndpoint, DescribeVpcEndpoints, DeleteVpcEndpoints, read
///   2026-11-28</a>
final class EndpointOperations {
  private static final String EVERYTHING =
      "{\"Statement\":[{\"Action\":\"*\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"*\"}]}";

  private EndpointOperations() {}

  static Map<String, Function<Call, Answer>> all() {
    return Map.of(
        "DescribeVpcEndpoints", EndpointOperations::describe,
        "CreateVpcEndpoint", EndpointOperations::create,
        "DeleteVpcEndpoints", EndpointOperations::delete);
  }

  private static String service(Call call) {
    return "com.amazonaws." + call.region() + ".guardduty-data";
  }

  private static Answer describe(Call call) {
    var asked = Asked.of(call);
    asked.authorize("*", Map.of(), Map.of());
    var ids = asked.form().list("VpcEndpointId");
    var found = new ArrayList<String>();
    var known = new ArrayList<String>();
    for (var vpc : asked.own()) {
      for (var one : vpc.endpoints().values()) {
        known.add(one.id());
        var values =
            Map.of(
                "vpc-id", List.of(vpc.id()),
                "vpc-endpoint-id", List.of(one.id()),
                "service-name", List.of(service(call)),
                "vpc-endpoint-type", List.of("Interface"),
                "vpc-endpoint-state", List.of(one.state()));
        if ((ids.isEmpty() || ids.contains(one.id())) && asked.fits(values, one.tags())) {
          found.add(endpoint(call, vpc, one));
        }
      }
    }
    ids.stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .ifPresent(id -> {
          throw Asked.bad(
              "InvalidVpcEndpointId.NotFound", "The Vpc Endpoint Id '" + id + "' does not exist");
        });
    return VpcOperations.paged(asked, "vpcEndpointSet", found);
  }

  private static String endpoint(Call call, Vpc vpc, Vpc.DataEndpoint one) {
    var groups =
        one.groups().stream()
            .map(id ->
                Xml.element("groupId", id)
                    + Xml.element(
                        "groupName",
                        Optional.ofNullable(vpc.groups().get(id)).map(Vpc.Group::name).orElse(id)))
            .toList();
    return Xml.element("vpcEndpointId", one.id())
        + Xml.element("vpcEndpointType", "Interface")
        + Xml.element("vpcId", vpc.id())
        + Xml.element("serviceName", service(call))
        + Xml.element("state", one.state())
        + Xml.element("policyDocument", one.policy().orElse(EVERYTHING))
        + Xml.element("privateDnsEnabled", one.privateDns())
        + Xml.element("requesterManaged", "false")
        + Xml.texts("subnetIdSet", one.subnets())
        + Xml.items("groupSet", groups)
        + Xml.element("creationTimestamp", Detector.EPOCH)
        + Xml.tags(one.tags())
        + Xml.element("ownerId", call.account());
  }

  private static Answer create(Call call) {
    var asked = Asked.of(call);
    var tags = asked.tagsFor("vpc-endpoint");
    var service = asked.need("ServiceName");
    asked.authorize(
        "vpc-endpoint/*", Map.of(), tags, Map.of("ec2:VpceServiceName", List.of(service)));
    var vpc = asked.vpc(asked.need("VpcId"));
    if (!asked.owner(vpc).equals(call.account())) {
      throw new Refusal(
          403, "UnauthorizedOperation", "You are not authorized to perform this operation.");
    }
    if (!service.equals(service(call))) {
      throw Asked.bad(
          "InvalidServiceName", "The Vpc Endpoint Service '" + service + "' does not exist");
    }
    if (!asked.need("VpcEndpointType").equals("Interface")) {
      throw Asked.bad(
          "InvalidParameter",
          "Endpoint type (Gateway) does not match available service types ([Interface]).");
    }
    var privateDns = asked.form().get("PrivateDnsEnabled").orElse("true").equals("true");
    checkDns(vpc, privateDns, service);
    var subnets = asked.form().list("SubnetId");
    checkSubnets(asked, vpc, subnets);
    var groups = asked.form().list("SecurityGroupId");
    for (var group : groups) {
      if (!vpc.groups().containsKey(group)) {
        throw Asked.bad(
            "InvalidSecurityGroupID.NotFound", "The security group '" + group + "' does not exist");
      }
    }
    var made =
        new Vpc.DataEndpoint(
            asked.fresh("vpce", vpc.id()),
            "available",
            Optional.empty(),
            privateDns,
            Sorted.set(subnets),
            Sorted.set(groups),
            Sorted.map(tags),
            asked.form().get("PolicyDocument"));
    int seconds = call.world().addonSeconds();
    var begun = seconds == 0 ? made : made.in("pending", call.now().plusSeconds(seconds));
    return Xml.answer(
            call.operation(),
            Xml.around("vpcEndpoint", endpoint(call, vpc, made.in("pending", call.now()))))
        .changing(asked.changed(vpc.with(begun)));
  }

  private static void checkDns(Vpc vpc, boolean privateDns, String service) {
    if (privateDns && !vpc.resolves()) {
      throw Asked.bad(
          "InvalidParameter",
          "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes"
              + " set to true for "
              + vpc.id());
    }
    if (privateDns && vpc.endpoints().values().stream().anyMatch(Vpc.DataEndpoint::privateDns)) {
      throw Asked.bad(
          "InvalidParameter",
          "private-dns-enabled cannot be set because there is already a conflicting DNS domain for "
              + service
              + " in the VPC "
              + vpc.id());
    }
  }

  private static void checkSubnets(Asked asked, Vpc vpc, List<String> subnets) {
    var zones = new HashSet<String>();
    for (var subnet : subnets) {
      var free = vpc.subnets().get(subnet);
      if (free == null) {
        throw Asked.bad(
            "InvalidSubnetID.NotFound", "The subnet ID '" + subnet + "' does not exist");
      }
      if (!zones.add(VpcOperations.zone(asked, subnet))) {
        throw Asked.bad(
            "DuplicateSubnetsInSameZone",
            "Found another VPC endpoint subnet in the availability zone of " + subnet);
      }
      if (free == 0) {
        throw Asked.bad(
            "InsufficientFreeAddressesInSubnet",
            "Insufficient free addresses in subnet '" + subnet + "'.");
      }
    }
  }

  private static Answer delete(Call call) {
    var asked = Asked.of(call);
    var unsuccessful = new ArrayList<String>();
    var world = call.world();
    var changed = new ArrayList<Vpc>();
    for (var id : asked.form().list("VpcEndpointId")) {
      var vpc = asked.own().stream().filter(each -> each.endpoints().containsKey(id)).findFirst();
      if (vpc.isEmpty()) {
        asked.authorize("vpc-endpoint/" + id, Map.of(), Map.of());
        unsuccessful.add(
            Xml.element("resourceId", id)
                + Xml.around(
                    "error",
                    Xml.element("code", "InvalidVpcEndpointId.NotFound")
                        + Xml.element(
                            "message", "The Vpc Endpoint Id '" + id + "' does not exist")));
      } else {
        var one = Optional.ofNullable(vpc.get().endpoints().get(id)).orElseThrow();
        asked.authorize("vpc-endpoint/" + id, one.tags(), Map.of());
        changed.add(without(call, vpc.get(), one));
      }
    }
    for (var vpc : changed) {
      world = new Asked(at(call, world), asked.form()).changed(vpc);
    }
    return Xml.answer(call.operation(), Xml.items("unsuccessful", unsuccessful)).changing(world);
  }

  private static Call at(Call call, io.eksguard.sim.world.World world) {
    return new Call(
        call.request(),
        call.operation(),
        call.path(),
        call.principal(),
        world,
        call.now(),
        call.pageLimit(),
        call.unprocessed());
  }

  private static Vpc without(Call call, Vpc vpc, Vpc.DataEndpoint one) {
    int seconds = call.world().addonSeconds();
    // GuardDuty's own is known by its VPC alone, so it goes at once
    return seconds == 0 || one.tags().containsKey(Vpc.TAG)
        ? vpc.withoutEndpoint(one.id())
        : vpc.with(one.in("deleting", call.now().plusSeconds(seconds)));
  }
}
