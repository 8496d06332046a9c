"""Lets boto3, Amazon's own client for Python, call every operation of the simulated Connect API, and judges the answers by
the model of Amazon Connect that it ships.

    boto.py < truth.json

truth.json says where the API is, with which key, and what the simulator knows of the one moment that the API tells about; the
figures are counted again from it. Each complaint is a line on standard output; nothing there means all is well.
"""

import json
import sys
import time
import urllib.request
from collections import Counter
from datetime import datetime, timedelta

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError, ReadTimeoutError
from model import faults

truth = json.load(sys.stdin)
INSTANCE = truth["Directory"]["InstanceARN"].split("/")[-1]
NOW = datetime.fromisoformat(truth["Scene"]["At"])
STATUS = {s["ARN"]: s for s in truth["Directory"]["Statuses"]}
PROFILE = {p["ARN"]: p for p in truth["Directory"]["Profiles"]}
CHANNEL = {q["ARN"]: q["Channel"] for q in truth["Directory"]["Queues"]}
USER = {u["ARN"]: u for u in truth["Directory"]["Users"]}
QUEUES = list(CHANNEL)

judged = Counter()  # answers by operation


def complain(text):
    print(text)


def same(what, got, want):
    if got != want:
        complain(f"{what}: got {got!r}, want {want!r}")


# ---- the client ----------------------------------------------------------------------------------------------------


def client(secret=truth["Secret"], key=truth["Key"], token=None, **config):
    made = boto3.client(
        "connect",
        endpoint_url=truth["URL"],
        region_name=truth["Region"],
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
        config=Config(retries={"total_max_attempts": 1}, **config),
    )
    made.meta.events.register("before-parse.connect", judge)
    return made


def judge(operation_model, response_dict, **_):
    """Holds a successful answer, as it came, against the output shape of its operation."""
    if response_dict["status_code"] != 200:
        return
    judged[operation_model.name] += 1
    if operation_model.output_shape is None:
        same(f"{operation_model.name} says nothing", json.loads(response_dict["body"]), {})
        return
    for fault in faults(json.loads(response_dict["body"]), operation_model.output_shape, operation_model.name):
        complain(fault)


def control(advance=0, **fault):
    """Lets time pass for quotas and tokens, and turns the switch for faults."""
    body = json.dumps({"Advance": advance, "Fault": fault}).encode()
    urllib.request.urlopen(urllib.request.Request(truth["Control"], body)).close()


def refused(error, call, **arguments):
    """A call that must end in an error of the client's class of that name."""
    control(advance=1)
    try:
        call(**arguments)
    except connect.exceptions.ClientError as raised:
        wanted = getattr(connect.exceptions, error, ClientError)
        if not isinstance(raised, wanted) or raised.response["Error"]["Code"] != error:
            complain(f"{arguments}: raised {raised!r}, want {error}")
        if not raised.response["Error"]["Message"]:
            complain(f"{error} says nothing")
        return
    complain(f"{arguments}: no error, want {error}")


def paged(operation, result, **arguments):
    """Everything that a paginator of boto3 finds."""
    control(advance=3)
    pages = list(connect.get_paginator(operation).paginate(**arguments))
    if len(pages) < 2 and "PaginationConfig" in arguments:
        complain(f"{operation}: one page, and paging proves nothing")
    return [entry for page in pages for entry in page[result]]


def turned(call, result, **arguments):
    """Everything, and the last page, of an operation for which boto3 has no paginator."""
    control(advance=3)
    found, page = [], {"NextToken": None}
    while "NextToken" in page:
        more = {"NextToken": page["NextToken"]} if page["NextToken"] else {}
        page = call(**arguments, **more)
        found += page[result]
    return found, page


# ---- the directory -------------------------------------------------------------------------------------------------


