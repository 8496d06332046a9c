// Contacts and the pipeline of the mock.
import { agents, dayNumber, dayStart, instance, noise, quarterContacts, queues } from './centre.mjs'

const iso = (ms) => (ms === null ? null : `${new Date(ms + 32_400_000).toISOString().slice(0, 19)}+09:00`)
const hex = (n, length) =>
  Math.floor(noise(n, 31) * 2 ** 32)
    .toString(16)
    .padStart(8, '0')
    .slice(0, length)

function contact(day, i, quarter, k) {
  const seed = day * 100_000 + i * 5_000 + quarter * 40 + k
  const start = dayStart(day) + quarter * 900_000 + Math.floor(noise(seed) * 900_000)
  const queue = queues[i]
  const abandoned = queue !== undefined && noise(seed, 2) < 0.06
  const handled = queue !== undefined && !abandoned
  const agent = agents[Math.floor(noise(seed, 3) * agents.length)]
  const [wait, talk, hold, acw] = [
    Math.floor(noise(seed, 4) * 70),
    60 + Math.floor(noise(seed, 5) * 400),
    noise(seed, 6) < 0.3 ? Math.floor(noise(seed, 7) * 80) : 0,
    Math.floor(noise(seed, 8) * 60),
  ]
  return {
    contact_id: `${hex(seed, 8)}-${hex(seed + 1, 4)}-4${hex(seed + 2, 3)}-8${hex(seed + 3, 3)}-${hex(seed + 4, 8)}${hex(seed + 5, 4)}`,
    instance_arn: instance,
    initiation: iso(start),
    disconnect: iso(start + (20 + wait + (handled ? talk + hold : 0)) * 1000),
    channel: queue?.channel ?? 'VOICE',
    initiation_method: ['INBOUND', 'INBOUND', 'INBOUND', 'TRANSFER', 'CALLBACK', 'OUTBOUND'][
      Math.floor(noise(seed, 9) * 6)
    ],
    disconnect_reason: abandoned ? 'CUSTOMER_DISCONNECT' : 'AGENT_DISCONNECT',
    queue_arn: queue?.arn ?? '',
    queue_name: queue?.name ?? '',
    agent_arn: handled ? agent.arn : '',
    agent_name: handled ? agent.name : '',
    customer_address_masked: `••••${1000 + Math.floor(noise(seed, 10) * 9000)}`,
    queue_seconds: queue ? wait : null,
    talk_seconds: handled ? talk : null,
    hold_seconds: handled ? hold : null,
    acw_seconds: handled ? acw : null,
    outcome: handled ? 'handled' : abandoned ? 'abandoned' : 'other',
  }
}

const matches = (c, params) => {
  const one = (key, value) => params.getAll(key).length === 0 || params.getAll(key).includes(value)
  return (
    one('queue', c.queue_arn) &&
    one('channel', c.channel) &&
    one('agent', c.agent_arn) &&
    one('outcome', c.outcome) &&
    one('initiation_method', c.initiation_method) &&
    c.contact_id.includes(params.get('q') ?? '')
  )
}

function all(params, now) {
  const found = []
  const [from, to] = [dayNumber(params.get('from').slice(0, 10)), dayNumber(params.get('to').slice(0, 10))]
  for (let day = to - 1; day >= Math.max(from, to - 7); day--) {
    for (let i = 0; i <= queues.length; i++)
      for (let q = 0; q < 96 && dayStart(day) + q * 900_000 < now; q++)
        for (let k = 0; k < quarterContacts(day, i, q); k++) found.push(contact(day, i, q, k))
  }
  return found.filter((c) => matches(c, params)).sort((a, b) => (a.initiation < b.initiation ? 1 : -1))
}

export function list(params, now) {
  const found = all(params, now)
  const after = Number(params.get('after') ?? 0)
  const limit = Number(params.get('limit') ?? 50)
  return {
    contacts: found.slice(after, after + limit),
    next: after + limit < found.length ? String(after + limit) : '',
    total: found.length,
  }
}

