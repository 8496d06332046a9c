// The rows of the queue table: the range's figures joined with the live board, and which comes first.
import type { LiveSnapshot, QueueFigures } from '../../api/model'
import { isOwnQueue, ownQueues } from '../../lib/own_queue'
import type { LimitsOf } from '../../lib/promise'
import { queueTone as toneNow } from '../../live/queue_tone'
import { queueChosen } from '../../live/waiting'
import { serviceLevelTone, toneRank, worse, type Tone } from '../../lib/tone'

/**
 * Whether a target of seconds says something of the queue: at least half of its contacts are voice or chat and no callbacks.
 * Nobody holds the line for an e-mail or a task, and Amazon Connect counts a callback's initial delay as time in queue
 * ("About queued callbacks in metrics", Amazon Connect Administrator Guide).
 */
export function isJudged(queue: QueueFigures | null | undefined): boolean {
  return queue ? (queue.voice_or_chat - queue.callbacks) * 2 >= queue.contacts : true
}

/** The tone of a queue's service level; none where a target of seconds says nothing. */
export function queueTone(queue: QueueFigures | null | undefined): Tone {
  if (!queue || !isJudged(queue)) return 'none'
  const level = queue.service_level
  return serviceLevelTone(level.percent, level.queued, level.target)
}

export type QueueRow = { key: string; name: string; figures: QueueFigures | null }

/**
 * Queues with contacts in the range and queues that somebody waits in or an agent serves now. Agents' own queues are one
 * row, unless a filter names queues; "no queue" is the last.
 */
export function queueRows(figures: QueueFigures[], board: LiveSnapshot | null, chosen: string[]): QueueRow[] {
  const rows = new Map<string, QueueRow>()
  for (const q of chosen.length > 0 ? figures : foldOwn(figures))
    rows.set(q.queue_arn, { key: q.queue_arn, name: q.queue_name, figures: q })
  for (const [arn, live] of Object.entries(board?.queues ?? {})) {
    if (!queueChosen(arn, live.name, chosen)) continue
    const own = chosen.length === 0 && isOwnQueue(arn)
    const key = own ? ownQueues : arn
    if (!rows.has(key) && !(own && live.total === 0)) rows.set(key, { key, name: live.name, figures: null })
  }
  return [...rows.values()]
}

/** All agents' own queues as one row of sums, placed where the first of them stood. */
export function foldOwn(figures: QueueFigures[]): QueueFigures[] {
  const own = figures.filter((q) => isOwnQueue(q.queue_arn))
  if (own.length === 0) return figures
  const sum = (pick: (q: QueueFigures) => number) => own.reduce((total, q) => total + pick(q), 0)
  const [queued, within, abandoned] = [
    sum((q) => q.queued),
    sum((q) => q.service_level.within),
    sum((q) => q.abandoned),
  ]
  const share = (part: number) => (queued === 0 ? null : (part / queued) * 100)
  const connected = sum((q) => q.average_call_duration.contacts)
  const talked = sum((q) => (q.average_call_duration.seconds ?? 0) * q.average_call_duration.contacts)
  const one: QueueFigures = {
    queue_arn: ownQueues,
    queue_name: '',
    contacts: sum((q) => q.contacts),
    callbacks: sum((q) => q.callbacks),
    voice_or_chat: sum((q) => q.voice_or_chat),
    handled: sum((q) => q.handled),
    queued,
    abandoned,
    service_level: {
      percent: share(within),
      within,
      queued,
      seconds: own[0]?.service_level.seconds ?? 0,
      target: own[0]?.service_level.target ?? 0,
    },
    abandonment_rate: { percent: share(abandoned), abandoned, queued },
    average_call_duration: { seconds: connected === 0 ? null : talked / connected, contacts: connected },
  }
  return [...figures.filter((q) => !isOwnQueue(q.queue_arn)), one]
}

/** The board at a moment (UTC ms of the server), and the limits of waits by queue. */
type Moment = { board: LiveSnapshot | null; limits: (arn: string) => LimitsOf; now: number }

/**
 * How bad a row is: by its worst state first, then by its service level. Larger is worse. Rows that no target judges, such
 * as e-mail, come after those that one does, and queues without a contact in the range or now after both.
 */
export function badness(row: QueueRow, { board, limits, now }: Moment): number {
  if (row.key === '') return -2
  if (row.key === ownQueues) return -1
  const live = board?.queues[row.key]
  if (!row.figures && !live?.total) return -0.75
  if (!isJudged(row.figures)) return -0.5
  const level = row.figures?.service_level
  const tone = worse(queueTone(row.figures), toneNow(live, limits(row.key), now))
  return toneRank(tone) * 1000 + (100 - (level?.percent ?? 100)) + (live ? Math.min(live.total, 50) / 100 : 0)
}

export function worstFirst(rows: QueueRow[], at: Moment): string[] {
  const score = new Map(rows.map((row) => [row.key, badness(row, at)]))
  return rows.map((row) => row.key).sort((a, b) => (score.get(b) ?? 0) - (score.get(a) ?? 0) || a.localeCompare(b))
}

/** Who waits in agents' own queues: how many, and since when the oldest (UTC ms). */
export function ownWaiting(board: LiveSnapshot | null): { total: number; since: number | null } {
  let total = 0
  let since: number | null = null
  for (const [arn, queue] of Object.entries(board?.queues ?? {})) {
    if (!isOwnQueue(arn)) continue
    total += queue.total
    const oldest = queue.oldest_enqueued_at ? Date.parse(queue.oldest_enqueued_at) : null
    if (oldest !== null && (since === null || oldest < since)) since = oldest
  }
  return { total, since }
}
