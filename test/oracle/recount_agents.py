"""Counts agents' time again, from agent events and Amazon Connect's definitions alone.

    recount_agents.py agent_events.jsonl contact_records.jsonl < questions.json > answers.json

It shares no code with the product, as recount.py, whose questions and answers these are too. By hand it is checked against
"Agent event streams data model", "About contact states" and "Metrics definitions" of the Administrator Guide.
"""

import json
import sys
from fractions import Fraction
from itertools import takewhile

from recount import asked_moment, bucket, moment_of
from recount_records import moment, newest_versions

FOREVER = 2**62
QUARTER = 900_000  # every zone's edges are whole quarters of an hour

# ---- what happened -------------------------------------------------------------------------------------------------


def events_of_agents(path):
    """Each event once, by agent, in order."""
    once = {}
    with open(path, "rb") as lines:
        for line in lines:
            event = json.loads(line)
            once[event["InstanceARN"], event["EventId"]] = event
    agents = {}
    for event in once.values():
        agents.setdefault((event["InstanceARN"], event["AgentARN"]), []).append(event)
    return {agent: in_order(events) for agent, events in agents.items()}


def in_order(events):
    """By time; a login comes before what is of its moment, a logout after it, and what is between follows the snapshots."""
    order = {"LOGIN": 0, "LOGOUT": 2}
    waiting = sorted(events, key=lambda e: (moment(e["EventTimestamp"]), order.get(e["EventType"], 1), e["EventId"]))
    ordered, shown = [], None
    while waiting:
        first = waiting[0]
        same = list(takewhile(lambda e: e["EventTimestamp"] == first["EventTimestamp"] and e["EventType"] not in order, waiting))
        led_to = {shape(e["CurrentAgentSnapshot"]) for e in same}
        first = next((e for e in same if shape(e["PreviousAgentSnapshot"]) not in led_to), first)
        first = next((e for e in same if shape(e["PreviousAgentSnapshot"]) == shown), first)
        waiting.remove(first)
        ordered.append(first)
        shown = shape(first["CurrentAgentSnapshot"]) or shown
    return ordered


def shape(snapshot):
    if not snapshot:
        return None
    contacts = {(c["ContactId"], c["State"], c["StateStartTimestamp"]) for c in snapshot["Contacts"]}
    return snapshot["AgentStatus"]["ARN"], snapshot["AgentStatus"]["StartTimestamp"], frozenset(contacts)


class History:
    """What one agent did: statuses are (start, end, type, configuration), contacts (start, end, contact, configuration, next)."""

    def __init__(self, events):
        self.statuses, self.contacts = [], []
        self.status, self.held, self.configuration, self.out = None, {}, (), None
        for event in events:
            self.take(event, moment(event["EventTimestamp"]))
        self.end_status(FOREVER)
        for held in self.held.values():
            self.contacts.append((held[0], FOREVER, *held[1:], None))

    def take(self, event, at):
        if event["EventType"] == "LOGOUT":
            for name in list(self.held):
                self.leave(name, at)
            self.begin_status(at, ("logged out", at), "OFFLINE", ())
            self.out = at
            return
        tells = event["EventType"] == "LOGIN" or event["EventType"] == "STATE_CHANGE" and event["CurrentAgentSnapshot"]
        if self.out is not None and not tells:
            return  # heartbeats go on for an hour after a logout
        self.out = None
        now = event["CurrentAgentSnapshot"]  # the previous one says nothing new, as no event but heartbeats is missing
        if now:
            for name in set(self.held) - {c["ContactId"] for c in now["Contacts"]}:
                self.leave(name, at)
            self.show(now)
            if self.status and self.status[3] != self.configuration:
                self.begin_status(at, self.status[1], self.status[2], self.configuration)

    def show(self, snapshot):
        status = snapshot["AgentStatus"]
        start = moment(status["StartTimestamp"])
        configuration = configured(snapshot["Configuration"])
        shown = (status["ARN"], start)
        gone = self.status and self.status[1][0] == "logged out" and status["Type"] == "OFFLINE"
        if not gone and (not self.status or self.status[1] != shown):
            self.configuration = configuration
            self.begin_status(start, shown, status["Type"], configuration)
        self.configuration = configuration
        for contact in snapshot["Contacts"]:
            name, state, since = contact["ContactId"], contact["State"], moment(contact["StateStartTimestamp"])
            known = self.held.get(name)
            if known and known[1]["State"] == state and known[0] >= since:
                continue
            if known:
                contact = {**contact, "Queue": contact["Queue"] or known[1]["Queue"]}
                self.contacts.append((known[0], since, *known[1:], state))
            self.held[name] = (since, contact, self.configuration)

    def leave(self, name, at):
        start, contact, configuration = self.held.pop(name)
        self.contacts.append((start, at, contact, configuration, None))

    def begin_status(self, at, shown, kind, configuration):
        self.end_status(at)
        self.status = (at, shown, kind, configuration)

    def end_status(self, at):
        if self.status and self.status[0] < at:
            self.statuses.append((self.status[0], at, *self.status[2:]))


