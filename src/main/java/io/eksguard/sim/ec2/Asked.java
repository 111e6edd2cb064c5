package io.eksguard.sim.ec2;

import io.eksguard.sim.wire.Call;
import io.eksguard.sim.wire.Form;
import io.eksguard.sim.wire.Page;
import io.eksguard.sim.wire.Refusal;
import io.eksguard.sim.world.Regional;
import io.eksguard.sim.world.Vpc;
import io.eksguard.sim.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a call asks of EC2, and where it finds it.
record Asked(Call call, Form form) {
  private static final int MAX = 1000;

  static Asked of(Call call) {
    return new Asked(call, Form.of(call.request()));
  }

  static Refusal bad(String code, String message) {
    return new Refusal(400, code, message);
  }

  String need(String name) {
    return form.get(name)
        .orElseThrow(
            () -> bad("MissingParameter", "The request must contain the parameter " + name));
  }

  /// The VPCs of the caller's account in the region of the request.
  SortedMap<String, Vpc> vpcs() {
    return call.here().vpcs(call.account(), call.region());
  }

  Vpc vpc(String id) {
    return Optional.ofNullable(vpcs().get(id))
        .orElseThrow(() -> bad("InvalidVpcID.NotFound", "The vpc ID '" + id + "' does not exist"));
  }

  /// Who owns a VPC.
  String owner(Vpc vpc) {
    return vpc.owner().orElse(call.account());
  }

  /// Those VPCs that are the account's own: of one that is shared with it, it sees no more than the
  /// VPC and its subnets.
  List<Vpc> own() {
    return vpcs().values().stream().filter(vpc -> owner(vpc).equals(call.account())).toList();
  }

  /// The values of each filter, by name.
  Map<String, List<String>> filters() {
    var filters = new LinkedHashMap<String, List<String>>();
    for (int i = 1; form.get("Filter." + i + ".Name").isPresent(); i++) {
      filters.put(form.get("Filter." + i + ".Name").get(), form.list("Filter." + i + ".Value"));
    }
    return filters;
  }

  /// Whether something fits the filters; an unknown one is refused.
  ///
  /// @param values what it has, by the name of the filter
  boolean fits(Map<String, List<String>> values, Map<String, String> tags) {
    for (var filter : filters().entrySet()) {
      var name = filter.getKey();
      List<String> has;
      if (name.equals("tag-key")) {
        has = List.copyOf(tags.keySet());
      } else if (name.startsWith("tag:")) {
        has = Optional.ofNullable(tags.get(name.substring(4))).stream().toList();
      } else if (values.containsKey(name)) {
        has = values.getOrDefault(name, List.of());
      } else {
        throw bad("InvalidParameterValue", "The filter '" + name + "' is invalid");
      }
      if (filter.getValue().stream().noneMatch(has::contains)) {
        return false;
      }
    }
    return true;
  }

  /// The page that is asked for.
  Page<String> page(List<String> all) {
    return Page.of(
        all,
        call,
        new Page.Asked(form.get("MaxResults"), form.get("NextToken").filter(t -> !t.isEmpty())),
        MAX,
        () -> bad("InvalidParameterValue", "MaxResults or NextToken is not valid"));
  }

  /// The tags that a resource of this kind shall get.
  Map<String, String> tagsFor(String kind) {
    var tags = new TreeMap<String, String>();
    for (int i = 1; form.get("TagSpecification." + i + ".ResourceType").isPresent(); i++) {
      if (form.get("TagSpecification." + i + ".ResourceType").get().equals(kind)) {
        var prefix = "TagSpecification." + i + ".Tag.";
        for (int j = 1; form.get(prefix + j + ".Key").isPresent(); j++) {
          tags.put(form.get(prefix + j + ".Key").get(), form.get(prefix + j + ".Value").orElse(""));
        }
      }
    }
    return tags;
  }

  /// Asks IAM about something with tags, which it has or shall get.
  void authorize(String resource, Map<String, String> has, Map<String, String> gets) {
    authorize(resource, has, gets, Map.of());
  }

  void authorize(
      String resource,
      Map<String, String> has,
      Map<String, String> gets,
      Map<String, List<String>> more) {
    var keys = new TreeMap<String, List<String>>(more);
    has.forEach((key, value) -> {
      keys.put("aws:ResourceTag/" + key, List.of(value));
      keys.put("ec2:ResourceTag/" + key, List.of(value));
    });
    gets.forEach((key, value) -> keys.put("aws:RequestTag/" + key, List.of(value)));
    if (!gets.isEmpty()) {
      keys.put("aws:TagKeys", new ArrayList<>(gets.keySet()));
    }
    var arn =
        resource.equals("*")
            ? resource
            : "arn:%s:ec2:%s:%s:%s"
                .formatted(call.world().partition(), call.region(), call.account(), resource);
    call.authorize(arn, keys);
  }

  /// The world in which a VPC is otherwise than it was seen, GuardDuty's own in it included.
  World changed(Vpc vpc) {
    return call.world().with(call.account(), call.region(), here -> changed(here, vpc));
  }

  /// What GuardDuty made is kept by the name of the VPC, so that GuardDuty can take it away again.
  private static Regional changed(Regional here, Vpc vpc) {
    var endpoint = Vpc.named("vpce", vpc.id(), Vpc.TAG);
    if (!here.endpoints().contains(vpc.id())) {
      return here.withVpc(vpc);
    }
    if (vpc.endpoints().containsKey(endpoint)) {
      var group = Vpc.named("sg", vpc.id(), Vpc.TAG);
      return here.withVpc(vpc.withoutEndpoint(endpoint).withoutGroup(group));
    }
    return here.withEndpoints(here.endpoints().stream().filter(id -> !id.equals(vpc.id())).toList())
        .withVpc(vpc);
  }

  /// An id that no other call gives.
  String fresh(String kind, String what) {
    return Vpc.named(kind, what, call.now() + "/" + call.account());
  }
}