def check_instance():
    described = connect.describe_instance(InstanceId=INSTANCE)["Instance"]
    listed = paged("list_instances", "InstanceSummaryList")
    same("the instance", [described["Arn"]], [i["Arn"] for i in listed])
    same("ARN of the instance", described["Arn"], truth["Directory"]["InstanceARN"])
    same("alias of the instance", described["InstanceAlias"], truth["Directory"]["Alias"])


def check_queues():
    few = {"PageSize": 5}
    standard = paged("list_queues", "QueueSummaryList", InstanceId=INSTANCE, QueueTypes=["STANDARD"], PaginationConfig=few)
    names = {q["ARN"]: q["Name"] for q in truth["Directory"]["Queues"]}
    same("standard queues", {q["Arn"]: q["Name"] for q in standard}, names)
    every = paged("list_queues", "QueueSummaryList", InstanceId=INSTANCE)
    kinds = Counter(q["QueueType"] for q in every)
    same("queues of both types", kinds, Counter(STANDARD=len(names), AGENT=len(USER)))
    found = paged(
        "search_queues",
        "Queues",
        InstanceId=INSTANCE,
        SearchCriteria={"QueueTypeCondition": "STANDARD"},
        PaginationConfig=few,
    )
    same("queues found", {q["QueueArn"]: q["Name"] for q in found}, names)


def check_users():
    listed = paged("list_users", "UserSummaryList", InstanceId=INSTANCE, PaginationConfig={"PageSize": 50})
    same("users", {u["Arn"]: u["Username"] for u in listed}, {arn: u["Login"] for arn, u in USER.items()})
    found = paged("search_users", "Users", InstanceId=INSTANCE, PaginationConfig={"PageSize": 60})
    same("users found", [u["Arn"] for u in found], [u["Arn"] for u in listed])
    for user in found:
        known = USER[user["Arn"]]
        same("first name", user["IdentityInfo"].get("FirstName", ""), known["First"])
        same("routing profile", user["RoutingProfileId"], known["Profile"].split("/")[-1])
    control(advance=3)
    one = connect.describe_user(InstanceId=INSTANCE, UserId=found[0]["Id"])["User"]
    limits = [u["PhoneConfig"].pop("AfterContactWorkTimeLimit") for u in (found[0], one)]
    same("limit of after-contact work, found in milliseconds and described in seconds", limits[0], 1000 * limits[1])
    same("user described", {k: one[k] for k in found[0]}, found[0])


def check_lists():
    few = {"PageSize": 3}
    profiles = paged("list_routing_profiles", "RoutingProfileSummaryList", InstanceId=INSTANCE, PaginationConfig=few)
    same("routing profiles", {p["Arn"]: p["Name"] for p in profiles}, {arn: p["Name"] for arn, p in PROFILE.items()})
    for arn, profile in PROFILE.items():
        served = paged(
            "list_routing_profile_queues",
            "RoutingProfileQueueConfigSummaryList",
            InstanceId=INSTANCE,
            RoutingProfileId=arn.split("/")[-1],
        )
        same("queues of a routing profile", [q["QueueArn"] for q in served], profile["Queues"])
    statuses = paged("list_agent_statuses", "AgentStatusSummaryList", InstanceId=INSTANCE, PaginationConfig=few)
    same("statuses", {s["Arn"]: s["Type"] for s in statuses}, {arn: s["Type"] for arn, s in STATUS.items()})
    custom = paged("list_agent_statuses", "AgentStatusSummaryList", InstanceId=INSTANCE, AgentStatusTypes=["CUSTOM"])
    same("custom statuses", {s["Type"] for s in custom}, {"CUSTOM"})
    groups = paged(
        "list_user_hierarchy_groups", "UserHierarchyGroupSummaryList", InstanceId=INSTANCE, PaginationConfig={"PageSize": 10}
    )
    same("groups", {g["Arn"]: g["Name"] for g in groups}, {g["ARN"]: g["Name"] for g in truth["Directory"]["Groups"]})
    team = next(g for g in truth["Directory"]["Groups"] if g["Level"] == 2)
    path = connect.describe_user_hierarchy_group(InstanceId=INSTANCE, HierarchyGroupId=team["ARN"].split("/")[-1])
    path = path["HierarchyGroup"]["HierarchyPath"]
    same("path of a group", [path["LevelOne"]["Arn"], path["LevelTwo"]["Arn"]], [team["Parent"], team["ARN"]])