def configured(c):
    profile, levels = c["RoutingProfile"] or {}, c.get("AgentHierarchyGroups") or {}
    groups = ((levels.get("Level" + n) or {}).get("ARN") for n in "12345")
    return (profile.get("ARN"), *groups)


# ---- what it counts as ---------------------------------------------------------------------------------------------

DIALLED = {"OUTBOUND", "EXTERNAL_OUTBOUND", "AGENT_REPLY", "CAMPAIGN_PREVIEW", "CALLBACK"}


def method(contact):
    return contact["InitiationMethod"]


def engages(contact):
    """Whether a routable agent is on contact with it. Who listens in is not."""
    if contact["State"] == "CONNECTING":
        return method(contact) in DIALLED
    return contact["State"] in ("CONNECTED", "CONNECTED_ONHOLD", "PAUSED", "ENDED") and method(contact) != "MONITOR"


def fails(contact):
    return contact["State"] in ("MISSED", "REJECTED", "ERROR")


def offered(contact):
    if contact["State"] == "CONNECTING":
        return method(contact) not in DIALLED and method(contact) != "MONITOR"
    return contact["State"] == "INCOMING" and method(contact) == "CALLBACK"


def taken(contact, following):
    if following == "CONNECTING":
        return contact["State"] == "INCOMING"
    return following in ("PENDING", "CONNECTED", "CONNECTED_ONHOLD", "PAUSED", "ENDED")


def customer_gone(contact, end, records, instance):
    """Whether its record says that it had ended by then, without an agent. Records have whole seconds."""
    record = records.get((instance, contact["ContactId"]))
    if not record or not record.get("DisconnectTimestamp") or (record.get("Agent") or {}).get("ConnectedToAgentTimestamp"):
        return False
    return moment(record["DisconnectTimestamp"]) <= end


def together(spans):
    """Spans that touch or overlap as one."""
    joined = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def common(spans, start, end):
    return [(max(s, start), min(e, end)) for s, e in spans if max(s, start) < min(e, end)]


def amounts_of(agent, history, records):
    """Everything that can be added up: (name, start, end, keys) of time, and (name, moment, None, keys) of what is counted."""
    instance, arn = agent
    own = {"instance": instance, "agent": arn}
    names = ("routing_profile", *("hierarchy_level_" + n for n in "12345"))

    def keys(configuration, **more):
        return own | dict(zip(names, configuration or (None,) * 6)) | more

    busy = together((s, e) for s, e, c, *_ in history.contacts if engages(c))
    failing = together((s, e) for s, e, c, *_ in history.contacts if fails(c))
    for start, end, kind, configuration in history.statuses:
        of = keys(configuration)
        for s, e in common(failing, start, end):
            yield "error", s, e, of
        if kind == "OFFLINE":
            continue
        yield "online", start, end, of
        if kind != "ROUTABLE":
            yield "break", start, end, of
            continue
        yield "routable", start, end, of
        for s, e in common(busy, start, end):
            yield "busy", s, e, of
    states = {"CONNECTED": "talk", "CONNECTED_ONHOLD": "hold", "PAUSED": "pause", "ENDED": "after", "CONNECTING": "connecting"}
    for start, end, contact, configuration, following in history.contacts:
        if method(contact) == "MONITOR":
            continue
        channel = contact["Channel"].replace("TASKS", "TASK")
        of = keys(configuration, queue=(contact["Queue"] or {}).get("ARN"), channel=channel, initiation_method=method(contact))
        if contact["State"] in states:
            yield states[contact["State"]], start, end, of
        if engages(contact):
            yield "handling", start, end, of
        if end == FOREVER:
            continue
        if contact["State"] == "CONNECTING":
            yield "connectings", end, None, of
        if offered(contact):
            yield "offers", end, None, of
            if taken(contact, following):
                yield "taken", end, None, of
            else:
                yield "refused", end, None, of
                if channel != "VOICE" or not customer_gone(contact, end, records, instance):
                    yield "refused by agent", end, None, of


# ---- figures -------------------------------------------------------------------------------------------------------


def share(part, whole):
    return lambda sums, _: 100 * part(sums) / whole(sums) if whole(sums) else None


