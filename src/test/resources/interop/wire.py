"""Holds every answer of the sandbox against botocore's model of it.

BotocoreTest runs it. AWS_ENDPOINT_URL is the sandbox; the access key of a client is the account
that asks, or `sandbox`, which is the role of the delegated administrator.

    wire.py operations   every operation once, every answer checked
    wire.py errors       refusals: is the code in the model, or one that any AWS service may give?
    wire.py pages        pages of the long lists, by boto3's paginators
    wire.py retries      one call of each service; BotocoreTest throttles the first attempt

Prints a line for each problem and ends with 1, or prints what it did and ends with 0.
"""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree

import boto3
from botocore.exceptions import ClientError
from botocore.utils import parse_timestamp

ADMINISTRATOR = "111122223333"
MANAGEMENT = "000011112222"
MEMBER = "444455556666"
REGION = "us-east-1"
VPC = "vpc-0123456789abcdef0"
SERVICE = f"com.amazonaws.{REGION}.guardduty-data"
POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)

# Real detectors list features that the model lacks, so the sandbox does, too. EC2 gives the state
# of an endpoint in small letters, as the examples of DescribeVpcEndpoints in its API reference
# have it, and the model has a capital.
NOT_IN_THE_MODEL = {"AI_PROTECTION", "available", "pending"}

# Required by the model, and by AWS's own words not always there, read 2026-11-24:
# "The values for email and invitedAt are available only if the member accounts are added by
# invitation" (API_ListMembers.html), so members of an organization have none; "When the GuardDuty
# administrator account runs this API, it will return success (HTTP 200) but no content"
# (API_GetAdministratorAccount.html).
NOT_ON_THE_WIRE = {("Member", "Email"), ("GetAdministratorAccountResponse", "Administrator")}

# Codes that any service may answer with, by the "Common Errors" page of each API reference; STS
# has names of its own for some, and GuardDuty throttles as API Gateway does.
COMMON = {
    "AccessDenied": 403,
    "AccessDeniedException": 403,
    "ExpiredToken": 403,
    "InvalidClientTokenId": 403,
    "Throttling": 400,
    "ThrottlingException": 429,
    "TooManyRequestsException": 429,
    "UnknownOperationException": 404,
    "UnrecognizedClientException": 403,
    "ValidationError": 400,
}

# The codes of EC2, whose model has none, by the page "Error codes" of its API reference, read
# 2026-11-28. What is wrong with a request is answered with 400.
EC2 = {
    "DependencyViolation",
    "DuplicateSubnetsInSameZone",
    "InsufficientFreeAddressesInSubnet",
    "InvalidGroup.Duplicate",
    "InvalidGroup.NotFound",
    "InvalidParameter",
    "InvalidParameterValue",
    "InvalidPermission.Duplicate",
    "InvalidSecurityGroupID.NotFound",
    "InvalidServiceName",
    "InvalidSubnetID.NotFound",
    "InvalidVpcEndpointId.NotFound",
    "InvalidVpcID.NotFound",
    "MissingParameter",
}
EC2_STATUS = {"AuthFailure": 401, "RequestLimitExceeded": 503, "UnauthorizedOperation": 403}

problems = []
wire = {}


