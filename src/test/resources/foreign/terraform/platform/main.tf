terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.web, aws.ignoring, aws.virginia]
    }
  }
}

variable "token" {}

locals {
  role = "arn:aws:iam::444455556666:role/eks"
}

# Somebody gave it the tag; this takes it away again.
resource "aws_eks_cluster" "this" {
  for_each = toset(["legacy-billing"])
  name     = each.key
  role_arn = local.role
  vpc_config {
    subnet_ids = ["subnet-0a", "subnet-0b"]
  }
}

# Leaves the tag to others.
resource "aws_eks_cluster" "left_alone" {
  provider = aws.virginia
  name     = "payments"
  role_arn = local.role
  vpc_config {
    subnet_ids = ["subnet-0a", "subnet-0b"]
  }
  lifecycle {
    ignore_changes = [tags["GuardDutyManaged"], tags_all["GuardDutyManaged"]]
  }
}

# Leaves it to others too, by its provider.
resource "aws_eks_cluster" "ignored" {
  provider = aws.ignoring
  name     = "web-1"
  role_arn = local.role
  vpc_config {
    subnet_ids = ["subnet-0a", "subnet-0b"]
  }
}

# Wants the tag otherwise.
resource "aws_eks_cluster" "otherwise" {
  name     = "web-2"
  role_arn = local.role
  tags     = { GuardDutyManaged = "false" }
  vpc_config {
    subnet_ids = ["subnet-0a", "subnet-0b"]
  }
}

# Wants a tag that does harm.
resource "aws_eks_cluster" "harmful" {
  provider = aws.virginia
  name     = "edge"
  role_arn = local.role
  tags     = { GuardDutyManaged = "true" }
  vpc_config {
    subnet_ids = ["subnet-0a", "subnet-0b"]
  }
}

# Has a secret for its tag.
resource "aws_eks_cluster" "secret" {
  provider = aws.virginia
  name     = "payments"
  role_arn = local.role
  tags     = { GuardDutyManaged = var.token }
  vpc_config {
    subnet_ids = ["subnet-0a", "subnet-0b"]
  }
}

# Is made without the tag that it needs.
resource "aws_eks_cluster" "made" {
  provider = aws.web
  name     = "web-3"
  role_arn = local.role
  vpc_config {
    subnet_ids = ["subnet-0a", "subnet-0b"]
  }
}

resource "aws_eks_addon" "agent" {
  cluster_name = "web-1"
  addon_name   = "aws-guardduty-agent"
}

resource "aws_vpc_endpoint" "data" {
  vpc_id            = "vpc-0a"
  service_name      = "com.amazonaws.eu-west-1.guardduty-data"
  vpc_endpoint_type = "Interface"
}

resource "aws_guardduty_detector" "this" {
  enable = true
}

resource "aws_guardduty_detector_feature" "runtime" {
  detector_id = aws_guardduty_detector.this.id
  name        = "RUNTIME_MONITORING"
  status      = "ENABLED"
  additional_configuration {
    name   = "EKS_ADDON_MANAGEMENT"
    status = "DISABLED"
  }
}

resource "aws_guardduty_member_detector_feature" "runtime" {
  detector_id = aws_guardduty_detector.this.id
  account_id  = "777788889999"
  name        = "RUNTIME_MONITORING"
  status      = "DISABLED"
}

resource "aws_guardduty_member_detector_feature" "agrees" {
  detector_id = aws_guardduty_detector.this.id
  account_id  = "888899990000"
  name        = "RUNTIME_MONITORING"
  status      = "ENABLED"
  additional_configuration {
    name   = "EKS_ADDON_MANAGEMENT"
    status = "DISABLED"
  }
}

resource "aws_guardduty_organization_configuration" "this" {
  detector_id                      = aws_guardduty_detector.this.id
  auto_enable_organization_members = "ALL"
}

resource "aws_guardduty_organization_configuration_feature" "runtime" {
  detector_id = aws_guardduty_detector.this.id
  name        = "RUNTIME_MONITORING"
  auto_enable = "ALL"
  additional_configuration {
    name        = "EKS_ADDON_MANAGEMENT"
    auto_enable = "ALL"
  }
}
