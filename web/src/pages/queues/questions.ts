// What the pages of queues ask: figures of the catalogue by queue, each queue by its own service level.
import type { Previous, QueryRequest, QueryResult } from '../../api/model'
import { narrowing, type RangeQuery } from '../../api/range_query'
import { readAnswer, type Values } from '../../lib/answer'
import { promisedLevel } from '../../lib/metric_spec'

/** The figures of a queue, with the service level that it promises. Longest wait is of all who left the queue, answered or not. */
export const queueMetrics = [
  promisedLevel,
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

export type Asked = Omit<RangeQuery, 'queue'>

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
    where: narrowing({ ...range, queue: queues }),
    ...(every ? { every } : {}),
  }
}

/** The same question with the period beside it that the server holds to be like the range. */
export function besideBefore(asked: QueryRequest): QueryRequest {
  return { ...asked, compare: { period: 'previous' } }
}

const kinds: Previous['kind'][] = [
  'week_before',
  'month_before',
  'period_before',
  'holiday_skipped',
  'holiday_before',
  'sunday_before',
]

/** The period that an answer is compared with; none where nothing came in that period, since it says nothing of a change. */
export function comparedWith(result: QueryResult): Compared | undefined {
  const of = readAnswer(result).totalsBefore.contacts_created ? result.compare : undefined
  const kind = kinds.find((k) => k === of?.period)
  return of && kind && { kind, from: of.from, to: of.to }
}

export type Compared = Pick<Previous, 'kind' | 'from' | 'to'>

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
