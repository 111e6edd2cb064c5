package io.eksguard.aws.session;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.CreateAddonRequest;
import software.amazon.awssdk.services.eks.model.CreateAddonResponse;
import software.amazon.awssdk.services.eks.model.DeleteAddonRequest;
import software.amazon.awssdk.services.eks.model.DeleteAddonResponse;
import software.amazon.awssdk.services.eks.model.DescribeAddonConfigurationRequest;
import software.amazon.awssdk.services.eks.model.DescribeAddonConfigurationResponse;
import software.amazon.awssdk.services.eks.model.DescribeAddonRequest;
import software.amazon.awssdk.services.eks.model.DescribeAddonResponse;
import software.amazon.awssdk.services.eks.model.DescribeAddonVersionsRequest;
import software.amazon.awssdk.services.eks.model.DescribeAddonVersionsResponse;
import software.amazon.awssdk.services.eks.model.DescribeClusterRequest;
import software.amazon.awssdk.services.eks.model.DescribeClusterResponse;
import software.amazon.awssdk.services.eks.model.ListClustersRequest;
import software.amazon.awssdk.services.eks.model.ListClustersResponse;
import software.amazon.awssdk.services.eks.model.ListFargateProfilesRequest;
import software.amazon.awssdk.services.eks.model.ListFargateProfilesResponse;
import software.amazon.awssdk.services.eks.model.ListNodegroupsRequest;
import software.amazon.awssdk.services.eks.model.ListNodegroupsResponse;
import software.amazon.awssdk.services.eks.model.TagResourceRequest;
import software.amazon.awssdk.services.eks.model.TagResourceResponse;
import software.amazon.awssdk.services.eks.model.UntagResourceRequest;
import software.amazon.awssdk.services.eks.model.UntagResourceResponse;
import software.amazon.awssdk.services.eks.model.UpdateAddonRequest;
import software.amazon.awssdk.services.eks.model.UpdateAddonResponse;

/// EKS as one account sees it, over a client that all accounts of a region share: a client of its
/// own costs more than the calls made with it, and 150 KB for as long as the command runs.
///
/// The shared client has no credentials, so a call that went past this would be refused here. What
/// is not passed on below throws.
record EksOfAccount(EksClient shared, AwsCredentialsProvider credentials) implements EksClient {
  private AwsRequestOverrideConfiguration with(AwsRequest request) {
    return request
        .overrideConfiguration()
        .map(AwsRequestOverrideConfiguration::toBuilder)
        .orElseGet(AwsRequestOverrideConfiguration::builder)
        .credentialsProvider(credentials)
        .build();
  }

  @Override
  public ListClustersResponse listClusters(ListClustersRequest request) {
    return shared.listClusters(request.toBuilder().overrideConfiguration(with(request)).build());
  }

  @Override
  public DescribeClusterResponse describeCluster(DescribeClusterRequest request) {
    return shared.describeCluster(request.toBuilder().overrideConfiguration(with(request)).build());
  }

  @Override
  public ListNodegroupsResponse listNodegroups(ListNodegroupsRequest request) {
    return shared.listNodegroups(request.toBuilder().overrideConfiguration(with(request)).build());
  }

  @Override
  public ListFargateProfilesResponse listFargateProfiles(ListFargateProfilesRequest request) {
    return shared.listFargateProfiles(
        request.toBuilder().overrideConfiguration(with(request)).build());
  }

  @Override
  public TagResourceResponse tagResource(TagResourceRequest request) {
    return shared.tagResource(request.toBuilder().overrideConfiguration(with(request)).build());
  }

  @Override
  public UntagResourceResponse untagResource(UntagResourceRequest request) {
    return shared.untagResource(request.toBuilder().overrideConfiguration(with(request)).build());
  }

  @Override
  public DescribeAddonResponse describeAddon(DescribeAddonRequest request) {
    return shared.describeAddon(request.toBuilder().overrideConfiguration(with(request)).build());
  }

  @Override
  public DescribeAddonVersionsResponse describeAddonVersions(DescribeAddonVersionsRequest request) {
    return shared.describeAddonVersions(
        request.toBuilder().overrideConfiguration(with(request)).build());
  }

  @Override
  public DescribeAddonConfigurationResponse describeAddonConfiguration(
      DescribeAddonConfigurationRequest request) {
    return shared.describeAddonConfiguration(
        request.toBuilder().overrideConfiguration(with(request)).build());
  }

  @Override
  public CreateAddonResponse createAddon(CreateAddonRequest request) {
    return shared.createAddon(request.toBuilder().overrideConfiguration(with(request)).build());
  }

  @Override
  public UpdateAddonResponse updateAddon(UpdateAddonRequest request) {
    return shared.updateAddon(request.toBuilder().overrideConfiguration(with(request)).build());
  }

  @Override
  public DeleteAddonResponse deleteAddon(DeleteAddonRequest request) {
    return shared.deleteAddon(request.toBuilder().overrideConfiguration(with(request)).build());
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The other accounts go on with it.
  @Override
  public void close() {}
}
