# What `ringside aws apply --shape streams` does, for teams that keep everything in Terraform: the same template, and the two settings of the
# instance that no template can make. First:
#
#   ringside aws template --shape streams > ringside.yaml
#
# An instance has one target for contact records and one for agent events. Where it has them already Terraform fails here and replaces nothing:
# name those streams by contact_records_stream and agent_events_stream, and what they are is not changed.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "instance_arn" {
  description = "The Amazon Connect instance. The provider's Region has to be its own."
  type        = string
}

variable "name" {
  description = "Name of the stack, and what the names of all that it makes begin with."
  type        = string
  default     = "ringside"
}

variable "contact_records_stream" {
  description = "ARN of a Kinesis stream to which the instance sends contact records already; empty, and one is made."
  type        = string
  default     = ""
}

variable "agent_events_stream" {
  description = "ARN of a Kinesis stream to which the instance sends agent events already; empty, and one is made."
  type        = string
  default     = ""
}

variable "reader_role" {
  description = "Name of the role as which Ringside runs, which then may read; empty, and reader_policy_arn is to be attached."
  type        = string
  default     = ""
}

variable "permissions_boundary" {
  description = "ARN of a policy that bounds every role that is made; empty for none."
  type        = string
  default     = ""
}

variable "tags" {
  description = "Tags of the stack and of what it makes."
  type        = map(string)
  default     = {}
}

resource "aws_cloudformation_stack" "ringside" {
  name          = var.name
  template_body = file("${path.module}/ringside.yaml")
  capabilities  = ["CAPABILITY_NAMED_IAM"]

  parameters = {
    NamePrefix              = var.name
    InstanceArn             = var.instance_arn
    ContactRecordsStreamArn = var.contact_records_stream
    AgentEventsStreamArn    = var.agent_events_stream
    ReaderRoleName          = var.reader_role
    PermissionsBoundaryArn  = var.permissions_boundary
  }

  # By this tag `ringside serve --aws-stack` knows what there is to read.
  tags = merge(var.tags, { "ringside:shape" = "streams" })
}

locals {
  instance_id = element(split("/", var.instance_arn), 1)
}

resource "aws_connect_instance_storage_config" "contact_records" {
  count         = var.contact_records_stream == "" ? 1 : 0
  instance_id   = local.instance_id
  resource_type = "CONTACT_TRACE_RECORDS"

  storage_config {
    storage_type = "KINESIS_STREAM"
    kinesis_stream_config {
      stream_arn = aws_cloudformation_stack.ringside.outputs["ContactRecordsArn"]
    }
  }
}

resource "aws_connect_instance_storage_config" "agent_events" {
  count         = var.agent_events_stream == "" ? 1 : 0
  instance_id   = local.instance_id
  resource_type = "AGENT_EVENTS"

  storage_config {
    storage_type = "KINESIS_STREAM"
    kinesis_stream_config {
      stream_arn = aws_cloudformation_stack.ringside.outputs["AgentEventsArn"]
    }
  }
}

output "serve" {
  description = "How Ringside reads what was made."
  value       = "ringside serve --aws-stack ${aws_cloudformation_stack.ringside.name} --aws-region ${element(split(":", var.instance_arn), 3)}"
}

output "reader_policy_arn" {
  description = "What Ringside may read; attach it to the role or user as which it runs."
  value       = aws_cloudformation_stack.ringside.outputs["ReaderPolicyArn"]
}
