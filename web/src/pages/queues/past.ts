// What the live board showed of a queue, as its charts draw it.
import type { LiveHistory } from '../../api/model'

/** A point of time: the deepest and the last of what was seen in it; null where nobody looked, and of a wait where nobody waited. */
export type Past = {
  start: string
  seen: boolean
  waiting: number | null
  waitingLast: number | null
  oldest: number | null
  available: number | null
  onContact: number | null
}

export function pastOf(told: LiveHistory): Past[] {
  return told.times.map((start, i) => {
    const at = <T>(list: (T | null)[]): T | null => list[i] ?? null
    return {
      start,
      seen: (told.samples[i] ?? 0) > 0,
      waiting: at(told.total.max) ?? at(told.total.last), // the greatest of some instances together is not always known
      waitingLast: at(told.total.last),
      oldest: at(told.oldest_wait_seconds.max),
      available: at(told.agents_available.last),
      onContact: at(told.agents_on_contact.last),
    }
  })
}

/** The greatest of some values; null where there is none. */
export function greatest(values: (number | null)[]): number | null {
  return values.reduce((most, value) => (value === null || (most !== null && most >= value) ? most : value), null)
}

/** Where the axis is labelled: within one day every few hours, over several days at each day's first point. */
export function marks(starts: string[], dayOf: (start: string) => string): number[] {
  const days = starts.map(dayOf)
  const first = days.flatMap((day, slot) => (day === days[slot - 1] ? [] : [slot]))
  if (first.length > 1) return first
  const every = Math.max(1, Math.ceil(starts.length / 8))
  return starts.flatMap((_, slot) => (slot % every === 0 ? [slot] : []))
}

/** How much time a point stands for, by its seconds. */
export function stepOf(seconds: number): '15s' | '1m' | '5m' | '15m' | '1h' | '1d' {
  if (seconds <= 15) return '15s'
  if (seconds <= 60) return '1m'
  if (seconds <= 300) return '5m'
  if (seconds <= 900) return '15m'
  return seconds <= 3600 ? '1h' : '1d'
}
