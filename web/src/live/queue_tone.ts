// How a queue is doing now, by who waits there and who is free.
import type { LiveQueue, LiveSnapshot } from '../api/model'
import { isOwnQueue } from '../lib/own_queue'
import type { LimitsOf } from '../lib/promise'
import { holdsOn, toneRank, waitTone, worse, type Tone } from '../lib/tone'
import { queueChosen, waitSeconds } from './waiting'

/** `since` is UTC ms; `channel` is empty for callbacks, which nobody holds the line for. */
export type LongestWait = { since: number; channel: string; tone: Tone }

/**
 * The wait that matters most in a queue: of the channel that is worst by its own limits, else the longest. Callbacks stand
 * in, without a colour, where nothing else waits.
 */
export function longestWait(queue: LiveQueue | undefined, limits: LimitsOf, now: number): LongestWait | null {
  let worst: LongestWait | null = null
  for (const [channel, at] of Object.entries(queue?.oldest_by_channel ?? {})) {
    const since = Date.parse(at)
    const tone = waitTone(waitSeconds(since, now), limits(channel))
    const more = worst === null ? 1 : toneRank(tone) - toneRank(worst.tone) || worst.since - since
    if (more > 0) worst = { since, channel, tone }
  }
  if (worst !== null || !queue?.oldest_enqueued_at) return worst
  return { since: Date.parse(queue.oldest_enqueued_at), channel: '', tone: 'none' }
}

/**
 * How long a contact that came now would wait, as Amazon Connect estimates it: of the channels on which somebody sits and
 * waits, else of all, that with the longest; null where it gives no estimate.
 */
export function estimatedWait(queue: LiveQueue | undefined): { channel: string; seconds: number } | null {
  const all = Object.entries(queue?.estimated_wait_seconds ?? {}).map(([channel, seconds]) => ({ channel, seconds }))
  const held = all.filter(({ channel }) => holdsOn(channel))
  return (held.length > 0 ? held : all).toSorted((a, b) => b.seconds - a.seconds)[0] ?? null
}

/** Red where somebody sits and waits and nobody is free. */
export function freeTone(queue: LiveQueue | undefined): Tone {
  const held = Object.keys(queue?.oldest_by_channel ?? {}).some(holdsOn)
  return held && queue?.agents_available === 0 ? 'bad' : 'none'
}

/** The worse of both. */
export function queueTone(queue: LiveQueue | undefined, limits: LimitsOf, now: number): Tone {
  return worse(longestWait(queue, limits, now)?.tone ?? 'none', freeTone(queue))
}

/** The worst of the chosen queues, or of all. An agent's own queue is none: nobody but its agent serves it. */
export function worstQueue(live: LiveSnapshot, chosen: string[], limits: (arn: string) => LimitsOf, now: number): Tone {
  return Object.entries(live.queues)
    .filter(([arn, queue]) => !isOwnQueue(arn) && queueChosen(arn, queue.name, chosen))
    .map(([arn, queue]) => queueTone(queue, limits(arn), now))
    .reduce(worse, 'none')
}
