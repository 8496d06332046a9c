// Who waits now, as one page's filters see it.
import type { CallsInQueue, LiveQueue, LiveSnapshot } from '../api/model'

export type Waiting = {
  inQueue: number
  scheduled: number
  total: number
  /** UTC ms of the oldest that waits in a queue; null when none does or nobody can tell. */
  oldest: number | null
}

function ms(at: string | null | undefined): number | null {
  return at ? Date.parse(at) : null
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null) return b
  return b === null ? a : Math.min(a, b)
}

/** Whether a queue's live row passes the queue filter, which takes ARN, id or name. */
export function queueChosen(arn: string, name: string, chosen: string[]): boolean {
  return chosen.length === 0 || chosen.some((c) => c === arn || c === name || arn.endsWith(`/${c}`))
}

/**
 * The hero figure under the filters. The live board counts by queue and by channel but not by both: then the answer of the
 * last overview stands in (its age of the oldest as of that moment).
 */
export function waiting(
  board: LiveSnapshot,
  queues: string[],
  channels: string[],
  answered: CallsInQueue | null,
): Waiting | null {
  if (queues.length > 0 && channels.length > 0) return answered && fromAnswer(answered)
  if (channels.length > 0) {
    const none = { in_queue: 0, scheduled: 0, total: 0 }
    return sum(channels.map((channel) => ({ ...(board.channels[channel] ?? none), oldest_enqueued_at: null })))
  }
  if (queues.length > 0) {
    return sum(
      Object.entries(board.queues)
        .filter(([arn, queue]) => queueChosen(arn, queue.name, queues))
        .map(([, queue]) => queue),
    )
  }
  return sum([board.totals])
}

type Part = Pick<LiveQueue, 'in_queue' | 'scheduled' | 'total'> & { oldest_enqueued_at?: string | null }

function sum(parts: Part[]): Waiting {
  return parts.reduce<Waiting>(
    (all, part) => ({
      inQueue: all.inQueue + part.in_queue,
      scheduled: all.scheduled + part.scheduled,
      total: all.total + part.total,
      oldest: earlier(all.oldest, ms(part.oldest_enqueued_at)),
    }),
    { inQueue: 0, scheduled: 0, total: 0, oldest: null },
  )
}

function fromAnswer(answer: CallsInQueue): Waiting {
  const oldest = answer.oldest_age_seconds == null ? null : Date.parse(answer.as_of) - answer.oldest_age_seconds * 1000
  return { inQueue: answer.in_queue, scheduled: answer.scheduled, total: answer.total, oldest }
}

/** Seconds that somebody has waited, never below zero: clocks differ by a little. */
export function waitSeconds(since: number | null, now: number): number | null {
  return since === null ? null : Math.max(0, Math.round((now - since) / 1000))
}
