package template

import (
	"fmt"
	"strings"
)

// kind is what is known of a type of resource besides what the template says.
type kind struct {
	name string // the property that names it; without one CloudFormation does, after stack and resource
	arn  string // with {partition}, {region}, {account}, {name} and {path}
}

// kinds are those of the templates. ARNs are those of the Service Authorization Reference.
var kinds = map[string]kind{
	"AWS::IAM::ManagedPolicy":              {"ManagedPolicyName", "arn:{partition}:iam::{account}:policy{path}{name}"},
	"AWS::IAM::Role":                       {"RoleName", "arn:{partition}:iam::{account}:role{path}{name}"},
	"AWS::KMS::Key":                        {"", "arn:{partition}:kms:{region}:{account}:key/*"}, // its id is made up by KMS
	"AWS::Kinesis::Stream":                 {"Name", "arn:{partition}:kinesis:{region}:{account}:stream/{name}"},
	"AWS::KinesisFirehose::DeliveryStream": {"DeliveryStreamName", "arn:{partition}:firehose:{region}:{account}:deliverystream/{name}"},
	"AWS::Events::Rule":                    {"Name", "arn:{partition}:events:{region}:{account}:rule/{name}"},
	"AWS::Events::Connection":              {"Name", "arn:{partition}:events:{region}:{account}:connection/{name}/*"},      // a UUID follows
	"AWS::Events::ApiDestination":          {"Name", "arn:{partition}:events:{region}:{account}:api-destination/{name}/*"}, // likewise
	"AWS::Lambda::Function":                {"FunctionName", "arn:{partition}:lambda:{region}:{account}:function:{name}"},
	"AWS::Lambda::Permission":              {},
	"AWS::Logs::LogGroup":                  {"LogGroupName", "arn:{partition}:logs:{region}:{account}:log-group:{name}:*"},
	"AWS::Logs::LogStream":                 {},
	"AWS::OpenSearchService::Domain":       {"DomainName", "arn:{partition}:es:{region}:{account}:domain/{name}"},
	"AWS::S3::Bucket":                      {"BucketName", "arn:{partition}:s3:::{name}"},
	"AWS::S3::BucketPolicy":                {},
	"AWS::SQS::Queue":                      {"QueueName", "arn:{partition}:sqs:{region}:{account}:{name}"},
	"AWS::SQS::QueuePolicy":                {},
	"AWS::SecretsManager::Secret":          {"Name", "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-*"}, // six characters follow
}

// name is what a resource is called; it ends in * where CloudFormation adds something of its own.
func (r *resolved) name(resource string) string {
	res, there := r.Resources[resource]
	if !there || !r.holds(res.Condition) {
		panic("the template names " + resource + ", which is not made") // a test tries every option
	}
	property := kinds[res.Type].name
	for i := 0; property != "" && i+1 < len(res.Properties.Content); i += 2 {
		if res.Properties.Content[i].Value == property {
			return fmt.Sprint(r.value(plain(res.Properties.Content[i+1])))
		}
	}
	return strings.ToLower(r.stack + "-" + resource + "-*")
}

// attribute is what Fn::GetAtt answers.
func (r *resolved) attribute(resource, attribute string) string {
	if attribute != "Arn" {
		return "{" + resource + "." + attribute + "}"
	}
	return r.arn(resource)
}

func (r *resolved) arn(resource string) string {
	known, there := kinds[r.Resources[resource].Type]
	if !there {
		panic("nothing is known of " + r.Resources[resource].Type)
	}
	return strings.NewReplacer("{partition}", r.at.partition, "{region}", r.at.region, "{account}", r.at.account,
		"{name}", r.name(resource), "{path}", r.parameters["RolePath"]).Replace(known.arn)
}