# ---- the floor -----------------------------------------------------------------------------------------------------


def serves(agent, queue):
    profile = PROFILE[USER[agent["UserARN"]]["Profile"]]
    return queue in profile["Queues"] and CHANNEL[queue] in profile["Slots"]


def engaged(contact):
    dialled = contact["State"] == "CONNECTING" and contact["Method"] in ("OUTBOUND", "CALLBACK", "EXTERNAL_OUTBOUND")
    return dialled or contact["State"] in ("CONNECTED", "CONNECTED_ONHOLD", "PAUSED", "ENDED")


def count(queues, single=None):
    """Counts the current metrics of some queues; single is the queue whose own contacts the agents' are to be."""
    waiting = [w for w in truth["Scene"]["Waiting"] or [] if w["QueueARN"] in queues]
    agents = [
        a
        for a in truth["Scene"]["Agents"]
        if STATUS[a["Status"]]["Type"] != "OFFLINE" and any(serves(a, queue) for queue in queues)
    ]
    contacts = [
        c
        for a in agents
        for c in a["Contacts"] or []
        if engaged(c) and (single is None or c["QueueARN"] == single)
    ]
    routable = [a for a in agents if STATUS[a["Status"]]["Type"] == "ROUTABLE"]
    ages = [(NOW - datetime.fromisoformat(w["Since"])).total_seconds() for w in waiting]
    return {
        "CONTACTS_IN_QUEUE": len(waiting),
        "CONTACTS_SCHEDULED": sum(w["QueueARN"] in queues for w in truth["Scene"]["Scheduled"] or []),
        "OLDEST_CONTACT_AGE": max(ages, default=0),
        "AGENTS_ONLINE": len(agents),
        "AGENTS_STAFFED": len(routable),
        "AGENTS_NON_PRODUCTIVE": len(agents) - len(routable),
        "AGENTS_AVAILABLE": sum(not a["Contacts"] for a in routable),
        "AGENTS_ON_CONTACT": sum(any(map(engaged, a["Contacts"] or [])) for a in agents),
        "AGENTS_ERROR": sum(
            any(c["State"] in ("MISSED", "REJECTED", "ERROR") for c in a["Contacts"] or []) for a in agents
        ),
        "AGENTS_AFTER_CONTACT_WORK": sum(c["State"] == "ENDED" for c in contacts),
        "SLOTS_ACTIVE": len(contacts),
    }


METRICS = [
    {"Name": name, "Unit": "SECONDS" if name == "OLDEST_CONTACT_AGE" else "COUNT"} for name in count([])
]


def figures(result):
    return {c["Metric"]["Name"]: c["Value"] for c in result["Collections"]}


def near(what, got, want):
    """The same, but for what floating point does to the age."""
    rounded = lambda all: {name: round(value, 3) for name, value in all.items()}
    same(what, rounded(got), rounded(want))


