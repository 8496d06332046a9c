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
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

# ---- records -------------------------------------------------------------------------------------------------------


def newest_versions(path):
    """The newest version of each contact: greatest LastUpdateTimestamp, of equal ones the greater XXH64 of the bytes."""
    newest = {}
    with open(path, "rb") as lines:
        for line in lines:
            line = line.strip()
            record = json.loads(line)
            identity, updated = (record["InstanceARN"], record["ContactId"]), moment(record["LastUpdateTimestamp"])
            if identity in newest:
                known_updated, known_line, _ = newest[identity]
                if updated < known_updated or line == known_line:
                    continue
                if updated == known_updated and xxh64(line) < xxh64(known_line):
                    continue
            newest[identity] = updated, line, record
    return [record for _, _, record in newest.values()]


def xxh64(data):
    """XXH64 with seed 0, by its specification (github.com/Cyan4973/xxHash, doc/xxhash_spec.md)."""
    p1, p2, p3, p4, p5 = (
        0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5,
    )
    mask = 2**64 - 1

    def turn(x, by):
        return (x << by | x >> 64 - by) & mask

    def mixed(lane, into=0):
        return turn((into + lane * p2) & mask, 31) * p1 & mask

    def number(at, size):
        return int.from_bytes(data[at : at + size], "little")

    at, h = 0, p5
    if len(data) >= 32:
        lanes = [p1 + p2 & mask, p2, 0, -p1 & mask]
        while at + 32 <= len(data):
            lanes = [mixed(number(at + 8 * i, 8), lane) for i, lane in enumerate(lanes)]
            at += 32
        h = sum(turn(lane, by) for lane, by in zip(lanes, (1, 7, 12, 18))) & mask
        for lane in lanes:
            h = ((h ^ mixed(lane)) * p1 + p4) & mask
    h = h + len(data) & mask
    while at + 8 <= len(data):
        h = (turn(h ^ mixed(number(at, 8)), 27) * p1 + p4) & mask
        at += 8
    if at + 4 <= len(data):
        h = (turn(h ^ number(at, 4) * p1 & mask, 23) * p2 + p3) & mask
        at += 4
    for byte in data[at:]:
        h = turn(h ^ byte * p5 & mask, 11) * p1 & mask
    for shift, prime in ((33, p2), (29, p3), (32, 1)):
        h = (h ^ h >> shift) * prime & mask
    return h


