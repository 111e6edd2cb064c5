package io.eksguard.render;

import io.eksguard.diff.Change;
import io.eksguard.diff.Reason;
import io.eksguard.live.Maker;
import io.eksguard.model.EndpointSetup;
import io.eksguard.model.Setting;
import io.eksguard.model.Tag;
import io.eksguard.plan.Action;
import io.eksguard.plan.Guard;
import io.eksguard.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One step in words.
final class StepText {
  private StepText() {}

  /// The sign before it.
  static String sign(Action action) {
    return switch (action) {
      case TAG, ENABLE, INSTALL, PROTECT -> "+";
      case UPDATE -> "~";
      case UNTAG, DISABLE, UNINSTALL, DETACH -> "-";
    };
  }

  /// How it looks, as a class of the style sheet.
  static String look(Action action) {
    return switch (action) {
      case TAG, ENABLE, INSTALL, PROTECT -> "adds";
      case UPDATE -> "changes";
      case UNTAG, DISABLE, UNINSTALL, DETACH -> "removes";
    };
  }

  /// What it changes, without sign and action.
  static String what(Step step) {
    return switch (step.change()) {
      case Change.ClusterTag tag ->
          TerminalText.safe(tag.cluster().value())
              + "  "
              + Tag.KEY
              + ": "
              + tag(tag.before())
              + " -> "
              + tag(tag.after());
      case Change.ClusterAgent agent ->
          TerminalText.safe(agent.cluster().value()) + "  " + AgentText.change(agent);
      case Change.VpcEndpoint endpoint ->
          TerminalText.safe(endpoint.vpc())
              + (endpoint.maker() == Maker.GUARDDUTY ? "  leftover endpoint: " : "  endpoint: ")
              + endpoint(endpoint.before())
              + " -> "
              + endpoint(endpoint.after());
      case Change.AccountFeature feature ->
          feature.feature() + ": " + setting(feature.before()) + " -> " + setting(feature.after());
      case Change.OrganizationFeature feature ->
          "new accounts, "
              + feature.feature()
              + ": "
              + feature.before()
              + " -> "
              + feature.after()
              + (feature.guardDutyBefore() == feature.guardDutyAfter()
                  ? ""
                  : ", GuardDuty: "
                      + feature.guardDutyBefore()
                      + " -> "
                      + feature.guardDutyAfter());
      case Change.PolicyText text ->
          "text: "
              + text.before().map(seen -> length(seen.text())).orElse("none")
              + " -> "
              + length(text.after().text());
      case Change.PolicyTarget target ->
          TerminalText.safe(target.target())
              + ": "
              + (target.attached() ? "not attached -> attached" : "attached -> not attached");
    };
  }

  /// What it was as seen, of what it changes.
  static String before(Step step) {
    return switch (step.change()) {
      case Change.ClusterTag tag -> Tag.KEY + ": " + tag(tag.before());
      case Change.ClusterAgent agent -> "agent: " + AgentText.before(agent);
      case Change.VpcEndpoint endpoint -> "endpoint: " + endpoint(endpoint.before());
      case Change.AccountFeature feature -> feature.feature() + ": " + setting(feature.before());
      case Change.OrganizationFeature feature ->
          "new accounts, "
              + feature.feature()
              + ": "
              + feature.before()
              + ", GuardDuty: "
              + feature.guardDutyBefore();
      case Change.PolicyText text ->
          text.before().map(seen -> "text, " + length(seen.text())).orElse("no policy");
      case Change.PolicyTarget target -> target.attached() ? "not attached" : "attached";
    };
  }

  /// What it shall be, of what it changes.
  static String after(Step step) {
    return switch (step.change()) {
      case Change.ClusterTag tag -> Tag.KEY + ": " + tag(tag.after());
      case Change.ClusterAgent agent -> "agent: " + AgentText.after(agent);
      case Change.VpcEndpoint endpoint -> "endpoint: " + endpoint(endpoint.after());
      case Change.AccountFeature feature -> feature.feature() + ": " + setting(feature.after());
      case Change.OrganizationFeature feature ->
          "new accounts, "
              + feature.feature()
              + ": "
              + feature.after()
              + ", GuardDuty: "
              + feature.guardDutyAfter();
      case Change.PolicyText text -> "text, " + length(text.after().text());
      case Change.PolicyTarget target -> target.attached() ? "attached" : "not attached";
    };
  }

