package io.eksguard.snapshot;

import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.Optional;

/// One thing that is otherwise in a later snapshot than in an earlier one.
public sealed interface Moved {
  /// What the earlier one has, as a word; nothing if it was not there.
  Optional<String> before();

  /// What the later one has.
  Optional<String> after();

  /// The word in JSON.
  default String word() {
    return switch (this) {
      case MemberStatus _ -> "member";
      case NewAccounts _ -> "new-accounts";
      case FeatureSetting _ -> "feature";
      case ClusterThere _ -> "cluster";
      case ClusterTag _ -> "cluster-tag";
      case ClusterAgent _ -> "cluster-agent";
      case OfPolicy _ -> "policy";
      case Known _ -> "known";
    };
  }

  /// A member came, went, or has another status.
  record MemberStatus(
      Region region, AccountId account, Optional<String> before, Optional<String> after)
      implements Moved {}

  /// What new accounts get: GuardDuty itself, or one feature.
  record NewAccounts(
      Region region, Optional<Feature> feature, Optional<String> before, Optional<String> after)
      implements Moved {}

  /// A feature of an account is set otherwise.
  record FeatureSetting(
      Place place, Feature feature, Optional<String> before, Optional<String> after)
      implements Moved {}

  /// A cluster came or went; what there is of it is its tag.
  record ClusterThere(
      Place place, ClusterName cluster, Optional<String> before, Optional<String> after)
      implements Moved {}

  /// A cluster carries another tag value.
  record ClusterTag(
      Place place, ClusterName cluster, Optional<String> before, Optional<String> after)
      implements Moved {}

  /// The agent on a cluster that is in both.
  record ClusterAgent(
      Place place,
      ClusterName cluster,
      Aspect aspect,
      Optional<String> before,
      Optional<String> after)
      implements Moved {
    /// What of it.
    public enum Aspect {
      /// Its version; an agent that came or went has one in only one of the two.
      VERSION,
      /// Its `configurationValues`; nothing where all is as by default.
      CONFIGURATION,
      /// Its tags, as JSON, but those that say whose it is; nothing where it has no others.
      TAGS,
      /// The state that EKS gives it.
      STATUS,
      /// Whose it is, going by its tags.
      OWNER
    }
  }

  /// The policy that protects the tag.
  record OfPolicy(Part part, Optional<String> before, Optional<String> after) implements Moved {
    /// What of it.
    public enum Part {
      /// Which policy it is.
      ID,
      /// What it says.
      TEXT,
      /// What it is attached to.
      TARGETS
    }
  }

  /// Something could be read in only one of the two, so nothing can be said of its parts.
  ///
  /// @param what such as `clusters`
  record Known(
      Region region,
      Optional<AccountId> account,
      String what,
      Optional<String> before,
      Optional<String> after)
      implements Moved {}
}
