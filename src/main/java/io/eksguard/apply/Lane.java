package io.eksguard.apply;

import io.eksguard.diff.Change;
import io.eksguard.model.Standing;
import io.eksguard.plan.Step;

/// Steps in one lane are never written at the same time.
///
/// All that goes through one detector shares a lane: GuardDuty loses updates that overlap. Each tag
/// has a lane of its own.
///
/// @param key what the lane is for
record Lane(String key) {
  /// The lane of a step.
  static Lane of(Step step) {
    return switch (step.change()) {
      case Change.ClusterTag _, Change.ClusterAgent _, Change.VpcEndpoint _ ->
          new Lane(step.id().value());
      case Change.OrganizationFeature change -> administrator(change.region().name());
      case Change.AccountFeature change ->
          change.standing() == Standing.STANDALONE
              ? new Lane(change.place() + "/detector")
              : administrator(change.region().name());
      case Change.OfPolicy _ -> new Lane("organization/policy");
    };
  }

  private static Lane administrator(String region) {
    return new Lane(region + "/administrator/detector");
  }
}
