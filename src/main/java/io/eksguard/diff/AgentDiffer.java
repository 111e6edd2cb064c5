package io.eksguard.diff;

import io.eksguard.live.Agent;
import io.eksguard.live.AgentOffer;
import io.eksguard.live.AgentSite;
import io.eksguard.live.AgentStatus;
import io.eksguard.live.Cluster;
import io.eksguard.live.Reading;
import io.eksguard.model.AgentRule;
import io.eksguard.model.AgentSetup;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Conflicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Compares the agents by hand of one account in one region.
///
/// What others installed is updated if the file names it, and never taken away; what GuardDuty
/// installed is left alone.
final class AgentDiffer {
  private final Ground ground;
  private final List<Change> changes = new ArrayList<>();
  private final List<AgentFinding> findings = new ArrayList<>();

  private final boolean removesLeftovers;

  /// @param removesLeftovers whether an agent goes that stayed when its cluster ceased to be
  ///   managed
  AgentDiffer(Ground ground, boolean removesLeftovers) {
    this.ground = ground;
    this.removesLeftovers = removesLeftovers;
    if (ground.wanted().enabled()) {
      ground.clusters().values().forEach(this::compare);
    }
  }

  List<Change> changes() {
    return changes;
  }

  List<AgentFinding> findings() {
    return findings;
  }

  private void compare(Cluster cluster) {
    Optional<AgentRule> rule =
        ground.assignment().entry().approach().agentFor(cluster.name(), ground.place().region());
    cluster
        .site()
        .filter(site -> isKnown(site.agent()) && !ground.shallManage(cluster.name()))
        .ifPresent(site ->
            rule.ifPresentOrElse(
                line -> compare(cluster.name(), site, line), () -> remove(cluster.name(), site)));
  }

  private static boolean isKnown(Reading<Agent> agent) {
    return switch (agent) {
      case Reading.Present<Agent> _, Reading.Absent<Agent> _ -> true;
      case Reading.Unknown<Agent> _, Reading.NotRead<Agent> _ -> false;
    };
  }

  private void remove(ClusterName cluster, AgentSite site) {
    Optional<Agent> found = site.agent().asOptional();
    String path = ground.assignment().entry().path();
    found
        .filter(agent -> staysBehind(agent) && !goes(agent))
        .ifPresent(agent ->
            note(
                cluster,
                new AgentFinding.What.LeftBehind(
                    Optional.of(agent.setup().version()),
                    Optional.empty(),
                    Optional.of(agent.owner())),
                path));
    found
        .filter(this::goes)
        .ifPresent(agent -> {
          if (agent.status().isBusy()) {
            note(cluster, new AgentFinding.What.Busy(agent.status()), path);
          } else {
            change(
                cluster,
                Optional.of(agent.setup()),
                Optional.empty(),
                agent.owner(),
                Conflicts.NONE,
                Reason.NOT_IN_FILE,
                path);
          }
        });
  }

  /// What others installed is their business. One that is about to go does not stay.
  private static boolean staysBehind(Agent agent) {
    return switch (agent.owner()) {
      case EKSGUARD, GUARDDUTY -> agent.status() != AgentStatus.DELETING;
      case OTHERS -> false;
    };
  }

  /// Ours where no line names it any more, and whoever's but others' where leftovers go.
  private boolean goes(Agent agent) {
    return switch (agent.owner()) {
      case EKSGUARD -> removesLeftovers || ground.assignment().entry().approach().tendsAgents();
      case GUARDDUTY -> removesLeftovers;
      case OTHERS -> false;
    };
  }

  private void compare(ClusterName cluster, AgentSite site, AgentRule rule) {
    Optional<Agent> agent = site.agent().asOptional();
    if (agent.filter(a -> a.owner() == Agent.Owner.GUARDDUTY).isPresent()) {
      note(cluster, new AgentFinding.What.OfGuardDuty(), rule.path());
      return;
    }
    if (agent.filter(a -> a.status().isBusy()).isPresent()) {
      note(cluster, new AgentFinding.What.Busy(agent.get().status()), rule.path());
      return;
    }
    site.offer().asOptional().ifPresent(offer -> compare(cluster, site, rule, offer));
  }

  private void compare(ClusterName cluster, AgentSite site, AgentRule rule, AgentOffer offer) {
    Optional<AgentSetup> there = site.setup();
    Set<String> tags = differing(rule, there);
    Optional<AgentSetup> found = there.map(setup -> setup.only(tags));
    Optional<AgentSetup> wanted = offer.wanted(rule, there).map(setup -> setup.only(tags));
    if (wanted.isEmpty()) {
      note(
          cluster,
          new AgentFinding.What.VersionDoesNotFit(
              rule.version().orElse(AgentRule.DEFAULT), offer.kubernetes(), offer.versions()),
          rule.path());
      return;
    }
    boolean staysOtherwise =
        wanted.map(AgentSetup::untagged).equals(found.map(AgentSetup::untagged));
    if (staysOtherwise) {
      site.agent()
          .asOptional()
          .filter(agent -> agent.status() != AgentStatus.ACTIVE)
          .ifPresent(agent ->
              note(
                  cluster,
                  new AgentFinding.What.NotWell(agent.status(), agent.issues()),
                  rule.path()));
    }
    if (wanted.equals(found)) {
      return;
    }
    if (!staysOtherwise
        && rule.configuration().isPresent()
        && !isFitting(cluster, rule, offer, wanted.get())) {
      return;
    }
    change(
        cluster,
        found,
        wanted,
        site.agent().asOptional().map(Agent::owner).orElse(Agent.Owner.EKSGUARD),
        rule.conflicts(),
        Reason.DIFFERS_FROM_FILE,
        rule.path());
  }

  /// The keys of the tags that are to be set. Others than the line names are not ours to look at.
  private static Set<String> differing(AgentRule rule, Optional<AgentSetup> there) {
    SortedMap<String, String> tags = new TreeMap<>(rule.tags());
    there.ifPresent(setup -> tags.entrySet().removeAll(setup.tags().entrySet()));
    return tags.keySet();
  }

  /// Without the schema nothing is written: it would be to try.
  private boolean isFitting(
      ClusterName cluster, AgentRule rule, AgentOffer offer, AgentSetup wanted) {
    Optional<String> schema =
        Optional.ofNullable(offer.schemas().get(wanted.version())).flatMap(Reading::asOptional);
    if (schema.isEmpty()) {
      return false;
    }
    List<String> mistakes =
        ConfigurationSchema.mistakes(schema.get(), rule.configuration().orElse("{}"));
    if (!mistakes.isEmpty()) {
      note(
          cluster,
          new AgentFinding.What.ConfigurationDoesNotFit(wanted.version(), mistakes),
          rule.path());
    }
    return mistakes.isEmpty();
  }

  private void change(
      ClusterName cluster,
      Optional<AgentSetup> before,
      Optional<AgentSetup> after,
      Agent.Owner owner,
      Conflicts conflicts,
      Reason reason,
      String path) {
    changes.add(
        new Change.ClusterAgent(
            ground.place(),
            ground.assignment().standing(),
            cluster,
            before,
            after,
            owner,
            conflicts,
            reason,
            path));
  }

  private void note(ClusterName cluster, AgentFinding.What what, String path) {
    findings.add(new AgentFinding(ground.place(), cluster, what, path));
  }
}
