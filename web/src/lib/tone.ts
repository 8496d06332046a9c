// When a figure turns amber or red. Defaults for every queue; the percentages are service level and abandonment rate,
// the waits are seconds.
export type Tone = 'none' | 'ok' | 'warn' | 'bad'

export const thresholds = {
  serviceLevelMargin: 10,
  fewContacts: 10,
  abandonWarn: 5,
  abandonBad: 8,
  waitWarn: 60,
  waitBad: 180,
} as const

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

export function abandonTone(percent: number | null, queued: number): Tone {
  if (percent === null || queued < thresholds.fewContacts) return 'none'
  if (percent >= thresholds.abandonBad) return 'bad'
  return percent >= thresholds.abandonWarn ? 'warn' : 'none'
}

export function waitTone(seconds: number | null): Tone {
  if (seconds === null) return 'none'
  if (seconds >= thresholds.waitBad) return 'bad'
  return seconds >= thresholds.waitWarn ? 'warn' : 'none'
}

/** Somebody waits and nobody is free. */
export function availableTone(inQueue: number, available: number): Tone {
  return inQueue > 0 && available === 0 ? 'bad' : 'none'
}

export type Steady = { shown: Tone; candidate: Tone; seen: number }

export const steadyStart: Steady = { shown: 'none', candidate: 'none', seen: 0 }

/** One sample: a tone must hold for two samples to get worse and for three to get better, so that nothing flickers. */
export function steady(state: Steady, sample: Tone): Steady {
  if (sample === state.shown) return state.seen === 0 ? state : { shown: state.shown, candidate: sample, seen: 0 }
  const seen = sample === state.candidate ? state.seen + 1 : 1
  const needed = toneRank(sample) > toneRank(state.shown) ? 2 : 3
  return seen >= needed
    ? { shown: sample, candidate: sample, seen: 0 }
    : { shown: state.shown, candidate: sample, seen }
}
