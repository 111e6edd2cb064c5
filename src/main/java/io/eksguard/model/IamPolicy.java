package io.eksguard.model;

import io.eksguard.model.Permission.Effect;
import io.eksguard.model.Permission.Party;
import io.eksguard.model.Permission.Scope;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The smallest IAM policy with which one party can do what one file asks for: reads and writes in
/// statements apart, and what only `doctor` calls by itself, each as narrow as IAM takes it.
///
/// @see <a
///   href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonguardduty.html">
///   AWS Service Authorization Reference, Amazon GuardDuty, read 2026-11-24</a>
/// @see <a
///   href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html">
///   AWS Service Authorization Reference, Amazon EKS, read 2026-11-24</a>
/// @see <a
///   href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html">
///   AWS Service Authorization Reference, AWS Organizations, read 2026-11-24</a>
public final class IamPolicy {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Desired desired;
  private final Needs needs;
  private final String partition;

  private IamPolicy(Desired desired, Needs needs) {
    this.desired = desired;
    this.needs = needs;
    this.partition = desired.regions().first().partition();
  }

  /// The policy as JSON, with line breaks.
  ///
  /// @param readOnly whether to leave out what changes anything, for those who only plan
  /// @return nothing if the file needs nothing of this party
  public static Optional<String> of(Desired desired, Party party, boolean readOnly) {
    return of(desired, Needs.of(desired), party, readOnly);
  }

  /// The same for these needs of the file.
  public static Optional<String> of(Desired desired, Needs needs, Party party, boolean readOnly) {
    return new IamPolicy(desired, needs).text(party, readOnly);
  }

  private Optional<String> text(Party party, boolean readOnly) {
    Set<Permission> all = needs.of(party);
    ObjectNode policy = NODES.objectNode().put("Version", "2012-10-17");
    ArrayNode statements = policy.putArray("Statement");
    add(
        statements,
        "Read",
        party,
        all.stream().filter(one -> one.effect() == Effect.READ && !one.isOnlyForDoctor()));
    add(statements, "Doctor", party, all.stream().filter(Permission::isOnlyForDoctor));
    if (!readOnly) {
      add(statements, "Write", party, all.stream().filter(one -> one.effect() == Effect.WRITE));
    }
    if (!readOnly) {
      endpoints(statements, party, all);
    }
    if (!readOnly && all.contains(Permission.CREATE_ADDON)) {
      tagsOfAgents(statements, party);
    }
    return statements.isEmpty()
        ? Optional.empty()
        : Optional.of(
            JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(policy) + "\n");
  }

  /// One statement for each scope; AWS wants the name of each to be unique.
  private void add(ArrayNode statements, String what, Party party, Stream<Permission> permissions) {
    Map<Scope, ArrayNode> byScope = new EnumMap<>(Scope.class);
    permissions.forEach(
        one -> byScope.computeIfAbsent(one.scope(), _ -> NODES.arrayNode()).add(one.action()));
    // Those have each a resource of its own, see [#endpoints].
    byScope.remove(Scope.VPC);
    byScope.forEach((scope, actions) -> {
      ObjectNode statement =
          statements.addObject().put("Sid", "Eksguard" + what + word(scope)).put("Effect", "Allow");
      statement.set("Action", actions);
      statement.set("Resource", resources(scope, party));
      condition(scope).ifPresent(condition -> statement.set("Condition", condition));
    });
  }

  /// What is created with a tag is tagged by whoever creates it: ours, and those of the file, which
  /// may change later, and which an undo takes off. An action stands in [Permission] once, with its
  /// main scope, so this is beside it.
  private void tagsOfAgents(ArrayNode statements, Party party) {
    SortedSet<String> ofFile = needs.agentTags(party);
    SortedSet<String> all = new TreeSet<>(ofFile);
    all.add(AgentSetup.OUR_TAG);
    tagsOfAgents(statements, party, "AgentTag", Permission.TAG_RESOURCE, all);
    if (!ofFile.isEmpty()) {
      tagsOfAgents(statements, party, "AgentUntag", Permission.UNTAG_RESOURCE, ofFile);
    }
  }

  private void tagsOfAgents(
      ArrayNode statements, Party party, String what, Permission action, Set<String> keys) {
    ObjectNode statement = statement(statements, what, action);
    statement.set("Resource", resources(Scope.AGENT, party));
    ArrayNode tags = condition(statement, "ForAllValues:StringEquals").putArray("aws:TagKeys");
    keys.forEach(key -> tags.add(literally(key)));
    condition(statement, "Null").put("aws:TagKeys", "false");
  }

  /// IAM would put something in the place of a variable.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">IAM
  ///   user guide, policy variables, read 2026-11-28</a>
  private static String literally(String text) {
    return text.replace("${", "${$}{");
  }

