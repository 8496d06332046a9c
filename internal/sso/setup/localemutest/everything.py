"""Prints what there is in an account of a server like AWS, a line each: its type and its name. Arguments: address, account, Region."""

import sys

import boto3
from botocore.config import Config

address, account, region = sys.argv[1:]


def of(service, operation, **arguments):
    client = boto3.client(service, region_name=region, endpoint_url=address, aws_access_key_id=account, aws_secret_access_key="x",
                          config=Config(retries={"max_attempts": 1}))
    return getattr(client, operation)(**arguments)


def last(text):
    return text.rsplit("/")[-1]


def keys():
    return [of("kms", "describe_key", KeyId=k["KeyId"])["KeyMetadata"] for k in of("kms", "list_keys")["Keys"]]


all_there = [
    *(("stack", s["StackName"]) for s in of("cloudformation", "list_stacks")["StackSummaries"] if s["StackStatus"] != "DELETE_COMPLETE"),
    *(("stream", s) for s in of("kinesis", "list_streams")["StreamNames"]),
    *(("delivery", s) for s in of("firehose", "list_delivery_streams")["DeliveryStreamNames"]),
    *(("queue", last(q)) for q in of("sqs", "list_queues").get("QueueUrls", [])),
    *(("rule", r["Name"]) for r in of("events", "list_rules")["Rules"]),
    *(("connection", c["Name"]) for c in of("events", "list_connections")["Connections"]),
    *(("destination", d["Name"]) for d in of("events", "list_api_destinations")["ApiDestinations"]),
    *(("role", r["RoleName"]) for r in of("iam", "list_roles")["Roles"]),
    *(("policy", p["PolicyName"]) for p in of("iam", "list_policies", Scope="Local")["Policies"]),
    *(("bucket", b["Name"]) for b in of("s3", "list_buckets")["Buckets"]),
    *(("log", g["logGroupName"]) for g in of("logs", "describe_log_groups")["logGroups"]),
    *(("secret", s["Name"]) for s in of("secretsmanager", "list_secrets")["SecretList"]),
    *(("key", k["Description"]) for k in keys() if k["KeyManager"] == "CUSTOMER" and k["KeyState"] == "Enabled"),
    *(("function", f["FunctionName"]) for f in of("lambda", "list_functions")["Functions"]),
]
for kind, name in sorted(all_there):
    print(kind, name)
