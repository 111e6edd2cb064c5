package io.eksguard.apply;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.diff.Change;
import io.eksguard.diff.policy.PolicyDocument;
import io.eksguard.live.Agent;
import io.eksguard.live.Cluster;
import io.eksguard.live.Detector;
import io.eksguard.live.LivePolicy;
import io.eksguard.live.LiveReader;
import io.eksguard.live.OrganizationSettings;
import io.eksguard.live.PolicyContent;
import io.eksguard.live.Reading;
import io.eksguard.live.Vpc;
import io.eksguard.model.AgentSetup;
import io.eksguard.plan.StepId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// Reads the object of a step again and says whether it is as it was seen.
final class StateCheck {
  private final LiveReader reader;
  private final Look look;

  StateCheck(LiveReader reader, Look look) {
    this.reader = reader;
    this.look = look;
  }

  /// How the object is now.
  sealed interface Now {
    /// As it was seen: the write may go ahead.
    record AsSeen() implements Now {}

    /// As it is wanted already.
    record AsWanted() implements Now {}

    /// An agent is as it is wanted, and its tags are not, or not all of them.
    record TagsLeft() implements Now {}

    /// Neither: somebody changed it since.
    record Otherwise(Diagnostic why) implements Now {}

    /// It cannot be read yet: the account has just become a member, as far as is known.
    record NotYet(Diagnostic why) implements Now {}

    /// It could not be read.
    record Unreadable(Diagnostic why) implements Now {}
  }

  Now check(StepId step, Change change) {
    return switch (change) {
      case Change.ClusterTag tag -> check(step, tag);
      case Change.ClusterAgent agent -> check(step, agent);
      case Change.VpcEndpoint endpoint -> check(step, endpoint);
      case Change.AccountFeature feature -> check(step, feature);
      case Change.OrganizationFeature feature -> check(step, feature);
      case Change.PolicyText text -> check(step, text);
      case Change.PolicyTarget target -> check(step, target);
    };
  }

  private Now check(StepId step, Change.PolicyText change) {
    return switch (reader.policy(change.policy())) {
      case Reading.Present<LivePolicy>(LivePolicy policy) when isAnother(policy, change) ->
          new Now.Otherwise(stale(step, "there is another policy of this name now"));
      case Reading.Present<LivePolicy>(LivePolicy policy) ->
          compare(
              step,
              sameAs(policy.content(), change.after()),
              change.before().filter(seen -> sameAs(policy.content(), seen)).isPresent(),
              change.before().map(_ -> "a policy of another text").orElse("not there"),
              "a policy of a third text");
      case Reading.Absent<LivePolicy> _, Reading.NotRead<LivePolicy> _ ->
          change.before().isEmpty()
              ? new Now.AsSeen()
              : new Now.Otherwise(stale(step, "the policy is gone"));
      case Reading.Unknown<LivePolicy>(Diagnostic why) -> new Now.Unreadable(why);
    };
  }

  private static boolean sameAs(PolicyContent one, PolicyContent other) {
    return one.description().equals(other.description())
        && PolicyDocument.sameMeaning(one.text(), other.text());
  }

  private static boolean isAnother(LivePolicy policy, Change.OfPolicy change) {
    return change.policyId().filter(id -> !id.equals(policy.id())).isPresent();
  }

  /// Only the text that was evaluated is attached.
  private Now check(StepId step, Change.PolicyTarget change) {
    return switch (reader.policy(change.policy())) {
      case Reading.Present<LivePolicy>(LivePolicy policy) when isAnother(policy, change) ->
          new Now.Otherwise(stale(step, "there is another policy of this name now"));
      case Reading.Present<LivePolicy>(LivePolicy policy)
          when policy.targets().contains(change.target()) == change.attached() ->
          new Now.AsWanted();
      case Reading.Present<LivePolicy>(LivePolicy policy)
          when change.attached()
              && !PolicyDocument.sameMeaning(policy.content().text(), change.text()) ->
          new Now.Otherwise(stale(step, "the policy says something else than was planned"));
      case Reading.Present<LivePolicy> _ -> new Now.AsSeen();
      case Reading.Absent<LivePolicy> _, Reading.NotRead<LivePolicy> _ ->
          change.attached()
              ? new Now.Otherwise(stale(step, "the policy is gone"))
              : new Now.AsWanted();
      case Reading.Unknown<LivePolicy>(Diagnostic why) -> new Now.Unreadable(why);
    };
  }

  private Now check(StepId step, Change.ClusterTag change) {
    return switch (reader.cluster(change.place(), change.standing(), change.cluster())) {
      case Reading.Present<Cluster>(Cluster cluster) when !cluster.arn().equals(change.arn()) ->
          new Now.Otherwise(stale(step, "the cluster has another ARN than the plan names"));
      case Reading.Present<Cluster>(Cluster cluster) ->
          compare(
              step,
              cluster.tag().equals(change.after()),
              cluster.tag().equals(change.before()),
              word(change.before()),
              word(cluster.tag()));
      case Reading.Unknown<Cluster>(Diagnostic why) -> new Now.Unreadable(why);
      case Reading.Absent<Cluster> _, Reading.NotRead<Cluster> _ ->
          new Now.Otherwise(stale(step, "the cluster is gone"));
    };
  }

