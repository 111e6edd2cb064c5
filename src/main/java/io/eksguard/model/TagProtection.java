package io.eksguard.model;

import java.util.List;

/// The service control policy that keeps others from changing the tag.
///
/// @param path where it stands in the file
/// @param policy its name
/// @param form how much it forbids
/// @param trusted role ARNs, with `*` and `?`, that may still change the tag
/// @param attachTo roots, units and accounts it is attached to
/// @param adopt whether a policy of that name that is not ours may be taken over
public record TagProtection(
    String path,
    String policy,
    Form form,
    List<String> trusted,
    List<String> attachTo,
    boolean adopt) {
  public TagProtection {
    trusted = List.copyOf(trusted);
    attachTo = List.copyOf(attachTo);
  }

  /// How much the policy forbids.
  public enum Form {
    /// Changes of the one key on clusters.
    SCOPED,
    /// What AWS's page prescribes, which forbids all EKS tagging by others.
    DOCUMENTED
  }
}
