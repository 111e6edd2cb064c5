# What a user of Terraform would write for runtime monitoring of EKS; TerraformTest applies it to
# the sandbox. Credentials are dummies: the sandbox reads an account id as that account's root user.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

variable "addon" {
  description = "Whether GuardDuty manages the add-on: ENABLED or DISABLED."
  type        = string
  default     = "ENABLED"
}

# The delegated GuardDuty administrator.
provider "aws" {
  region     = "us-east-1"
  access_key = "111122223333"
  secret_key = "sandbox"
}

provider "aws" {
  alias      = "management"
  region     = "us-east-1"
  access_key = "000011112222"
  secret_key = "sandbox"
}

data "aws_guardduty_detector" "administrator" {}

resource "aws_guardduty_detector_feature" "own" {
  detector_id = data.aws_guardduty_detector.administrator.id
  name        = "EKS_RUNTIME_MONITORING"
  status      = "ENABLED"

  additional_configuration {
    name   = "EKS_ADDON_MANAGEMENT"
    status = var.addon
  }
}

resource "aws_guardduty_member_detector_feature" "member" {
  detector_id = data.aws_guardduty_detector.administrator.id
  account_id  = "444455556666"
  name        = "EKS_RUNTIME_MONITORING"
  status      = "ENABLED"

  additional_configuration {
    name   = "EKS_ADDON_MANAGEMENT"
    status = var.addon
  }
}

# All three additional configurations, in the order in which AWS gives them back: the provider keeps
# them in a list.
resource "aws_guardduty_organization_configuration_feature" "later" {
  detector_id = data.aws_guardduty_detector.administrator.id
  name        = "RUNTIME_MONITORING"
  auto_enable = "NEW"

  additional_configuration {
    name        = "EKS_ADDON_MANAGEMENT"
    auto_enable = "NEW"
  }

  additional_configuration {
    name        = "ECS_FARGATE_AGENT_MANAGEMENT"
    auto_enable = "NONE"
  }

  additional_configuration {
    name        = "EC2_AGENT_MANAGEMENT"
    auto_enable = "NONE"
  }
}

resource "aws_organizations_policy" "protect" {
  provider    = aws.management
  name        = "protect-guardduty-tag"
  description = "Only eksguard sets the tag that GuardDuty heeds."

  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "ProtectGuardDutyManagedTag"
      Effect   = "Deny"
      Action   = ["eks:TagResource", "eks:UntagResource"]
      Resource = "arn:aws:eks:*:*:cluster/*"
      Condition = {
        "ForAnyValue:StringEquals" = { "aws:TagKeys" = ["GuardDutyManaged"] }
        ArnNotLike                 = { "aws:PrincipalArn" = ["arn:aws:iam::*:role/eksguard"] }
      }
    }]
  })

  tags = { team = "security" }
}

resource "aws_organizations_policy_attachment" "protect" {
  provider  = aws.management
  policy_id = aws_organizations_policy.protect.id
  target_id = "444455556666"
}
