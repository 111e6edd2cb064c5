package io.eksguard.sim.ec2;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.world.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The operations that read VPCs and subnets.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html">Amazon EC2
///   API reference, DescribeVpcs, DescribeVpcAttribute, DescribeSubnets, read 2026-11-28</a>
final class VpcOperations {
  private VpcOperations() {}

  static Map<String, Function<Call, Answer>> all() {
    return Map.of(
        "DescribeVpcs", VpcOperations::vpcs,
        "DescribeVpcAttribute", VpcOperations::attribute,
        "DescribeSubnets", VpcOperations::subnets);
  }

  private static Answer vpcs(Call call) {
    var asked = Asked.of(call);
    asked.authorize("*", Map.of(), Map.of());
    var ids = asked.form().list("VpcId");
    ids.forEach(asked::vpc);
    var all =
        asked.vpcs().values().stream()
            .filter(vpc -> ids.isEmpty() || ids.contains(vpc.id()))
            .filter(vpc -> asked.fits(Map.of("vpc-id", List.of(vpc.id())), Map.of()))
            .map(vpc -> vpc(asked, vpc))
            .toList();
    return paged(asked, "vpcSet", all);
  }

  /// A page of elements, and where the next begins.
  static Answer paged(Asked asked, String name, List<String> all) {
    var page = asked.page(all);
    return Xml.answer(
        asked.call().operation(),
        Xml.items(name, page.items())
            + page.next().map(token -> Xml.element("nextToken", token)).orElse(""));
  }

  private static String vpc(Asked asked, Vpc vpc) {
    var range =
        Xml.element("associationId", Vpc.named("vpc-cidr-assoc", vpc.id(), vpc.cidr()))
            + Xml.element("cidrBlock", vpc.cidr())
            + Xml.around("cidrBlockState", Xml.element("state", "associated"));
    return Xml.element("vpcId", vpc.id())
        + Xml.element("ownerId", asked.owner(vpc))
        + Xml.element("state", "available")
        + Xml.element("cidrBlock", vpc.cidr())
        + Xml.items("cidrBlockAssociationSet", List.of(range))
        + Xml.element("instanceTenancy", "default")
        + Xml.element("isDefault", "false");
  }

  private static Answer attribute(Call call) {
    var asked = Asked.of(call);
    var vpc = asked.need("VpcId");
    asked.authorize("vpc/" + vpc, Map.of(), Map.of());
    var found = asked.vpc(vpc);
    var name = asked.need("Attribute");
    var value =
        switch (name) {
          case "enableDnsSupport" -> found.dnsSupport();
          case "enableDnsHostnames" -> found.dnsHostnames();
          default ->
              throw Asked.bad(
                  "InvalidParameterValue",
                  "Value (" + name + ") for parameter attribute is invalid");
        };
    return Xml.answer(
        call.operation(),
        Xml.element("vpcId", vpc) + Xml.around(name, Xml.element("value", value)));
  }

  private static Answer subnets(Call call) {
    var asked = Asked.of(call);
    asked.authorize("*", Map.of(), Map.of());
    var ids = asked.form().list("SubnetId");
    var found = new ArrayList<String>();
    var known = new ArrayList<String>();
    for (var vpc : asked.vpcs().values()) {
      vpc.subnets()
          .forEach((id, free) -> {
            known.add(id);
            var values = Map.of("vpc-id", List.of(vpc.id()), "subnet-id", List.of(id));
            if ((ids.isEmpty() || ids.contains(id)) && asked.fits(values, Map.of())) {
              found.add(subnet(asked, vpc, id, free));
            }
          });
    }
    ids.stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .ifPresent(id -> {
          throw Asked.bad("InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
        });
    return paged(asked, "subnetSet", found);
  }

  /// The zone of a subnet: the last letter of its id.
  static String zone(Asked asked, String subnet) {
    var last = subnet.charAt(subnet.length() - 1);
    return asked.call().region() + (Character.isLetter(last) ? last : 'a');
  }

  private static String subnet(Asked asked, Vpc vpc, String id, int free) {
    return Xml.element("subnetId", id)
        + Xml.element("vpcId", vpc.id())
        + Xml.element("ownerId", asked.owner(vpc))
        + Xml.element("state", "available")
        + Xml.element("cidrBlock", vpc.cidr())
        + Xml.element("availableIpAddressCount", free)
        + Xml.element("availabilityZone", zone(asked, id));
  }
}