def moment(text):
    """Milliseconds since 1970."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (at - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(milliseconds=1)


def field(record, *path):
    """The value at a path, None where it is absent, null, empty or the word null."""
    for name in path:
        record = record.get(name) if isinstance(record, dict) else None
    return None if record in ("", "null") else record


def when(record, *path):
    text = field(record, *path)
    return None if text is None else moment(text)


def seconds(start, end):
    return None if start is None or end is None else int((end - start) / 1000)


def added(*parts):
    """The sum of what is there, None where nothing is."""
    return None if all(p is None for p in parts) else sum(p or 0 for p in parts)


def not_below_zero(value):
    return None if value is None else max(0, value)


# ---- what the definitions speak of ---------------------------------------------------------------------------------

INCOMING = {"INBOUND", "TRANSFER", "QUEUE_TRANSFER"}
CALLBACK = {"CALLBACK", "CALLBACK_CUSTOMER_FIRST_QUEUED", "CALLBACK_CUSTOMER_FIRST_DIALED"}


def method(r):
    return field(r, "InitiationMethod")


def queued(r):
    return field(r, "Queue", "EnqueueTimestamp") is not None


def connected(r):
    return field(r, "Agent", "ConnectedToAgentTimestamp") is not None


def has_next(r):
    return field(r, "NextContactId") is not None


def transferred(r):
    return field(r, "TransferCompletedTimestamp") is not None


def in_queue_before_end(r):
    state = field(r, "PreDisconnectState")
    return state == "IN_QUEUE" if state is not None else queued(r) and not connected(r)


def moved_to_another_queue(r):
    return in_queue_before_end(r) and transferred(r)


def abandoned(r):
    return queued(r) and not connected(r) and not has_next(r) and not moved_to_another_queue(r)


def held(r):
    return (field(r, "Agent", "NumberOfHolds") or 0) > 0


def chat_abandoned(r):
    return any(field(r, "ChatMetrics", side, "ConversationAbandon") is True for side in ("AgentMetrics", "CustomerMetrics"))


def in_queue_s(r):
    return field(r, "Queue", "Duration")


def since_enqueue_s(r):
    return not_below_zero(seconds(when(r, "Queue", "EnqueueTimestamp"), when(r, "Queue", "DequeueTimestamp")))


def talk_s(r):
    return field(r, "Agent", "AgentInteractionDuration")


def hold_s(r):
    return field(r, "Agent", "CustomerHoldDuration")


def acw_s(r):
    return field(r, "Agent", "AfterContactWorkDuration")


def acw_of_connected_s(r):
    return 0 if acw_s(r) is None and connected(r) else acw_s(r)


def talk_and_hold_s(r):
    return added(talk_s(r), hold_s(r))


def handle_s(r):
    return added(talk_s(r), hold_s(r), acw_s(r), field(r, "Agent", "AgentPauseDuration"))


def active_s(r):
    return added(talk_s(r), hold_s(r), acw_s(r)) or None


def duration_s(r):
    return seconds(when(r, "InitiationTimestamp"), when(r, "DisconnectTimestamp"))


def resolution_s(r):
    ends = [e for e in (when(r, "DisconnectTimestamp"), when(r, "Agent", "AfterContactWorkEndTimestamp")) if e is not None]
    return not_below_zero(seconds(when(r, "InitiationTimestamp"), max(ends, default=None)))


def flow_s(r):
    if method(r) not in INCOMING | {"API"}:
        return None
    start = when(r, "ConnectedToSystemTimestamp")
    if start is None:
        return 0
    for end in (("Queue", "EnqueueTimestamp"), ("TransferCompletedTimestamp",), ("DisconnectTimestamp",)):
        if when(r, *end) is not None:
            return not_below_zero(seconds(start, when(r, *end)))
    return None


# ---- figures -------------------------------------------------------------------------------------------------------


class Figure:
    """A figure of contacts: one value of each contact (None: it does not count), and how they become a number."""

    def __init__(self, value, join, by=None):
        self.value, self.join, self.by = value, join, by  # by: the time field that it always has
        self.of = {}

    def answer(self, contacts):
        values = []
        for number, record in contacts:
            if number not in self.of:
                self.of[number] = self.value(record)
            if self.of[number] is not None:
                values.append(self.of[number])
        return self.join(values)


def count(holds, by=None):
    return Figure(lambda r: 1 if holds(r) else None, len, by)


def percent(part, whole):
    """Of the contacts for which whole holds; part may hold for others too, as in Amazon's service level."""
    return Figure(lambda r: (part(r), whole(r)), lambda v: ratio(100 * sum(p for p, _ in v), sum(w for _, w in v)))


def ratio(a, b):
    return a / b if b else None


def of(value, holds):
    return lambda r: value(r) if holds(r) else None


def everyone(_):
    return True


def mean(value, holds=everyone):
    return Figure(of(value, holds), lambda v: ratio(sum(v), len(v)))


def total(value):
    return Figure(value, sum)


def percentile(rank, value, holds=everyone):
    """Nearest rank: the first value, in order, that rank % of all are not greater than."""

    def pick(values):
        values.sort()
        return next((v for place, v in enumerate(values, 1) if 100 * place >= rank * len(values)), None)

    return Figure(of(value, holds), pick)


def answered_from_queue(r):
    return connected(r) and queued(r)


def not_outbound(r):
    return method(r) != "OUTBOUND"


def connected_not_outbound(r):
    return connected(r) and not_outbound(r)


def agents():
    def agent(r):
        return field(r, "Agent", "ARN") if connected(r) and method(r) != "MONITOR" else None

    return Figure(agent, lambda v: len(set(v)))


