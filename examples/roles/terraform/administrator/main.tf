# The two roles that a pipeline runs as, in the account of the delegated GuardDuty administrator.
#
#   eksguard-ci-plan    reads only: pull requests, nightly drift
#   eksguard-ci-apply   writes: one protected environment of one repository, and nothing else
#
# A pull request can change its own workflow, so what it may assume must not be able to write.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "issuer" {
  description = "The host of the OpenID Connect provider, such as gitlab.com; its audience and claims differ from GitHub's."
  type        = string
  default     = "token.actions.githubusercontent.com"
}

variable "audience" {
  description = "The audience that the pipeline asks its token for."
  type        = string
  default     = "sts.amazonaws.com"
}

variable "plan_subjects" {
  description = "Who may plan, such as repo:example/guardduty:pull_request and repo:example/guardduty:ref:refs/heads/main."
  type        = list(string)
  validation {
    condition     = length(var.plan_subjects) > 0 && alltrue([for one in var.plan_subjects : !strcontains(one, "*")])
    error_message = "Name each subject: a wildcard would let others in."
  }
}

variable "apply_subjects" {
  description = "Who may apply, such as repo:example/guardduty:environment:eksguard-apply."
  type        = list(string)
  validation {
    condition     = length(var.apply_subjects) > 0 && alltrue([for one in var.apply_subjects : !strcontains(one, "*")])
    error_message = "Name each subject: a wildcard would let others in."
  }
}

variable "create_provider" {
  description = "Say false if the account already has this identity provider; there can be one only."
  type        = bool
  default     = true
}

variable "permissions_boundary" {
  description = "The ARN of a policy that bounds both roles. Null for none."
  type        = string
  default     = null
}

variable "agent_tag_keys" {
  description = "The keys of the tags on lines of agents in your file; eksguard's own is let through anyhow."
  type        = list(string)
  default     = []
  validation {
    condition     = !contains(var.agent_tag_keys, "eksguard")
    error_message = "The tag eksguard says whose an agent is, and must not be taken off."
  }
}

data "aws_caller_identity" "here" {}
data "aws_partition" "here" {}

locals {
  account      = data.aws_caller_identity.here.account_id
  partition    = data.aws_partition.here.partition
  provider_arn = "arn:${local.partition}:iam::${local.account}:oidc-provider/${var.issuer}"
  detectors    = "arn:${local.partition}:guardduty:*:${local.account}:detector/*"
  clusters     = "arn:${local.partition}:eks:*:${local.account}:cluster/*"
  agents       = "arn:${local.partition}:eks:*:${local.account}:addon/*/aws-guardduty-agent/*"
  ec2          = "arn:${local.partition}:ec2:*:${local.account}"
}

resource "aws_iam_openid_connect_provider" "pipeline" {
  count          = var.create_provider ? 1 : 0
  url            = "https://${var.issuer}"
  client_id_list = [var.audience]
}

data "aws_iam_policy_document" "trust" {
  for_each = { plan = var.plan_subjects, apply = var.apply_subjects }

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [local.provider_arn]
    }
    condition {
      test     = "StringEquals"
      variable = "${var.issuer}:aud"
      values   = [var.audience]
    }
    condition {
      test     = "StringEquals"
      variable = "${var.issuer}:sub"
      values   = each.value
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    sid = "Read"
    actions = [
      "sts:GetCallerIdentity",
      "guardduty:ListDetectors",
      "guardduty:ListMembers",
      "guardduty:GetMemberDetectors",
      "guardduty:DescribeOrganizationConfiguration",
      "guardduty:GetAdministratorAccount",
      "eks:ListClusters",
    ]
    resources = ["*"]
  }
  statement {
    sid       = "ReadOwn"
    actions   = ["guardduty:GetDetector", "guardduty:ListCoverage", "eks:DescribeCluster", "eks:ListFargateProfiles", "eks:ListNodegroups"]
    resources = [local.detectors, local.clusters]
  }
  # For entries with `agents`; without such, leave these two out.
  statement {
    sid       = "ReadOwnAgentVersions"
    actions   = ["eks:DescribeAddonVersions", "eks:DescribeAddonConfiguration"]
    resources = ["*"]
  }
  statement {
    sid       = "ReadOwnAgents"
    actions   = ["eks:DescribeAddon"]
    resources = [local.agents]
  }
  # For entries with `agents` or `endpoint`; without such, leave it out.
  statement {
    sid = "ReadOwnEndpoints"
    actions = [
      "ec2:DescribeVpcEndpoints",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeVpcs",
      "ec2:DescribeVpcAttribute",
      "ec2:DescribeSubnets",
    ]
    resources = ["*"]
  }
  # For `plan --cost` and `--unready`; without those, leave it out.
  statement {
    sid       = "CountNodes"
    actions   = ["ec2:DescribeInstances"]
    resources = ["*"]
  }
}

# Which roles of other accounts either may enter: eksguard-plan or eksguard-apply.
data "aws_iam_policy_document" "enter" {
  for_each = toset(["plan", "apply"])

  statement {
    sid       = "EnterAccounts"
    actions   = ["sts:AssumeRole"]
    resources = ["arn:${local.partition}:iam::*:role/eksguard-${each.value}"]
  }
}

