// Which queues are red now, and what of it is said aloud.
import type { LiveSnapshot } from '../api/model'
import { isOwnQueue } from '../lib/own_queue'
import type { LimitsOf } from '../lib/promise'
import { steady, steadyAt, type Steady } from '../lib/tone'
import { queueTone } from './queue_tone'

/** At most one announcement in this time. */
export const quietMs = 15_000

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
 * Takes samples of the red queues and says those that turned red, as they are shown: two samples to turn and three to clear; a call
 * that waits for a second is no breach. Several are said at once, at most one announcement in `quietMs`. When all that was said
 * last is over, it says nothing at all (an empty list), so that the same text can be said again.
 */
export function announcer(say: (arns: string[]) => void): (red: string[], atMs: number) => void {
  let held = new Map<string, Steady<boolean>>()
  let due = new Set<string>()
  let spoken: string[] = []
  let last = -Infinity
  const shown = (arn: string) => held.get(arn)?.shown === true
  return (red, atMs) => {
    const before = held
    held = new Map()
    for (const arn of new Set([...before.keys(), ...red])) {
      const now = steady(before.get(arn) ?? steadyAt(false), red.includes(arn), Number)
      if (now.shown || now.candidate) held.set(arn, now)
      if (now.shown && before.get(arn)?.shown !== true) due.add(arn)
    }
    due = new Set([...due].filter(shown))
    if (spoken.length > 0 && !spoken.some(shown)) {
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
