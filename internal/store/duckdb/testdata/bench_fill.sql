-- Makes contacts for benchmarks, in order of time. $1 from and $2 to: their numbers; $3 first moment and $4 distance, in
-- ms; $5 first word of 60 queues, $6 of 2,000 agents, $7 of three methods and three channels.
insert into contacts by name
with numbers as (
    select
        range as n,
        hash(range) as h
    from range($1::bigint, $2::bigint)
),
shapes as (
    select
        n,
        h,
        h % 10 < 8 as queued,
        h % 10 < 7 as connected,
        (h // 16) % 3 as method,
        $3::bigint + (n * $4::bigint // 1000) * 1000 as at_ms
    from numbers
)
select
    gen_random_uuid() as id,
    if(h % 6 = 0, gen_random_uuid(), null) as initial_id, -- legs of journeys
    n as seq,
    cast(h // 2 as bigint) as content_hash,
    '+4420' || cast(10000000 + hash(h) % 6000000 as varchar) as customer_address,
    0 as instance,
    if(queued, $5::integer + cast((h // 64) % 60 as integer), 0) as queue,
    if(connected, $6::integer + cast((h // 4096) % 2000 as integer), 0) as agent,
    0 as routing_profile,
    $7::integer + 3 + cast((h // 8192) % 3 as integer) as channel,
    0 as subtype,
    $7::integer + cast(method as integer) as initiation_method,
    0 as disconnect_reason,
    0 as system_endpoint,
    0 as hierarchy_level_1,
    0 as hierarchy_level_2,
    0 as hierarchy_level_3,
    0 as hierarchy_level_4,
    0 as hierarchy_level_5,
    at_ms as init_ms,
    at_ms + 700000 as last_update_ms,
    at_ms as connected_to_system_ms,
    at_ms + 1000 * cast(h % 900 as bigint) as disconnect_ms,
    if(queued, at_ms + 20000, null) as enqueue_ms,
    if(connected, at_ms + 40000, null) as connected_ms,
    if(queued, cast(h % 120 as integer), null) as queue_s,
    if(connected, cast((h // 32) % 900 as integer), null) as interaction_s,
    if(connected, cast((h // 128) % 60 as integer), null) as hold_s,
    if(connected and h % 10 < 6, cast((h // 256) % 120 as integer), null) as acw_s,
    if(connected, if(h % 10 < 6, cast((h // 256) % 120 as integer), 0), null) as acw_or_zero_s,
    if(connected, cast((h // 32) % 900 + (h // 128) % 60 as bigint), null) as handle_s,
    cast(h % 900 as integer) as contact_s,
    cast(queued as tinyint) as queued,
    cast(connected as tinyint) as connected,
    cast(queued and not connected as tinyint) as abandoned,
    cast(method <> 1 as tinyint) as incoming,
    cast(method = 1 as tinyint) as outbound,
    cast(method = 1 as tinyint) as outbound_wide,
    0::tinyint as callback,
    0::tinyint as api,
    0::tinyint as monitor,
    0::tinyint as disconnect_flow,
    cast(method = 2 as tinyint) as transferred_in,
    cast(method = 2 as tinyint) as transferred_in_by_agent,
    0::tinyint as transferred_out,
    0::tinyint as transferred_external,
    cast(queued and not connected as tinyint) as left_in_queue,
    0::tinyint as ended_on_hold,
    0::tinyint as has_next,
    0::tinyint as agent_hung_up,
    0::tinyint as conversation_abandoned,
    1::tinyint as first_of_journey,
    0::tinyint as test_contact
from shapes
order by n;
