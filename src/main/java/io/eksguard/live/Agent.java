package io.eksguard.live;

import io.eksguard.model.AgentSetup;
import java.util.List;
import java.util.Locale;

/// The GuardDuty agent on a cluster: the EKS add-on `aws-guardduty-agent`.
///
/// @param setup its version and configuration
/// @param status the state that EKS gives it
/// @param owner who installed it
/// @param issues what is wrong with it, as EKS says
public record Agent(AgentSetup setup, AgentStatus status, Owner owner, List<AgentIssue> issues) {
  /// The add-on's name.
  public static final String ADDON = "aws-guardduty-agent";

  /// The tag of the add-ons that we installed.
  public static final String TAG = AgentSetup.OUR_TAG;

  /// Its value.
  public static final String TAG_VALUE = "managed";

  public Agent {
    issues = List.copyOf(issues);
  }

  /// Who installed it, going by the tags of the add-on.
  public enum Owner {
    /// We did, and nobody took our tag away.
    EKSGUARD,
    /// GuardDuty: its role may create an add-on only with its own tag.
    GUARDDUTY,
    /// Somebody else.
    OTHERS;

    /// The word in JSON.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether we may take it away.
  public boolean isOurs() {
    return owner == Owner.EKSGUARD;
  }
}