def check_metrics():
    ask = {"InstanceId": INSTANCE, "Filters": {"Queues": QUEUES}, "CurrentMetrics": METRICS}
    by_queue, last = turned(connect.get_current_metric_data, "MetricResults", Groupings=["QUEUE"], MaxResults=4, **ask)
    same("DataSnapshotTime", last["DataSnapshotTime"], NOW)
    same("ApproximateTotalCount", last["ApproximateTotalCount"], len(by_queue))
    found = {r["Dimensions"]["Queue"]["Arn"]: figures(r) for r in by_queue}
    online = [figures(r)["AGENTS_ONLINE"] for r in by_queue]
    same("order of the queues", online, sorted(online, reverse=True))
    for queue in QUEUES:
        want = count([queue], single=queue)
        if want["CONTACTS_IN_QUEUE"] or want["AGENTS_ONLINE"]:
            near(f"queue {queue}", found.pop(queue, {}), want)
    same("queues without contact and agent", found, {})

    whole, _ = turned(connect.get_current_metric_data, "MetricResults", **ask)
    want = count(QUEUES)
    same("the age without grouping is in milliseconds", round(figures(whole[0])["OLDEST_CONTACT_AGE"]), round(1000 * want["OLDEST_CONTACT_AGE"]))
    want["OLDEST_CONTACT_AGE"] *= 1000
    near("the whole instance", figures(whole[0]), want)

    estimate = {"Name": "ESTIMATED_WAIT_TIME", "Unit": "SECONDS"}
    both = dict(ask, Filters={"Queues": QUEUES, "Channels": ["VOICE", "CHAT", "TASK"]}, CurrentMetrics=METRICS[:2] + [estimate])
    pairs, _ = turned(connect.get_current_metric_data, "MetricResults", Groupings=["QUEUE", "CHANNEL"], **both)
    for r in pairs:
        same("channel of a queue", r["Dimensions"]["Channel"], CHANNEL[r["Dimensions"]["Queue"]["Arn"]])
    turned(connect.get_current_metric_data, "MetricResults", Groupings=["CHANNEL"], **dict(both, CurrentMetrics=METRICS))
    by_profile = dict(ask, Filters={"RoutingProfiles": list(PROFILE)})
    profiles, _ = turned(connect.get_current_metric_data, "MetricResults", Groupings=["ROUTING_PROFILE"], **by_profile)
    same("agents by routing profile", sum(figures(r)["AGENTS_ONLINE"] for r in profiles), count(QUEUES)["AGENTS_ONLINE"])


def check_users_now():
    ask = {"InstanceId": INSTANCE, "Filters": {"RoutingProfiles": list(PROFILE)}, "MaxResults": 25}
    users, _ = turned(connect.get_current_user_data, "UserDataList", **ask)
    found = {u["User"]["Arn"]: u for u in users}
    for agent in truth["Scene"]["Agents"]:
        since = datetime.fromisoformat(agent["Since"])
        user = found.pop(agent["UserARN"], None)
        gone = STATUS[agent["Status"]]["Type"] == "OFFLINE" and NOW - since >= timedelta(minutes=5)
        if user is None or gone:
            same(f"{agent['UserARN']} is listed", user is not None, not gone)
            continue
        same("status", (user["Status"]["StatusArn"], user["Status"]["StatusStartTimestamp"]), (agent["Status"], since))
        same("next status", user.get("NextStatus"), STATUS[agent["Next"]]["Name"] if agent["Next"] else None)
        check_contacts(user["Contacts"], agent["Contacts"] or [])
    same("users who are not there", found, {})


def check_contacts(told, held):
    same("contacts", [c["ContactId"] for c in told], [c["ContactID"] for c in held])
    for c, h in zip(told, held):
        stays = h["State"] in ("CONNECTED_ONHOLD", "PAUSED")  # these begin, for this operation, when the contact was connected
        since = datetime.fromisoformat(h["Connected"] if stays else h["Since"])
        state = "CONNECTED" if h["State"] == "PAUSED" else h["State"]
        same("contact", (c["AgentContactState"], c["StateStartTimestamp"]), (state, since))


# ---- the past ------------------------------------------------------------------------------------------------------

PAST = truth["Past"]
STANDARD = {queue.split("/")[-1] for queue in QUEUES}


def happened(text):
    """A moment as Go writes it; the year 1 is none."""
    return None if text.startswith("0001") else datetime.fromisoformat(text)


def ended_in(queue, start, end):
    """The contacts of a queue that ended in an interval."""
    return [
        k
        for k in PAST["Contacts"]
        if k["QueueARN"].split("/")[-1] == queue and start <= happened(k["Disconnected"]) < end
    ]