DURATIONS = {  # value, which contacts
    "queue_answer_time": (in_queue_s, answered_from_queue),
    "abandon_time": (in_queue_s, abandoned),
    "queued_time": (in_queue_s, everyone),
    "interaction_time": (talk_s, connected),
    "hold_time": (hold_s, lambda r: connected(r) and held(r)),
    "interaction_and_hold_time": (talk_and_hold_s, everyone),
    "after_contact_work_time": (acw_of_connected_s, everyone),
    "handle_time": (handle_s, everyone),
    "active_time": (active_s, everyone),
    "contact_duration": (duration_s, everyone),
    "resolution_time": (resolution_s, everyone),
    "contact_flow_time": (flow_s, everyone),
}

FIGURES = {
    "number_of_calls": count(everyone),
    "average_after_contact_work": mean(acw_of_connected_s, not_outbound),
    "average_after_contact_work_recorded": mean(acw_s, not_outbound),
    "average_call_duration": mean(talk_s, connected_not_outbound),
    "number_of_agents": agents(),
    "contacts_created": count(everyone),
    "customer_journeys": count(lambda r: field(r, "InitialContactId") in (None, r["ContactId"])),
    "contacts_incoming": count(lambda r: method(r) in INCOMING),
    "contact_volume": count(lambda r: queued(r) and method(r) in INCOMING | CALLBACK | {"API"}),
    "contacts_handled": count(connected),
    "contacts_handled_incoming": count(lambda r: connected(r) and method(r) in INCOMING),
    "contacts_handled_outbound": count(lambda r: connected(r) and method(r) == "OUTBOUND"),
    "callback_contacts_handled": count(lambda r: connected(r) and method(r) in CALLBACK),
    "api_contacts_handled": count(lambda r: connected(r) and method(r) == "API"),
    "contacts_handled_by_connected_to_agent": count(connected, by="connected_to_agent"),
    "contacts_queued": count(queued),
    "contacts_queued_by_enqueue": count(queued, by="enqueue"),
    "contacts_put_on_hold": count(held),
    "contacts_hold_abandons": count(lambda r: connected(r) and field(r, "PreDisconnectState") == "CONNECTED_ONHOLD"),
    "contacts_agent_hung_up_first": count(lambda r: connected(r) and field(r, "DisconnectReason") == "AGENT_DISCONNECT"),
    "sum_contacts_disconnected": count(in_queue_before_end),
    "conversations_abandoned": count(chat_abandoned),
    "callback_contacts": count(lambda r: method(r) in CALLBACK),
    "sum_retry_callback_attempts": count(
        lambda r: not connected(r) and has_next(r) and method(r) in CALLBACK and not moved_to_another_queue(r)
    ),
    "sum_retry_callback_attempts_as_printed": count(
        lambda r: not connected(r) and has_next(r) and method(r) not in CALLBACK and not moved_to_another_queue(r)
    ),
    "contacts_transferred_in": count(lambda r: method(r) in ("TRANSFER", "QUEUE_TRANSFER")),
    "contacts_transferred_in_by_agent": count(lambda r: method(r) == "TRANSFER"),
    "contacts_transferred_in_from_queue": count(lambda r: method(r) == "QUEUE_TRANSFER"),
    "contacts_transferred_out": count(transferred),
    "contacts_transferred_out_by_agent": count(lambda r: transferred(r) and connected(r)),
    "contacts_transferred_out_from_queue": count(moved_to_another_queue),
    "contacts_transferred_out_external": count(lambda r: transferred(r) and field(r, "TransferredToEndpoint", "Address")),
    "contacts_transferred_out_internal": count(lambda r: transferred(r) and not field(r, "TransferredToEndpoint", "Address")),
    "contacts_abandoned": count(abandoned),
    "abandonment_rate": percent(abandoned, queued),
    "answer_rate": percent(answered_from_queue, queued),
    "avg_queue_answer_time_since_enqueue": mean(since_enqueue_s, answered_from_queue),
    "max_queued_time": Figure(in_queue_s, lambda v: max(v, default=None)),
    "avg_after_contact_work_time_recorded": mean(acw_s),
    "avg_outbound_after_contact_work_time": mean(acw_of_connected_s, lambda r: method(r) == "OUTBOUND"),
    "avg_outbound_interaction_time": mean(talk_s, lambda r: connected(r) and method(r) == "OUTBOUND"),
    "avg_hold_time_all_contacts": mean(hold_s, connected),
    "avg_holds": mean(lambda r: field(r, "Agent", "NumberOfHolds") or 0),
    "sum_handle_time": total(handle_s),
    "sum_interaction_time": total(talk_s),
    "sum_hold_time": total(hold_s),
    "sum_interaction_and_hold_time": total(talk_and_hold_s),
    "sum_after_contact_work_time": total(acw_s),
    "sum_contact_flow_time": total(flow_s),
}
for name, (value, holds) in DURATIONS.items():
    if name != "queued_time":
        FIGURES["avg_" + name] = mean(value, holds)
    for rank in (50, 90, 95):
        FIGURES[f"p{rank}_{name}"] = percentile(rank, value, holds)