class Walk:
    """Reads a raw body along a shape, and says what a client that knows the shape makes of it."""

    def __init__(self, where):
        self.where = where

    def wrong(self, path, what):
        problems.append(f"{self.where}: {path or 'body'}: {what}")

    def value(self, shape, raw, path):
        if raw is None:
            return self.wrong(path, "is null")
        return getattr(self, shape.type_name, self.other)(shape, raw, path)

    def other(self, shape, raw, path):
        self.wrong(path, f"has type {shape.type_name}, which this script does not know")

    def expect(self, kinds, shape, raw, path):
        if not isinstance(raw, kinds) or (isinstance(raw, bool) and bool not in kinds):
            self.wrong(path, f"is {raw!r}, and the model says {shape.type_name}")
            return None
        return raw

    def limits(self, shape, size, path):
        low, high = shape.metadata.get("min"), shape.metadata.get("max")
        if (low is not None and size < low) or (high is not None and size > high):
            self.wrong(path, f"has size {size}, and the model says {low} to {high}")

    def structure(self, shape, raw, path):
        if self.expect((dict,), shape, raw, path) is None:
            return {}
        members = {
            member.serialization.get("name", name): (name, member)
            for name, member in shape.members.items()
            if "location" not in member.serialization
        }
        for key in raw.keys() - members.keys():
            self.wrong(path, f"has `{key}`, which the model does not")
        for key, (name, _) in members.items():
            excused = (shape.name, name) in NOT_ON_THE_WIRE
            if name in shape.required_members and key not in raw and not excused:
                self.wrong(path, f"lacks `{key}`, which the model requires")
        return {
            name: self.value(member, raw[key], f"{path}.{key}")
            for key, (name, member) in members.items()
            if key in raw
        }

    def list(self, shape, raw, path):
        if self.expect((list,), shape, raw, path) is None:
            return []
        self.limits(shape, len(raw), path)
        return [self.value(shape.member, each, f"{path}[{i}]") for i, each in enumerate(raw)]

    def map(self, shape, raw, path):
        if self.expect((dict,), shape, raw, path) is None:
            return {}
        for key in raw:
            self.value(shape.key, key, f"{path} key")
        return {key: self.value(shape.value, each, f"{path}.{key}") for key, each in raw.items()}

    def string(self, shape, raw, path):
        if self.expect((str,), shape, raw, path) is None:
            return raw
        self.limits(shape, len(raw), path)
        known = shape.metadata.get("enum")
        if known and raw not in known and raw not in NOT_IN_THE_MODEL:
            self.wrong(path, f"is `{raw}`, and the model says one of {known}")
        pattern = shape.metadata.get("pattern")
        if pattern and "\\p{" not in pattern and not re.search(pattern, raw):
            self.wrong(path, f"is `{raw}`, and the model says {pattern}")
        return raw

    def boolean(self, shape, raw, path):
        return self.expect((bool,), shape, raw, path)

    def integer(self, shape, raw, path):
        if self.expect((int,), shape, raw, path) is not None:
            self.limits(shape, raw, path)
        return raw

    long = integer

    def double(self, shape, raw, path):
        return self.expect((int, float), shape, raw, path)

    float = double

    def timestamp(self, shape, raw, path):
        kinds = (str,) if shape.serialization.get("timestampFormat") == "iso8601" else (int, float)
        return None if self.expect(kinds, shape, raw, path) is None else parse_timestamp(raw)


class XmlWalk(Walk):
    """The same for the XML of STS and EC2, in which every leaf is text."""

    def structure(self, shape, raw, path):
        children = {}
        for child in raw:
            name = child.tag.split("}")[-1]
            if name in children:
                self.wrong(path, f"has `{name}` twice")
            children[name] = child
        return super().structure(shape, children, path)

    def list(self, shape, raw, path):
        name = shape.member.serialization.get("name", "member")
        for child in raw:
            if child.tag.split("}")[-1] != name:
                self.wrong(path, f"has `{child.tag}`, and the model says `{name}`")
        return super().list(shape, list(raw), path)

    def boolean(self, shape, raw, path):
        if raw.text not in ("true", "false"):
            self.wrong(path, f"is `{raw.text}`, and the model says boolean")
        return raw.text == "true"

    def string(self, shape, raw, path):
        return super().string(shape, raw.text or "", path)

    def integer(self, shape, raw, path):
        return super().integer(shape, int(raw.text), path)

    def timestamp(self, shape, raw, path):
        return parse_timestamp(raw.text)


