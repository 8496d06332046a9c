// GET /api/v1/overview of the mock.
import {
  add,
  agents,
  dayAt,
  dayNumber,
  dayStart,
  dayText,
  empty,
  noise,
  quarterContacts,
  quarterFigures,
  queueDay,
  queues,
} from './centre.mjs'
import { definitions } from './texts.mjs'

const ratio = (a, b, by = 1) => (b === 0 ? null : (a / b) * by)
const iso = (ms, hours = 9) => `${new Date(ms + hours * 3_600_000).toISOString().slice(0, 19)}+09:00`

function chosen(params) {
  const wanted = params.getAll('queue')
  const channels = params.getAll('channel')
  const all = [...queues.keys(), queues.length]
  return all.filter((i) => {
    const queue = queues[i]
    if (wanted.length > 0 && !wanted.some((w) => queue && (w === queue.arn || w === queue.name))) return false
    return channels.length === 0 || channels.includes(queue?.channel ?? 'VOICE')
  })
}

const quartersAt = (number, now) => Math.max(0, Math.min(96, Math.floor((now - dayStart(number)) / 900_000) + 1))

function sumDays(from, to, now, which) {
  const sum = empty()
  for (let day = from; day < to; day++) for (const i of which) add(sum, queueDay(day, i, quartersAt(day, now)))
  return sum
}

const acw = (f) => ({
  seconds: ratio(f.acwSum, f.acwCount),
  contacts: f.acwCount,
  recorded_seconds: ratio(f.acwSum, f.acwRecorded),
  recorded_contacts: f.acwRecorded,
})
const talk = (f) => ({ seconds: ratio(f.talkSum, f.talkCount), contacts: f.talkCount })
const level = (f) => ({
  percent: ratio(f.within, f.queued, 100),
  within: f.within,
  queued: f.queued,
  seconds: 20,
  target: 80,
})
const abandonment = (f) => ({ percent: ratio(f.abandoned, f.queued, 100), abandoned: f.abandoned, queued: f.queued })
const agentCount = (f, days) => Math.min(agents.length, Math.round(Math.min(f.contacts / 12, 44 + days * 0.6)))

function point(start, f) {
  return {
    start: iso(start),
    calls: f.contacts,
    acw_seconds: ratio(f.acwSum, f.acwCount),
    call_duration_seconds: ratio(f.talkSum, f.talkCount),
    agents: agentCount(f, 1),
    service_level: level(f).percent,
    abandonment_rate: abandonment(f).percent,
  }
}

function series(from, to, now, which) {
  if (to - from > 2) {
    const days = []
    for (let day = from; day < to && dayStart(day) <= now; day++)
      days.push(point(dayStart(day), sumDays(day, day + 1, now, which)))
    return { interval: '1d', points: days }
  }
  const points = []
  for (let day = from; day < to; day++) {
    for (let hour = 0; hour < 24 && dayStart(day) + hour * 3_600_000 <= now; hour++) {
      const sum = empty()
      for (const i of which)
        for (let q = hour * 4; q < Math.min(hour * 4 + 4, quartersAt(day, now)); q++)
          add(sum, quarterFigures(day, i, q))
      points.push(point(dayStart(day) + hour * 3_600_000, sum))
    }
  }
  return { interval: '1h', points }
}

function today(now, which) {
  const day = dayAt(now)
  const quarters = (number, upTo) =>
    Array.from({ length: upTo }, (_, q) => ({
      start: iso(dayStart(number) + q * 900_000),
      contacts: which.reduce((sum, i) => sum + quarterContacts(number, i, q), 0),
    }))
  return {
    day: dayText(day),
    compare_day: dayText(day - 7),
    points: quarters(day, quartersAt(day, now)),
    compare: quarters(day - 7, 96),
  }
}

function year(now, which) {
  const last = dayAt(now)
  const days = []
  for (let day = last - 370; day <= last; day++) days.push({ day: dayText(day), ...sumDays(day, day + 1, now, which) })
  return days.slice(6).map((d, i) => ({
    day: d.day,
    contacts: d.contacts,
    handled: d.handled,
    abandoned: d.abandoned,
    average_7d: i < 6 ? null : days.slice(i, i + 7).reduce((sum, x) => sum + x.contacts, 0) / 7,
  }))
}

export function overview(params, now, live, projected) {
  const which = chosen(params)
  const [from, to] = [dayNumber(params.get('from').slice(0, 10)), dayNumber(params.get('to').slice(0, 10))]
  const f = sumDays(from, to, now, which)
  const days = to - from
  const month =
    params.get('from').endsWith('-01') && days >= 28 ? 'month_before' : days === 1 ? 'week_before' : 'period_before'
  const shift = month === 'week_before' ? 7 : days
  const before = sumDays(from - shift, to - shift, now - shift * 86_400_000, which)
  const head = {
    from: iso(dayStart(from)),
    to: iso(dayStart(to)),
    zone: params.get('zone') ?? 'Asia/Seoul',
    time_field: 'initiation',
    as_of: iso(now),
    final_until: iso(now - 95_000),
  }
  const count = agentCount(f, days)
  return {
    ...head,
    projected,
    panels: {
      ...head,
      number_of_calls: f.contacts,
      calls_per_day: Array.from({ length: days }, (_, i) => ({
        day: dayText(from + i),
        calls: sumDays(from + i, from + i + 1, now, which).contacts,
      })),
      average_after_contact_work: acw(f),
      average_call_duration: talk(f),
      number_of_agents: count,
      number_of_agents_parts: {
        connected: Math.max(0, count - 3),
        online: which.length <= queues.length ? null : count,
      },
      calls_in_queue: {
        in_queue: live.totals.in_queue,
        scheduled: live.totals.scheduled,
        total: live.totals.total,
        oldest_age_seconds: null,
        as_of: live.as_of,
        source: 'contact_events',
      },
      definitions,
    },
    service_level: level(f),
    abandonment_rate: abandonment(f),
    previous: {
      from: iso(dayStart(from - shift)),
      to: iso(dayStart(to - shift)),
      kind: month,
      panels: {
        number_of_calls: before.contacts,
        average_after_contact_work: acw(before),
        average_call_duration: talk(before),
        number_of_agents: agentCount(before, days),
      },
      service_level: level(before),
      abandonment_rate: abandonment(before),
    },
    series: series(from, to, now, which),
    today: today(now, which),
    days: year(now, which),
    queues: which.map((i) => {
      const q = sumDays(from, to, now, [i])
      return {
        queue_arn: queues[i]?.arn ?? '',
        queue_name: queues[i]?.name ?? '',
        contacts: q.contacts,
        callbacks: 0,
        voice_or_chat: queues[i]?.channel === 'EMAIL' ? 0 : q.contacts,
        queued: q.queued,
        handled: q.handled,
        abandoned: q.abandoned,
        service_level: level(q),
        abandonment_rate: abandonment(q),
        average_call_duration: talk(q),
      }
    }),
  }
}

export { noise }
