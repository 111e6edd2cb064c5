package io.eksguard.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Every operation of AWS that eksguard calls, with the IAM action it needs: the one table by which
/// calls are made, sessions are narrowed, policies are printed and `docs/reference/aws-calls.md` is
/// written.
///
/// @see <a
///   href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">
///   AWS Service Authorization Reference, read 2026-11-24</a>
public enum Permission {
  /// Whose credentials they are. Everybody may.
  GET_CALLER_IDENTITY(
      "sts:GetCallerIdentity", Effect.READ, Scope.ANYTHING, Frequency.RUN, Party.CALLER),
  /// Opens a session of a role of `access`.
  ASSUME_ROLE("sts:AssumeRole", Effect.READ, Scope.ROLE, Frequency.ENTERED_ACCOUNT, Party.CALLER),
  LIST_DETECTORS(
      "guardduty:ListDetectors",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.DETECTOR_USED,
      Party.ADMINISTRATOR,
      Party.STANDALONE),
  GET_DETECTOR(
      "guardduty:GetDetector",
      Effect.READ,
      Scope.DETECTOR,
      Frequency.OWN_DETECTOR,
      Party.ADMINISTRATOR,
      Party.STANDALONE),
  LIST_MEMBERS(
      "guardduty:ListMembers",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.FIFTY_MEMBERS,
      Party.ADMINISTRATOR),
  GET_MEMBER_DETECTORS(
      "guardduty:GetMemberDetectors",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.FIFTY_COVERED_MEMBERS,
      Party.ADMINISTRATOR),
  DESCRIBE_ORGANIZATION_CONFIGURATION(
      "guardduty:DescribeOrganizationConfiguration",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.REGION,
      Party.ADMINISTRATOR),
  /// Whose member the account is, where it turns out not to be the administrator.
  GET_ADMINISTRATOR_ACCOUNT(
      "guardduty:GetAdministratorAccount",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.DOCTOR_NOT_ADMINISTRATOR,
      Party.ADMINISTRATOR),
  /// Only the management account may ask.
  LIST_ORGANIZATION_ADMIN_ACCOUNTS(
      "guardduty:ListOrganizationAdminAccounts",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.DOCTOR_REGION,
      Party.MANAGEMENT),
  LIST_COVERAGE(
      "guardduty:ListCoverage",
      Effect.READ,
      Scope.DETECTOR,
      Frequency.FIFTY_LISTED_CLUSTERS,
      Party.ADMINISTRATOR,
      Party.STANDALONE),
  UPDATE_DETECTOR(
      "guardduty:UpdateDetector",
      Effect.WRITE,
      Scope.DETECTOR,
      Frequency.OWN_DETECTOR_STEP,
      Party.ADMINISTRATOR,
      Party.STANDALONE),
  UPDATE_MEMBER_DETECTORS(
      "guardduty:UpdateMemberDetectors",
      Effect.WRITE,
      Scope.ANYTHING,
      Frequency.FIFTY_EQUAL_MEMBER_STEPS,
      Party.ADMINISTRATOR),
  UPDATE_ORGANIZATION_CONFIGURATION(
      "guardduty:UpdateOrganizationConfiguration",
      Effect.WRITE,
      Scope.ANYTHING,
      Frequency.STEP,
      Party.ADMINISTRATOR),
  LIST_CLUSTERS(
      "eks:ListClusters",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.HUNDRED_CLUSTERS,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  DESCRIBE_CLUSTER(
      "eks:DescribeCluster",
      Effect.READ,
      Scope.CLUSTER,
      Frequency.CLUSTER,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  TAG_RESOURCE(
      "eks:TagResource",
      Effect.WRITE,
      Scope.CLUSTER_TAG,
      Frequency.STEP,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  UNTAG_RESOURCE(
      "eks:UntagResource",
      Effect.WRITE,
      Scope.CLUSTER_TAG,
      Frequency.STEP,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  /// The agent on a cluster: the add-on `aws-guardduty-agent`.
  DESCRIBE_ADDON(
      "eks:DescribeAddon",
      Effect.READ,
      Scope.AGENT,
      Frequency.TENDED_CLUSTER,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  DESCRIBE_ADDON_VERSIONS(
      "eks:DescribeAddonVersions",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.TENDED_PLACE,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  DESCRIBE_ADDON_CONFIGURATION(
      "eks:DescribeAddonConfiguration",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.CONFIGURED_VERSION,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  /// Whether pods of a cluster run on Fargate, where the agent does not.
  LIST_FARGATE_PROFILES(
      "eks:ListFargateProfiles",
      Effect.READ,
      Scope.CLUSTER,
      Frequency.CLUSTER_GETTING_AGENT,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  LIST_NODEGROUPS(
      "eks:ListNodegroups",
      Effect.READ,
      Scope.CLUSTER,
      Frequency.CLUSTER_WITH_FARGATE,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  /// Installing an agent.
  CREATE_ADDON(
      "eks:CreateAddon",
      Effect.WRITE,
      Scope.CLUSTER,
      Frequency.STEP,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  UPDATE_ADDON(
      "eks:UpdateAddon",
      Effect.WRITE,
      Scope.AGENT,
      Frequency.STEP,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  DELETE_ADDON(
      "eks:DeleteAddon",
      Effect.WRITE,
      Scope.AGENT,
      Frequency.STEP,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  /// The VPCs of clusters, and the endpoints that agents by hand need in them.
  DESCRIBE_VPC_ENDPOINTS(
      "ec2:DescribeVpcEndpoints",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.PLACE_OF_ENDPOINTS,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  DESCRIBE_SECURITY_GROUPS(
      "ec2:DescribeSecurityGroups",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.PLACE_OF_ENDPOINTS_TWICE,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  DESCRIBE_VPCS(
      "ec2:DescribeVpcs",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.PLACE_OF_ENDPOINTS,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  DESCRIBE_VPC_ATTRIBUTE(
      "ec2:DescribeVpcAttribute",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.VPC_TWICE,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  DESCRIBE_SUBNETS(
      "ec2:DescribeSubnets",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.PLACE_OF_ENDPOINTS,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  /// The nodes of clusters, to say what they will cost.
  DESCRIBE_INSTANCES(
      "ec2:DescribeInstances",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.PLACE_OF_COST,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  CREATE_VPC_ENDPOINT(
      "ec2:CreateVpcEndpoint",
      Effect.WRITE,
      Scope.VPC,
      Frequency.STEP,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  DELETE_VPC_ENDPOINTS(
      "ec2:DeleteVpcEndpoints",
      Effect.WRITE,
      Scope.VPC,
      Frequency.STEP,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  CREATE_SECURITY_GROUP(
      "ec2:CreateSecurityGroup",
      Effect.WRITE,
      Scope.VPC,
      Frequency.STEP,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  AUTHORIZE_SECURITY_GROUP_INGRESS(
      "ec2:AuthorizeSecurityGroupIngress",
      Effect.WRITE,
      Scope.VPC,
      Frequency.STEP,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  DELETE_SECURITY_GROUP(
      "ec2:DeleteSecurityGroup",
      Effect.WRITE,
      Scope.VPC,
      Frequency.STEP,
      Party.ADMINISTRATOR,
      Party.MEMBER,
      Party.STANDALONE),
  LIST_ACCOUNTS_FOR_PARENT(
      "organizations:ListAccountsForParent",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.TWENTY_ACCOUNTS_OF_UNIT,
      Party.MANAGEMENT),
  LIST_ORGANIZATIONAL_UNITS_FOR_PARENT(
      "organizations:ListOrganizationalUnitsForParent",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.TWENTY_UNITS_OF_UNIT,
      Party.MANAGEMENT),
  DESCRIBE_ORGANIZATION(
      "organizations:DescribeOrganization",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.PROTECTION,
      Party.MANAGEMENT),
  LIST_POLICIES(
      "organizations:ListPolicies",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.TWENTY_POLICIES,
      Party.MANAGEMENT),
  DESCRIBE_POLICY(
      "organizations:DescribePolicy",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.POLICY,
      Party.MANAGEMENT),
  LIST_TARGETS_FOR_POLICY(
      "organizations:ListTargetsForPolicy",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.TWENTY_TARGETS,
      Party.MANAGEMENT),
  /// Whether GuardDuty may act in the organization at all.
  LIST_SERVICE_ACCESS(
      "organizations:ListAWSServiceAccessForOrganization",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.DOCTOR,
      Party.MANAGEMENT),
  LIST_DELEGATED_ADMINISTRATORS(
      "organizations:ListDelegatedAdministrators",
      Effect.READ,
      Scope.ANYTHING,
      Frequency.DOCTOR,
      Party.MANAGEMENT),
  CREATE_POLICY(
      "organizations:CreatePolicy",
      Effect.WRITE,
      Scope.CONTROL_POLICY,
      Frequency.STEP,
      Party.MANAGEMENT),
  UPDATE_POLICY(
      "organizations:UpdatePolicy",
      Effect.WRITE,
      Scope.CONTROL_POLICY,
      Frequency.STEP,
      Party.MANAGEMENT),
  ATTACH_POLICY(
      "organizations:AttachPolicy",
      Effect.WRITE,
      Scope.CONTROL_POLICY,
      Frequency.STEP,
      Party.MANAGEMENT),
  DETACH_POLICY(
      "organizations:DetachPolicy",
      Effect.WRITE,
      Scope.CONTROL_POLICY,
      Frequency.STEP,
      Party.MANAGEMENT);

  private final String action;
  private final Effect effect;
  private final Scope scope;
  private final Frequency frequency;
  private final Set<Party> parties;

  Permission(String action, Effect effect, Scope scope, Frequency frequency, Party... parties) {
    this.action = action;
    this.effect = effect;
    this.scope = scope;
    this.frequency = frequency;
    this.parties = Set.copyOf(Arrays.asList(parties));
  }

  /// Whether the operation can change anything.
  public enum Effect {
    READ,
    WRITE
  }

  /// What IAM can narrow the action to.
  public enum Scope {
    /// It takes `*` only, or nothing narrower is known in advance.
    ANYTHING,
    /// The roles of `access`.
    ROLE,
    /// The detectors of the file's regions.
    DETECTOR,
    /// The clusters of the file's regions.
    CLUSTER,
    /// The same, and only the tag `GuardDutyManaged` of them.
    CLUSTER_TAG,
    /// The agents on the clusters of the file's regions.
    AGENT,
    /// Endpoints of GuardDuty and their security groups in VPCs of the file's regions, by their
    /// service and tags.
    VPC,
    /// Service control policies, by the condition `organizations:PolicyType`.
    CONTROL_POLICY
  }

  /// How often one plan makes the call, or one apply where it writes.
  public enum Frequency {
    RUN("once a run; by `doctor` also once for each account that it enters"),
    ENTERED_ACCOUNT(
        "one for each account that is entered by a role; again when the hour of its session ends"),
    DETECTOR_USED("one for each region, for the administrator and for each standalone account"),
    OWN_DETECTOR(
        "one for each region, for the administrator if the file covers it, and for each standalone"
            + " account"),
    FIFTY_MEMBERS("for each region, one for each 50 members"),
    FIFTY_COVERED_MEMBERS("for each region, one for each 50 active members that the file covers"),
    REGION("one for each region"),
    FIFTY_LISTED_CLUSTERS(
        "only by `coverage`, `drift`, `plan --coverage`, `plan --shallow` and `explain --shallow`,"
            + " and by those where the file leaves out `access.members`: for each region, and for each"
            + " standalone account, one for each 50 clusters that GuardDuty lists"),
    HUNDRED_CLUSTERS(
        "for each account and region where monitoring shall be on, one for each 100 clusters"),
    CLUSTER("one for each cluster of an account and region where monitoring shall be on"),
    CLUSTER_GETTING_AGENT(
        "only by `plan --unready` and `apply --unready`: one for each cluster that would get the agent"
            + " and is not of Auto Mode; `doctor --unready`: one for each account and region"),
    CLUSTER_WITH_FARGATE("the same, for those of them that have a Fargate profile"),
    TENDED_CLUSTER(
        "one for each cluster of an account and region whose entry has `agents`; where leftovers are looked"
            + " for, one for each cluster that shall not be managed; again for each step of"
            + " an agent, until EKS is done; `import`: one for each cluster of an account and region that"
            + " is monitored and where GuardDuty manages nobody's agent"),
    TENDED_PLACE(
        "one for each account and region whose entry has `agents` with a line; with `--unready` one for"
            + " each region with a cluster that would get the agent"),
    CONFIGURED_VERSION(
        "for each account and region whose entry has `agents` with `configurationValues`, one for each"
            + " version"),
    PLACE_OF_ENDPOINTS(
        "one for each account and region whose entry has `agents` or `endpoint`, or where leftovers"
            + " are looked for; again for each step of an endpoint, until EC2 is done, and for each agent"
            + " that is installed; with `--unready` also for each with a cluster that would get the agent"),
    PLACE_OF_ENDPOINTS_TWICE("the same; two where there is an endpoint"),
    PLACE_OF_COST(
        "only with `--cost`, and by `plan --unready` and `apply --unready`: for each account and region"
            + " with clusters that would get the agent, one for each 100 of those, and again for each 1,000"
            + " nodes; `doctor --cost` and `doctor --unready`: one for each account and region"),
    VPC_TWICE("two for each VPC that is looked at"),
    TWENTY_ACCOUNTS_OF_UNIT(
        "for each unit at or below those of entries, and again for those of `attachTo`, one for"
            + " each 20 accounts directly in it"),
    TWENTY_UNITS_OF_UNIT(
        "for each unit at or below those of entries, and again for those of `attachTo`, one for"
            + " each 20 units directly in it"),
    PROTECTION("once, with `tagProtection`"),
    TWENTY_POLICIES(
        "with `tagProtection`, one for each 20 service control policies; again with `--unready`, where"
            + " the file has `tagProtection`, an `ou` or `access.management`"),
    POLICY(
        "once, with `tagProtection`, if the policy is there; with `--unready`, where policies are listed"
            + " for it, one for each"),
    TWENTY_TARGETS(
        "with `tagProtection`, if the policy is there, one for each 20 of its targets; with `--unready`,"
            + " the same of each policy that denies the agent its telemetry"),
    STEP("one for each step of that kind"),
    OWN_DETECTOR_STEP(
        "one for each step that turns the feature of the administrator or a standalone account"),
    FIFTY_EQUAL_MEMBER_STEPS("for each region, one for each 50 members with the same change"),
    DOCTOR("once, only by `doctor`"),
    DOCTOR_REGION("one for each region, only by `doctor`"),
    DOCTOR_NOT_ADMINISTRATOR(
        "one for each region where the account is not the delegated administrator, only by"
            + " `doctor`");

    private final String words;

    Frequency(String words) {
      this.words = words;
    }

    /// How often, in words.
    public String words() {
      return words;
    }
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

    @Override
    public String toString() {
      return word();
    }
  }

  /// The IAM action, such as `eks:DescribeCluster`.
  public String action() {
    return action;
  }

  /// The service, as IAM calls it, such as `eks`.
  public String service() {
    return action.substring(0, action.indexOf(':'));
  }

  /// Whether the operation can change anything.
  public Effect effect() {
    return effect;
  }

  /// What IAM can narrow the action to.
  public Scope scope() {
    return scope;
  }

  /// How often it is called.
  public Frequency frequency() {
    return frequency;
  }

  /// Whether nothing but `doctor` calls it, so that plans and applies do without.
  public boolean isOnlyForDoctor() {
    return switch (frequency) {
      case DOCTOR, DOCTOR_REGION, DOCTOR_NOT_ADMINISTRATOR -> true;
      case RUN,
          ENTERED_ACCOUNT,
          DETECTOR_USED,
          OWN_DETECTOR,
          FIFTY_MEMBERS,
          FIFTY_COVERED_MEMBERS,
          REGION,
          FIFTY_LISTED_CLUSTERS,
          HUNDRED_CLUSTERS,
          CLUSTER,
          CLUSTER_GETTING_AGENT,
          CLUSTER_WITH_FARGATE,
          TENDED_CLUSTER,
          TENDED_PLACE,
          CONFIGURED_VERSION,
          PLACE_OF_ENDPOINTS,
          PLACE_OF_ENDPOINTS_TWICE,
          PLACE_OF_COST,
          VPC_TWICE,
          TWENTY_ACCOUNTS_OF_UNIT,
          TWENTY_UNITS_OF_UNIT,
          PROTECTION,
          TWENTY_POLICIES,
          POLICY,
          TWENTY_TARGETS,
          STEP,
          OWN_DETECTOR_STEP,
          FIFTY_EQUAL_MEMBER_STEPS ->
          false;
    };
  }

  /// Whether it is called with this party's credentials.
  public boolean isOf(Party party) {
    return parties.contains(party);
  }

  /// The one of this IAM action.
  public static Optional<Permission> named(String action) {
    return Arrays.stream(values()).filter(one -> one.action.equals(action)).findFirst();
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