def time(name):
    return lambda sums, _: sums.get(name, 0) / 1000


def number(name):
    return lambda sums, _: sums.get(name, 0)


def named(name):
    return lambda sums: sums.get(name, 0)


def idle(sums):
    return sums.get("routable", 0) - sums.get("busy", 0)


def mean_of_agents(_, by_agent):
    shares = [Fraction(100 * s.get("busy", 0), s["routable"]) for s in by_agent.values() if s.get("routable")]
    return float(sum(shares) / len(shares)) if shares else None


FIGURES = {
    "sum_online_time_agent": time("online"),
    "agents_online": lambda _, by_agent: sum(1 for s in by_agent.values() if s.get("online")),
    "sum_contact_time_agent": time("busy"),
    "sum_idle_time_agent": lambda sums, _: idle(sums) / 1000,
    "sum_non_productive_time_agent": time("break"),
    "sum_error_status_time_agent": time("error"),
    "agent_occupancy": mean_of_agents,
    "agent_occupancy_pooled": share(named("busy"), named("routable")),
    "percent_contact_time_agent": share(named("busy"), named("online")),
    "percent_idle_time_agent": share(idle, named("online")),
    "percent_non_productive_time_agent": share(named("break"), named("online")),
    "sum_handle_time_spent": time("handling"),
    "sum_interaction_time_spent": time("talk"),
    "sum_hold_time_spent": time("hold"),
    "sum_pause_time_spent": time("pause"),
    "sum_after_contact_work_time_spent": time("after"),
    "sum_connecting_time_agent": time("connecting"),
    "avg_agent_connecting_time": lambda sums, _: (
        sums.get("connecting", 0) / (1000 * sums["connectings"]) if sums.get("connectings") else None
    ),
    "agent_offers": number("offers"),
    "agent_offers_accepted": number("taken"),
    "agent_non_response": number("refused"),
    "agent_non_response_without_customer_abandons": number("refused by agent"),
    "agent_answer_rate": share(named("taken"), named("offers")),
}

OF_AGENTS = {"online", "break", "routable", "busy", "error"}


class Sums:
    """The amounts of one row, in all and by agent."""

    def __init__(self):
        self.all, self.by_agent = {}, {}

    def add(self, name, amount, agent):
        for sums in (self.all, self.by_agent.setdefault(agent, {})):
            sums[name] = sums.get(name, 0) + amount

    def figures(self, metrics):
        return [FIGURES[name](self.all, self.by_agent) for name in metrics]


def answer(question, amounts):
    question = question | {end: asked_moment(question[end], question["zone"]) for end in ("from", "to")}
    labels, rows, everything = {}, {}, Sums()

    def label(at):
        quarter = max(at // QUARTER * QUARTER, question["from"])
        if quarter not in labels:
            labels[quarter] = bucket(quarter, question)
        return labels[quarter]

    if not question["by"]:
        for at in range(question["from"], question["to"], QUARTER):
            rows.setdefault((label(at),), Sums())
    of_contacts = all(name in OF_CONTACTS for name in question["metrics"])
    for name, start, end, keys in amounts:
        if of_contacts and name in OF_AGENTS or not all(passes(keys, condition) for condition in question["where"]):
            continue
        for at, amount in pieces(start, end, question["from"], question["to"]):
            key = (label(at), *(keys.get(dimension) for dimension in question["by"]))
            rows.setdefault(key, Sums()).add(name, amount, keys["agent"])
            everything.add(name, amount, keys["agent"])
    skip = question["every"] == "total"
    ordered = sorted(rows.items(), key=lambda r: (moment_of(r[0][0]), [key or "" for key in r[0][1:]]))
    return {
        "rows": [[*key[skip:], *sums.figures(question["metrics"])] for key, sums in ordered],
        "totals": everything.figures(question["metrics"]),
    }


OF_CONTACTS = list(FIGURES)[11:]


def pieces(start, end, first, last):
    """The parts of a time, cut at every quarter of an hour, or one of something that is counted at a moment."""
    if end is None:
        if first <= start < last:
            yield start, 1
        return
    start, end = max(start, first), min(end, last)
    while start < end:
        until = min(end, (start // QUARTER + 1) * QUARTER)
        yield start, until - start
        start = until


def passes(keys, condition):
    return ((keys.get(condition["dimension"]) or "") in condition["values"]) != condition.get("not", False)


def main():
    records = {(r["InstanceARN"], r["ContactId"]): r for r in newest_versions(sys.argv[2])}
    amounts = []
    for agent, events in events_of_agents(sys.argv[1]).items():
        amounts += amounts_of(agent, History(events), records)
    json.dump([answer(question, amounts) for question in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
