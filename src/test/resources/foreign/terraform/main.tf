# A platform team's own Terraform: it owns the clusters, and part of GuardDuty.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "region" {
  default = "eu-west-1"
}

variable "token" {
  default   = "hunter2-token"
  sensitive = true
}

provider "aws" {
  region                      = var.region
  access_key                  = "dummy-access-key"
  secret_key                  = "dummy-secret-key"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  default_tags {
    tags = { team = "platform" }
  }
}

provider "aws" {
  alias                       = "web"
  region                      = var.region
  assume_role {
    role_arn = "arn:aws:iam::777788889999:role/eksguard"
  }
  access_key                  = "dummy-access-key"
  secret_key                  = "dummy-secret-key"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

provider "aws" {
  alias                       = "ignoring"
  region                      = "eu-west-1"
  access_key                  = "dummy-access-key"
  secret_key                  = "dummy-secret-key"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  ignore_tags {
    keys = ["GuardDutyManaged"]
  }
}

provider "aws" {
  alias                       = "virginia"
  region                      = "us-east-1"
  access_key                  = "dummy-access-key"
  secret_key                  = "dummy-secret-key"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "platform" {
  source   = "./platform"
  for_each = toset(["prod"])
  token    = var.token
  providers = {
    aws          = aws
    aws.web      = aws.web
    aws.ignoring = aws.ignoring
    aws.virginia = aws.virginia
  }
}
