package io.eksguard.aws.ec2;

import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.OfAccount;
import io.eksguard.aws.session.Pages;
import io.eksguard.live.NodeCount;
import io.eksguard.live.Reading;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CpuOptions;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/// Counts the instances that are nodes of clusters, and their vCPUs, whoever made them: managed
/// node groups, EKS Auto Mode, Karpenter or somebody by hand. Each carries the tag of its cluster,
/// without which it could not join; nodes that are not on EC2 are none.
///
/// @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/worker.html">Amazon EKS User
///   Guide, self-managed nodes, read 2026-11-28</a>
/// @see <a
///   href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-cpu-options-rules.html">
///   Amazon EC2 User Guide, rules for CPU options: vCPUs are cores by threads, read 2026-11-28</a>
public final class Instances {
  private static final String TAG = "kubernetes.io/cluster/";
  private static final String OWNED = "owned";

  /// How many clusters are asked for at a time: EC2 refuses more than 200 values of filters in one
  /// call.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">Amazon
  ///   EC2 API reference, error codes, `FilterLimitExceeded`, read 2026-11-28</a>
  private static final int AT_A_TIME = 100;

  private static final int PAGE = 1000;

  private static final String WINDOWS = "windows";
  private static final String FIRST_GRAVITON = "a1.";

  private final Clients clients;

  public Instances(Clients clients) {
    this.clients = clients;
  }

  /// The nodes of these clusters that run now or start; a cluster without any has none.
  public Reading<SortedMap<ClusterName, NodeCount>> of(
      Place place, Standing standing, Set<ClusterName> clusters) {
    return clients
        .ec2(place, standing)
        .then(client -> counted(client, place, List.copyOf(clusters)))
        .reading();
  }

  /// An instance may come more than once: on two pages, or for two clusters whose tags it carries.
  private Answer<SortedMap<ClusterName, NodeCount>> counted(
      OfAccount<Ec2Client> client, Place place, List<ClusterName> clusters) {
    SortedMap<ClusterName, NodeCount> counts = new TreeMap<>();
    clusters.forEach(cluster -> counts.put(cluster, NodeCount.NONE));
    Set<String> seen = new HashSet<>();
    for (int from = 0; from < clusters.size(); from += AT_A_TIME) {
      int to = Math.min(from + AT_A_TIME, clusters.size());
      switch (pages(client, place, clusters.subList(from, to), counts.keySet())) {
        case Answer.Failed<List<Page>>(var why, var cause) -> {
          return new Answer.Failed<>(why, cause);
        }
        case Answer.Ok<List<Page>>(var pages) ->
            pages.stream()
                .flatMap(page -> page.nodes().stream())
                .filter(node -> seen.add(node.id()))
                .forEach(node ->
                    counts.computeIfPresent(
                        node.cluster(), (_, count) -> count.plus(node.count())));
      }
    }
    return new Answer.Ok<>(counts);
  }

  private record Node(String id, ClusterName cluster, NodeCount count) {}

  /// What is kept of an answer: all of it, for 100 clusters with 3,000 nodes each, is more memory
  /// than many machines have.
  private record Page(boolean isWhole, @Nullable String next, List<Node> nodes) {
    static Page of(DescribeInstancesResponse answer, Set<ClusterName> wanted) {
      List<Node> nodes = new ArrayList<>();
      answer.reservations().stream()
          .flatMap(reservation -> reservation.instances().stream())
          .forEach(instance ->
              clusterOf(instance, wanted)
                  .ifPresent(cluster ->
                      nodes.add(new Node(instance.instanceId(), cluster, one(instance)))));
      return new Page(answer.hasReservations(), answer.nextToken(), nodes);
    }
  }

  private Answer<List<Page>> pages(
      OfAccount<Ec2Client> client,
      Place place,
      List<ClusterName> clusters,
      Set<ClusterName> wanted) {
    List<String> keys = new ArrayList<>();
    clusters.forEach(cluster -> keys.add(TAG + cluster.value()));
    return Pages.all(
        place,
        Permission.DESCRIBE_INSTANCES,
        token ->
            clients
                .calls()
                .make(
                    place.account(),
                    place.region(),
                    Permission.DESCRIBE_INSTANCES,
                    () ->
                        client.call(
                            Ec2Client::describeInstances,
                            DescribeInstancesRequest.builder()
                                .filters(
                                    Networks.filter("tag-key", keys),
                                    Networks.filter("instance-state-name", "pending", "running"))
                                .maxResults(PAGE)
                                .nextToken(token.orElse(null))
                                .build()))
                .map(answer -> Page.of(answer, wanted)),
        Page::isWhole,
        Page::next);
  }

  /// Whose node it is. It may carry other tags of that form, with whatever text; where it is
  /// `owned` by a cluster, those that say something else say nothing. Of several clusters that it
  /// may belong to it is always the same one, in whatever order AWS gives the tags.
  private static Optional<ClusterName> clusterOf(Instance instance, Set<ClusterName> wanted) {
    List<Tag> tags =
        instance.tags().stream()
            .filter(tag -> tag.key() != null && tag.key().startsWith(TAG))
            .toList();
    boolean owned = tags.stream().anyMatch(Instances::isOwned);
    return tags.stream()
        .filter(tag -> !owned || isOwned(tag))
        .map(tag -> tag.key().substring(TAG.length()))
        .filter(ClusterName::isValid)
        .map(ClusterName::new)
        .filter(wanted::contains)
        .min(Comparator.naturalOrder());
  }

  private static boolean isOwned(Tag tag) {
    return OWNED.equals(tag.value());
  }

  private static NodeCount one(Instance instance) {
    if (isUnfit(instance)) {
      return NodeCount.ONE_UNFIT;
    }
    CpuOptions cpu = instance.cpuOptions();
    return cpu == null || cpu.coreCount() == null || cpu.threadsPerCore() == null
        ? NodeCount.ofUnknownSize(1)
        : new NodeCount(1, (long) cpu.coreCount() * cpu.threadsPerCore(), 0, 0);
  }

  /// The agent is for Linux, and for Graviton from its second generation on; the first is in A1.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html">
  ///   GuardDuty User Guide, prerequisites for EKS, read 2026-11-24</a>
  private static boolean isUnfit(Instance instance) {
    // EC2 says `windows`, and the SDK knows `Windows`
    return WINDOWS.equalsIgnoreCase(instance.platformAsString())
        || String.valueOf(instance.instanceTypeAsString()).startsWith(FIRST_GRAVITON);
  }
}