  /// The lines in which a text becomes another; none where no text changes.
  static List<String> difference(Step step) {
    return switch (step.change()) {
      case Change.PolicyText text ->
          TextDifference.lines(
                  text.before().map(seen -> PolicyView.lines(seen.text())).orElse(""),
                  PolicyView.lines(text.after().text()))
              .stream()
              .map(TerminalText::safe)
              .toList();
      case Change.ClusterTag _,
          Change.ClusterAgent _,
          Change.VpcEndpoint _,
          Change.AccountFeature _,
          Change.OrganizationFeature _,
          Change.PolicyTarget _ ->
          List.of();
    };
  }

  /// Why, in a few words.
  static String why(Reason reason) {
    return switch (reason) {
      case DIFFERS_FROM_FILE -> "differs from the file";
      case NEEDS_EXCLUSION_TAG -> "shall not be managed";
      case NEEDS_INCLUSION_TAG -> "shall be managed";
      case NOT_READY -> "not ready for the agent";
      case UNHEALTHY_IN_ITS_RING -> "not healthy in its ring";
      case EXCLUSION_TAG_IN_THE_WAY -> "shall be managed, and the tag keeps it out";
      case INCLUSION_TAG_IN_THE_WAY -> "shall not be managed, and the tag takes it in";
      case OTHER_FEATURE_TAKES_OVER -> "the other feature takes over";
      case NOT_IN_FILE -> "not in the file";
      case UNDONE -> "back to what the run saw";
    };
  }

  /// What it waits for and what is read again right before it, a clause each.
  static List<String> conditions(Step step) {
    List<String> parts = new ArrayList<>();
    if (!step.dependsOn().isEmpty()) {
      parts.add("after " + Plurals.of(step.dependsOn().size(), "step"));
    }
    if (!step.comesAfter().isEmpty()) {
      parts.add("once " + Plurals.of(step.comesAfter().size(), "tag step") + " ended");
    }
    if (step.guards().stream().anyMatch(Guard.ClustersReady.class::isInstance)) {
      parts.add("every cluster's tag is read again right before it");
    }
    if (step.guards().stream().anyMatch(StepText::isOfReadiness)) {
      parts.add("that the agent can run is read again right before it");
    }
    if (step.guards().stream().anyMatch(Guard.MembersKnown.class::isInstance)) {
      parts.add("the members are listed again right before it");
    }
    if (step.guards().stream().anyMatch(Guard.FeatureSet.class::isInstance)) {
      parts.add("the setting it relies on is read again right before it");
    }
    if (step.guards().stream().anyMatch(Guard.AgentByHand.class::isInstance)) {
      parts.add("that GuardDuty does not manage the cluster is read again right before it");
    }
    if (step.guards().stream().anyMatch(Guard.EndpointThere.class::isInstance)) {
      parts.add("the endpoint of its VPC is read again right before it");
    }
    if (step.guards().stream().anyMatch(Guard.EndpointUnused.class::isInstance)) {
      parts.add("that no agent is left in the VPC is read again right before it");
    }
    return parts;
  }

  private static boolean isOfReadiness(Guard guard) {
    return guard instanceof Guard.AgentsFit || guard instanceof Guard.AgentFits;
  }

  /// An endpoint in words: where it is.
  static String endpoint(Optional<EndpointSetup> setup) {
    return setup.map(one -> TerminalText.safe(one.toString())).orElse("none");
  }

  private static String length(String text) {
    return String.format(Locale.ROOT, "%,d characters", text.length());
  }

  static String tag(Optional<String> value) {
    return value.map(v -> "\"" + TerminalText.safe(v) + "\"").orElse("absent");
  }

  static String setting(Setting setting) {
    if (!setting.enabled()) {
      return "off";
    }
    return setting.addonManagement() ? "on, add-on managed" : "on, add-on by tag or hand";
  }
}
