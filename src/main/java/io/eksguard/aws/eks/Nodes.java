package io.eksguard.aws.eks;

import io.eksguard.aws.session.Answer;
import io.eksguard.aws.session.Clients;
import io.eksguard.aws.session.OfAccount;
import io.eksguard.aws.session.Whole;
import io.eksguard.live.Reading;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Standing;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.ListFargateProfilesRequest;
import software.amazon.awssdk.services.eks.model.ListFargateProfilesResponse;
import software.amazon.awssdk.services.eks.model.ListNodegroupsRequest;
import software.amazon.awssdk.services.eks.model.ListNodegroupsResponse;

/// What EKS knows of the nodes of a cluster: whether there are Fargate profiles, and node groups.
/// Of each one item is enough.
///
/// @see <a href="https://docs.aws.amazon.com/eks/latest/APIReference/API_ListFargateProfiles.html">
///   AWS API reference, ListFargateProfiles, ListNodegroups, read 2026-11-24</a>
public final class Nodes {
  private final Clients clients;

  public Nodes(Clients clients) {
    this.clients = clients;
  }

  /// Whether there is a Fargate profile and no node group. Node groups are asked for only where
  /// there is a profile.
  public Reading<Boolean> seemsFargateOnly(Place place, Standing standing, ClusterName cluster) {
    return clients
        .eks(place, standing)
        .then(client ->
            hasProfile(client, place, cluster)
                .then(has ->
                    has
                        ? hasNodeGroup(client, place, cluster).map(group -> !group)
                        : new Answer.Ok<>(false)))
        .reading();
  }

  /// Whether both lists can be read, without regard to what is in them.
  public Reading<Boolean> mayAsk(
      Place place, Standing standing, ClusterName cluster, Permission which) {
    return clients
        .eks(place, standing)
        .then(client ->
            which == Permission.LIST_NODEGROUPS
                ? hasNodeGroup(client, place, cluster)
                : hasProfile(client, place, cluster))
        .reading();
  }

  private Answer<Boolean> hasProfile(
      OfAccount<EksClient> client, Place place, ClusterName cluster) {
    Permission operation = Permission.LIST_FARGATE_PROFILES;
    return Whole.only(
            place,
            operation,
            clients
                .calls()
                .make(
                    place.account(),
                    place.region(),
                    operation,
                    () ->
                        client.call(
                            EksClient::listFargateProfiles,
                            ListFargateProfilesRequest.builder()
                                .clusterName(cluster.value())
                                .maxResults(1)
                                .build())),
            ListFargateProfilesResponse::hasFargateProfileNames)
        .map(found -> !found.fargateProfileNames().isEmpty());
  }

  private Answer<Boolean> hasNodeGroup(
      OfAccount<EksClient> client, Place place, ClusterName cluster) {
    Permission operation = Permission.LIST_NODEGROUPS;
    return Whole.only(
            place,
            operation,
            clients
                .calls()
                .make(
                    place.account(),
                    place.region(),
                    operation,
                    () ->
                        client.call(
                            EksClient::listNodegroups,
                            ListNodegroupsRequest.builder()
                                .clusterName(cluster.value())
                                .maxResults(1)
                                .build())),
            ListNodegroupsResponse::hasNodegroups)
        .map(found -> !found.nodegroups().isEmpty());
  }
}
