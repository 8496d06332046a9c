"""Lets boto3, Amazon's own client for Python, call every operation of the simulated IAM Identity Center, and judges the
answers by the models that it ships.

    boto.py < truth.json

Each complaint is a line on standard output; nothing there means all is well. model.py is that of the simulated Connect API.
"""

import json
import sys
from collections import Counter

import boto3
from botocore.config import Config
from model import faults

truth = json.load(sys.stdin)
judged = Counter()  # answers by operation


def same(what, got, want):
    if got != want:
        print(f"{what}: got {got!r}, want {want!r}")


def judge(operation_model, response_dict, **_):
    if response_dict["status_code"] != 200:
        return
    judged[operation_model.name] += 1
    for fault in faults(json.loads(response_dict["body"]), operation_model.output_shape, operation_model.name):
        print(fault)


def client(service):
    made = boto3.client(
        service,
        endpoint_url=truth["URL"],
        region_name="eu-central-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        config=Config(retries={"total_max_attempts": 1}),
    )
    made.meta.events.register(f"before-parse.{service}", judge)
    return made


def paged(of, operation, result, **arguments):
    pages = list(of.get_paginator(operation).paginate(**arguments))
    same(f"pages of {operation}", len(pages), 2)
    return [entry for page in pages for entry in page[result]]


def refused(of, error, call, **arguments):
    try:
        call(**arguments)
    except getattr(of.exceptions, error):
        return
    print(f"{arguments}: no {error}")


admin, store = client("sso-admin"), client("identitystore")
instance = admin.list_instances()["Instances"][0]
same("instance", (instance["InstanceArn"], instance["IdentityStoreId"]), (truth["Instance"], truth["Store"]))
applications = paged(admin, "list_applications", "Applications", InstanceArn=truth["Instance"])
same("applications", {a["ApplicationArn"]: a["Name"] for a in applications}, truth["Applications"])

of = {"ApplicationArn": applications[0]["ApplicationArn"]}
for person in truth["People"]:
    admin.create_application_assignment(**of, PrincipalId=person["ID"], PrincipalType="USER")
refused(admin, "ConflictException", admin.create_application_assignment, **of, PrincipalId=truth["People"][0]["ID"], PrincipalType="USER")
refused(admin, "ResourceNotFoundException", admin.create_application_assignment, **of, PrincipalId=truth["People"][0]["ID"], PrincipalType="GROUP")
assigned = paged(admin, "list_application_assignments", "ApplicationAssignments", **of)
same("assigned", [a["PrincipalId"] for a in assigned], [p["ID"] for p in truth["People"]])

here = {"IdentityStoreId": truth["Store"]}
users = paged(store, "list_users", "Users", **here)
same("people", [(u["UserId"], u["UserName"], u["Emails"][0]["Value"]) for u in users], [(p["ID"], p["UserName"], p["Email"]) for p in truth["People"]])
groups = paged(store, "list_groups", "Groups", **here)
same("groups", [(g["GroupId"], g["DisplayName"]) for g in groups], [(g["ID"], g["Name"]) for g in truth["Groups"]])
members = paged(store, "list_group_memberships", "GroupMemberships", **here, GroupId=groups[0]["GroupId"])
same("members", [m["MemberId"]["UserId"] for m in members], truth["Groups"][0]["Members"])


def by(path, value):
    return {"UniqueAttribute": {"AttributePath": path, "AttributeValue": value}}


person, group = truth["People"][1], truth["Groups"][1]
for path, value in (("userName", person["UserName"]), ("emails.value", person["Email"])):
    same(path, store.get_user_id(**here, AlternateIdentifier=by(path, value))["UserId"], person["ID"])
same("group", store.get_group_id(**here, AlternateIdentifier=by("displayName", group["Name"]))["GroupId"], group["ID"])
refused(store, "ResourceNotFoundException", store.get_user_id, **here, AlternateIdentifier=by("userName", "nobody"))
refused(store, "ResourceNotFoundException", store.list_users, IdentityStoreId="d-0000000000")
same("operations", len(judged), 9)