def recount(contacts):
    queued = [k for k in contacts if happened(k["Enqueued"])]
    handled = [k for k in contacts if happened(k["Connected"])]
    waits = [k["Queued"] for k in contacts if k["Queued"] is not None]
    spent = lambda k: sum(k[part] or 0 for part in ("Talk", "Hold", "Wrap", "Pause"))
    return {
        "CONTACTS_CREATED": len(contacts),
        "CONTACTS_QUEUED": len(queued),
        "CONTACTS_HANDLED": len(handled),
        "CONTACTS_ABANDONED": sum(
            not happened(k["Connected"]) and not k["Next"] and not happened(k["TransferCompleted"]) for k in queued
        ),
        "SUM_HANDLE_TIME": sum(map(spent, contacts)),
        "MAX_QUEUED_TIME": max(waits, default=None),
        "SERVICE_LEVEL": 100 * sum(w < 20 for w in waits) / len(queued) if queued else None,
    }


def check_past():
    metrics = [{"Name": name} for name in recount([])]
    metrics[-1]["Threshold"] = [{"Comparison": "LT", "ThresholdValue": 20}]
    ask = {
        "ResourceArn": truth["Directory"]["InstanceARN"],
        "StartTime": PAST["From"],
        "EndTime": PAST["To"],
        "Interval": {"TimeZone": "Asia/Seoul", "IntervalPeriod": "THIRTY_MIN"},
        "Filters": [{"FilterKey": "QUEUE", "FilterValues": sorted(STANDARD)}],
        "Groupings": ["QUEUE"],
        "Metrics": metrics,
    }
    results, _ = turned(connect.get_metric_data_v2, "MetricResults", MaxResults=20, **ask)
    counted = 0
    for r in results:
        interval = r["MetricInterval"]
        want = recount(ended_in(r["Dimensions"]["QUEUE"], interval["StartTime"], interval["EndTime"]))
        same("length of an interval", interval["EndTime"] - interval["StartTime"], timedelta(minutes=30))
        same("figures", {c["Metric"]["Name"]: c.get("Value") for c in r["Collections"]}, want)
        counted += want["CONTACTS_CREATED"]
    of_queues = [k for k in PAST["Contacts"] if k["QueueARN"].split("/")[-1] in STANDARD]
    same("contacts of queues", counted, len(of_queues))
    if counted < 100:
        complain(f"{counted} contacts prove nothing")
    refused("InvalidParameterException", connect.get_metric_data_v2, **dict(ask, StartTime=PAST["To"], EndTime=PAST["From"]))
    refused("InvalidParameterException", connect.get_metric_data_v2, **dict(ask, StartTime=PAST["From"] - 100 * 86400, EndTime=PAST["To"] - 100 * 86400))
    refused("InvalidParameterException", connect.get_metric_data_v2, **dict(ask, StartTime=PAST["From"] - 3 * 86400))
    refused("InvalidParameterException", connect.get_metric_data_v2, **dict(ask, Filters=[{"FilterKey": "CHANNEL", "FilterValues": ["VOICE"]}]))
    check_contacts_found(of_queues)


def check_contacts_found(of_queues):
    ask = {
        "InstanceId": INSTANCE,
        "TimeRange": {"Type": "DISCONNECT_TIMESTAMP", "StartTime": PAST["From"], "EndTime": PAST["To"]},
        "SearchCriteria": {"QueueIds": sorted(STANDARD)},
    }
    found = paged("search_contacts", "Contacts", **ask, PaginationConfig={"PageSize": 40})
    same("contacts found", {c["Id"] for c in found}, {k["ID"] for k in of_queues})
    same("how many they are", connect.search_contacts(**ask, MaxResults=1)["TotalCount"], len(of_queues))
    known = {k["ID"]: k for k in of_queues}
    for c in found[:12]:
        k = known[c["Id"]]
        control(advance=3)
        d = connect.describe_contact(InstanceId=INSTANCE, ContactId=c["Id"])["Contact"]
        same("what both tell of a contact", {name: d.get(name) for name in c if name != "AgentInfo"}, {name: c[name] for name in c if name != "AgentInfo"})
        same("who had it", d.get("AgentInfo", {}).get("ConnectedToAgentTimestamp"), happened(k["Connected"]))
        same("its version", d["LastUpdateTimestamp"], happened(k["Updated"]))
        same("work after it", d.get("AgentInfo", {}).get("AfterContactWorkDuration"), k["Wrap"])
    refused("ResourceNotFoundException", connect.describe_contact, InstanceId=INSTANCE, ContactId="nobody")