export function detail(id, now) {
  const day = Math.floor((now + 32_400_000) / 86_400_000)
  const params = new URLSearchParams({
    from: new Date((day - 1) * 86_400_000).toISOString(),
    to: new Date((day + 1) * 86_400_000).toISOString(),
  })
  const found = all(params, now)
  const c = found.find((x) => x.contact_id === id) ?? found[0]
  const at = (seconds) => iso(Date.parse(c.initiation) + seconds * 1000)
  const [ivr, wait, talk, hold, acw] = [
    14,
    c.queue_seconds ?? 0,
    c.talk_seconds ?? 0,
    c.hold_seconds ?? 0,
    c.acw_seconds ?? 0,
  ]
  const steps = [
    ['ivr', ivr],
    ['queue', wait],
    ['ring', c.agent_arn ? 4 : 0],
    ['talk', talk / 2],
    ['hold', hold],
    ['talk', talk / 2],
    ['acw', acw],
  ]
  let t = 0
  const timeline = steps.filter(([, s]) => s > 0).map(([kind, s]) => ({ kind, start: at(t), end: at((t += s)) }))
  return {
    contact: {
      instance_arn: c.instance_arn,
      contact_id: c.contact_id,
      initial_contact_id: '',
      previous_contact_id: '',
      next_contact_id: '',
      related_contact_id: '',
      channel: c.channel,
      initiation_method: c.initiation_method,
      disconnect_reason: c.disconnect_reason,
      subtype: 'connect:Telephony',
      initiation: c.initiation,
      last_update: c.disconnect,
      connected_to_system: c.initiation,
      disconnect: c.disconnect,
      transfer_completed: null,
      scheduled: null,
      agent: {
        arn: c.agent_arn,
        username: c.agent_name,
        routing_profile_arn: '',
        routing_profile_name: 'Inbound KR',
        hierarchy: [
          { level: 1, arn: 'x', name: '서울' },
          { level: 2, arn: 'y', name: '1팀' },
        ],
        connected_to_agent: at(ivr + wait + 4),
        after_contact_work_start: at(t - acw),
        after_contact_work_end: at(t),
        after_contact_work_duration: acw,
        agent_interaction_duration: talk,
        customer_hold_duration: hold,
        agent_initiated_hold_duration: hold,
        agent_pause_duration: null,
        longest_hold_duration: hold,
        number_of_holds: hold ? 1 : 0,
      },
      queue: { arn: c.queue_arn, name: c.queue_name, enqueue: at(ivr), dequeue: at(ivr + wait), duration: wait },
      agent_connection_attempts: 1,
      customer_address_masked: c.customer_address_masked,
      system_address: '+8215880000',
      transferred_to_masked: '',
      pre_disconnect_state: '',
      validation_test: false,
    },
    attributes: { language: 'ko-KR', tier: 'gold', Tier: 'GOLD', order: '20261120-8812' },
    raw: {
      AWSAccountId: '123456789012',
      Channel: c.channel,
      ContactId: c.contact_id,
      InitiationMethod: c.initiation_method,
      Queue: { ARN: c.queue_arn, Name: c.queue_name, Duration: wait },
      Agent: c.agent_arn ? { ARN: c.agent_arn, Username: c.agent_name, AfterContactWorkDuration: acw } : null,
      Attributes: { language: 'ko-KR', tier: 'gold', Tier: 'GOLD' },
    },
    received_at: at(t + 61),
    source: 'firehose',
    versions: 2,
    chain: [c, ...found.slice(3, 5)],
    timeline,
  }
}

const source = (name, kind, read, rest, now) => ({
  source: name,
  kind,
  read,
  ...rest,
  last_received: new Date(now - 900).toISOString(),
  last_event: new Date(now - 62_000).toISOString(),
  lag_seconds: 61.1,
})
let open = [
  {
    seq: 48213,
    source: 'firehose',
    received: new Date(Date.now() - 3_600_000).toISOString(),
    reason: 'ContactId is missing',
    size: 812,
    replayed: false,
  },
  {
    seq: 40110,
    source: 'import',
    received: new Date(Date.now() - 90_000_000).toISOString(),
    reason: 'not JSON: unexpected end of the value',
    size: 20_113,
    replayed: false,
  },
]

export const quarantine = () => ({ quarantined: open, next: 0 })
export const quarantined = (seq) => ({
  ...(open.find((q) => q.seq === seq) ?? open[0]),
  text: '{"AWSAccountId":"123456789012","Channel":"VOICE","InitiationTimestamp":"2026-11-20T05:11:08Z"',
  encoding: 'utf-8',
})
export function replay() {
  const [first, ...rest] = open
  open = [{ ...first, replayed: true }, ...rest]
  return { replayed: 1, still_quarantined: rest.length }
}

export function status(now, projected, started) {
  const share = Math.min(100, ((Date.now() - started) / 90_000) * 100)
  return {
    sources: [
      source(
        'firehose',
        'contact_record',
        41_982,
        { stored: 39_870, updated: 1_404, duplicates: 655, older: 52, quarantined: 1 },
        now,
      ),
      source(
        'firehose',
        'agent_event',
        118_233,
        { stored: 117_001, updated: 0, duplicates: 1_232, older: 0, quarantined: 0 },
        now,
      ),
      source(
        'eventbridge',
        'contact_event',
        160_412,
        { stored: 159_930, updated: 0, duplicates: 482, older: 0, quarantined: 0 },
        now,
      ),
      source(
        'import',
        'contact_record',
        271_330,
        { stored: 266_201, updated: 3_020, duplicates: 2_088, older: 20, quarantined: 1 },
        now,
      ),
    ],
    appended: projected + 3,
    projected,
    projection_lag_seconds: 0.3,
    quarantine_open: open.filter((q) => !q.replayed).length,
    ties_by_hash: 2,
    warnings: [
      { field: 'Agent.AfterContactWorkDuration', reason: 'a text where a number should be', count: 12 },
      { field: 'DisconnectTimestamp', reason: 'year 1 is out of range', count: 3 },
    ],
    contacts: 309_490,
    journal_bytes: 812_004_112,
    projection_bytes: 96_113_002,
    oldest_initiation: new Date(now - 400 * 86_400_000).toISOString(),
    newest_initiation: new Date(now).toISOString(),
    healthy: true,
    problem: '',
    import: {
      running: share < 100,
      name: '400 days',
      records: Math.round((271_330 * share) / 100),
      records_per_second: 61_200,
      percent: share,
      seconds_left: share < 100 ? 90 * (1 - share / 100) : 0,
    },
  }
}
