"""Lets boto3, Amazon's own client for Python, call every operation of the simulated IAM and STS, and judges the answers by the
models that it ships.

    boto.py < truth.json

Each complaint is a line on standard output; nothing there means all is well. model.py is that of the simulated Connect API.
"""

import json
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from model import faults

truth = json.load(sys.stdin)
judged = Counter()  # answers by operation


def same(what, got, want):
    if got != want:
        print(f"{what}: got {got!r}, want {want!r}")


def unknown(element, shape, path):
    """Yields elements of an answer that the model does not have: boto3 passes them over."""
    if shape.type_name == "structure":
        members = {m.serialization.get("name", name): m for name, m in shape.members.items()}
        for child in element:
            tag = child.tag.split("}")[-1]
            if tag in members:
                yield from unknown(child, members[tag], f"{path}.{tag}")
            else:
                yield f"{path}: {tag} is not in the model"
    elif shape.type_name == "list":
        for child in element:
            same(f"{path}[]", child.tag.split("}")[-1], "member")
            yield from unknown(child, shape.member, path + "[]")


def judge(operation_model, response_dict, **_):
    model = operation_model
    if response_dict["status_code"] != 200:
        return
    judged[model.name] += 1
    root = ElementTree.fromstring(response_dict["body"])
    same(f"{model.name}: answer", root.tag, "{" + model.service_model.metadata["xmlNamespace"] + "}" + model.name + "Response")
    for child in root:
        tag = child.tag.split("}")[-1]
        if tag != "ResponseMetadata":
            same(f"{model.name}: result", tag, model.output_shape.serialization.get("resultWrapper", model.name + "Result"))
            for fault in unknown(child, model.output_shape, model.name):
                print(fault)


def texts(value):
    """Puts policies back into the texts that boto3 has decoded."""
    if isinstance(value, list):
        return [texts(one) for one in value]
    if isinstance(value, dict):
        return {k: json.dumps(v) if k.endswith("Document") and isinstance(v, dict) else texts(v) for k, v in value.items()}
    return value


def complete(model, parsed, **_):
    if "Error" not in parsed and model.output_shape:
        answer = {k: v for k, v in parsed.items() if k != "ResponseMetadata"}
        for fault in faults(texts(answer), model.output_shape, model.name):
            print(fault)


def client(service, secret="secret", key="key"):
    made = boto3.client(
        service,
        endpoint_url=truth["URL"],
        region_name="ap-northeast-2",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=Config(retries={"total_max_attempts": 1}),
    )
    made.meta.events.register(f"before-parse.{service}", judge)
    made.meta.events.register(f"after-call.{service}", complete)
    return made


def refused(code, status, call, **arguments):
    try:
        call(**arguments)
    except ClientError as e:
        got = (e.response["Error"]["Code"], e.response["ResponseMetadata"]["HTTPStatusCode"])
        same(f"{call.__name__} {sorted(arguments)}", got, (code, status))
        return e.response["Error"]["Message"]
    print(f"{call.__name__} {arguments}: no {code}")


iam, sts = client("iam"), client("sts")
ACCOUNT = truth["Account"]
NOBODY = f"arn:aws:iam::{ACCOUNT}:saml-provider/nobody"
same("account", sts.get_caller_identity()["Account"], ACCOUNT)
refused("SignatureDoesNotMatch", 403, client("sts", secret="other").get_caller_identity)
refused("InvalidClientTokenId", 403, client("iam", key="other").get_role, RoleName="x1")

# the provider
provider = iam.create_saml_provider(Name="Dashboard", SAMLMetadataDocument=truth["Metadata"], Tags=[{"Key": "team", "Value": "a"}])["SAMLProviderArn"]
same("provider", provider, f"arn:aws:iam::{ACCOUNT}:saml-provider/Dashboard")
refused("EntityAlreadyExists", 409, iam.create_saml_provider, Name="Dashboard", SAMLMetadataDocument=truth["Metadata"])
same("message", refused("InvalidInput", 400, iam.create_saml_provider, Name="Other", SAMLMetadataDocument="x" * 2000), "Could not parse metadata")
refused("InvalidInput", 400, iam.create_saml_provider, Name="Other", SAMLMetadataDocument="\ufeff" + truth["Metadata"])
refused("NoSuchEntity", 404, iam.get_saml_provider, SAMLProviderArn=NOBODY)
iam.update_saml_provider(SAMLProviderArn=provider, SAMLMetadataDocument=truth["Metadata"])
iam.tag_saml_provider(SAMLProviderArn=provider, Tags=[{"Key": "team", "Value": "b"}, {"Key": "x", "Value": "y"}])
known = iam.get_saml_provider(SAMLProviderArn=provider)
same("metadata", known["SAMLMetadataDocument"], truth["Metadata"])
same("tags", known["Tags"], [{"Key": "team", "Value": "b"}, {"Key": "x", "Value": "y"}])

same("providers", [p["Arn"] for p in iam.list_saml_providers()["SAMLProviderList"]], [provider])

# the policy
allow = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "connect:GetFederationToken", "Resource": "*"}}
policy = iam.create_policy(PolicyName="Federate", Path="/cc/", PolicyDocument=json.dumps(allow), Description="d", Tags=[{"Key": "k", "Value": "v"}])["Policy"]["Arn"]
same("policy", policy, f"arn:aws:iam::{ACCOUNT}:policy/cc/Federate")
refused("EntityAlreadyExists", 409, iam.create_policy, PolicyName="federate", PolicyDocument=json.dumps(allow))
refused("MalformedPolicyDocument", 400, iam.create_policy, PolicyName="Other", PolicyDocument="{“a”: 1}")
refused("MalformedPolicyDocument", 400, iam.create_policy, PolicyName="Other", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "x:y"}}))
for _ in range(4):
    iam.create_policy_version(PolicyArn=policy, PolicyDocument=json.dumps(allow), SetAsDefault=True)
