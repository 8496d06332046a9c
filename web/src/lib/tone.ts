// When a figure turns amber or red. The percentages are of service level; waits go by what their queue promises, and
// abandonment by the settings.
export type Tone = 'none' | 'ok' | 'warn' | 'bad'

export const thresholds = {
  serviceLevelMargin: 10,
  fewContacts: 10,
} as const

/** Seconds within which contacts are to be answered where nobody has said otherwise, as in Amazon Connect's service level. */
export const usualPromise = 20

export type Limits = { warn: number; bad: number }

/** Percent of the queued from which abandonment is high, and too high, until the settings are known. */
export const usualAbandonment: Limits = { warn: 5, bad: 8 }

const hour = 3_600

/** Channels on which nobody sits and waits. */
const patient: readonly string[] = ['EMAIL', 'TASK']

/** Whether the customer of a contact on this channel sits and waits. */
export function holdsOn(channel: string): boolean {
  return !patient.includes(channel)
}

/**
 * From how many seconds a wait is long, and too long, in a queue that promises an answer within `promised` seconds: of 20, a
 * call after one and after three minutes, a chat after two and after five; an e-mail or a task never before 4 and 24 hours.
 */
export function waitLimits(channel: string, promised: number): Limits {
  if (!holdsOn(channel)) return { warn: Math.max(4 * hour, 3 * promised), bad: Math.max(24 * hour, 9 * promised) }
  return channel === 'CHAT' ? { warn: 6 * promised, bad: 15 * promised } : { warn: 3 * promised, bad: 9 * promised }
}

const rank: Record<Tone, number> = { none: 0, ok: 1, warn: 2, bad: 3 }

export function worse(a: Tone, b: Tone): Tone {
  return rank[a] >= rank[b] ? a : b
}

export function toneRank(tone: Tone): number {
  return rank[tone]
}

/** No colour under ten contacts: one abandoned call of seven is no alarm. */
export function serviceLevelTone(percent: number | null, queued: number, target: number): Tone {
  if (percent === null || queued < thresholds.fewContacts) return 'none'
  if (percent >= target) return 'ok'
  return percent >= target - thresholds.serviceLevelMargin ? 'warn' : 'bad'
}

/** Of a share of abandoned contacts, by the limits of the settings. */
export function abandonTone(rate: { percent: number | null; queued: number }, limits: Limits): Tone {
  if (rate.percent === null || rate.queued < thresholds.fewContacts) return 'none'
  if (rate.percent >= limits.bad) return 'bad'
  return rate.percent >= limits.warn ? 'warn' : 'none'
}

export function waitTone(seconds: number | null, limits: Limits): Tone {
  if (seconds === null) return 'none'
  if (seconds >= limits.bad) return 'bad'
  return seconds >= limits.warn ? 'warn' : 'none'
}

export type Steady<T> = { shown: T; candidate: T; seen: number }

export function steadyAt<T>(sample: T): Steady<T> {
  return { shown: sample, candidate: sample, seen: 0 }
}

/** One sample: it must hold for two to get worse and for three to get better, so that nothing flickers. */
export function steady<T>(state: Steady<T>, sample: T, rank: (of: T) => number): Steady<T> {
  if (sample === state.shown) return state.seen === 0 ? state : { shown: state.shown, candidate: sample, seen: 0 }
  const seen = sample === state.candidate ? state.seen + 1 : 1
  const needed = rank(sample) > rank(state.shown) ? 2 : 3
  return seen >= needed
    ? { shown: sample, candidate: sample, seen: 0 }
    : { shown: state.shown, candidate: sample, seen }
}
