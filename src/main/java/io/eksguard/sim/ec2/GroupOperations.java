package io.eksguard.sim.ec2;

import io.eksguard.sim.wire.Answer;
import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.Sorted;
import io.eksguard.sim.world.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The operations on security groups, which here let in or do not let in what comes to port 443.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html">
///   Amazon EC2 API reference, CreateSecurityGroup, AuthorizeSecurityGroupIngress,
///   DescribeSecurityGroups, DeleteSecurityGroup, read 2026-11-28</a>
final class GroupOperations {
  private static final String PORT = "443";

  private GroupOperations() {}

  static Map<String, Function<Call, Answer>> all() {
    return Map.of(
        "DescribeSecurityGroups", GroupOperations::describe,
        "CreateSecurityGroup", GroupOperations::create,
        "AuthorizeSecurityGroupIngress", GroupOperations::authorize,
        "DeleteSecurityGroup", GroupOperations::delete);
  }

  private static Refusal notFound(String group) {
    return Asked.bad("InvalidGroup.NotFound", "The security group '" + group + "' does not exist");
  }

  private static Answer describe(Call call) {
    var asked = Asked.of(call);
    asked.authorize("*", Map.of(), Map.of());
    var ids = asked.form().list("GroupId");
    var found = new ArrayList<String>();
    var known = new TreeSet<String>();
    for (var vpc : asked.own()) {
      for (var one : vpc.groups().values()) {
        known.add(one.id());
        var values =
            Map.of(
                "vpc-id", List.of(vpc.id()),
                "group-id", List.of(one.id()),
                "group-name", List.of(one.name()));
        if ((ids.isEmpty() || ids.contains(one.id())) && asked.fits(values, one.tags())) {
          found.add(group(call, vpc, one));
        }
      }
    }
    ids.stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .ifPresent(id -> {
          throw notFound(id);
        });
    return VpcOperations.paged(asked, "securityGroupInfo", found);
  }

  private static String group(Call call, Vpc vpc, Vpc.Group one) {
    var ranges = one.https().stream().map(range -> Xml.element("cidrIp", range)).toList();
    var rule =
        Xml.element("ipProtocol", "tcp")
            + Xml.element("fromPort", PORT)
            + Xml.element("toPort", PORT)
            + Xml.items("groups", List.of())
            + Xml.items("ipRanges", ranges)
            + Xml.items("ipv6Ranges", List.of())
            + Xml.items("prefixListIds", List.of());
    return Xml.element("ownerId", call.account())
        + Xml.element("groupId", one.id())
        + Xml.element("groupName", one.name())
        + Xml.element("groupDescription", one.name())
        + Xml.element("vpcId", vpc.id())
        + Xml.items("ipPermissions", ranges.isEmpty() ? List.of() : List.of(rule))
        + Xml.tags(one.tags());
  }

  private static Answer create(Call call) {
    var asked = Asked.of(call);
    var tags = asked.tagsFor("security-group");
    asked.authorize("security-group/*", Map.of(), tags);
    var vpc = asked.vpc(asked.need("VpcId"));
    var name = asked.need("GroupName");
    asked.need("GroupDescription");
    if (vpc.groups().values().stream().anyMatch(one -> one.name().equals(name))) {
      throw Asked.bad(
          "InvalidGroup.Duplicate",
          "The security group '" + name + "' already exists for VPC '" + vpc.id() + "'");
    }
    var made =
        new Vpc.Group(
            asked.fresh("sg", vpc.id() + "/" + name), name, Sorted.set(Set.of()), Sorted.map(tags));
    return Xml.answer(call.operation(), Xml.element("groupId", made.id()) + Xml.tags(made.tags()))
        .changing(asked.changed(vpc.with(made)));
  }

  private static Optional<Vpc> vpcOf(Asked asked, String group) {
    return asked.own().stream().filter(vpc -> vpc.groups().containsKey(group)).findFirst();
  }

  private static Map<String, String> tagsOf(Asked asked, String group) {
    return vpcOf(asked, group)
        .flatMap(vpc -> Optional.ofNullable(vpc.groups().get(group)))
        .map(found -> (Map<String, String>) found.tags())
        .orElse(Map.of());
  }

  private static Answer authorize(Call call) {
    var asked = Asked.of(call);
    var id = asked.need("GroupId");
    asked.authorize("security-group/" + id, tagsOf(asked, id), Map.of());
    var vpc = vpcOf(asked, id).orElseThrow(() -> notFound(id));
    var group = Optional.ofNullable(vpc.groups().get(id)).orElseThrow();
    var open = new TreeSet<String>(group.https());
    for (int i = 1; asked.form().get("IpPermissions." + i + ".IpProtocol").isPresent(); i++) {
      var prefix = "IpPermissions." + i + ".";
      if (!asked.need(prefix + "FromPort").equals(PORT)
          || !asked.need(prefix + "ToPort").equals(PORT)) {
        throw Asked.bad("InvalidParameterValue", "The sandbox knows no port but " + PORT);
      }
      for (int j = 1; asked.form().get(prefix + "IpRanges." + j + ".CidrIp").isPresent(); j++) {
        var range = asked.need(prefix + "IpRanges." + j + ".CidrIp");
        if (!open.add(range)) {
          throw Asked.bad(
              "InvalidPermission.Duplicate",
              "the specified rule \"peer: %s, TCP, from port: 443, to port: 443, ALLOW\" already exists"
                  .formatted(range));
        }
      }
    }
    var changed = new Vpc.Group(group.id(), group.name(), open, group.tags());
    return Xml.answer(call.operation(), Xml.element("return", "true"))
        .changing(asked.changed(vpc.with(changed)));
  }

  private static Answer delete(Call call) {
    var asked = Asked.of(call);
    var id = asked.need("GroupId");
    asked.authorize("security-group/" + id, tagsOf(asked, id), Map.of());
    var vpc = vpcOf(asked, id).orElseThrow(() -> notFound(id));
    if (vpc.endpoints().values().stream().anyMatch(one -> one.groups().contains(id))) {
      throw Asked.bad("DependencyViolation", "resource " + id + " has a dependent object");
    }
    return Xml.answer(call.operation(), Xml.element("return", "true") + Xml.element("groupId", id))
        .changing(asked.changed(vpc.withoutGroup(id)));
  }
}