refused("LimitExceeded", 409, iam.create_policy_version, PolicyArn=policy, PolicyDocument=json.dumps(allow))
refused("DeleteConflict", 409, iam.delete_policy_version, PolicyArn=policy, VersionId="v5")
iam.delete_policy_version(PolicyArn=policy, VersionId="v1")
same("versions", [v["VersionId"] for v in iam.list_policy_versions(PolicyArn=policy)["Versions"]], ["v5", "v4", "v3", "v2"])
same("document", iam.get_policy_version(PolicyArn=policy, VersionId="v5")["PolicyVersion"]["Document"], allow)
iam.tag_policy(PolicyArn=policy, Tags=[{"Key": "k", "Value": "w"}])
same("tags of the policy", iam.get_policy(PolicyArn=policy)["Policy"]["Tags"], [{"Key": "k", "Value": "w"}])

# the role
trust = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Federated": provider},
            "Action": "sts:AssumeRoleWithSAML",
            "Condition": {"StringEquals": {"SAML:aud": [truth["Recipient"]]}},
        }
    ],
}
role = {"RoleName": "ConnectFederation"}
refused("MalformedPolicyDocument", 400, iam.create_role, **role, AssumeRolePolicyDocument=json.dumps(trust).replace("/Dashboard", "/nobody"))
made = iam.create_role(**role, AssumeRolePolicyDocument=json.dumps(trust), PermissionsBoundary=policy, MaxSessionDuration=3600, Tags=[{"Key": "a", "Value": "b"}])["Role"]
refused("EntityAlreadyExists", 409, iam.create_role, RoleName="cONNECTfEDERATION", AssumeRolePolicyDocument=json.dumps(trust))
refused("NoSuchEntity", 404, iam.get_role, RoleName="Nobody")
refused("ValidationError", 400, iam.update_role, **role, MaxSessionDuration=90000)
iam.update_role(**role, MaxSessionDuration=7200)
iam.update_assume_role_policy(**role, PolicyDocument=json.dumps(trust))
iam.put_role_permissions_boundary(**role, PermissionsBoundary=policy)
iam.tag_role(**role, Tags=[{"Key": "c", "Value": "d"}])
iam.attach_role_policy(**role, PolicyArn=policy)
iam.attach_role_policy(**role, PolicyArn=policy)
same("attached", iam.list_attached_role_policies(**role)["AttachedPolicies"], [{"PolicyName": "Federate", "PolicyArn": policy}])
iam.put_role_policy(**role, PolicyName="own", PolicyDocument=json.dumps(allow))
same("inline", iam.list_role_policies(**role)["PolicyNames"], ["own"])
same("inline document", iam.get_role_policy(**role, PolicyName="own")["PolicyDocument"], allow)
known = iam.get_role(**role)["Role"]
same("trust", known["AssumeRolePolicyDocument"], trust)
same("longest session", known["MaxSessionDuration"], 7200)
same("boundary", known["PermissionsBoundary"]["PermissionsBoundaryArn"], policy)

iam.create_role(RoleName="Another", AssumeRolePolicyDocument=json.dumps(trust))
for size in (1, 1000):
    pages = iam.get_paginator("list_roles").paginate(PaginationConfig={"PageSize": size})
    same(f"roles, {size} on a page", [r["RoleName"] for page in pages for r in page["Roles"]], ["Another", "ConnectFederation"])
same("roles of a path", iam.list_roles(PathPrefix="/none/")["Roles"], [])
refused("ValidationError", 400, iam.list_roles, MaxItems=1001)

# the sign-in
pair = {"RoleArn": made["Arn"], "PrincipalArn": provider}
got = sts.assume_role_with_saml(**pair, SAMLAssertion=truth["Message"])
same("session", got["AssumedRoleUser"]["Arn"], f"arn:aws:sts::{ACCOUNT}:assumed-role/ConnectFederation/{truth['Login']}")
same("id of the session", got["AssumedRoleUser"]["AssumedRoleId"], f"{made['RoleId']}:{truth['Login']}")
same("audience", (got["Audience"], got["SubjectType"]), (truth["Recipient"], "persistent"))
refused("InvalidIdentityToken", 400, sts.assume_role_with_saml, RoleArn=made["Arn"], PrincipalArn=NOBODY, SAMLAssertion=truth["Message"])
said = refused("InvalidIdentityToken", 400, sts.assume_role_with_saml, RoleArn=made["Arn"] + "2", PrincipalArn=provider, SAMLAssertion=truth["Message"])
same("another role", said, "SAML Assertion doesn't contain the requested Role and Metadata in the attributes")
refused("ValidationError", 400, sts.assume_role_with_saml, **pair, SAMLAssertion=truth["Message"], DurationSeconds=900000)
iam.update_assume_role_policy(**role, PolicyDocument=json.dumps(trust).replace(truth["Recipient"], "https://elsewhere.example.org/"))
said = refused("AccessDenied", 403, sts.assume_role_with_saml, **pair, SAMLAssertion=truth["Message"])
same("not trusted", said, "Not authorized to perform sts:AssumeRoleWithSAML")
iam.detach_role_policy(**role, PolicyArn=policy)
same("attached", iam.list_attached_role_policies(**role)["AttachedPolicies"], [])
same("operations that were not called", sorted(set(truth["Operations"]) - set(judged)), [])