  private Now check(StepId step, Change.ClusterAgent change) {
    return switch (reader.agent(change.place(), change.standing(), change.cluster())) {
      case Reading.Present<Agent>(Agent agent) when agent.status().isBusy() ->
          new Now.NotYet(AgentProgress.busy(step, agent));
      case Reading.Present<Agent>(Agent agent) when agent.owner() != change.owner() ->
          new Now.Otherwise(
              stale(
                  step,
                  switch (agent.owner()) {
                    case GUARDDUTY -> "GuardDuty installed the agent that is there now";
                    case EKSGUARD -> "eksguard installed the agent that is there now";
                    case OTHERS -> "the agent that is there now carries nobody's tag";
                  }));
      case Reading.Present<Agent>(Agent agent) -> {
        // of those of others, which come and go, nothing is asked
        AgentSetup now = agent.setup().only(change.tagKeys());
        Optional<AgentSetup> seen = change.before().map(one -> one.only(change.tagKeys()));
        boolean asSeen = seen.equals(Optional.of(now));
        yield !asSeen && AgentTags.areLeft(change, agent)
            ? new Now.TagsLeft()
            : compare(
                step,
                change.after().equals(Optional.of(now)),
                asSeen || AgentTags.mayBeOnTheWay(change, agent),
                seen.map(AgentSetup::toString).orElse("not there"),
                now.toString());
      }
      case Reading.Absent<Agent> _ ->
          compare(
              step,
              change.after().isEmpty(),
              change.before().isEmpty(),
              change.before().map(AgentSetup::toString).orElse("not there"),
              "not there");
      case Reading.Unknown<Agent>(Diagnostic why) -> new Now.Unreadable(why);
      case Reading.NotRead<Agent> _ ->
          new Now.Otherwise(stale(step, "the agent cannot be read there"));
    };
  }

  /// Whose what is there is, is told by its tag: one of others stands in the way of ours, and
  /// nothing but what is to go is taken away.
  private Now check(StepId step, Change.VpcEndpoint change) {
    return switch (reader.vpcs(
        change.place(), change.standing(), Set.of(change.vpc()), change.after().isEmpty())) {
      case Reading.Present<SortedMap<String, Vpc>>(var vpcs) -> {
        Optional<Vpc> vpc = Optional.ofNullable(vpcs.get(change.vpc()));
        yield change.after().isPresent()
            ? checkMaking(step, change, vpc)
            : vpc.filter(one -> one.has(change.maker())).isPresent()
                ? new Now.AsSeen()
                : new Now.AsWanted();
      }
      case Reading.Unknown<SortedMap<String, Vpc>>(Diagnostic why) -> new Now.Unreadable(why);
      case Reading.Absent<SortedMap<String, Vpc>> _, Reading.NotRead<SortedMap<String, Vpc>> _ ->
          new Now.Otherwise(stale(step, "the VPC cannot be read there"));
    };
  }

  private static Now checkMaking(StepId step, Change.VpcEndpoint change, Optional<Vpc> vpc) {
    if (vpc.isEmpty()) {
      return new Now.Otherwise(stale(step, "the VPC is gone"));
    }
    List<Vpc.Endpoint> there = vpc.get().lasting();
    if (there.stream().anyMatch(one -> one.maker() == change.maker() && one.isAvailable())) {
      return new Now.AsWanted();
    }
    if (there.stream().anyMatch(one -> one.maker() == change.maker())) {
      return new Now.NotYet(
          Diagnostic.error(
                  Code.ENDPOINT_NOT_READY, "`%s` waits: EC2 is at the endpoint.".formatted(step))
              .hint("Look again with `eksguard plan`."));
    }
    return there.isEmpty()
        ? new Now.AsSeen()
        : new Now.Otherwise(stale(step, "somebody else made an endpoint in the VPC"));
  }

  private Now check(StepId step, Change.AccountFeature change) {
    return switch (look.detector(change.place(), change.standing())) {
      case Reading.Present<Detector>(Detector detector) -> {
        var now = detector.setting(change.feature());
        yield compare(
            step,
            now.meansTheSameAs(change.after()),
            now.meansTheSameAs(change.before()),
            change.before().toString(),
            now.toString());
      }
      case Reading.Unknown<Detector>(Diagnostic why) when why.code() == Code.NOT_A_MEMBER ->
          new Now.NotYet(why);
      case Reading.Unknown<Detector>(Diagnostic why) -> new Now.Unreadable(why);
      case Reading.Absent<Detector> _, Reading.NotRead<Detector> _ ->
          new Now.Otherwise(stale(step, "the detector is gone"));
    };
  }

  private Now check(StepId step, Change.OrganizationFeature change) {
    return switch (reader.organizationSettings(change.region())) {
      case Reading.Present<OrganizationSettings>(OrganizationSettings settings) -> {
        var now = settings.setting(change.feature());
        yield compare(
            step,
            now.equals(change.after()) && settings.guardDuty() == change.guardDutyAfter(),
            now.equals(change.before())
                && (settings.guardDuty() == change.guardDutyBefore()
                    || settings.guardDuty() == change.guardDutyAfter()),
            change.before() + " with GuardDuty " + change.guardDutyBefore(),
            now + " with GuardDuty " + settings.guardDuty());
      }
      case Reading.Unknown<OrganizationSettings>(Diagnostic why) -> new Now.Unreadable(why);
      case Reading.Absent<OrganizationSettings> _, Reading.NotRead<OrganizationSettings> _ ->
          new Now.Otherwise(stale(step, "the organization configuration is gone"));
    };
  }

  private static Now compare(
      StepId step, boolean asWanted, boolean asSeen, String seen, String now) {
    if (asWanted) {
      return new Now.AsWanted();
    }
    if (asSeen) {
      return new Now.AsSeen();
    }
    return new Now.Otherwise(
        stale(step, "it was %s when planned and is %s now".formatted(seen, now)));
  }

  private static String word(Optional<String> tag) {
    return tag.map(value -> "`" + value + "`").orElse("untagged");
  }

  private static Diagnostic stale(StepId step, String how) {
    return Diagnostic.error(Code.STALE, "`%s` is stale: %s.".formatted(step, how))
        .hint("Nothing was written for this step. Run `eksguard plan` again.");
  }
}
