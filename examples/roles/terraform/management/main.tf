# The two roles that eksguard assumes in the management account. Needed only where the file has
# `ou` entries or `tagProtection`, and so `access.management`.

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
  description = "The externalId under access.management of the desired-state file. Null for none."
  type        = string
  default     = null
}

variable "permissions_boundary" {
  description = "The ARN of a policy that bounds both roles. Null for none."
  type        = string
  default     = null
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

data "aws_iam_policy_document" "read" {
  statement {
    sid = "Read"
    actions = [
      "organizations:ListAccountsForParent",
      "organizations:ListOrganizationalUnitsForParent",
      "organizations:DescribeOrganization",
      "organizations:ListPolicies",
      "organizations:DescribePolicy",
      "organizations:ListTargetsForPolicy",
      # The next three are asked by `eksguard doctor` only.
      "organizations:ListAWSServiceAccessForOrganization",
      "organizations:ListDelegatedAdministrators",
      "guardduty:ListOrganizationAdminAccounts",
    ]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "write" {
  # No other kind of policy than service control policies.
  statement {
    sid = "WriteServiceControlPolicies"
    actions = [
      "organizations:CreatePolicy",
      "organizations:UpdatePolicy",
      "organizations:AttachPolicy",
      "organizations:DetachPolicy",
    ]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "organizations:PolicyType"
      values   = ["SERVICE_CONTROL_POLICY"]
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
