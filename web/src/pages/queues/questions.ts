// What the pages of queues ask: figures of the catalogue by queue, each queue by its own service level.
import type { Previous, Promised, QueryRequest, Settings } from '../../api/model'
import type { RangeQuery } from '../../api/range_query'
import type { Values } from '../../lib/answer'
import type { Resolved } from '../../lib/range'
import { addDays, daysBetween, monthStart } from '../../lib/time'

/** The figures of a queue beside its service level. Longest wait is of all who left the queue, answered or not. */
export const queueMetrics = [
  'contacts_created',
  'contacts_queued',
  'contacts_handled',
  'contacts_abandoned',
  'answer_rate',
  'abandonment_rate',
  'avg_queue_answer_time',
  'avg_abandon_time',
  'max_queued_time',
  'avg_handle_time',
] as const

/** The metric of a queue's service level as the catalogue takes it; as the server spells it. */
export function levelMetric(p: Promised): string {
  const short = p.short > 0 ? `,short=${p.short}` : ''
  return `service_level:seconds=${p.seconds},compare=${p.compare},of=${p.of},abandons=${p.abandons}${short}`
}

/** What a queue promises: by its ARN or, as its page's address has it, by its id. */
export function promiseOf(settings: Settings, queue: string): Promised {
  const own = settings.queues.find((q) => q.queue_arn === queue || q.queue_arn.endsWith(`/${queue}`))
  return own?.service_level ?? settings.service_level
}

/** Every service level that some queue promises, once each. */
export function levelMetrics(settings: Settings): string[] {
  return [...new Set([settings.service_level, ...settings.queues.map((q) => q.service_level)].map(levelMetric))]
}

/** The key under which a row carries the service level that its own queue promises. */
export const level = 'level'

/** A row with its own service level under one name. */
export function withLevel(values: Values, settings: Settings, queue: string): Values {
  return { ...values, [level]: values[levelMetric(promiseOf(settings, queue))] ?? null }
}

export type Asked = Pick<RangeQuery, 'from' | 'to' | 'zone' | 'channel'>

/** A question by the moment at which contacts began, as the Overview and the list of contacts count. */
export function question(
  range: Asked,
  metrics: string[],
  by: string[],
  queues: string[],
  every?: QueryRequest['every'],
): QueryRequest {
  return {
    metrics,
    from: range.from,
    to: range.to,
    zone: range.zone,
    by,
    time_field: 'initiation',
    where: [
      ...(queues.length > 0 ? [{ dimension: 'queue', values: queues }] : []),
      ...(range.channel.length > 0 ? [{ dimension: 'channel', values: range.channel }] : []),
    ],
    ...(every ? { every } : {}),
  }
}

/**
 * The period that a range is compared with: the month before, the same days of the week before, or as many days before. One
 * that is still running is compared with as much of it: `now` is a moment of the server, UTC ms.
 */
export function periodBefore(resolved: Resolved, now: number): Pick<Previous, 'kind' | 'from' | 'to'> {
  const cut = (days: number) => new Date(Math.floor(now / quarter) * quarter - days * dayMs).toISOString()
  if (resolved.wholeMonth) {
    const from = monthStart(resolved.from, -1)
    const days = daysBetween(from, resolved.from)
    const to = addDays(from, Math.min(days, daysBetween(resolved.from, resolved.to)))
    return { kind: 'month_before', from, to: resolved.includesNow ? cut(days) : to }
  }
  const back = resolved.days <= 7 ? 7 : resolved.days
  const to = resolved.includesNow ? cut(back) : addDays(resolved.to, -back)
  return { kind: back === 7 ? 'week_before' : 'period_before', from: addDays(resolved.from, -back), to }
}

const dayMs = 86_400_000
const quarter = 900_000

/** How wide the bars of a queue's charts are. */
export function intervalOf(days: number): '15m' | '1h' | '1d' | '1w' {
  if (days <= 1) return '15m'
  if (days <= 4) return '1h'
  return days <= 92 ? '1d' : '1w'
}

/** Upper ends of the waits that are told apart, in seconds; what is longer is the last. */
export const waits = [10, 20, 30, 60, 120, 180, 300, 600] as const

/** Longer than any contact waits: the catalogue takes up to seven days. */
const ever = 604_800

export const waitMetrics = [...waits, ever].flatMap((x) => [
  `sum_contacts_answered_in_x:seconds=${x}`,
  `sum_contacts_abandoned_in_x:seconds=${x}`,
])

export type WaitRow = { from: number; to: number | null; answered: number; abandoned: number }

/** How many waited how long: what each limit adds to the one before. */
export function waitRows(values: Values): WaitRow[] {
  const within = (kind: string, x: number) => values[`sum_contacts_${kind}_in_x:seconds=${x}`] ?? 0
  return [...waits, ever].map((to, i) => {
    const from = waits[i - 1] ?? 0
    const added = (kind: string) => within(kind, to) - (from === 0 ? 0 : within(kind, from))
    return { from, to: to === ever ? null : to, answered: added('answered'), abandoned: added('abandoned') }
  })
}