def code(protocol, headers, body):
    """The name of the exception, where each protocol has it."""
    if protocol == "query":
        return ElementTree.fromstring(body).find("{*}Error/{*}Code").text
    if protocol == "ec2":
        # as the API reference shows it, without a namespace
        return ElementTree.fromstring(body).find("Errors/Error/Code").text
    if protocol == "json":
        return json.loads(body)["__type"]
    return headers["x-amzn-errortype"]


def refusal(operation_model, response_dict):
    """Holds a refusal against the model of the operation."""
    service = operation_model.service_model
    status, body = response_dict["status_code"], response_dict["body"]
    headers = {name.lower(): value for name, value in response_dict["headers"].items()}
    name = code(service.protocol, headers, body)
    where = f"{service.service_name}:{operation_model.name} {name}"
    shapes = {
        shape.metadata.get("error", {}).get("code", shape.name): shape
        for shape in operation_model.error_shapes
    }
    if service.protocol == "ec2" and (name in EC2 or name in EC2_STATUS):
        wanted = EC2_STATUS.get(name, 400)
    elif name in shapes:
        wanted = shapes[name].metadata.get("error", {}).get("httpStatusCode", 400)
    elif name in COMMON:
        # Organizations answers every refusal with 400
        wanted = 400 if service.protocol == "json" else COMMON[name]
    else:
        problems.append(f"{where}: neither modelled for the operation nor common")
        return
    if status != wanted:
        problems.append(f"{where}: has status {status}, and should have {wanted}")
    if name in shapes and service.protocol not in ("query", "ec2"):
        # the type goes beside the members that the model has
        raw = {key: value for key, value in json.loads(body).items() if key != "__type"}
        Walk(where).structure(shapes[name], raw, "")


def before_parse(operation_model, response_dict, **_):
    """Sees the raw answer, before botocore reads it."""
    service = operation_model.service_model
    operation = operation_model.name
    where = f"{service.service_name}:{operation}"
    status, body = response_dict["status_code"], response_dict["body"]
    if "x-amzn-requestid" not in {name.lower() for name in response_dict["headers"]}:
        problems.append(f"{where}: no request id")
    wire.clear()
    if status >= 300:
        refusal(operation_model, response_dict)
        return
    shape = operation_model.output_shape
    if service.protocol == "query":
        root = ElementTree.fromstring(body)
        results = {child.tag.split("}")[-1]: child for child in root}
        if set(results) != {shape.serialization["resultWrapper"], "ResponseMetadata"}:
            problems.append(f"{where}: has {sorted(results)}")
        raw = results[shape.serialization["resultWrapper"]]
        wire["read"] = XmlWalk(where).structure(shape, raw, "")
    elif service.protocol == "ec2":
        root = ElementTree.fromstring(body)
        if root.tag != "{http://ec2.amazonaws.com/doc/2016-11-15/}" + operation + "Response":
            problems.append(f"{where}: is {root.tag}")
        ids = [child for child in root if child.tag.endswith("}requestId")]
        if len(ids) != 1:
            problems.append(f"{where}: has {len(ids)} request ids")
        result = [child for child in root if child not in ids]
        wire["read"] = XmlWalk(where).structure(shape, result, "") if shape else {}
    elif shape is None:
        if body not in (b"", b"{}"):
            problems.append(f"{where}: has a body, and the model has none")
        wire["read"] = {}
    else:
        wire["read"] = Walk(where).structure(shape, json.loads(body or b"{}"), "")


def after_call(parsed, model, **_):
    """Sees what botocore made of the answer: just what is on the wire, nothing lost."""
    if "Error" not in parsed:
        read = {name: value for name, value in parsed.items() if name != "ResponseMetadata"}
        if read != wire["read"]:
            problems.append(f"{model.name}: botocore read {read}, on the wire is {wire['read']}")


def client(service, key="sandbox", region=REGION):
    made = boto3.client(
        service, region_name=region, aws_access_key_id=key, aws_secret_access_key="sandbox"
    )
    made.meta.events.register("before-parse.*.*", before_parse)
    made.meta.events.register("after-call.*.*", after_call)
    return made


