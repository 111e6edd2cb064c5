package io.eksguard.plan;

import io.eksguard.diff.NoEndpoint;
import io.eksguard.live.NodeCount;
import io.eksguard.model.AccountId;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Place;
import io.eksguard.model.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/// What AWS will do by itself once a plan is done: what follows from it, but is no step of it.
///
/// @param agents the clusters on which something happens to the agent
/// @param endpoints the VPCs in which something happens to GuardDuty's endpoint, or in which it is
///   left behind
/// @param wholes the accounts and regions of which more is to be said than of single clusters
/// @param checks the compliance checks that change their colour or stay red
/// @param covered the clusters that get the agent, by AWS or by a step, and cost
public record Reaction(
    List<OnCluster> agents,
    List<OnVpc> endpoints,
    SortedMap<Place, Whole> wholes,
    List<OnCheck> checks,
    NewlyCovered covered) {
  /// Nothing.
  public static final Reaction NONE =
      new Reaction(List.of(), List.of(), new TreeMap<>(), List.of(), NewlyCovered.NONE);

  public Reaction {
    agents = List.copyOf(agents);
    endpoints = List.copyOf(endpoints);
    wholes = new TreeMap<>(wholes);
    checks = List.copyOf(checks);
  }

  /// What AWS will do once the plan is done.
  ///
  /// @param bases what the plan stands on
  /// @param others whether there are accounts of the organization that the plan does not know
  public static Reaction of(Plan plan, Bases bases, boolean others) {
    if (plan.isEmpty()) {
      return NONE;
    }
    Bases after = bases.after(plan.steps().stream().map(Step::change).toList());
    return new Foresight(bases, after, others, plan).reaction();
  }

  /// The same, where it is known on which clusters there is an agent already.
  public Reaction seeing(BiPredicate<Place, ClusterName> hasAgent) {
    return new Reaction(
        agents.stream()
            .map(one ->
                one.agent() == Agent.INSTALLED && hasAgent.test(one.place(), one.cluster())
                    ? new OnCluster(one.place(), one.cluster(), Agent.TAKEN_OVER, one.vpc())
                    : one)
            .toList(),
        endpoints,
        wholes,
        checks,
        covered);
  }

  /// The same, where it is known in which VPCs GuardDuty has no endpoint and can make none, and
  /// why.
  public Reaction where(BiFunction<Place, String, Optional<NoEndpoint>> noEndpoint) {
    List<OnVpc> known = new ArrayList<>();
    for (OnVpc one : endpoints) {
      Optional<NoEndpoint> why = noEndpoint.apply(one.place(), one.vpc());
      if (why.isEmpty()) {
        known.add(one);
      } else if (one.endpoint() == Endpoint.CREATED) {
        known.add(new OnVpc(one.place(), one.vpc(), Endpoint.IMPOSSIBLE, why));
      }
    }
    return new Reaction(agents, known, wholes, checks, covered);
  }

  /// The same, where it is known how many nodes clusters have.
  public Reaction counting(BiFunction<Place, ClusterName, Optional<NodeCount>> nodes) {
    return new Reaction(agents, endpoints, wholes, checks, covered.counting(nodes));
  }

  /// The same, where EC2 was asked how many nodes clusters have.
  public Reaction counted(BiFunction<Place, ClusterName, Optional<NodeCount>> nodes) {
    return isEmpty()
        ? this
        : new Reaction(agents, endpoints, wholes, checks, covered.counting(nodes).whenAsked());
  }

  /// Whether nothing follows.
  public boolean isEmpty() {
    return equals(NONE);
  }

  /// What happens to the agent of one cluster.
  ///
  /// @param vpc the cluster's VPC, if that is known
  public record OnCluster(Place place, ClusterName cluster, Agent agent, Optional<String> vpc) {}

  /// What happens to an agent.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html">
  ///   GuardDuty User Guide, how it works with EKS, read 2026-11-24</a>
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-resource-clean-up.html">
  ///   GuardDuty User Guide, cleaning up agent resources, read 2026-11-24</a>
  public enum Agent {
    /// GuardDuty installs it, unless one is there, and keeps it up to date.
    INSTALLED("installed"),
    /// One is there already; GuardDuty updates it from now on.
    TAKEN_OVER("taken-over"),
    /// GuardDuty installs it as soon as the cluster is active.
    WAITS("waits"),
    /// GuardDuty would install it, and there are no add-ons on such a cluster.
    IMPOSSIBLE("impossible"),
    /// It stays, is no longer updated, and is still billed.
    STAYS("stays"),
    /// GuardDuty removes it.
    REMOVED("removed");

    private final String word;

    Agent(String word) {
      this.word = word;
    }

    /// Its name in JSON.
    public String word() {
      return word;
    }
  }

  /// What happens in one VPC to the interface endpoint `guardduty-data` and its security group.
  ///
  /// @param vpc the VPC, of whomever it is
  /// @param why why they cannot be made, where they cannot
  public record OnVpc(Place place, String vpc, Endpoint endpoint, Optional<NoEndpoint> why) {
    /// One of which nothing is in the way, as far as is known.
    public OnVpc(Place place, String vpc, Endpoint endpoint) {
      this(place, vpc, endpoint, Optional.empty());
    }
  }

  /// What happens to an endpoint.
  public enum Endpoint {
    /// GuardDuty makes both, unless they are there.
    CREATED("created"),
    /// GuardDuty would make both, and cannot, as EC2 was asked and said; so agents there have no
    /// way to it.
    IMPOSSIBLE("impossible"),
    /// Both stay, though no cluster in the VPC is managed any more.
    LEFT("left"),
    /// GuardDuty removes both, but not those of a VPC that another account shares.
    REMOVED("removed");

    private final String word;

    Endpoint(String word) {
      this.word = word;
    }

    /// Its name in JSON.
    public String word() {
      return word;
    }

    /// Whether they are there afterwards. Then neither the VPC nor its subnets can be deleted.
    ///
    /// @see <a
    ///   href="https://docs.aws.amazon.com/guardduty/latest/ug/using-iac-with-gdu-automated-agents-runtime-monitoring.html">
    ///   GuardDuty User Guide, infrastructure as code, read 2026-11-24</a>
    public boolean blocksDeletion() {
      return switch (this) {
        case CREATED, LEFT -> true;
        case IMPOSSIBLE, REMOVED -> false;
      };
    }
  }

  /// What happens to all clusters of an account in a region.
  public enum Whole {
    /// Its last runtime monitoring is turned off: every agent goes, also one installed by hand, and
    /// every endpoint that GuardDuty made.
    CLEARED("cleared"),
    /// Its clusters were not read, and what GuardDuty does with their agents changes.
    UNREAD("unread");

    private final String word;

    Whole(String word) {
      this.word = word;
    }

    /// Its name in JSON.
    public String word() {
      return word;
    }
  }

  /// What becomes of a compliance check.
  ///
  /// @param account the account; none where one result speaks for the organization
  /// @param red the accounts that make it red afterwards
  /// @param byDesign whether it is red since the file asks for that
  public record OnCheck(
      Check check,
      Region region,
      Optional<AccountId> account,
      Colour before,
      Colour after,
      SortedSet<AccountId> red,
      boolean byDesign) {
    public OnCheck {
      red = new TreeSet<>(red);
    }
  }

  /// The colour of a check.
  public enum Colour {
    /// It passes.
    GREEN,
    /// It fails.
    RED,
    /// AWS's definition, or what was read, does not say.
    UNKNOWN
  }
}
