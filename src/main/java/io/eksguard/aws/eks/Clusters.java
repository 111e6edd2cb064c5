package io.eksguard.aws.eks;

import io.eksguard.apply.Written;
import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.OfAccount;
import io.eksguard.aws.session.Pages;
import io.eksguard.aws.session.Whole;
import io.eksguard.aws.session.Writes;
import io.eksguard.live.Cluster;
import io.eksguard.live.ClusterBuild;
import io.eksguard.live.Reading;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import io.eksguard.model.Tag;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.DescribeClusterRequest;
import software.amazon.awssdk.services.eks.model.DescribeClusterResponse;
import software.amazon.awssdk.services.eks.model.ListClustersRequest;
import software.amazon.awssdk.services.eks.model.ListClustersResponse;
import software.amazon.awssdk.services.eks.model.TagResourceRequest;
import software.amazon.awssdk.services.eks.model.UntagResourceRequest;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;

/// Reads EKS clusters.
public final class Clusters {
  /// The tag that CloudFormation puts on whatever it makes.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html">
  ///   AWS CloudFormation User Guide, resource tags, read 2026-11-24</a>
  private static final String STACK = "aws:cloudformation:stack-name";

  private static final String DELETING = "DELETING";

  private final Clients clients;

  public Clusters(Clients clients) {
    this.clients = clients;
  }

  /// Every cluster of a place: one list call for each 100, one describe call for each cluster.
  public Reading<SortedMap<ClusterName, Cluster>> all(Place place, Standing standing) {
    return clients
        .eks(place, standing)
        .then(client -> names(client, place).then(names -> describeAll(client, place, names)))
        .reading();
  }

  /// One cluster.
  public Reading<Cluster> one(Place place, Standing standing, ClusterName cluster) {
    return clients
        .eks(place, standing)
        .then(client -> describe(client, place, cluster.value()))
        .reading();
  }

  /// A list that is not there is no list without clusters: it is not known what there is.
  private Answer<List<String>> names(OfAccount<EksClient> client, Place place) {
    Permission operation = Permission.LIST_CLUSTERS;
    Answer<List<ListClustersResponse>> pages =
        Pages.all(
            place,
            operation,
            token ->
                clients
                    .calls()
                    .make(
                        place.account(),
                        place.region(),
                        operation,
                        () ->
                            client.call(
                                EksClient::listClusters,
                                ListClustersRequest.builder()
                                    .maxResults(100)
                                    .nextToken(token.orElse(null))
                                    .build())),
            ListClustersResponse::hasClusters,
            ListClustersResponse::nextToken);
    return switch (pages) {
      case Answer.Ok<List<ListClustersResponse>>(var read) ->
          new Answer.Ok<>(read.stream().flatMap(page -> page.clusters().stream()).toList());
      case Answer.Failed<List<ListClustersResponse>>(var why, var cause) ->
          new Answer.Failed<>(why, cause == Answer.Cause.NOT_FOUND ? Answer.Cause.REFUSED : cause);
    };
  }

  /// All at once; one that is gone by now is left out, any other failure fails the whole, since a
  /// cluster that was not seen cannot be guarded.
  private Answer<SortedMap<ClusterName, Cluster>> describeAll(
      OfAccount<EksClient> client, Place place, List<String> names) {
    SortedMap<ClusterName, Cluster> found = new TreeMap<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer<Cluster>>> answers =
          names.stream().map(name -> threads.submit(() -> describe(client, place, name))).toList();
      for (Future<Answer<Cluster>> answer : answers) {
        switch (result(answer)) {
          case Answer.Ok<Cluster>(var cluster) -> found.put(cluster.name(), cluster);
          case Answer.Failed<Cluster>(var why, var cause) -> {
            if (cause != Answer.Cause.NOT_FOUND) {
              return new Answer.Failed<>(why, cause);
            }
          }
        }
      }
    }
    return new Answer.Ok<>(found);
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while clusters were read", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a cluster could not be read", e);
    }
  }

  private Answer<Cluster> describe(OfAccount<EksClient> client, Place place, String name) {
    Permission operation = Permission.DESCRIBE_CLUSTER;
    Answer<DescribeClusterResponse> answer =
        clients
            .calls()
            .make(
                place.account(),
                place.region(),
                operation,
                () ->
                    client.call(
                        EksClient::describeCluster,
                        DescribeClusterRequest.builder().name(name).build()));
    return Whole.only(
            place,
            operation,
            answer,
            one ->
                one.cluster() != null
                    && name.equals(one.cluster().name())
                    && one.cluster().arn() != null)
        .map(DescribeClusterResponse::cluster)
        .map(cluster ->
            new Cluster(
                new ClusterName(cluster.name()),
                cluster.arn(),
                Optional.ofNullable(cluster.tags().get(Tag.KEY)),
                DELETING.equals(cluster.statusAsString()),
                Optional.ofNullable(cluster.createdAt()),
                Optional.ofNullable(cluster.tags().get(STACK)),
                build(cluster),
                Optional.empty()));
  }

  private static ClusterBuild build(software.amazon.awssdk.services.eks.model.Cluster cluster) {
    SortedSet<ClusterBuild.Trait> traits = new TreeSet<>();
    if (cluster.outpostConfig() != null) {
      traits.add(ClusterBuild.Trait.LOCAL);
    }
    if (cluster.remoteNetworkConfig() != null
        && !cluster.remoteNetworkConfig().remoteNodeNetworks().isEmpty()) {
      traits.add(ClusterBuild.Trait.HYBRID_NODES);
    }
    if (cluster.computeConfig() != null && Boolean.TRUE.equals(cluster.computeConfig().enabled())) {
      traits.add(ClusterBuild.Trait.AUTO_MODE);
    }
    return new ClusterBuild(
        Optional.ofNullable(cluster.statusAsString()),
        Optional.ofNullable(cluster.version()),
        Optional.ofNullable(cluster.resourcesVpcConfig()).map(VpcConfigResponse::vpcId),
        traits,
        Optional.ofNullable(cluster.resourcesVpcConfig())
            .map(VpcConfigResponse::subnetIds)
            .<SortedSet<String>>map(TreeSet::new)
            .orElseGet(TreeSet::new));
  }

  /// Sets the tag; other tags stay.
  public Written tag(Place place, Standing standing, String arn, String value) {
    return Writes.written(
        clients
            .eks(place, standing)
            .then(client ->
                clients
                    .calls()
                    .make(
                        place.account(),
                        place.region(),
                        Permission.TAG_RESOURCE,
                        () ->
                            client.call(
                                EksClient::tagResource,
                                TagResourceRequest.builder()
                                    .resourceArn(arn)
                                    .tags(java.util.Map.of(Tag.KEY, value))
                                    .build()))));
  }

  /// Removes the tag; other tags stay.
  public Written untag(Place place, Standing standing, String arn) {
    return Writes.written(
        clients
            .eks(place, standing)
            .then(client ->
                clients
                    .calls()
                    .make(
                        place.account(),
                        place.region(),
                        Permission.UNTAG_RESOURCE,
                        () ->
                            client.call(
                                EksClient::untagResource,
                                UntagResourceRequest.builder()
                                    .resourceArn(arn)
                                    .tagKeys(Tag.KEY)
                                    .build()))));
  }
}
