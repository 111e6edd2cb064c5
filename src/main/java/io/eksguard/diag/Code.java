package io.eksguard.diag;

import java.util.Locale;

/// The kinds of things that are told to users, each with a number that never changes its meaning.
///
/// `docs/errors.md` has a section for each; a test compares the two. 0xx: the file. 1xx: reading
/// AWS. 2xx: the plan. 3xx: the apply. 4xx: the command line. 9xx: a bug in eksguard.
public enum Code {
  /// The file cannot be opened or read.
  UNREADABLE_FILE(1),
  /// The text is not YAML 1.2.
  NOT_YAML(2),
  /// Larger, deeper or with more aliases than is allowed.
  BEYOND_YAML_LIMITS(3),
  /// Nothing in it.
  EMPTY_FILE(4),
  /// A key that this place does not have.
  UNKNOWN_KEY(5),
  /// A key twice in one mapping.
  DUPLICATE_KEY(6),
  /// A key that this place must have.
  MISSING_KEY(7),
  /// A mapping where a list is meant, a number where a text is meant, and so on.
  WRONG_TYPE(8),
  /// A `version` that this program does not know.
  UNKNOWN_VERSION(9),
  /// Not a 12 digit account id in quotes.
  BAD_ACCOUNT_ID(10),
  /// Not the name of an AWS region.
  BAD_REGION(11),
  /// Not one of the words that this place knows.
  UNKNOWN_WORD(12),
  /// Not a cluster name or pattern.
  BAD_CLUSTER_NAME(13),
  /// A list of clusters under an approach that has none.
  RULE_WITHOUT_APPROACH(14),
  /// The same account in two entries of one rank.
  ACCOUNT_TWICE(15),
  /// The same cluster twice in one list.
  CLUSTER_TWICE(16),
  /// A role that is not an ARN, or lacks `{account}`.
  BAD_ROLE(17),
  /// A number out of its range, a date that is none, a list without a line, and so on.
  BAD_VALUE(18),
  /// Neither `organization` nor `standalone`, or nothing in it that could be managed.
  NOTHING_TO_MANAGE(19),
  /// Cluster rules in an account whose clusters cannot be read.
  CLUSTERS_NOT_READABLE(20),
  /// A cluster exception whose `until` has passed.
  EXCEPTION_EXPIRED(21),
  /// `autoEnable: ALL` beside entries that GuardDuty would overwrite.
  OVERWRITTEN_BY_ALL(22),
  /// An exclusion in accounts that do not exist yet.
  NEW_CLUSTERS_NEED_TAG(23),
  /// The same thing in two files.
  SAID_TWICE(25),
  /// A YAML tag such as `!!str`.
  YAML_TAG(26),
  /// Two keys of which a place takes one.
  ONLY_ONE_OF(27),
  /// Something that `fmt` cannot write anew.
  NOT_FORMATTED(29),
  /// A policy that is longer than AWS takes.
  POLICY_TOO_LONG(31),
  /// A change of the file that cannot be made.
  EDIT_REFUSED(41),
  /// What was decided while the file was changed.
  EDIT_NOTE(42),

  /// AWS said no to a call.
  ACCESS_DENIED(101),
  /// No credentials were found, or they have expired.
  NO_CREDENTIALS(102),
  /// A call failed for another reason.
  CALL_FAILED(103),
  /// The caller is not the account that the file means.
  WRONG_CALLER(104),
  /// The account has no detector in the region.
  NO_DETECTOR(105),
  /// The account is not an active member.
  NOT_A_MEMBER(106),
  /// The region is not enabled in the account.
  REGION_NOT_ENABLED(107),
  /// The feature is not offered in the region.
  FEATURE_NOT_OFFERED(108),
  /// The time that the command was given was up.
  TIME_IS_UP(109),
  /// A snapshot does not have what the file needs.
  NOT_IN_SNAPSHOT(131),
  /// GuardDuty's coverage of a cluster is not what the file wants, and its tag could not be read.
  COVERAGE_DOES_NOT_ADD_UP(132),
  /// Clusters that were seen through the administrator only.
  SEEN_THROUGH_ADMINISTRATOR(133),
  /// The account is not the delegated administrator.
  NOT_THE_ADMINISTRATOR(141),
  /// GuardDuty may not act in the organization.
  NO_TRUSTED_ACCESS(142),

