// How the number of waiting contacts moved in the last hour: what the server remembers, then a sample every 15 s of what
// this window saw.
import type { LiveSnapshot } from '../api/model'
import { board } from './board'
import { tick } from './clock'
import { store } from './store'

const everyMs = 15_000
const longestMs = 3_600_000

export type Sample = { at: number; total: number }

export const trace = store<Sample[]>([])

/** The server's samples, then those of this window that are newer. */
export function joined(told: LiveSnapshot['history'], own: Sample[]): Sample[] {
  const before = told.map(({ at, total }) => ({ at: Date.parse(at), total }))
  const newest = before.at(-1)?.at ?? -Infinity
  return [...before, ...own.filter(({ at }) => at > newest)]
}

/** Starts sampling; returns how to stop. */
export function startTrace(): () => void {
  // Deltas leave the snapshot's history alone: another array is another snapshot.
  let known: LiveSnapshot['history'] | undefined
  const sample = () => {
    const now = tick.get()
    const live = board.get()
    if (!live) return
    const fresh = live.history !== known
    known = live.history
    const samples = fresh ? joined(live.history, trace.get()) : trace.get()
    const due = now - (samples.at(-1)?.at ?? -Infinity) >= everyMs
    if (!fresh && !due) return
    const all = due ? [...samples, { at: now, total: live.totals.total }] : samples
    trace.set(all.filter(({ at }) => now - at <= longestMs))
  }
  const stops = [tick.subscribe(sample), board.subscribe(sample)]
  sample()
  return () => stops.forEach((stop) => stop())
}
