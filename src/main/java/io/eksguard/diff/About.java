package io.eksguard.diff;

import io.eksguard.live.Maker;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Place;
import io.eksguard.model.Region;

/// What a change is about: of two changes about the same, one is enough.
sealed interface About {
  /// The tag of a cluster.
  record TagOf(Place place, ClusterName cluster) implements About {}

  /// A feature of an account.
  record FeatureOf(Place place, Feature feature) implements About {}

  /// The agent by hand on a cluster.
  record AgentOn(Place place, ClusterName cluster) implements About {}

  /// A feature for accounts that join.
  record NewAccounts(Region region, Feature feature) implements About {}

  /// What a policy says.
  record TextOf(String policy) implements About {}

  /// Whether a policy is attached there.
  record Attachment(String policy, String target) implements About {}

  /// The endpoint that somebody makes in a VPC.
  record EndpointIn(Place place, String vpc, Maker maker) implements About {}

  /// What the change is about. Two parts of one change are about the same.
  static About of(Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> new TagOf(tag.place(), tag.cluster());
      case Change.ClusterAgent agent -> new AgentOn(agent.place(), agent.cluster());
      case Change.VpcEndpoint endpoint ->
          new EndpointIn(endpoint.place(), endpoint.vpc(), endpoint.maker());
      case Change.AccountFeature feature -> new FeatureOf(feature.place(), feature.feature());
      case Change.OrganizationFeature feature ->
          new NewAccounts(feature.region(), feature.feature());
      case Change.PolicyText text -> new TextOf(text.policy());
      case Change.PolicyTarget target -> new Attachment(target.policy(), target.target());
    };
  }

  /// Whether two changes about the same would leave the same behind, whatever was seen before and
  /// whichever line asks for it.
  static boolean wantTheSame(Change one, Change other) {
    return switch (one) {
      case Change.ClusterTag a ->
          other instanceof Change.ClusterTag b && a.after().equals(b.after());
      case Change.ClusterAgent a ->
          other instanceof Change.ClusterAgent b && a.after().equals(b.after());
      case Change.VpcEndpoint a ->
          other instanceof Change.VpcEndpoint b && a.after().equals(b.after());
      case Change.AccountFeature a ->
          other instanceof Change.AccountFeature b && a.after().meansTheSameAs(b.after());
      case Change.OrganizationFeature a ->
          other instanceof Change.OrganizationFeature b
              && a.after().equals(b.after())
              && a.guardDutyAfter() == b.guardDutyAfter();
      case Change.PolicyText a ->
          other instanceof Change.PolicyText b && a.after().equals(b.after());
      case Change.PolicyTarget a ->
          other instanceof Change.PolicyTarget b && a.attached() == b.attached();
    };
  }
}