def arn(cluster, account=MEMBER):
    return f"arn:aws:eks:{REGION}:{account}:cluster/{cluster}"


def features(addon, key="Status", value="ENABLED"):
    return [
        {
            "Name": "RUNTIME_MONITORING",
            key: value,
            "AdditionalConfiguration": [{"Name": "EKS_ADDON_MANAGEMENT", key: addon}],
        }
    ]


def guardduty():
    gd = client("guardduty")
    detector = gd.list_detectors()["DetectorIds"][0]
    gd.update_detector(DetectorId=detector, Features=features("ENABLED"))
    gd.get_detector(DetectorId=detector)
    gd.list_tags_for_resource(
        ResourceArn=f"arn:aws:guardduty:{REGION}:{ADMINISTRATOR}:detector/{detector}"
    )
    gd.update_organization_configuration(
        DetectorId=detector,
        AutoEnableOrganizationMembers="NEW",
        Features=features("NONE", "AutoEnable", "NEW"),
    )
    gd.describe_organization_configuration(DetectorId=detector)
    gd.list_members(DetectorId=detector, OnlyAssociated="false", MaxResults=50)
    gd.get_members(DetectorId=detector, AccountIds=[MEMBER, "000000000009"])
    gd.update_member_detectors(
        DetectorId=detector, AccountIds=[MEMBER, "000000000009"], Features=features("ENABLED")
    )
    gd.get_member_detectors(DetectorId=detector, AccountIds=[MEMBER, "000000000009"])
    gd.list_coverage(
        DetectorId=detector,
        MaxResults=10,
        FilterCriteria={
            "FilterCriterion": [
                {"CriterionKey": "RESOURCE_TYPE", "FilterCondition": {"Equals": ["EKS"]}}
            ]
        },
        SortCriteria={"AttributeName": "EKS_CLUSTER_NAME", "OrderBy": "DESC"},
    )
    gd.get_coverage_statistics(
        DetectorId=detector, StatisticsType=["COUNT_BY_RESOURCE_TYPE", "COUNT_BY_COVERAGE_STATUS"]
    )
    client("guardduty", MANAGEMENT).list_organization_admin_accounts()
    member = client("guardduty", MEMBER)
    own = member.list_detectors()["DetectorIds"][0]
    member.get_administrator_account(DetectorId=own)
    gd.get_administrator_account(DetectorId=detector)
    client("guardduty", "222233334444").create_detector(Enable=True, Features=features("ENABLED"))


def eks():
    e = client("eks", MEMBER)
    e.list_clusters(maxResults=100)
    # excluded, or GuardDuty would put the agent back at once when it is deleted below
    e.tag_resource(resourceArn=arn("payments"), tags={"GuardDutyManaged": "false", "team": "red"})
    e.untag_resource(resourceArn=arn("payments"), tagKeys=["team", "tier"])
    e.list_tags_for_resource(resourceArn=arn("payments"))
    e.describe_cluster(name="payments")
    e.list_fargate_profiles(clusterName="payments")
    e.list_nodegroups(clusterName="payments")
    e.describe_addon_versions(addonName="aws-guardduty-agent", kubernetesVersion="1.33")
    e.describe_addon_configuration(addonName="aws-guardduty-agent", addonVersion="v1.12.1-eksbuild.4")
    # GuardDuty put its agent there when guardduty() turned the feature on
    addon = {"clusterName": "payments", "addonName": "aws-guardduty-agent"}
    e.list_addons(clusterName="payments")
    e.describe_addon(**addon)
    e.delete_addon(**addon)
    made = e.create_addon(**addon, resolveConflicts="OVERWRITE", tags={"team": "blue"})["addon"]
    e.tag_resource(resourceArn=made["addonArn"], tags={"team": "red", "tier": "1"})
    e.untag_resource(resourceArn=made["addonArn"], tagKeys=["tier"])
    tags = e.list_tags_for_resource(resourceArn=made["addonArn"])["tags"]
    if tags != {"team": "red"} or e.describe_addon(**addon)["addon"]["tags"] != tags:
        problems.append(f"eks: the tags of the add-on are {tags}")
    e.update_addon(**addon, addonVersion="v1.10.0-eksbuild.2")
    broken = {"clusterName": "broken", "addonName": "aws-guardduty-agent"}
    e.describe_addon(**broken)