BEGUN = {}  # customer: when contacts of their own began, of all contacts; filled by main


def customer(r):
    """Who began a contact, and when: None where it was not a customer, or who is not known, or it continues another one."""
    address, at = field(r, "CustomerEndpoint", "Address"), when(r, "InitiationTimestamp")
    by_centre = method(r) in CALLBACK | {"OUTBOUND", "EXTERNAL_OUTBOUND", "CAMPAIGN_PREVIEW", "AGENT_REPLY", "FLOW", "MONITOR", "DISCONNECT"}
    dialled = method(r) == "API" and (field(r, "Channel") or "").upper() == "VOICE"
    continues = field(r, "InitialContactId") not in (None, r["ContactId"])
    test = field(r, "SegmentAttributes", "connect:ValidationTestType") is not None
    if address is None or at is None or by_centre or dialled or continues or test:
        return None
    return (r["InstanceARN"], address), at


def returning(name, chosen):
    """The figures of customers who come back within some days of 24 hours."""
    span = int(chosen.get("days", 7)) * 86_400_000

    def again(r):
        who, at = customer(r)
        return any(at - span <= other < at for other in BEGUN[who])

    def not_again(r):
        who, at = customer(r)
        return not any(at < other <= at + span for other in BEGUN[who])

    def own(r):
        return customer(r) is not None

    def answered(r):
        return own(r) and connected(r)

    figures = {
        "repeat_contacts": count(lambda r: own(r) and again(r)),
        "repeat_contact_rate": percent(lambda r: own(r) and again(r), own),
        "first_contact_resolution": percent(lambda r: answered(r) and not_again(r), answered),
    }
    figures[name].by = "initiation"
    return figures[name]


def with_limit(name, chosen):
    """The figures that have a limit in seconds."""
    limit, at_most = int(chosen.get("seconds", 20)), chosen.get("compare") == "lte"
    short, leave_out = int(chosen.get("short", 0)), chosen.get("abandons") == "out"

    def in_time(r):
        wait = in_queue_s(r)
        return wait is not None and (wait <= limit if at_most else wait < limit)

    def left_out(r):
        wait = in_queue_s(r)
        return abandoned(r) and (leave_out or wait is not None and wait < short)

    def served(r):
        return in_time(r) and (chosen.get("of") != "answered" or answered_from_queue(r)) and not left_out(r)

    return {
        "contacts_removed_from_queue_in_x": count(in_time),
        "sum_contacts_answered_in_x": count(lambda r: answered_from_queue(r) and in_time(r)),
        "sum_contacts_abandoned_in_x": count(lambda r: abandoned(r) and in_time(r)),
        "service_level": percent(served, lambda r: queued(r) and not left_out(r)),
    }[name]


RETURNING = {"repeat_contacts", "repeat_contact_rate", "first_contact_resolution"}


def figure(spec):
    if spec not in FIGURES:
        name, _, text = spec.partition(":")
        chosen = dict(part.split("=") for part in text.split(",") if part)
        FIGURES[spec] = (returning if name in RETURNING else with_limit)(name, chosen)
    return FIGURES[spec]


# ---- questions -----------------------------------------------------------------------------------------------------

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
    json.dump([answer(question, contacts) for question in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
