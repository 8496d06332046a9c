"""Makes a stack of each shape on a server like AWS, and looks at what is there: the resources themselves, since emulators call stacks
complete in which nothing was made. Arguments: address of the server, a folder with SHAPE.yaml and SHAPE.json (parameters)."""

import json
import pathlib
import sys

import boto3
from botocore.config import Config

address, folder = sys.argv[1], pathlib.Path(sys.argv[2])
REGION = "ap-northeast-2"


def client(service):
    return boto3.client(service, region_name=REGION, endpoint_url=address, aws_access_key_id="111122223333", aws_secret_access_key="x",
                        config=Config(retries={"max_attempts": 1}))


def same(what, got, want):
    if got != want:
        sys.exit(f"{what}: {got!r} instead of {want!r}")


def make(shape):
    """Returns the outputs; physical ids of localemu are "unknown" for what it did not make."""
    cfn = client("cloudformation")
    parameters = [{"ParameterKey": k, "ParameterValue": v} for k, v in json.loads((folder / f"{shape}.json").read_text()).items()]
    cfn.create_stack(StackName=shape, TemplateBody=(folder / f"{shape}.yaml").read_text(), Parameters=parameters,
                     Capabilities=["CAPABILITY_NAMED_IAM"])
    cfn.get_waiter("stack_create_complete").wait(StackName=shape, WaiterConfig={"Delay": 1, "MaxAttempts": 120})
    for r in cfn.describe_stack_resources(StackName=shape)["StackResources"]:
        if r.get("PhysicalResourceId", "unknown") == "unknown":
            sys.exit(f"{shape}: {r['LogicalResourceId']} was not made: {r}")
    return {o["OutputKey"]: o["OutputValue"] for o in cfn.describe_stacks(StackName=shape)["Stacks"][0].get("Outputs", [])}


def bucket(name):
    s3 = client("s3")
    same("public access", set(s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"].values()), {True})
    rules = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"]
    same("encryption", rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"], "AES256")
    policy = json.loads(s3.get_bucket_policy(Bucket=name)["Policy"])
    same("bucket policy", policy["Statement"][0]["Effect"], "Deny")


def role(name, actions):
    iam = client("iam")
    document = iam.get_role_policy(RoleName=name, PolicyName=iam.list_role_policies(RoleName=name)["PolicyNames"][0])["PolicyDocument"]
    got = sorted(a for s in document["Statement"] for a in (s["Action"] if isinstance(s["Action"], list) else [s["Action"]]))
    same(name, set(actions) - set(got), set())


def target(prefix):
    return client("events").list_targets_by_rule(Rule=prefix + "-contact-events")["Targets"][0]


def event():
    answer = client("events").put_events(Entries=[{"Source": "aws.connect", "DetailType": "Amazon Connect Contact Event", "Detail": '{"eventType":"QUEUED"}'}])
    same("event refused", answer["FailedEntryCount"], 0)


def streams():
    out, kinesis, sqs = make("streams"), client("kinesis"), client("sqs")
    for output, name in (("ContactRecordsArn", "contact-records"), ("AgentEventsArn", "agent-events")):
        summary = kinesis.describe_stream_summary(StreamARN=out[output])["StreamDescriptionSummary"]
        same("stream", (summary["StreamName"], summary["OpenShardCount"]), (f"a-streams-{name}", 2))
        copied = client("firehose").describe_delivery_stream(DeliveryStreamName=f"a-streams-{name}-backup")["DeliveryStreamDescription"]
        same("source", copied["Source"]["KinesisStreamSourceDescription"]["KinesisStreamARN"], out[output])
        role(f"a-streams-{name}-{REGION}", ["kinesis:GetRecords", "s3:PutObject", "logs:PutLogEvents"])
    same("storage", out["ContactRecordsStorage"], "KINESIS_STREAM")
    bucket(out["BackupBucket"])
    event()
    got = sqs.receive_message(QueueUrl=out["ContactEventQueueUrl"], WaitTimeSeconds=10)["Messages"][0]
    same("event", json.loads(got["Body"])["detail"], {"eventType": "QUEUED"})
    attributes = sqs.get_queue_attributes(QueueUrl=out["ContactEventQueueUrl"], AttributeNames=["All"])["Attributes"]
    same("redrive", json.loads(attributes["RedrivePolicy"])["maxReceiveCount"], 10)
    same("who may send", json.loads(attributes["Policy"])["Statement"][0]["Condition"]["ArnEquals"]["aws:SourceArn"].rsplit("/")[-1], "a-streams-contact-events")
    same("dead letters", target("a-streams")["DeadLetterConfig"]["Arn"].rsplit(":")[-1], "a-streams-contact-events-dead-letters")
    reader = client("iam").list_attached_role_policies(RoleName="a-streams-read-" + REGION)["AttachedPolicies"]
    same("what is read", sorted(p["PolicyName"] for p in reader), [f"a-streams-read-{REGION}", f"a-streams-read-streams-{REGION}"])


def https():
    out, firehose, events = make("https"), client("firehose"), client("events")
    key = json.loads(client("secretsmanager").get_secret_value(SecretId=out["IngestSecretArn"])["SecretString"])["api_key"]
    same("length of the key", len(key), 43)
    for name in ("contact-records", "agent-events"):
        stream = firehose.describe_delivery_stream(DeliveryStreamName="a-https-" + name)["DeliveryStreamDescription"]
        to = stream["Destinations"][0]["HttpEndpointDestinationDescription"]
        same("address", to["EndpointConfiguration"]["Url"], "https://ringside.example.org/ingest/firehose")
        same("retried for", to["RetryOptions"]["DurationInSeconds"], 7200)
        role(f"a-https-{name}-{REGION}", ["secretsmanager:GetSecretValue", "s3:PutObject"])
    same("storage", out["ContactRecordsStorage"], "KINESIS_FIREHOSE")
    to = events.describe_api_destination(Name="a-https-contact-events")
    same("address of events", to["InvocationEndpoint"], "https://ringside.example.org/ingest/eventbridge")
    connection = events.describe_connection(Name="a-https-contact-events")
    same("header", connection["AuthParameters"]["ApiKeyAuthParameters"]["ApiKeyName"], "X-Ringside-Key")
    same("target", target("a-https")["Arn"], to["ApiDestinationArn"])
    role("a-https-contact-events-" + REGION, ["events:InvokeApiDestination"])
    bucket(out["BackupBucket"])


def opensearch():
    out = make("opensearch")
    for name in ("contact-records", "agent-events"):
        stream = client("firehose").describe_delivery_stream(DeliveryStreamName="a-opensearch-" + name)["DeliveryStreamDescription"]
        to = stream["Destinations"][0]["AmazonopensearchserviceDestinationDescription"]
        same("index", (to["IndexName"], to["IndexRotationPeriod"]), ("connect-" + name, "OneDay"))
        role(f"a-opensearch-{name}-{REGION}", ["es:ESHttpPost", "s3:PutObject"])
    same("address", out["OpenSearchUrl"], "https://logs.example.org")
    bucket(out["BackupBucket"])


{"streams": streams, "https": https, "opensearch": opensearch}[sys.argv[3]]()
