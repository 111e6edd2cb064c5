package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.Permission;
import io.eksguard.model.Permission.Effect;
import io.eksguard.model.Permission.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The roles in `examples/roles` grant what [Permission] has for their party, and nothing else.
class RolesTest {
  private static final Path FOLDER = Path.of("examples/roles");

  /// A resource or a data source of Terraform at the left margin.
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^(?:data|resource) \"([a-z_]+)\" \"([a-z]+)\" \\{$(.*?)^\\}$");

  private static final Pattern LIST = Pattern.compile("(?s)\\bactions\\s*=\\s*\\[(.*?)\\]");
  private static final Pattern ACTION =
      Pattern.compile("\"((?:eks|ec2|guardduty|organizations|sts|iam):[A-Za-z*]+)\"");

  /// What AWS asks of whoever makes an endpoint, besides the call itself. A private name is a
  /// hosted zone, which no condition here narrows.
  private static final Set<String> BESIDE =
      Set.of("ec2:CreateTags", "route53:AssociateVPCWithHostedZone");

  /// Whose roles they are.
  enum Roles {
    ADMINISTRATOR(Party.ADMINISTRATOR, Party.CALLER),
    MEMBER(Party.MEMBER),
    MANAGEMENT(Party.MANAGEMENT);

    private final Set<Party> parties;

    Roles(Party... parties) {
      this.parties = Set.of(parties);
    }

    private SortedSet<String> actions(Predicate<Permission> which) {
      return Arrays.stream(Permission.values())
          .filter(one -> parties.stream().anyMatch(one::isOf))
          .filter(which)
          .map(Permission::action)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private SortedSet<String> reads() {
      return actions(one -> one.effect() == Effect.READ);
    }

    private SortedSet<String> writes() {
      return actions(one -> one.effect() == Effect.WRITE);
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String terraform() throws IOException {
      return Files.readString(FOLDER.resolve("terraform").resolve(word()).resolve("main.tf"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePlanRoleOfCloudFormationReadsAndNothingElse(Roles roles) throws IOException {
    assertThat(actions(statements(roles, "PlanRole"))).isEqualTo(roles.reads());
  }

  @ParameterizedTest
  @EnumSource
  void theApplyRoleOfCloudFormationAlsoWrites(Roles roles) throws IOException {
    var actions = actions(statements(roles, "ApplyRole"));
    actions.removeAll(BESIDE);

    assertThat(actions).isEqualTo(roles.actions(_ -> true));
  }

  @ParameterizedTest
  @EnumSource
  void tagsAndPoliciesAreWrittenUnderAConditionOnly(Roles roles) throws IOException {
    for (JsonNode statement : statements(roles, "ApplyRole")) {
      for (String action : words(statement.path("Action"))) {
        var condition = statement.path("Condition").toString();
        var resource = statement.path("Resource").toString();
        if (BESIDE.contains(action)) {
          assertThat(action.startsWith("ec2:")).isEqualTo(condition.contains("ec2:CreateAction"));
          continue;
        }
        switch (Permission.named(action).orElseThrow().scope()) {
          case CLUSTER_TAG ->
              assertThat(condition)
                  .isEqualTo(
                      "{\"ForAllValues:StringEquals\":{\"aws:TagKeys\":%s},%s\"Null\":{\"aws:TagKeys\":\"false\"}}"
                          .formatted(
                              resource.contains("aws-guardduty-agent")
                                  ? "\"AgentTagKeys\""
                                  : "[\"GuardDutyManaged\"]",
                              resource.contains("aws-guardduty-agent")
                                      && action.equals("eks:UntagResource")
                                  ? "\"ForAllValues:StringNotEquals\":{\"aws:TagKeys\":[\"eksguard\"]},"
                                  : ""));
          case AGENT -> assertThat(resource).contains(":addon/*/aws-guardduty-agent/*");
          case CONTROL_POLICY ->
              assertThat(condition)
                  .isEqualTo(
                      "{\"StringEquals\":{\"organizations:PolicyType\":\"SERVICE_CONTROL_POLICY\"}}");
          case ROLE, DETECTOR, CLUSTER, VPC -> assertThat(resource).isNotEqualTo("\"*\"");
          case ANYTHING -> assertThat(resource).isEqualTo("\"*\"");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRolesOfTerraformAreTheSame(Roles roles) throws IOException {
    String text = roles.terraform();

    var reads = actions(block(text, "aws_iam_policy_document", "read"));
    if (roles == Roles.ADMINISTRATOR) {
      reads.addAll(actions(block(text, "aws_iam_policy_document", "enter")));
    }
    assertThat(reads).isEqualTo(roles.reads());
    var writes = actions(block(text, "aws_iam_policy_document", "write"));
    writes.removeAll(BESIDE);
    assertThat(writes).isEqualTo(roles.writes());
    assertThat(blocks(text, "aws_iam_policy_document"))
        .containsOnlyKeys(
            roles == Roles.ADMINISTRATOR
                ? Set.of("trust", "read", "enter", "write")
                : Set.of("trust", "read", "write"));
    assertThat(block(text, "aws_iam_role_policy", "write"))
        .contains("[\"apply\"].name")
        .doesNotContain("for_each");
  }

  @ParameterizedTest
  @EnumSource
  void nobodyIsTrustedByAPattern(Roles roles) throws IOException {
    for (String role : List.of("PlanRole", "ApplyRole")) {
      var trust = properties(roles, role).path("AssumeRolePolicyDocument").toString();

      assertThat(trust).doesNotContain("*").doesNotContain("StringLike");
      assertThat(trust)
          .contains(
              roles == Roles.ADMINISTRATOR
                  ? "\"token.actions.githubusercontent.com:sub\":"
                  : "\"aws:PrincipalArn\":\"arn:${AWS::Partition}:iam::${AdministratorAccount}:role/eksguard-ci-"
                      + (role.equals("PlanRole") ? "plan" : "apply"));
    }
    assertThat(block(roles.terraform(), "aws_iam_policy_document", "trust"))
        .doesNotContain("*\"")
        .doesNotContain("StringLike");
  }

  private static String block(String text, String type, String name) {
    return blocks(text, type).getOrDefault(name, "");
  }

  private static Map<String, String> blocks(String text, String type) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(found -> found.group(1).equals(type))
        .collect(Collectors.toMap(found -> found.group(2), found -> found.group(3)));
  }

  private static SortedSet<String> actions(String block) {
    return LIST.matcher(block)
        .results()
        .flatMap(list -> ACTION.matcher(list.group(1)).results())
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedSet<String> actions(List<JsonNode> statements) {
    return statements.stream()
        .flatMap(statement -> words(statement.path("Action")).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> words(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::stringValue).toList()
        : List.of(value.stringValue());
  }

  private static JsonNode properties(Roles roles, String role) throws IOException {
    var file = "cloudformation/%s.yaml".formatted(roles.word());
    var resource = YamlTree.read(FOLDER.resolve(file)).path(0).path("Resources").path(role);
    assertThat(resource.path("Type").stringValue()).isEqualTo("AWS::IAM::Role");
    return resource.path("Properties");
  }

  /// What a role is granted; it has no policies but its own.
  private static List<JsonNode> statements(Roles roles, String role) throws IOException {
    var properties = properties(roles, role);
    assertThat(properties.has("ManagedPolicyArns")).isFalse();
    var statements =
        properties
            .path("Policies")
            .valueStream()
            .flatMap(policy -> policy.path("PolicyDocument").path("Statement").valueStream())
            .toList();
    assertThat(statements)
        .isNotEmpty()
        .allMatch(one -> one.path("Effect").asString().equals("Allow"));
    return statements;
  }
}