def ec2():
    e = client("ec2", MEMBER)
    e.describe_vpcs(VpcIds=[VPC])
    for name in ("enableDnsSupport", "enableDnsHostnames"):
        e.describe_vpc_attribute(VpcId=VPC, Attribute=name)
    here = {"Filters": [{"Name": "vpc-id", "Values": [VPC]}]}
    subnet = e.describe_subnets(**here, MaxResults=5)["Subnets"][0]["SubnetId"]
    nodes = [
        instance
        for page in e.get_paginator("describe_instances").paginate(
            Filters=[
                {"Name": "tag-key", "Values": ["kubernetes.io/cluster/payments"]},
                {"Name": "instance-state-name", "Values": ["running"]},
            ],
            PaginationConfig={"PageSize": 5},
        )
        for reservation in page["Reservations"]
        for instance in reservation["Instances"]
    ]
    cores = [n["CpuOptions"]["CoreCount"] * n["CpuOptions"]["ThreadsPerCore"] for n in nodes]
    if cores != [2, 2, 2] or nodes[0]["InstanceType"] != "m6i.large":
        problems.append(f"ec2: the nodes are {nodes}")
    tags = [{"Key": "team", "Value": "red & blue"}]
    group = e.create_security_group(
        GroupName="wire",
        Description="by hand",
        VpcId=VPC,
        TagSpecifications=[{"ResourceType": "security-group", "Tags": tags}],
    )["GroupId"]
    e.authorize_security_group_ingress(GroupId=group, IpPermissions=https("10.0.0.0/16"))
    found = e.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]
    if found["IpPermissions"][0]["IpRanges"][0]["CidrIp"] != "10.0.0.0/16" or found["Tags"] != tags:
        problems.append(f"ec2: the group is {found}")
    # GuardDuty put one where the clusters are, when guardduty() turned the feature on
    if not e.describe_vpc_endpoints(
        Filters=[{"Name": "service-name", "Values": [SERVICE]}]
    )["VpcEndpoints"]:
        problems.append("ec2: GuardDuty made no endpoint")
    left = e.delete_vpc_endpoints(VpcEndpointIds=["vpce-0000000000000000f"])["Unsuccessful"]
    if left[0]["Error"]["Code"] != "InvalidVpcEndpointId.NotFound":
        problems.append(f"ec2: {left}")
    endpoint = e.create_vpc_endpoint(
        VpcEndpointType="Interface",
        VpcId=VPC,
        ServiceName=SERVICE,
        SubnetIds=[subnet],
        SecurityGroupIds=[group],
        PrivateDnsEnabled=True,
        PolicyDocument=POLICY,
        TagSpecifications=[{"ResourceType": "vpc-endpoint", "Tags": tags}],
    )["VpcEndpoint"]["VpcEndpointId"]
    made = e.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]
    if made["State"] != "available" or made["PolicyDocument"] != POLICY or made["Tags"] != tags:
        problems.append(f"ec2: the endpoint is {made}")
    e.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
    e.delete_security_group(GroupId=group)


def https(range_):
    return [
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": range_}]}
    ]


