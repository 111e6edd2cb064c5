# The two roles that eksguard assumes in each member account: one to read clusters, one that may
# also write their tag. For many accounts the StackSet beside this folder is the shorter way.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "administrator_account" {
  description = "The account of the delegated GuardDuty administrator, where the pipelines' roles are."
  type        = string
  validation {
    condition     = can(regex("^[0-9]{12}$", var.administrator_account))
    error_message = "An account id has 12 digits."
  }
}

variable "external_id" {
  description = "The externalId under access.members of the desired-state file. Null for none."
  type        = string
  default     = null
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

data "aws_partition" "here" {}

# The account as principal and the role as condition: so the role need not be there yet, and may be
# made anew.
data "aws_iam_policy_document" "trust" {
  for_each = toset(["plan", "apply"])

  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.here.partition}:iam::${var.administrator_account}:root"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:PrincipalArn"
      values   = ["arn:${data.aws_partition.here.partition}:iam::${var.administrator_account}:role/eksguard-ci-${each.value}"]
    }
    dynamic "condition" {
      for_each = var.external_id[*]
      content {
        test     = "StringEquals"
        variable = "sts:ExternalId"
        values   = [condition.value]
      }
    }
  }
}

data "aws_caller_identity" "here" {}

locals {
  clusters = "arn:${data.aws_partition.here.partition}:eks:*:${data.aws_caller_identity.here.account_id}:cluster/*"
  agents   = "arn:${data.aws_partition.here.partition}:eks:*:${data.aws_caller_identity.here.account_id}:addon/*/aws-guardduty-agent/*"
  ec2      = "arn:${data.aws_partition.here.partition}:ec2:*:${data.aws_caller_identity.here.account_id}"
}

data "aws_iam_policy_document" "read" {
  statement {
    sid       = "Read"
    actions   = ["eks:ListClusters"]
    resources = ["*"]
  }
  statement {
    sid       = "ReadClusters"
    actions   = ["eks:DescribeCluster", "eks:ListFargateProfiles", "eks:ListNodegroups"]
    resources = [local.clusters]
  }
  # For entries with `agents`; without such, leave these two out.
  statement {
    sid       = "ReadAgentVersions"
    actions   = ["eks:DescribeAddonVersions", "eks:DescribeAddonConfiguration"]
    resources = ["*"]
  }
  statement {
    sid       = "ReadAgents"
    actions   = ["eks:DescribeAddon"]
    resources = [local.agents]
  }
  # For entries with `agents` or `endpoint`; without such, leave it out.
  statement {
    sid = "ReadEndpoints"
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

data "aws_iam_policy_document" "write" {
  # This tag of clusters and no other.
  statement {
    sid       = "WriteTag"
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
    sid       = "InstallAgents"
    actions   = ["eks:CreateAddon"]
    resources = [local.clusters]
  }
  statement {
    sid       = "WriteAgents"
    actions   = ["eks:UpdateAddon", "eks:DeleteAddon"]
    resources = [local.agents]
  }
  statement {
    sid       = "TagAgents"
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
      sid       = "UntagAgents"
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
    sid       = "MakeEndpoint"
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
    sid       = "MakeEndpointIn"
    actions   = ["ec2:CreateVpcEndpoint"]
    resources = ["${local.ec2}:vpc/*", "${local.ec2}:subnet/*", "${local.ec2}:security-group/*"]
  }
  statement {
    sid       = "MakeGroup"
    actions   = ["ec2:CreateSecurityGroup"]
    resources = ["${local.ec2}:security-group/*"]
    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/eksguard"
      values   = ["managed"]
    }
  }
  statement {
    sid       = "MakeGroupIn"
    actions   = ["ec2:CreateSecurityGroup"]
    resources = ["${local.ec2}:vpc/*"]
  }
  statement {
    sid       = "TagEndpoint"
    actions   = ["ec2:CreateTags"]
    resources = ["${local.ec2}:vpc-endpoint/*", "${local.ec2}:security-group/*"]
    condition {
      test     = "StringEquals"
      variable = "ec2:CreateAction"
      values   = ["CreateVpcEndpoint", "CreateSecurityGroup"]
    }
  }
  statement {
    sid       = "NameEndpoint"
    actions   = ["route53:AssociateVPCWithHostedZone"]
    resources = ["*"]
  }
  statement {
    sid = "WriteEndpoint"
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
    sid       = "WriteLeftEndpoint"
    actions   = ["ec2:DeleteVpcEndpoints", "ec2:DeleteSecurityGroup"]
    resources = ["${local.ec2}:vpc-endpoint/*", "${local.ec2}:security-group/*"]
    condition {
      test     = "Null"
      variable = "aws:ResourceTag/GuardDutyManaged"
      values   = ["false"]
    }
  }
}

resource "aws_iam_role" "eksguard" {
  for_each = toset(["plan", "apply"])

  name                 = "eksguard-${each.value}"
  assume_role_policy   = data.aws_iam_policy_document.trust[each.value].json
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_role_policy" "read" {
  for_each = aws_iam_role.eksguard

  name   = "read"
  role   = each.value.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_role_policy" "write" {
  name   = "write"
  role   = aws_iam_role.eksguard["apply"].name
  policy = data.aws_iam_policy_document.write.json
}