# ---- administration --------------------------------------------------------------------------------------------------


def check_administration():
    """Runs last: the users are no longer those of the truth."""
    control(advance=3)
    security = connect.list_security_profiles(InstanceId=INSTANCE)["SecurityProfileSummaryList"]
    security = {p["Name"]: p["Id"] for p in security}
    routing = [arn.split("/")[-1] for arn in PROFILE][:2]
    new = {
        "InstanceId": INSTANCE,
        "Username": "new.agent@example.com",
        "IdentityInfo": {"FirstName": "Néw", "LastName": "Agent", "Mobile": "+15550100"},
        "SecurityProfileIds": [security["Agent"]],
        "RoutingProfileId": routing[0],
        "Tags": {"managed-by": "ringside"},
    }
    made = connect.create_user(**new)
    of = {"InstanceId": INSTANCE, "UserId": made["UserId"]}
    refused("DuplicateResourceException", connect.create_user, **new)
    refused("InvalidParameterException", connect.create_user, **dict(new, Username="half@address"))
    refused("InvalidParameterException", connect.create_user, **dict(new, Username="other", RoutingProfileId="none"))
    with_mail = dict(new["IdentityInfo"], Email="a@example.com")
    refused("InvalidRequestException", connect.create_user, **dict(new, Username="other", IdentityInfo=with_mail))
    refused("InvalidRequestException", connect.create_user, **dict(new, Username="other", Password="Not4Saml!"))
    refused("ResourceNotFoundException", connect.update_user_routing_profile, **dict(of, UserId="nobody"), RoutingProfileId=routing[1])
    control(advance=3)
    connect.update_user_identity_info(**of, IdentityInfo={"FirstName": "Old", "LastName": "Agent"})
    connect.update_user_security_profiles(**of, SecurityProfileIds=[security["Agent"], security["QualityAnalyst"]])
    connect.update_user_routing_profile(**of, RoutingProfileId=routing[1])
    user = connect.describe_user(**of)["User"]
    same("ARN of a new user", user["Arn"], made["UserArn"])
    same("a user's changed name", user["IdentityInfo"], {"FirstName": "Old", "LastName": "Agent"})
    same("a user's changed profiles", (user["RoutingProfileId"], len(user["SecurityProfileIds"])), (routing[1], 2))
    same("a user's tags", user["Tags"], new["Tags"])
    signed_in = client(key="ASIAGIVEN", token="given")
    federated = signed_in.get_federation_token(InstanceId=INSTANCE)
    same("who comes in", (federated["UserArn"], federated["UserId"]), (made["UserArn"], made["UserId"]))
    if federated["Credentials"]["AccessTokenExpiration"] >= federated["Credentials"]["RefreshTokenExpiration"]:
        complain("the tokens of who comes in end in the wrong order")
    refused("AccessDeniedException", signed_in.list_users, InstanceId=INSTANCE)
    refused("AccessDeniedException", connect.get_federation_token, InstanceId=INSTANCE)  # by the account's own key
    connect.delete_user(**of)
    refused("ResourceNotFoundException", connect.delete_user, **of)
    refused("UserNotFoundException", signed_in.get_federation_token, InstanceId=INSTANCE)
    origin = {"InstanceId": INSTANCE, "Origin": "https://app.example.org"}
    connect.associate_approved_origin(**origin)
    same("origins", paged("list_approved_origins", "Origins", InstanceId=INSTANCE), [origin["Origin"]])
    refused("ResourceConflictException", connect.associate_approved_origin, **origin)


