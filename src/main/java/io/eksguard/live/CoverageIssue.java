package io.eksguard.live;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The kinds of issues that GuardDuty is known to give a cluster, the narrower ones first.
///
/// AWS's text is free: a type, a colon and more. Spaces, case and the colon vary (`EKS Addon
/// Issue`, `EKSAddonIssue`), so letters alone count, and the first kind wins all of whose words are
/// there.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html">
///   Amazon GuardDuty User Guide, coverage of EKS clusters, read 2026-11-24</a>
public enum CoverageIssue {
  /// GuardDuty is still at it.
  PROVISIONING(Remedy.WAIT, "enablement resource provisioning in progress"),
  /// GuardDuty was not let.
  PERMISSION_NOT_GRANTED(Remedy.ACT, "enablement permission not granted"),
  /// A local cluster on an Outpost, which takes no add-on.
  LOCAL_CLUSTER(Remedy.NONE, "local eks cluster"),
  /// An endpoint in a VPC that another account shares.
  SHARED_ENDPOINT_STAYS(Remedy.ACT, "shared vpc endpoint deletion failed"),
  /// The owner of the shared VPC does not monitor.
  VPC_OWNER_NOT_ENABLED(Remedy.ACT, "vpc endpoint creation failed", "owner account"),
  /// The VPC is shared, and not as GuardDuty needs it.
  VPC_SHARED(Remedy.ACT, "vpc endpoint creation failed", "shared vpc"),
  /// The VPC lacks what private DNS needs.
  VPC_PRIVATE_DNS(Remedy.ACT, "vpc endpoint creation failed", "private dns"),
  /// Another reason not to have an endpoint.
  VPC_ENDPOINT(Remedy.ACT, "vpc endpoint creation failed"),
  /// The agent starts and ends.
  AGENT_CRASHES(Remedy.ACT, "insufficient number of replicas", "crash loop back off"),
  /// No node has room for the agent.
  AGENT_HAS_NO_ROOM(Remedy.ACT, "insufficient number of replicas", "not scheduled"),
  /// Too few agents, whyever.
  TOO_FEW_AGENTS(Remedy.ACT, "insufficient number of replicas"),
  /// A policy of the cluster refuses the agent.
  ADMISSION_DENIED(Remedy.ACT, "admission request denied"),
  /// Somebody changed the agent's objects by hand.
  CONFIGURATION_CONFLICT(Remedy.ACT, "configuration conflict"),
  /// A Gatekeeper constraint refuses the agent.
  GATEKEEPER(Remedy.ACT, "access denied", "admission webhook"),
  /// EKS itself may not change the agent's objects.
  ADDON_MANAGER_DENIED(Remedy.ACT, "addon", "access denied"),
  /// The agent does not run on that version of Kubernetes.
  INCOMPATIBLE_VERSION(Remedy.ACT, "addon creation failed", "not compatible"),
  /// The add-on could not be made.
  ADDON_NOT_CREATED(Remedy.ACT, "addon creation failed"),
  /// The add-on could not be updated; "updation" is AWS's word.
  ADDON_NOT_UPDATED(Remedy.ACT, "addon updation failed"),
  /// The add-on is there and not well.
  ADDON_UNHEALTHY(Remedy.ACT, "addon status unhealthy"),
  /// GuardDuty was refused something.
  AUTHORIZATION_FAILURE(Remedy.ACT, "authorization failure"),
  /// A text that this version does not know.
  OTHER(Remedy.UNKNOWN);

  private final Remedy remedy;
  private final List<String> words;

  CoverageIssue(Remedy remedy, String... words) {
    this.remedy = remedy;
    this.words = Arrays.stream(words).map(CoverageIssue::letters).toList();
  }

  /// What kind of thing helps.
  public enum Remedy {
    /// Somebody must do something.
    ACT,
    /// Time. It is no error.
    WAIT,
    /// Nothing, AWS says.
    NONE,
    /// Nobody can say.
    UNKNOWN;

    /// The word in JSON.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What kind of thing helps.
  public Remedy remedy() {
    return remedy;
  }

  /// The word in JSON.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Reads AWS's text.
  public static CoverageIssue of(String text) {
    String letters = letters(text);
    return Arrays.stream(values())
        .filter(one -> one.words.stream().allMatch(letters::contains))
        .findFirst()
        .orElse(OTHER);
  }

  private static String letters(String text) {
    return text.replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT);
  }
}
