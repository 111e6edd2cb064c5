package io.eksguard.model;

import java.util.Collection;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The text of the service control policy that protects the tag.
///
/// Without spaces, since AWS counts them; keys and roles in one fixed order, so that the same file
/// always gives the same text.
public final class ProtectionText {
  /// How many characters a service control policy may have, white space counted.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html">
  ///   AWS Organizations User Guide, read 2026-11-24</a>
  public static final int MAX_LENGTH = 5_120;

  /// The description of a policy that is ours; by it we know it again.
  public static final String DESCRIPTION =
      "Managed by eksguard: keeps the tag GuardDutyManaged of EKS clusters.";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String OWN_TAG = "${aws:PrincipalTag/" + Tag.KEY + "}";
  private static final String ON_CLUSTER = "aws:ResourceTag/" + Tag.KEY;
  private static final String IN_REQUEST = "aws:RequestTag/" + Tag.KEY;
  private static final String ON_PRINCIPAL = "aws:PrincipalTag/" + Tag.KEY;
  private static final String PRINCIPAL = "aws:PrincipalArn";
  private static final String TAG_KEYS = "aws:TagKeys";

  private ProtectionText() {}

  /// The text that the file asks for.
  ///
  /// @param partition where the organization is, such as `aws-cn`
  public static String of(TagProtection wanted, String partition) {
    ObjectNode policy = NODES.objectNode().put("Version", "2012-10-17");
    var statements = policy.putArray("Statement");
    switch (wanted.form()) {
      case SCOPED -> statements.add(scoped(wanted.trusted(), partition));
      case DOCUMENTED -> {
        statements.add(ownTagDiffersFromClusters(wanted.trusted()));
        statements.add(ownTagDiffersFromRequests(wanted.trusted()));
        statements.add(ownTagMissing(wanted.trusted()));
      }
    }
    return JsonMapper.shared().writeValueAsString(policy);
  }

  private static ObjectNode scoped(Collection<String> trusted, String partition) {
    ObjectNode statement =
        deny("ProtectGuardDutyManagedTag")
            .put("Resource", "arn:" + partition + ":eks:*:*:cluster/*");
    ObjectNode condition = statement.putObject("Condition");
    condition.putObject("ForAnyValue:StringEquals").putArray(TAG_KEYS).add(Tag.KEY);
    untrusted(condition, trusted);
    return statement;
  }

  /// The first of the three statements that AWS prescribes. Its page says `ec2:ResourceTag`, which
  /// no call to EKS carries; and it compares roles as plain text, which would need one for each
  /// account.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-tag-protection.html">
  ///   Amazon GuardDuty User Guide, read 2026-11-24</a>
  /// @see <a
  ///   href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_tagging.html">
  ///   AWS Organizations User Guide, read 2026-11-24</a>
  private static ObjectNode ownTagDiffersFromClusters(Collection<String> trusted) {
    ObjectNode statement = deny("DenyModifyTagsIfResAuthzTagAndPrinTagDontMatch");
    statement.putArray("Resource").add("*");
    ObjectNode condition = statement.putObject("Condition");
    condition.putObject("StringNotEquals").put(ON_CLUSTER, OWN_TAG);
    untrusted(condition, trusted);
    condition.putObject("Null").put(ON_CLUSTER, false);
    return statement;
  }

  private static ObjectNode ownTagDiffersFromRequests(Collection<String> trusted) {
    ObjectNode statement = deny("DenyModifyResAuthzTagIfPrinTagDontMatch");
    statement.putArray("Resource").add("*");
    ObjectNode condition = statement.putObject("Condition");
    condition.putObject("StringNotEquals").put(IN_REQUEST, OWN_TAG);
    untrusted(condition, trusted);
    condition.putObject("ForAnyValue:StringEquals").putArray(TAG_KEYS).add(Tag.KEY);
    return statement;
  }

  private static ObjectNode ownTagMissing(Collection<String> trusted) {
    ObjectNode statement = deny("DenyModifyTagsIfPrinTagNotExists");
    statement.putArray("Resource").add("*");
    ObjectNode condition = statement.putObject("Condition");
    untrusted(condition, trusted);
    condition.putObject("Null").put(ON_PRINCIPAL, true);
    return statement;
  }

  private static ObjectNode deny(String sid) {
    ObjectNode statement = NODES.objectNode().put("Sid", sid).put("Effect", "Deny");
    List.of("eks:TagResource", "eks:UntagResource").forEach(statement.putArray("Action")::add);
    return statement;
  }

  /// Roles are compared as ARNs, since only so `*` means any account.
  private static void untrusted(ObjectNode condition, Collection<String> trusted) {
    var roles = condition.putObject("ArnNotLike").putArray(PRINCIPAL);
    trusted.stream().distinct().sorted().forEach(roles::add);
  }
}
