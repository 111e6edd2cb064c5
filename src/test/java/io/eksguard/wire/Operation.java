package io.eksguard.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import java.util.function.Supplier;

/// An operation of AWS, and how its requests look on the wire.
enum Operation {
  ASSUME_ROLE(() -> any(urlPathEqualTo("/")).withRequestBody(containing("Action=AssumeRole"))),
  DESCRIBE_INSTANCES(
      () -> any(urlPathEqualTo("/")).withRequestBody(containing("Action=DescribeInstances"))),
  DESCRIBE_VPCS(() -> any(urlPathEqualTo("/")).withRequestBody(containing("Action=DescribeVpcs&"))),
  DESCRIBE_ADDON_VERSIONS(() -> request("GET", urlPathEqualTo("/addons/supported-versions"))),
  LIST_NODEGROUPS(() -> request("GET", urlPathMatching("/clusters/[^/]+/node-groups"))),
  LIST_FARGATE_PROFILES(() -> request("GET", urlPathMatching("/clusters/[^/]+/fargate-profiles"))),
  DESCRIBE_ORGANIZATION(() -> organizations("DescribeOrganization")),
  DESCRIBE_POLICY(() -> organizations("DescribePolicy")),
  GET_CALLER_IDENTITY(
      () -> any(urlPathEqualTo("/")).withRequestBody(containing("Action=GetCallerIdentity"))),
  LIST_DETECTORS(() -> request("GET", urlPathEqualTo("/detector"))),
  LIST_MEMBERS(() -> request("GET", urlPathMatching("/detector/[^/]+/member"))),
  GET_MEMBER_DETECTORS(
      () -> request("POST", urlPathMatching("/detector/[^/]+/member/detector/get"))),
  UPDATE_MEMBER_DETECTORS(
      () -> request("POST", urlPathMatching("/detector/[^/]+/member/detector/update"))),
  DESCRIBE_ORGANIZATION_CONFIGURATION(
      () -> request("GET", urlPathMatching("/detector/[^/]+/admin"))),
  UPDATE_ORGANIZATION_CONFIGURATION(
      () -> request("POST", urlPathMatching("/detector/[^/]+/admin"))),
  GET_DETECTOR(() -> request("GET", urlPathMatching("/detector/[^/]+"))),
  LIST_CLUSTERS(() -> request("GET", urlPathEqualTo("/clusters"))),
  DESCRIBE_CLUSTER(() -> request("GET", urlPathMatching("/clusters/[^/]+"))),
  TAG_RESOURCE(() -> request("POST", urlPathMatching("/tags/.+")));

  private final Supplier<MappingBuilder> requests;

  Operation(Supplier<MappingBuilder> requests) {
    this.requests = requests;
  }

  private static MappingBuilder organizations(String name) {
    return any(urlPathEqualTo("/"))
        .withHeader("X-Amz-Target", equalTo("AWSOrganizationsV20161128." + name));
  }

  /// A stub for its requests.
  MappingBuilder stub() {
    return requests.get();
  }
}
