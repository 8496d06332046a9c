// Which queues are red now, and what of it is said aloud.
import type { LiveSnapshot } from '../api/model'
import { isOwnQueue } from '../lib/own_queue'
import type { LimitsOf } from '../lib/promise'
import { queueTone } from './queue_tone'

/** At most one announcement in this time. */
export const quietMs = 15_000

/** A queue that is red in this many samples in a row has turned red: a call that waits for a second is no breach. */
const samplesToTurn = 2

/**
 * The ARNs of red queues. An agent's own queue is none: nobody but its agent serves it, so that each transfer to a busy
 * agent would be one.
 */
export function breaches(live: LiveSnapshot | null, now: number, limits: (arn: string) => LimitsOf): string[] {
  return Object.entries(live?.queues ?? {})
    .filter(([arn, queue]) => !isOwnQueue(arn) && queueTone(queue, limits(arn), now) === 'bad')
    .map(([arn]) => arn)
}

/**
 * Takes samples of the red queues and says those that turned red: several at once, at most one announcement in `quietMs`.
 * When all that was said last is over, it says nothing at all (an empty list), so that the same text can be said again.
 */
export function announcer(say: (arns: string[]) => void): (red: string[], atMs: number) => void {
  let held = new Map<string, number>()
  let due = new Set<string>()
  let spoken: string[] = []
  let last = -Infinity
  return (red, atMs) => {
    held = new Map(red.map((arn) => [arn, (held.get(arn) ?? 0) + 1]))
    due = new Set([...due, ...red.filter((arn) => held.get(arn) === samplesToTurn)].filter((arn) => held.has(arn)))
    if (spoken.length > 0 && !spoken.some((arn) => held.has(arn))) {
      spoken = []
      say(spoken)
    }
    if (due.size === 0 || atMs - last < quietMs) return
    last = atMs
    spoken = [...due]
    due = new Set()
    say(spoken)
  }
}