  /// Endpoints of one service only, and of what is there only what carries the tag of its maker. A
  /// private name is a hosted zone of Route 53, which whoever makes the endpoint must be allowed to
  /// associate.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html">
  ///   AWS Service Authorization Reference, Amazon EC2, read 2026-11-28</a>
  private void endpoints(ArrayNode statements, Party party, Set<Permission> needed) {
    if (needed.contains(Permission.CREATE_VPC_ENDPOINT)) {
      ObjectNode make = statement(statements, "MakeEndpoint", Permission.CREATE_VPC_ENDPOINT);
      make.set("Resource", arns("ec2", party, "vpc-endpoint/*"));
      ArrayNode services = condition(make, "StringEquals").putArray("ec2:VpceServiceName");
      desired
          .regions()
          .forEach(region ->
              services.add(
                  (partition.equals("aws-cn") ? "cn." : "")
                      + "com.amazonaws."
                      + region.name()
                      + ".guardduty-data"));
      condition(make, "StringEquals").put(OUR_TAG, "managed");
      statement(statements, "MakeEndpointIn", Permission.CREATE_VPC_ENDPOINT)
          .set("Resource", arns("ec2", party, "vpc/*", "subnet/*", "security-group/*"));
      ObjectNode group = statement(statements, "MakeGroup", Permission.CREATE_SECURITY_GROUP);
      group.set("Resource", arns("ec2", party, "security-group/*"));
      condition(group, "StringEquals").put(OUR_TAG, "managed");
      statement(statements, "MakeGroupIn", Permission.CREATE_SECURITY_GROUP)
          .set("Resource", arns("ec2", party, "vpc/*"));
      ObjectNode tag =
          statements.addObject().put("Sid", "EksguardWriteTagMade").put("Effect", "Allow");
      tag.putArray("Action").add("ec2:CreateTags");
      tag.set("Resource", arns("ec2", party, "vpc-endpoint/*", "security-group/*"));
      condition(tag, "StringEquals")
          .putArray("ec2:CreateAction")
          .add("CreateVpcEndpoint")
          .add("CreateSecurityGroup");
      ObjectNode name =
          statements.addObject().put("Sid", "EksguardWriteEndpointName").put("Effect", "Allow");
      name.putArray("Action").add("route53:AssociateVPCWithHostedZone");
      name.putArray("Resource").add("*");
      ObjectNode ours =
          statement(
              statements,
              "Endpoint",
              Permission.AUTHORIZE_SECURITY_GROUP_INGRESS,
              Permission.DELETE_VPC_ENDPOINTS,
              Permission.DELETE_SECURITY_GROUP);
      ours.set("Resource", arns("ec2", party, "vpc-endpoint/*", "security-group/*"));
      condition(ours, "StringEquals").put("aws:ResourceTag/eksguard", "managed");
    }
    if (desired.leftoverAgents().removes() && needed.contains(Permission.DELETE_VPC_ENDPOINTS)) {
      ObjectNode left =
          statement(
              statements,
              "LeftEndpoint",
              Permission.DELETE_VPC_ENDPOINTS,
              Permission.DELETE_SECURITY_GROUP);
      left.set("Resource", arns("ec2", party, "vpc-endpoint/*", "security-group/*"));
      condition(left, "Null").put("aws:ResourceTag/" + Tag.KEY, "false");
    }
  }

  private static final String OUR_TAG = "aws:RequestTag/eksguard";

  private static ObjectNode statement(ArrayNode statements, String what, Permission... actions) {
    ObjectNode statement =
        statements.addObject().put("Sid", "EksguardWrite" + what).put("Effect", "Allow");
    ArrayNode list = statement.putArray("Action");
    for (Permission one : actions) {
      list.add(one.action());
    }
    return statement;
  }

  private static ObjectNode condition(ObjectNode statement, String operator) {
    return statement.withObject("/Condition/" + operator);
  }

  private ArrayNode arns(String service, Party party, String... resources) {
    ArrayNode arns = NODES.arrayNode();
    for (String resource : resources) {
      arnsOf(service, party, resource).forEach(arns::add);
    }
    return arns;
  }

  private static String word(Scope scope) {
    return switch (scope) {
      case ANYTHING -> "";
      case ROLE -> "Roles";
      case DETECTOR -> "Detectors";
      case CLUSTER -> "Clusters";
      case CLUSTER_TAG -> "ClusterTag";
      case AGENT -> "Agents";
      case VPC -> "Endpoints";
      case CONTROL_POLICY -> "ControlPolicies";
    };
  }

  private ArrayNode resources(Scope scope, Party party) {
    ArrayNode resources = NODES.arrayNode();
    switch (scope) {
      case ANYTHING, CONTROL_POLICY, VPC -> resources.add("*");
      case ROLE ->
          needs.roles().stream()
              .map(role -> role.arn().replace("{account}", "*"))
              .distinct()
              .forEach(resources::add);
      case DETECTOR -> arnsOf("guardduty", party, "detector/*").forEach(resources::add);
      case CLUSTER, CLUSTER_TAG -> arnsOf("eks", party, "cluster/*").forEach(resources::add);
      case AGENT -> arnsOf("eks", party, "addon/*/aws-guardduty-agent/*").forEach(resources::add);
    }
    return resources;
  }

  private Stream<String> arnsOf(String service, Party party, String what) {
    String account =
        switch (party) {
          case ADMINISTRATOR ->
              desired.organization().map(one -> one.administrator().value()).orElse("*");
          case CALLER, MEMBER, MANAGEMENT, STANDALONE -> "*";
        };
    return desired.regions().stream()
        .map(region -> String.join(":", "arn", partition, service, region.name(), account, what));
  }

  /// `ForAllValues` alone also holds where there is no tag key at all, so that is ruled out.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html">
  ///   IAM user guide, multivalued context keys, read 2026-11-24</a>
  private static Optional<ObjectNode> condition(Scope scope) {
    ObjectNode condition = NODES.objectNode();
    switch (scope) {
      case ANYTHING, ROLE, DETECTOR, CLUSTER, AGENT, VPC -> {
        return Optional.empty();
      }
      case CLUSTER_TAG -> {
        condition.putObject("ForAllValues:StringEquals").putArray("aws:TagKeys").add(Tag.KEY);
        condition.putObject("Null").put("aws:TagKeys", "false");
      }
      case CONTROL_POLICY ->
          condition
              .putObject("StringEquals")
              .put("organizations:PolicyType", "SERVICE_CONTROL_POLICY");
    }
    return Optional.of(condition);
  }
}