data "aws_iam_policy_document" "write" {
  # IAM can narrow these two to nothing.
  statement {
    sid       = "WriteMembers"
    actions   = ["guardduty:UpdateMemberDetectors", "guardduty:UpdateOrganizationConfiguration"]
    resources = ["*"]
  }
  statement {
    sid       = "WriteOwnDetectors"
    actions   = ["guardduty:UpdateDetector"]
    resources = [local.detectors]
  }
  # This tag of clusters and no other.
  statement {
    sid       = "WriteOwnTag"
    actions   = ["eks:TagResource", "eks:UntagResource"]
    resources = [local.clusters]
    condition {
      test     = "ForAllValues:StringEquals"
      variable = "aws:TagKeys"
      values   = ["GuardDutyManaged"]
    }
    condition {
      test     = "Null"
      variable = "aws:TagKeys"
      values   = ["false"]
    }
  }
  # For entries with `agents`; without such, leave these four out.
  statement {
    sid       = "InstallOwnAgents"
    actions   = ["eks:CreateAddon"]
    resources = [local.clusters]
  }
  statement {
    sid       = "WriteOwnAgents"
    actions   = ["eks:UpdateAddon", "eks:DeleteAddon"]
    resources = [local.agents]
  }
  statement {
    sid       = "TagOwnAgents"
    actions   = ["eks:TagResource"]
    resources = [local.agents]
    condition {
      test     = "ForAllValues:StringEquals"
      variable = "aws:TagKeys"
      values   = concat(["eksguard"], var.agent_tag_keys)
    }
    condition {
      test     = "Null"
      variable = "aws:TagKeys"
      values   = ["false"]
    }
  }
  dynamic "statement" {
    for_each = length(var.agent_tag_keys) > 0 ? [var.agent_tag_keys] : []
    content {
      sid       = "UntagOwnAgents"
      actions   = ["eks:UntagResource"]
      resources = [local.agents]
      condition {
        test     = "ForAllValues:StringEquals"
        variable = "aws:TagKeys"
        values   = statement.value
      }
      condition {
        test     = "Null"
        variable = "aws:TagKeys"
        values   = ["false"]
      }
    }
  }
  # For entries with `endpoint: managed`; without such, leave these seven out.
  statement {
    sid       = "MakeOwnEndpoint"
    actions   = ["ec2:CreateVpcEndpoint"]
    resources = ["${local.ec2}:vpc-endpoint/*"]
    condition {
      test     = "StringLike"
      variable = "ec2:VpceServiceName"
      values   = ["*com.amazonaws.*.guardduty-data"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/eksguard"
      values   = ["managed"]
    }
  }
  statement {
    sid       = "MakeOwnEndpointIn"
    actions   = ["ec2:CreateVpcEndpoint"]
    resources = ["${local.ec2}:vpc/*", "${local.ec2}:subnet/*", "${local.ec2}:security-group/*"]
  }
  statement {
    sid       = "MakeOwnGroup"
    actions   = ["ec2:CreateSecurityGroup"]
    resources = ["${local.ec2}:security-group/*"]
    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/eksguard"
      values   = ["managed"]
    }
  }
  statement {
    sid       = "MakeOwnGroupIn"
    actions   = ["ec2:CreateSecurityGroup"]
    resources = ["${local.ec2}:vpc/*"]
  }
  statement {
    sid       = "TagOwnEndpoint"
    actions   = ["ec2:CreateTags"]
    resources = ["${local.ec2}:vpc-endpoint/*", "${local.ec2}:security-group/*"]
    condition {
      test     = "StringEquals"
      variable = "ec2:CreateAction"
      values   = ["CreateVpcEndpoint", "CreateSecurityGroup"]
    }
  }
  statement {
    sid       = "NameOwnEndpoint"
    actions   = ["route53:AssociateVPCWithHostedZone"]
    resources = ["*"]
  }
  statement {
    sid = "WriteOwnEndpoint"
    actions = [
      "ec2:AuthorizeSecurityGroupIngress",
      "ec2:DeleteVpcEndpoints",
      "ec2:DeleteSecurityGroup",
    ]
    resources = ["${local.ec2}:vpc-endpoint/*", "${local.ec2}:security-group/*"]
    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/eksguard"
      values   = ["managed"]
    }
  }
  # For `leftoverAgents: remove`; without it, leave it out.
  statement {
    sid       = "WriteOwnLeftEndpoint"
    actions   = ["ec2:DeleteVpcEndpoints", "ec2:DeleteSecurityGroup"]
    resources = ["${local.ec2}:vpc-endpoint/*", "${local.ec2}:security-group/*"]
    condition {
      test     = "Null"
      variable = "aws:ResourceTag/GuardDutyManaged"
      values   = ["false"]
    }
  }
}

resource "aws_iam_role" "pipeline" {
  for_each = toset(["plan", "apply"])

  name                 = "eksguard-ci-${each.value}"
  assume_role_policy   = data.aws_iam_policy_document.trust[each.value].json
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_role_policy" "read" {
  for_each = aws_iam_role.pipeline

  name   = "read"
  role   = each.value.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_role_policy" "enter" {
  for_each = aws_iam_role.pipeline

  name   = "enter"
  role   = each.value.name
  policy = data.aws_iam_policy_document.enter[each.key].json
}

resource "aws_iam_role_policy" "write" {
  name   = "write"
  role   = aws_iam_role.pipeline["apply"].name
  policy = data.aws_iam_policy_document.write.json
}

output "role_arns" {
  description = "For the pipeline: plan and apply."
  value       = { for name, role in aws_iam_role.pipeline : name => role.arn }
}