def organizations():
    o = client("organizations", MANAGEMENT)
    root = o.list_roots()["Roots"][0]["Id"]
    unit = o.list_organizational_units_for_parent(ParentId=root)["OrganizationalUnits"][0]["Id"]
    o.describe_organization()
    o.list_accounts()
    o.list_accounts_for_parent(ParentId=unit)
    o.describe_account(AccountId=MEMBER)
    o.list_parents(ChildId=MEMBER)
    o.list_delegated_administrators(ServicePrincipal="guardduty.amazonaws.com")
    o.list_aws_service_access_for_organization()
    made = o.create_policy(
        Name="one",
        Description="",
        Type="SERVICE_CONTROL_POLICY",
        Content=POLICY,
        Tags=[{"Key": "team", "Value": "red"}],
    )
    policy = made["Policy"]["PolicySummary"]["Id"]
    o.tag_resource(ResourceId=policy, Tags=[{"Key": "tier", "Value": "1"}])
    o.untag_resource(ResourceId=policy, TagKeys=["tier"])
    tags = o.list_tags_for_resource(ResourceId=policy)["Tags"]
    if tags != [{"Key": "team", "Value": "red"}]:
        problems.append(f"organizations: the tags are {tags}")
    o.update_policy(PolicyId=policy, Description="better")
    o.describe_policy(PolicyId=policy)
    o.list_policies(Filter="SERVICE_CONTROL_POLICY")
    o.attach_policy(PolicyId=policy, TargetId=unit)
    o.attach_policy(PolicyId=policy, TargetId=MEMBER)
    o.list_targets_for_policy(PolicyId=policy)
    o.list_targets_for_policy(PolicyId="p-FullAWSAccess")
    o.list_policies_for_target(TargetId=unit, Filter="SERVICE_CONTROL_POLICY")
    o.detach_policy(PolicyId=policy, TargetId=unit)
    o.detach_policy(PolicyId=policy, TargetId=MEMBER)
    o.delete_policy(PolicyId=policy)


def sts():
    s = client("sts")
    s.get_caller_identity()
    session = s.assume_role(
        RoleArn=f"arn:aws:iam::{MEMBER}:role/eksguard",
        RoleSessionName="wire",
        Tags=[{"Key": "team", "Value": "red"}],
    )
    key = session["Credentials"]["AccessKeyId"]
    account = client("sts", key).get_caller_identity()["Account"]
    if account != MEMBER:
        problems.append(f"sts: the session is of {account}")


def operations():
    guardduty()
    eks()
    ec2()
    organizations()
    sts()


def refused(expected, call, **parameters):
    """Calls, and must be refused with this code; `refusal` looks at the rest."""
    try:
        call(**parameters)
    except ClientError as error:
        found = error.response["Error"]
        if found["Code"] != expected or not found["Message"]:
            problems.append(f"{call.__name__}: {found}, expected {expected}")
    else:
        problems.append(f"{call.__name__}: was not refused")