def check_storage():
    """One target for each type of resource."""
    control(advance=3)
    ctr = {"InstanceId": INSTANCE, "ResourceType": "CONTACT_TRACE_RECORDS"}
    home = f"{truth['Region']}:111122223333"
    stream = {"StorageType": "KINESIS_STREAM", "KinesisStreamConfig": {"StreamArn": f"arn:aws:kinesis:{home}:stream/records"}}
    firehose = {
        "StorageType": "KINESIS_FIREHOSE",
        "KinesisFirehoseConfig": {"FirehoseArn": f"arn:aws:firehose:{home}:deliverystream/records"},
    }
    same("storage at first", paged("list_instance_storage_configs", "StorageConfigs", **ctr), [])
    made = connect.associate_instance_storage_config(**ctr, StorageConfig=stream)
    of = dict(ctr, AssociationId=made["AssociationId"])
    refused("ResourceConflictException", connect.associate_instance_storage_config, **ctr, StorageConfig=firehose)
    described = connect.describe_instance_storage_config(**of)["StorageConfig"]
    same("storage", described, dict(stream, AssociationId=made["AssociationId"]))
    same("storage listed", paged("list_instance_storage_configs", "StorageConfigs", **ctr), [described])
    connect.update_instance_storage_config(**of, StorageConfig=firehose)
    described = connect.describe_instance_storage_config(**of)["StorageConfig"]
    same("storage changed", described, dict(firehose, AssociationId=made["AssociationId"]))
    events = {"InstanceId": INSTANCE, "ResourceType": "AGENT_EVENTS"}
    refused("InvalidParameterException", connect.associate_instance_storage_config, **events, StorageConfig=firehose)
    mixed = dict(stream, KinesisFirehoseConfig=firehose["KinesisFirehoseConfig"])
    refused("InvalidParameterException", connect.update_instance_storage_config, **of, StorageConfig=mixed)
    elsewhere = {"StorageType": "KINESIS_STREAM", "KinesisStreamConfig": {"StreamArn": "arn:aws:kinesis:us-east-1:111122223333:stream/r"}}
    refused("InvalidParameterException", connect.update_instance_storage_config, **of, StorageConfig=elsewhere)
    refused("ResourceNotFoundException", connect.describe_instance_storage_config, **dict(of, ResourceType="AGENT_EVENTS"))
    recordings = {"InstanceId": INSTANCE, "ResourceType": "CALL_RECORDINGS"}
    bucket = {
        "StorageType": "S3",
        "S3Config": {
            "BucketName": "recordings",
            "BucketPrefix": "connect/small",
            "EncryptionConfig": {"EncryptionType": "KMS", "KeyId": f"arn:aws:kms:{home}:key/1"},
        },
    }
    control(advance=3)
    made = connect.associate_instance_storage_config(**recordings, StorageConfig=bucket)
    listed = paged("list_instance_storage_configs", "StorageConfigs", **recordings)
    same("bucket", listed, [dict(bucket, AssociationId=made["AssociationId"])])
    connect.disassociate_instance_storage_config(**of)
    refused("ResourceNotFoundException", connect.disassociate_instance_storage_config, **of)


# ---- what goes wrong -----------------------------------------------------------------------------------------------


def check_refusals():
    ask = {"InstanceId": INSTANCE, "Filters": {"Queues": QUEUES}, "CurrentMetrics": METRICS[:1], "Groupings": ["QUEUE"]}
    metrics = connect.get_current_metric_data
    try:
        metrics(**dict(ask, MaxResults=0))
        complain("boto3 itself lets a page of no results pass")
    except ParamValidationError:
        pass
    unchecked = client(parameter_validation=False).get_current_metric_data
    refused("InvalidParameterException", unchecked, **dict(ask, MaxResults=101))
    refused("InvalidParameterException", unchecked, **dict(ask, Filters={"Queues": QUEUES[:1] * 101}))
    four = ["VOICE", "CHAT", "TASK", "EMAIL"]
    refused("InvalidParameterException", metrics, **dict(ask, Filters={"Queues": QUEUES, "Channels": four}))
    both = {"Queues": QUEUES, "RoutingProfiles": list(PROFILE)}
    refused("InvalidRequestException", metrics, **dict(ask, Filters=both))
    refused("ResourceNotFoundException", metrics, **dict(ask, InstanceId="11111111-2222-4333-8444-555555555555"))
    refused("ResourceNotFoundException", connect.describe_user, InstanceId=INSTANCE, UserId="nobody")
    refused("InvalidSignatureException", client(secret="wrong").list_instances)
    refused("UnrecognizedClientException", client(key="AKIDOTHER").list_instances)


