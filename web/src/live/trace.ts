// How the number of waiting contacts moved in the last hour: what the server remembers, then a sample every 15 s of what
// this window saw.
import type { LiveSnapshot } from '../api/model'
import { whole } from './board'
import { tick } from './clock'
import { store } from './store'

const everyMs = 15_000
const longestMs = 3_600_000

/** `instances` are the parts of the total, by id. */
export type Sample = { at: number; total: number; instances?: { [id: string]: number } }

/** Of all instances: which of them are shown may change at any time. */
export const trace = store<Sample[]>([])

/** The server's samples, then those of this window that are newer. */
export function joined(told: LiveSnapshot['history'], own: Sample[]): Sample[] {
  const before = told.map((sample) => ({ ...sample, at: Date.parse(sample.at) }))
  const newest = before.at(-1)?.at ?? -Infinity
  return [...before, ...own.filter(({ at }) => at > newest)]
}

/**
 * The samples as a line to be drawn, each in its place: where nobody looked for much longer than between two samples usually,
 * such as while the server was down, there is a gap.
 */
export function lineOf(samples: Sample[]): (number | null)[] {
  const apart = samples.slice(1).map(({ at }, i) => at - (samples[i]?.at ?? at))
  const usual = Math.max(everyMs, apart.toSorted((a, b) => a - b)[Math.floor(apart.length / 2)] ?? 0)
  return samples.flatMap(({ total }, i) => {
    const missing = Math.round((apart[i - 1] ?? 0) / usual) - 1
    return missing < 3 ? [total] : [...Array<null>(missing).fill(null), total]
  })
}

function sampleOf(live: LiveSnapshot, at: number): Sample {
  const parts = Object.entries(live.instances).map(([id, of]) => [id, of.totals.total] as const)
  return { at, total: live.totals.total, instances: Object.fromEntries(parts) }
}

/** Starts sampling; returns how to stop. */
export function startTrace(): () => void {
  // Deltas leave the snapshot's history alone: another array is another snapshot.
  let known: LiveSnapshot['history'] | undefined
  const sample = () => {
    const now = tick.get()
    const live = whole.get()
    if (!live) return
    const fresh = live.history !== known
    known = live.history
    const samples = fresh ? joined(live.history, trace.get()) : trace.get()
    const due = now - (samples.at(-1)?.at ?? -Infinity) >= everyMs
    if (!fresh && !due) return
    const all = due ? [...samples, sampleOf(live, now)] : samples
    trace.set(all.filter(({ at }) => now - at <= longestMs))
  }
  const stops = [tick.subscribe(sample), whole.subscribe(sample)]
  sample()
  return () => stops.forEach((stop) => stop())
}