  /// A tag value that is neither `true` nor `false`.
  ODD_TAG_VALUE(201),
  /// A rule that no cluster matches.
  RULE_MATCHES_NOTHING(202),
  /// The organization's value ALL stands in the way.
  BLOCKED_BY_ALL(203),
  /// Going back to EKS_RUNTIME_MONITORING would end ECS or EC2 monitoring.
  WOULD_END_OTHER_MONITORING(204),
  /// Turning the feature off ends ECS or EC2 monitoring too.
  ENDS_OTHER_MONITORING(205),
  /// The plan goes past a limit of the file.
  PAST_LIMIT(206),
  /// A selector that selects nothing.
  TARGET_MATCHES_NOTHING(207),
  /// The order of a plan does not hold.
  ORDER_BROKEN(208),
  /// A plan file that this program cannot take.
  BAD_PLAN_FILE(209),
  /// A plan has steps that the change of the file did not cause.
  NOT_BY_THIS_CHANGE(211),
  /// A cluster would get the agent and is not ready for it.
  CLUSTER_NOT_READY(212),
  /// An account is left as it is, for a cluster that is not ready.
  HELD_FOR_UNREADY(213),
  /// A cluster is taken as excluded, since it is not ready.
  UNREADY_EXCLUDED(214),
  /// The policy that protects the tag would refuse our own tag writes.
  LOCKED_OUT(221),
  /// There is a policy of that name that is not ours.
  NOT_OUR_POLICY(222),
  /// Who may still change the tag.
  STILL_TRUSTED(223),
  /// What the documented form of the policy forbids besides.
  BREAKS_OTHER_TAGS(224),
  /// An agent by hand in a version that is not for the cluster's Kubernetes.
  AGENT_VERSION(241),
  /// An agent by hand whose configuration does not fit the schema of its version.
  AGENT_CONFIGURATION(242),
  /// An agent that GuardDuty installed, and that is left alone.
  AGENT_OF_GUARDDUTY(243),
  /// An agent by hand that EKS is at, or that is not well.
  AGENT_NOT_WELL(244),
  /// A VPC in which an agent would have no way to GuardDuty.
  NO_ENDPOINT(245),
  /// An endpoint that may not let every agent through.
  ENDPOINT_NARROW(246),
  /// A VPC that another account owns, who alone can make its endpoint.
  SHARED_VPC(247),
  /// An endpoint or its security group that nobody needs any more.
  LEFTOVER_ENDPOINT(248),

  /// Live is otherwise than the file says.
  DRIFTED(251),
  /// A tag that should not be there, and has an effect.
  STRAY_TAG(252),
  /// GuardDuty is about to make it as the file says.
  PROPAGATING(253),
  /// GuardDuty says that a cluster is not protected.
  UNHEALTHY(254),
  /// GuardDuty has no coverage of a cluster that it shall manage.
  NOT_COVERED(255),
  /// An agent on a cluster that shall not be managed.
  LEFTOVER_AGENT(256),
  /// An agent managed by hand where GuardDuty shall manage it.
  MANAGED_BY_HAND(257),
  /// A file of the history that cannot be read.
  BAD_HISTORY(258),
  /// A file of another tool that cannot be used.
  BAD_FOREIGN_FILE(261),
  /// Another tool owns a cluster, and does not want the tag that the file needs.
  TAG_OF_TWO_OWNERS(262),
  /// A plan of another tool, as it is, takes the tag away or overwrites it.
  PLAN_UNDOES_TAG(263),
  /// Another tool owns a setting of GuardDuty that the file sets.
  SETTING_OF_TWO_OWNERS(264),
  /// Another tool installs an agent, or its endpoint, where GuardDuty does.
  AGENT_OF_TWO_OWNERS(265),
  /// A stack of CloudFormation made a cluster, and its tags have not what the file needs.
  CLUSTER_OF_STACK(266),
  /// A webhook that could not be told.
  NOT_DELIVERED(271),
  /// A secret on the command line.
  VISIBLE_SECRET(272),
  /// Metrics that did not get to their collector.
  METRICS_NOT_DELIVERED(273),
  /// Which accounts a ring has could not be read.
  RINGS_UNKNOWN(281),

  /// A guard was not met, so the step was held.
  HELD(301),
  /// The object changed since the plan was made.
  STALE(302),
  /// AWS refused the write, or it failed.
  WRITE_FAILED(303),
  /// It is not known whether the write took effect.
  IN_DOUBT(304),
  /// Live does not match the file after the apply.
  NOT_CONVERGED(305),
  /// EKS has taken the write of an agent and is not at its end with it.
  AGENT_NOT_READY(306),
  /// EKS says that the agent it was given is not well.
  AGENT_FAILED(307),
  /// EC2 has taken the write of an endpoint and is not at its end with it.
  ENDPOINT_NOT_READY(308),
  /// EC2 says that the endpoint it was told to make is not well.
  ENDPOINT_FAILED(309),
  /// The organization has no service control policies.
  POLICY_TYPE_OFF(321),
  /// A quota of AWS Organizations stands in the way of the policy.
  POLICY_QUOTA(322),
  /// AWS Organizations does not take the policy.
  POLICY_REFUSED(323),
  /// A ring of the rollout is not healthy, so no further one is begun.
  RING_UNHEALTHY(331),
  /// A cluster of a ring did not become healthy and was taken from GuardDuty again.
  EXCLUDED_AGAIN(332),

  /// Options or arguments that do not fit.
  WRONG_USAGE(401),
  /// `apply` or `unlock` without a terminal and without `--yes`.
  NOT_CONFIRMED(402),
  /// A world file that the sandbox cannot take.
  BAD_WORLD(403),
  /// A file that could not be written.
  UNWRITABLE_FILE(404),
  /// Another apply is running, or an earlier one left its lock.
  LOCKED(405),
  /// `import` found nothing that a file could say.
  NOTHING_TO_DESCRIBE(410),

  /// A snapshot that this program cannot take.
  BAD_SNAPSHOT(431),
  /// A folder without a test in it.
  NO_TESTS(433),

  /// A bug in eksguard.
  BUG(901);

  private final int number;

  Code(int number) {
    this.number = number;
  }

  /// The code as users see it, such as `EG012`.
  public String id() {
    return String.format(Locale.ROOT, "EG%03d", number);
  }

  /// Where it is explained.
  public String anchor() {
    return "docs/errors.md#" + id().toLowerCase(Locale.ROOT);
  }
}
