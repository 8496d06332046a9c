"""Counts contact records again, from Amazon Connect's definitions alone.

    recount.py contact_records.jsonl < questions.json > answers.json

It shares no code, column or name of a column with the product, so that one misreading cannot pass on both sides. It is
written to be checked against the pages by eye: "Metrics definitions in Amazon Connect" and "Contact records data model" of
the Administrator Guide. Standard library only.

A question is {"metrics", "from", "to", "zone", "every", "by", "time_field", "where"}, moments in RFC 3339 or a date; an answer is
{"rows": [[bucket?, key…, figure…]], "totals": [figure…]}. Keys are ARNs or words, null where a contact has none; rows come
in the order of bucket and keys; without "by" every bucket has one.
"""

import json
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from recount_figures import AGREED, BEGUN, customer, figure
from recount_records import field, moment, newest_versions, when

TIMES = {
    "initiation": ("InitiationTimestamp",),
    "disconnect": ("DisconnectTimestamp",),
    "enqueue": ("Queue", "EnqueueTimestamp"),
    "connected_to_agent": ("Agent", "ConnectedToAgentTimestamp"),
}

DIMENSIONS = {
    "queue": ("Queue", "ARN"),
    "agent": ("Agent", "ARN"),
    "routing_profile": ("Agent", "RoutingProfile", "ARN"),
    "channel": ("Channel",),
    "subtype": ("SegmentAttributes", "connect:Subtype", "ValueString"),
    "initiation_method": ("InitiationMethod",),
    "disconnect_reason": ("DisconnectReason",),
    "system_endpoint": ("SystemEndpoint", "Address"),
    "instance": ("InstanceARN",),
}
for level in "12345":
    DIMENSIONS["hierarchy_level_" + level] = ("Agent", "HierarchyGroups", "Level" + level, "ARN")


def bucket(at, question):
    """The start of the bucket of a moment, as it is written, in the calendar and by the clock of the zone."""
    start = max(local_start(at, question), question["from"])
    local = datetime.fromtimestamp(start / 1000, ZoneInfo(question["zone"]))
    return local.date().isoformat() if question["every"] in ("1d", "1w", "1mo") else local.isoformat().replace("+00:00", "Z")


def local_start(at, question):
    zone, every = ZoneInfo(question["zone"]), question["every"]
    local = datetime.fromtimestamp(at // 1000, zone)
    if every == "total":
        return question["from"]
    if every in ("1d", "1w", "1mo"):
        day = local.date()
        if every == "1w":
            day -= timedelta(days=day.weekday())
        if every == "1mo":
            day = day.replace(day=1)
        return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp()) * 1000
    minutes = {"15m": 15, "30m": 30, "1h": 60}[every]
    past = timedelta(minutes=local.minute % minutes, seconds=local.second)
    start = at // 1000 - int(past.total_seconds())
    while datetime.fromtimestamp(start, zone).utcoffset() != local.utcoffset():
        start += 60  # the clock was moved within it: it begins there
    return start * 1000


def asked_moment(text, zone):
    """RFC 3339, or a date, which is its midnight in the zone."""
    return moment(text) if "T" in text else int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()) * 1000


def answer(question, contacts):
    question = question | {end: asked_moment(question[end], question["zone"]) for end in ("from", "to")}
    fields = {spec: figure(spec).by or question["time_field"] for spec in question["metrics"]}
    groups, everything = {}, {}
    if not question["by"]:
        quarter = 900_000
        for at in range(question["from"], question["to"], quarter):
            groups[(bucket(at, question),)] = {}
    for number, record in enumerate(contacts):
        if not all(passes(record, condition) for condition in question["where"]):
            continue
        for time_field in set(fields.values()):
            at = when(record, *TIMES[time_field])
            if at is None or not question["from"] <= at < question["to"]:
                continue
            key = (bucket(at, question), *(dimension(record, name) for name in question["by"]))
            groups.setdefault(key, {}).setdefault(time_field, []).append((number, record))
            everything.setdefault(time_field, []).append((number, record))

    def figures(of_time):
        return [figure(spec).answer(of_time.get(fields[spec], [])) for spec in question["metrics"]]

    skip = question["every"] == "total"  # which has no column for its one bucket
    ordered = sorted(groups.items(), key=lambda g: (moment_of(g[0][0]), [key or "" for key in g[0][1:]]))
    return {"rows": [[*key[skip:], *figures(of_time)] for key, of_time in ordered], "totals": figures(everything)}


def moment_of(label):
    return datetime.fromisoformat(label).timestamp()


def dimension(record, name):
    if name.startswith("attribute:"):
        return attribute(record, name.removeprefix("attribute:"))
    value = field(record, *DIMENSIONS[name])
    return value.upper() if name == "channel" and value else value


def attribute(record, key):
    """The value of a contact attribute as text; what is no text, as it would be written in JSON."""
    value = (record.get("Attributes") or {}).get(key)
    if value is None or isinstance(value, str):
        return value or None
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def passes(record, condition):
    return ((dimension(record, condition["dimension"]) or "") in condition["values"]) != condition.get("not", False)


def main():
    contacts = newest_versions(sys.argv[1])
    for who, at in filter(None, map(customer, contacts)):
        BEGUN.setdefault(who, []).append(at)
    questions = json.load(sys.stdin)
    AGREED.update(questions[0]["promised"])  # the same in all of them
    json.dump([answer(question, contacts) for question in questions], sys.stdout)


if __name__ == "__main__":
    main()
