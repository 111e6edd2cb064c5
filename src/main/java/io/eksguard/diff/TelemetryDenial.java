package io.eksguard.diff;

import io.eksguard.diff.policy.PolicyDocument;
import io.eksguard.live.LivePolicies;
import io.eksguard.model.Place;
import java.util.ArrayList;
import java.util.List;

/// A service control policy that keeps the agents of an account from sending what they see.
///
/// Only what denies for certain, whoever calls, is one: the role of a node is not known here, and
/// nor is anything else that a condition may ask of it.
///
/// @param place the account and region in which clusters would get the agent
/// @param policy the policy's name
/// @param path which part of the file wants the agent there
public record TelemetryDenial(Place place, String policy, String path) {
  /// What denies where a cluster would get the agent.
  public static List<TelemetryDenial> in(Difference difference, LivePolicies policies) {
    List<TelemetryDenial> denials = new ArrayList<>();
    for (Place place : GettingAgent.places(difference)) {
      Ground ground = difference.grounds().get(place);
      policies.binding(place.account()).stream()
          .filter(policy -> ground != null && PolicyDocument.deniesTelemetry(policy.text(), place))
          .forEach(policy ->
              denials.add(
                  new TelemetryDenial(
                      place,
                      policy.name(),
                      ground == null ? "" : ground.assignment().entry().path())));
    }
    return denials;
  }
}
