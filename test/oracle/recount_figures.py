"""The figures that recount.py counts, from "Metrics definitions in Amazon Connect" and "Contact records data model"."""

from recount_records import added, field, not_below_zero, seconds, when

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
    "contacts_answered": count(answered_from_queue),
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


BEGUN = {}  # customer: when contacts of their own began, of all contacts; filled by recount.py


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


AGREED = {}  # what was agreed for queues, as the questions say it; filled by recount.py


def by_queue():
    """Service level by what was agreed for each queue: of the queue itself, else of its instance, else of all others."""
    figures = {}

    def judged(r):
        queue, instance = field(r, "Queue", "ARN") or "", r["InstanceARN"]
        text = AGREED["queues"].get(queue, AGREED["instances"].get(instance, AGREED["others"]))
        if text not in figures:
            figures[text] = with_limit("service_level", parameters(text))
        return figures[text].value(r)

    return Figure(judged, percent(None, None).join)


def parameters(text):
    return dict(part.split("=") for part in text.split(",") if part)


RETURNING = {"repeat_contacts", "repeat_contact_rate", "first_contact_resolution"}


def figure(spec):
    if spec not in FIGURES:
        name, _, text = spec.partition(":")
        chosen = parameters(text)
        if chosen.get("seconds") == "queue":
            FIGURES[spec] = by_queue()
        else:
            FIGURES[spec] = (returning if name in RETURNING else with_limit)(name, chosen)
    return FIGURES[spec]
