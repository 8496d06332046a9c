package template

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// needs are the actions that CloudFormation calls, as whoever runs it, to make, read, change, tag and delete one of a type. Source: Service
// Authorization Reference, the services' pages of actions, and the documentation of the resource types.
var needs = map[string][]string{
	"AWS::IAM::ManagedPolicy": {
		"iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListEntitiesForPolicy", "iam:ListPolicyVersions", "iam:TagPolicy", "iam:UntagPolicy",
	},
	"AWS::IAM::Role": {
		"iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePermissionsBoundary", "iam:DeleteRolePolicy", "iam:DetachRolePolicy",
		"iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy",
		"iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription",
	},
	"AWS::KMS::Key": {
		"kms:CreateGrant", "kms:DescribeKey", "kms:EnableKeyRotation", "kms:GenerateDataKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus",
		"kms:ListResourceTags", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateKeyDescription", "kms:Decrypt",
	},
	"AWS::Kinesis::Stream": {
		"kinesis:AddTagsToStream", "kinesis:CreateStream", "kinesis:DecreaseStreamRetentionPeriod", "kinesis:DeleteStream", "kinesis:DescribeStream",
		"kinesis:DescribeStreamSummary", "kinesis:IncreaseStreamRetentionPeriod", "kinesis:ListTagsForResource", "kinesis:ListTagsForStream",
		"kinesis:RemoveTagsFromStream", "kinesis:StartStreamEncryption", "kinesis:StopStreamEncryption", "kinesis:TagResource", "kinesis:UntagResource",
		"kinesis:UpdateShardCount",
	},
	"AWS::KinesisFirehose::DeliveryStream": {
		"firehose:CreateDeliveryStream", "firehose:DeleteDeliveryStream", "firehose:DescribeDeliveryStream", "firehose:ListTagsForDeliveryStream",
		"firehose:StartDeliveryStreamEncryption", "firehose:TagDeliveryStream", "firehose:UntagDeliveryStream", "firehose:UpdateDestination",
	},
	"AWS::Events::Rule": {
		"events:DeleteRule", "events:DescribeRule", "events:ListTargetsByRule", "events:ListTagsForResource", "events:PutRule", "events:PutTargets",
		"events:RemoveTargets", "events:TagResource", "events:UntagResource",
	},
	"AWS::Events::Connection": {
		"events:CreateConnection", "events:DeleteConnection", "events:DescribeConnection", "events:UpdateConnection",
	},
	"AWS::Events::ApiDestination": {
		"events:CreateApiDestination", "events:DeleteApiDestination", "events:DescribeApiDestination", "events:UpdateApiDestination",
	},
	"AWS::Lambda::Function": {
		"lambda:AddPermission", "lambda:CreateFunction", "lambda:DeleteFunction", "lambda:GetFunction", "lambda:GetFunctionConfiguration", "lambda:GetPolicy",
		"lambda:ListTags", "lambda:RemovePermission", "lambda:TagResource", "lambda:UntagResource", "lambda:UpdateFunctionCode",
		"lambda:UpdateFunctionConfiguration", "lambda:PutFunctionConcurrency", "lambda:DeleteFunctionConcurrency",
	},
	"AWS::Logs::LogGroup": {
		"logs:CreateLogGroup", "logs:CreateLogStream", "logs:DeleteLogGroup", "logs:DeleteLogStream", "logs:DescribeLogStreams", "logs:ListTagsForResource",
		"logs:PutRetentionPolicy", "logs:TagResource", "logs:UntagResource",
	},
	"AWS::OpenSearchService::Domain": {
		"es:AddTags", "es:CreateDomain", "es:DeleteDomain", "es:DescribeDomain", "es:DescribeDomainConfig", "es:ListTags", "es:RemoveTags", "es:UpdateDomainConfig",
	},
	"AWS::S3::Bucket": {
		"s3:CreateBucket", "s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetBucketOwnershipControls", "s3:GetBucketPolicy", "s3:GetBucketPublicAccessBlock",
		"s3:GetBucketTagging", "s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration", "s3:ListBucket", "s3:ListBucketVersions", "s3:PutBucketOwnershipControls",
		"s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutBucketTagging", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration",
	},
	"AWS::SQS::Queue": {
		"sqs:CreateQueue", "sqs:DeleteQueue", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags", "sqs:SetQueueAttributes", "sqs:TagQueue",
		"sqs:UntagQueue",
	},
	"AWS::SecretsManager::Secret": {
		"secretsmanager:CreateSecret", "secretsmanager:DeleteSecret", "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue",
		"secretsmanager:PutSecretValue", "secretsmanager:TagResource", "secretsmanager:UntagResource", "secretsmanager:UpdateSecret",
	},
}

// document of a policy, as IAM reads it.
type policy struct {
	Version   string   `json:"Version"`
	Statement []clause `json:"Statement"`
}

type clause struct {
	Sid       string         `json:"Sid"`
	Effect    string         `json:"Effect"`
	Action    []string       `json:"Action"`
	Resource  []string       `json:"Resource"`
	Condition map[string]any `json:"Condition,omitempty"`
}