def errors():
    gd, e = client("guardduty"), client("eks", MEMBER)
    o, m = client("organizations", MANAGEMENT), client("guardduty", MEMBER)
    detector = gd.list_detectors()["DetectorIds"][0]
    own = m.list_detectors()["DetectorIds"][0]
    both = features("ENABLED") + [{"Name": "EKS_RUNTIME_MONITORING", "Status": "DISABLED"}]
    bad = "BadRequestException"
    refused(bad, gd.get_detector, DetectorId="0" * 32)
    refused(bad, gd.update_detector, DetectorId=detector, Features=both)
    refused(bad, m.update_detector, DetectorId=own, Features=features("ENABLED"))
    refused(bad, m.describe_organization_configuration, DetectorId=own)
    refused(bad, m.list_organization_admin_accounts)
    refused(bad, gd.create_detector, Enable=True)
    refused(bad, gd.get_members, DetectorId=detector, AccountIds=[MEMBER] * 51)
    refused(bad, gd.list_members, DetectorId=detector, MaxResults=50, NextToken="wrong")
    refused(bad, gd.list_tags_for_resource, ResourceArn="arn:aws:guardduty:us-east-1:1:detector/x")
    refused("UnrecognizedClientException", client("guardduty", region="ap-east-1").list_detectors)
    refused("UnknownOperationException", gd.list_filters, DetectorId=detector)

    agent = "aws-guardduty-agent"
    refused("ResourceNotFoundException", e.describe_cluster, name="none")
    refused("NotFoundException", e.tag_resource, resourceArn=arn("none"), tags={"a": "b"})
    refused(bad, e.tag_resource, resourceArn=arn("payments"), tags={"aws:a": "b"})
    refused(bad, e.list_tags_for_resource, resourceArn="payments")
    refused("InvalidParameterException", e.list_clusters, nextToken="wrong")
    refused("ResourceNotFoundException", e.describe_addon, clusterName="payments", addonName=agent)
    refused("ResourceNotFoundException", e.delete_addon, clusterName="payments", addonName=agent)
    refused("InvalidParameterException", e.create_addon, clusterName="payments", addonName="other")
    refused("ResourceInUseException", e.create_addon, clusterName="broken", addonName=agent)
    refused(
        "InvalidParameterException",
        e.update_addon, clusterName="broken", addonName=agent, addonVersion="v0",
    )
    denied = client("eks", "222233334444")
    refused("AccessDeniedException", denied.list_clusters)

    c = client("ec2", MEMBER)
    group = c.create_security_group(GroupName="w", Description="w", VpcId=VPC)["GroupId"]
    c.authorize_security_group_ingress(GroupId=group, IpPermissions=https("10.0.0.0/8"))
    endpoint = {"VpcEndpointType": "Interface", "VpcId": VPC, "ServiceName": SERVICE}
    nobody = "sg-0000000000000000f"
    refused("InvalidVpcID.NotFound", c.describe_vpcs, VpcIds=["vpc-0000000000000000f"])
    refused("InvalidVpcID.NotFound",
            c.create_security_group, GroupName="x", Description="x", VpcId="vpc-0000000000000000f")
    refused("InvalidVpcEndpointId.NotFound",
            c.describe_vpc_endpoints, VpcEndpointIds=["vpce-0000000000000000f"])
    refused("InvalidGroup.NotFound", c.describe_security_groups, GroupIds=[nobody])
    refused("InvalidGroup.NotFound", c.delete_security_group, GroupId=nobody)
    refused("InvalidGroup.Duplicate",
            c.create_security_group, GroupName="w", Description="w", VpcId=VPC)
    refused("InvalidPermission.Duplicate",
            c.authorize_security_group_ingress, GroupId=group, IpPermissions=https("10.0.0.0/8"))
    refused("InvalidServiceName",
            c.create_vpc_endpoint, **{**endpoint, "ServiceName": "com.amazonaws.nowhere"})
    refused("InvalidSubnetID.NotFound",
            c.create_vpc_endpoint, **endpoint, SubnetIds=["subnet-0000000000000000f"])
    refused("DuplicateSubnetsInSameZone",
            c.create_vpc_endpoint, **endpoint, SubnetIds=["subnet-1a", "subnet-2a"])
    refused("InvalidSecurityGroupID.NotFound",
            c.create_vpc_endpoint, **endpoint, SecurityGroupIds=[nobody])
    c.create_vpc_endpoint(**endpoint, SubnetIds=["subnet-1a"], SecurityGroupIds=[group])
    refused("InvalidParameter", c.create_vpc_endpoint, **endpoint)
    refused("DependencyViolation", c.delete_security_group, GroupId=group)
    refused("InvalidParameterValue", c.describe_vpcs, NextToken="wrong")
    refused("UnauthorizedOperation", client("ec2", "222233334444").describe_vpcs)
    refused("AuthFailure", client("ec2", region="ap-east-1").describe_vpcs)

    policy = {"Name": "p", "Description": "", "Type": "SERVICE_CONTROL_POLICY"}
    made = o.create_policy(**policy, Content=POLICY)["Policy"]["PolicySummary"]["Id"]
    by_member = client("organizations", MEMBER)
    refused("AccessDeniedException", by_member.list_accounts)
    refused("AWSOrganizationsNotInUseException",
            client("organizations", "222233334444").describe_organization)
    refused("AccountNotFoundException", o.describe_account, AccountId="999999999999")
    refused("ParentNotFoundException", o.list_accounts_for_parent, ParentId="ou-abcd-99999999")
    refused("ChildNotFoundException", o.list_parents, ChildId="999999999999")
    refused("InvalidInputException", o.list_accounts, NextToken="wrong")
    refused("DuplicatePolicyException", o.create_policy, **policy, Content=POLICY)
    refused("MalformedPolicyDocumentException",
            o.update_policy, PolicyId=made, Content="{}")
    refused("ConstraintViolationException",
            o.update_policy, PolicyId=made, Content=POLICY + " " * 5120)
    refused("PolicyNotFoundException", o.describe_policy, PolicyId="p-99999999")
    refused("TargetNotFoundException", o.attach_policy, PolicyId=made, TargetId="999999999999")
    refused("PolicyNotAttachedException", o.detach_policy, PolicyId=made, TargetId=MEMBER)
    o.attach_policy(PolicyId=made, TargetId=MEMBER)
    refused("DuplicatePolicyAttachmentException",
            o.attach_policy, PolicyId=made, TargetId=MEMBER)
    refused("PolicyInUseException", o.delete_policy, PolicyId=made)
    refused("InvalidInputException",
            o.update_policy, PolicyId="p-FullAWSAccess", Description="mine")
    refused("InvalidInputException", o.delete_policy, PolicyId="p-FullAWSAccess")
    refused("ConstraintViolationException",
            o.detach_policy, PolicyId="p-FullAWSAccess", TargetId=MEMBER)
    refused("TargetNotFoundException", o.list_tags_for_resource, ResourceId="999999999999")

    s = client("sts")
    role = {"RoleArn": f"arn:aws:iam::{MEMBER}:role/eksguard", "RoleSessionName": "wire"}
    refused("AccessDenied", s.assume_role,
            RoleArn="arn:aws:iam::999999999999:role/x", RoleSessionName="wire")
    refused("ValidationError", s.assume_role, **role, DurationSeconds=43200)
    refused("MalformedPolicyDocument", s.assume_role, **role, Policy="{}")
    refused("InvalidClientTokenId", client("sts", region="ap-east-1").get_caller_identity)
    refused("ExpiredToken", client("sts", "ASIA444455556666FFFF").get_caller_identity)


def pages():
    detector = client("guardduty").list_detectors()["DetectorIds"][0]
    lists = [
        ("guardduty", "sandbox", "list_members", "Members", {"DetectorId": detector}),
        ("guardduty", "sandbox", "list_coverage", "Resources", {"DetectorId": detector}),
        ("eks", MEMBER, "list_clusters", "clusters", {}),
        ("organizations", "sandbox", "list_accounts", "Accounts", {}),
    ]
    for service, key, operation, items, parameters in lists:
        found, count = [], 0
        for page in client(service, key).get_paginator(operation).paginate(**parameters):
            found += page[items]
            count += 1
        distinct = len({json.dumps(each, default=str) for each in found})
        print(f"{service} {operation}: {len(found)} items, {distinct} distinct, {count} pages")


def retries():
    client("guardduty").list_detectors()
    client("eks", MEMBER).list_clusters()
    client("ec2", MEMBER).describe_vpcs()
    client("organizations").list_roots()
    client("sts").get_caller_identity()


if __name__ == "__main__":
    {"operations": operations, "errors": errors, "pages": pages, "retries": retries}[sys.argv[1]]()
    for problem in dict.fromkeys(problems):
        print(problem)
    sys.exit(1 if problems else 0)
