package io.eksguard.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Every operation of AWS that eksguard calls, with the IAM action it needs: the one table by which
/// calls are made, sessions are narrowed and policies are printed.
///
/// @see <a
///   href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">
///   AWS Service Authorization Reference, read 2026-11-24</a>
public enum Permission {
  /// Whose credentials they are. Everybody may.
  GET_CALLER_IDENTITY("sts:GetCallerIdentity", Effect.READ, Party.CALLER),
  /// Opens a session of a role of `access`.
  ASSUME_ROLE("sts:AssumeRole", Effect.READ, Party.CALLER),
  LIST_DETECTORS("guardduty:ListDetectors", Effect.READ, Party.ADMINISTRATOR, Party.STANDALONE),
  GET_DETECTOR("guardduty:GetDetector", Effect.READ, Party.ADMINISTRATOR, Party.STANDALONE),
  LIST_MEMBERS("guardduty:ListMembers", Effect.READ, Party.ADMINISTRATOR),
  GET_MEMBER_DETECTORS("guardduty:GetMemberDetectors", Effect.READ, Party.ADMINISTRATOR),
  DESCRIBE_ORGANIZATION_CONFIGURATION(
      "guardduty:DescribeOrganizationConfiguration", Effect.READ, Party.ADMINISTRATOR),
  UPDATE_DETECTOR("guardduty:UpdateDetector", Effect.WRITE, Party.ADMINISTRATOR, Party.STANDALONE),
  UPDATE_MEMBER_DETECTORS("guardduty:UpdateMemberDetectors", Effect.WRITE, Party.ADMINISTRATOR),
  UPDATE_ORGANIZATION_CONFIGURATION(
      "guardduty:UpdateOrganizationConfiguration", Effect.WRITE, Party.ADMINISTRATOR),
  LIST_CLUSTERS(
      "eks:ListClusters", Effect.READ, Party.ADMINISTRATOR, Party.MEMBER, Party.STANDALONE),
  DESCRIBE_CLUSTER(
      "eks:DescribeCluster", Effect.READ, Party.ADMINISTRATOR, Party.MEMBER, Party.STANDALONE),
  TAG_RESOURCE(
      "eks:TagResource", Effect.WRITE, Party.ADMINISTRATOR, Party.MEMBER, Party.STANDALONE),
  UNTAG_RESOURCE(
      "eks:UntagResource", Effect.WRITE, Party.ADMINISTRATOR, Party.MEMBER, Party.STANDALONE),
  LIST_ACCOUNTS_FOR_PARENT("organizations:ListAccountsForParent", Effect.READ, Party.MANAGEMENT),
  LIST_ORGANIZATIONAL_UNITS_FOR_PARENT(
      "organizations:ListOrganizationalUnitsForParent", Effect.READ, Party.MANAGEMENT),
  DESCRIBE_ORGANIZATION("organizations:DescribeOrganization", Effect.READ, Party.MANAGEMENT),
  LIST_POLICIES("organizations:ListPolicies", Effect.READ, Party.MANAGEMENT),
  DESCRIBE_POLICY("organizations:DescribePolicy", Effect.READ, Party.MANAGEMENT),
  LIST_TARGETS_FOR_POLICY("organizations:ListTargetsForPolicy", Effect.READ, Party.MANAGEMENT),
  CREATE_POLICY("organizations:CreatePolicy", Effect.WRITE, Party.MANAGEMENT),
  UPDATE_POLICY("organizations:UpdatePolicy", Effect.WRITE, Party.MANAGEMENT),
  ATTACH_POLICY("organizations:AttachPolicy", Effect.WRITE, Party.MANAGEMENT),
  DETACH_POLICY("organizations:DetachPolicy", Effect.WRITE, Party.MANAGEMENT);

  private final String action;
  private final Effect effect;
  private final Set<Party> parties;

  Permission(String action, Effect effect, Party... parties) {
    this.action = action;
    this.effect = effect;
    this.parties = Set.copyOf(Arrays.asList(parties));
  }

  /// Whether the operation can change anything.
  public enum Effect {
    READ,
    WRITE
  }

  /// With whose credentials an operation is called.
  public enum Party {
    /// Whoever runs eksguard.
    CALLER,
    /// `access.administrator`: the delegated GuardDuty administrator.
    ADMINISTRATOR,
    /// `access.members`: each member account.
    MEMBER,
    /// `access.management`, else the administrator: who may ask AWS Organizations.
    MANAGEMENT,
    /// An account that stands alone.
    STANDALONE;

    /// The word users type.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The IAM action, such as `eks:DescribeCluster`.
  public String action() {
    return action;
  }

  /// Whether the operation can change anything.
  public Effect effect() {
    return effect;
  }

  /// Whether it is called with this party's credentials.
  public boolean isOf(Party party) {
    return parties.contains(party);
  }

  /// What a party needs, in the order of the table.
  public static List<Permission> of(Party party) {
    return Arrays.stream(values()).filter(one -> one.isOf(party)).toList();
  }

  /// A session policy under which nothing can be changed, whatever the role may do. Far below the
  /// 2,048 characters that AssumeRole takes.
  ///
  /// @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AWS STS
  ///   API reference, read 2026-11-24</a>
  public static String readOnlyPolicy() {
    String actions =
        Arrays.stream(values())
            .filter(one -> one.effect == Effect.READ && !one.isOf(Party.CALLER))
            .map(one -> "\"" + one.action + "\"")
            .collect(Collectors.joining(","));
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":["
        + actions
        + "],\"Resource\":\"*\"}]}";
  }

  /// The IAM action, as errors name it.
  @Override
  public String toString() {
    return action;
  }
}