// OperatorPolicy is what whoever plans, makes, watches and removes a stack needs to be allowed, as the JSON of an IAM policy: what
// CloudFormation does as them for each resource of the template, CloudFormation itself, and what tells the instance where to send. It fits
// into a role as a policy of its own; of a managed policy it may be too long (6,144 characters).
func OperatorPolicy(s Shape, o Options) ([]byte, error) {
	r, err := resolve(s, o)
	if err != nil {
		return nil, err
	}
	p := policy{Version: "2012-10-17", Statement: slices.Concat(r.stackClauses(), r.connectClauses(s, o), r.resourceClauses())}
	if roles := r.passed(); len(roles) > 0 {
		p.Statement = append(p.Statement, clause{"PassRoles", "Allow", []string{"iam:PassRole"}, roles, map[string]any{
			"StringEquals": map[string]any{"iam:PassedToService": []string{"events.amazonaws.com", "firehose.amazonaws.com", "lambda.amazonaws.com"}},
		}})
	}
	return json.MarshalIndent(p, "", "  ")
}

// stackClauses are about CloudFormation itself. A change set's id is the stack's with another word, so both are named.
func (r *resolved) stackClauses() []clause {
	arn := fmt.Sprintf("arn:%s:cloudformation:%s:%s:", r.at.partition, r.at.region, r.at.account)
	return []clause{
		{"Stack", "Allow", []string{
			"cloudformation:ContinueUpdateRollback", "cloudformation:CreateChangeSet", "cloudformation:DeleteChangeSet", "cloudformation:DeleteStack",
			"cloudformation:DescribeChangeSet", "cloudformation:DescribeStackEvents", "cloudformation:DescribeStackResourceDrifts",
			"cloudformation:DescribeStackResources", "cloudformation:DescribeStacks", "cloudformation:DetectStackDrift", "cloudformation:DetectStackResourceDrift",
			"cloudformation:ExecuteChangeSet", "cloudformation:GetTemplate", "cloudformation:ListChangeSets", "cloudformation:ListStackResources", "cloudformation:TagResource",
			"cloudformation:UntagResource",
		}, []string{arn + "stack/" + r.stack + "/*", arn + "changeSet/*/*"}, nil},
		// AWS knows no resource for these.
		{"Look", "Allow", []string{"cloudformation:DescribeStackDriftDetectionStatus", "cloudformation:ListStacks", "cloudformation:ValidateTemplate", "kms:CreateKey", "ds:DescribeDirectories"}, []string{"*"}, nil},
	}
}

// connectClauses are about the instance: where it sends records, and its service-linked role, to which Amazon Connect adds, as whoever
// asks for it, that it may write there ("Restrict AWS resources that can be associated with Amazon Connect", Administrator Guide, read
// 2026-11-23).
func (r *resolved) connectClauses(s Shape, o Options) []clause {
	targets := []string{r.stream(o.AgentEventsStream, "AgentEvents")}
	if s == Streams {
		targets = append(targets, r.stream(o.ContactRecordsStream, "ContactRecords"))
	} else if o.ContactRecordsStream != "" {
		targets = append(targets, o.ContactRecordsStream)
	}
	all := []clause{
		{"Instance", "Allow", []string{
			"connect:AssociateInstanceStorageConfig", "connect:DescribeInstance", "connect:DescribeInstanceStorageConfig",
			"connect:DisassociateInstanceStorageConfig", "connect:ListInstanceStorageConfigs", "connect:UpdateInstanceStorageConfig",
		}, []string{o.Instance}, nil},
		{"WriteRights", "Allow", []string{"iam:AttachRolePolicy", "iam:DeleteRolePolicy", "iam:GetRolePolicy", "iam:PutRolePolicy"}, []string{
			fmt.Sprintf("arn:%s:iam::%s:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_*", r.at.partition, r.at.account),
		}, nil},
		{"Targets", "Allow", []string{"kinesis:DescribeStream", "kinesis:DescribeStreamSummary"}, targets, nil},
	}
	if o.ReaderRole != "" {
		all = append(all, clause{"ReaderRole", "Allow", []string{"iam:AttachRolePolicy", "iam:DetachRolePolicy"}, []string{
			fmt.Sprintf("arn:%s:iam::%s:role/%s", r.at.partition, r.at.account, o.ReaderRole),
		}, nil})
	}
	if o.StreamKey != "" {
		all = append(all, clause{"StreamKey", "Allow", []string{"kms:CreateGrant", "kms:DescribeKey"}, []string{o.StreamKey}, nil})
	}
	return all
}

// stream is the ARN of one that exists, or of the one that is made instead.
func (r *resolved) stream(existing, made string) string {
	if existing != "" {
		return existing
	}
	return r.arn(made)
}

// resourceClauses are one for each type of resource that is made.
func (r *resolved) resourceClauses() []clause {
	arns := map[string][]string{}
	for _, name := range r.made() {
		if of := r.Resources[name].Type; needs[of] != nil {
			arns[of] = append(arns[of], r.arn(name))
		}
	}
	var all []clause
	for _, of := range slices.Sorted(maps.Keys(arns)) {
		_, service, _ := strings.Cut(of, "::")
		all = append(all, clause{strings.ReplaceAll(service, "::", ""), "Allow", slices.Sorted(slices.Values(needs[of])), unique(arns[of]), nil})
	}
	return all
}

// passed are the roles that are handed to a service, made or existing.
func (r *resolved) passed() []string {
	var roles []string
	for _, name := range r.made() {
		if r.Resources[name].Type == "AWS::IAM::Role" && name != "ReaderRole" {
			roles = append(roles, r.arn(name))
		}
	}
	for name, value := range r.parameters {
		if strings.HasSuffix(name, "RoleArn") && value != "" {
			roles = append(roles, value)
		}
	}
	return unique(roles)
}

func unique(all []string) []string { return slices.Compact(slices.Sorted(slices.Values(all))) }