def check_tokens():
    ask = {"InstanceId": INSTANCE, "Filters": {"Queues": QUEUES}, "CurrentMetrics": METRICS[:1], "Groupings": ["QUEUE"]}
    metrics = connect.get_current_metric_data
    control(advance=3)
    token = metrics(**ask, MaxResults=2)["NextToken"]
    refused("InvalidParameterException", metrics, **dict(ask, CurrentMetrics=METRICS[1:2], MaxResults=2, NextToken=token))
    refused("InvalidParameterException", connect.list_users, InstanceId=INSTANCE, NextToken=token)
    metrics(**ask, MaxResults=2, NextToken=token)
    control(advance=300)
    refused("InvalidParameterException", metrics, **dict(ask, MaxResults=2, NextToken=token))


def check_quota():
    for rate, burst, call in ((5, 8, connect.get_current_metric_data), (2, 5, connect.get_current_user_data)):
        ask = {"InstanceId": INSTANCE, "Filters": {"Queues": QUEUES}}
        if rate == 5:
            ask["CurrentMetrics"] = METRICS[:1]
        control(advance=3)
        taken, begun = 0, time.monotonic()
        try:
            while taken < 50:
                call(**ask)
                taken += 1
        except connect.exceptions.ThrottlingException as raised:
            same("status of throttling", raised.response["ResponseMetadata"]["HTTPStatusCode"], 429)
        refilled = rate * (time.monotonic() - begun)  # meanwhile
        if not burst <= taken <= burst + refilled:
            complain(f"a burst of {taken} requests at {rate}/s, want {burst} and at most {refilled} that came meanwhile")


def check_faults():
    ask = {"InstanceId": INSTANCE, "Filters": {"Queues": QUEUES}, "CurrentMetrics": METRICS[:1], "Groupings": ["QUEUE"]}
    control(advance=3, Throttle=1)
    try:
        connect.get_current_metric_data(**ask)
        complain("throttled, and yet answered")
    except connect.exceptions.ThrottlingException:
        pass
    control(advance=3, Fail=1)
    try:
        connect.get_current_metric_data(**ask)
        complain("failing, and yet answered")
    except connect.exceptions.InternalServiceException:
        pass
    control(advance=3, Silence=1)
    try:
        client(read_timeout=0.3).get_current_metric_data(**ask)
        complain("silent, and yet answered")
    except ReadTimeoutError:
        pass
    control(advance=3, Stale=40_000_000_000, Hide=[QUEUES[0]])
    answer = connect.get_current_metric_data(**ask)
    same("stale snapshot", answer["DataSnapshotTime"], NOW - timedelta(seconds=40))
    queues = [r["Dimensions"]["Queue"]["Arn"] for r in answer["MetricResults"]]
    same("the missing queue is missing, and others are not", (QUEUES[0] in queues, len(queues) > 3), (False, True))
    control()


connect = client()
for check in (
    check_instance,
    check_queues,
    check_users,
    check_lists,
    check_metrics,
    check_users_now,
    check_past,
    check_refusals,
    check_quota,
    check_faults,
    check_tokens,
    check_administration,
    check_storage,
):
    check()
for operation in truth["Operations"]:
    if not judged[operation]:
        complain(f"{operation} was never answered")
same("operations", sorted(judged), sorted(truth["Operations"]))
