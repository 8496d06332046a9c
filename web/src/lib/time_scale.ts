// One time axis for stretches of very different lengths: a task that waited two days beside a talk of five minutes. Time runs
// evenly, save where one stretch without any event is so long that nothing else could be seen: it is drawn shortened.
import { clock, clockSeconds, dayOf } from './time'

export type Break = { from: number; to: number; at: number; size: number }

export type TimeScale = {
  from: number
  to: number
  /** The place of a moment (UTC ms), 0 to 1. */
  at: (ms: number) => number
  /** The shortened stretches. */
  breaks: Break[]
  /** The stretches between them, within which time runs evenly. */
  runs: Break[]
}

/** How many times longer than all others together a stretch must be to be shortened. */
const tooLong = 8

export function timeScale(moments: number[]): TimeScale | null {
  const points = [...new Set(moments.filter(Number.isFinite))].sort((a, b) => a - b)
  const from = points[0]
  const to = points.at(-1)
  if (from === undefined || to === undefined) return null
  const lengths = points.slice(1).map((p, i) => p - (points[i] ?? p))
  const broken = shortened(lengths)
  const even = lengths.reduce((sum, d, i) => (broken.has(i) ? sum : sum + d), 0)
  const size = broken.size === 0 ? 0 : Math.min(0.16, 0.5 / broken.size)
  const rest = 1 - size * broken.size
  const starts: number[] = []
  let place = 0
  lengths.forEach((d, i) => {
    starts.push(place)
    place += broken.has(i) ? size : even === 0 ? 0 : (d / even) * rest
  })
  const at = (ms: number) => {
    if (ms <= from) return 0
    if (ms >= to) return 1
    const i = points.findLastIndex((p) => p <= ms)
    const begin = starts[i] ?? 0
    const share = (ms - (points[i] ?? ms)) / (lengths[i] ?? 1)
    return begin + share * ((starts[i + 1] ?? 1) - begin)
  }
  const piece = (i: number, j: number): Break => {
    const [a, b] = [points[i] ?? from, points[j] ?? to]
    return { from: a, to: b, at: at(a), size: at(b) - at(a) }
  }
  return {
    from,
    to,
    at,
    breaks: [...broken].sort((a, b) => a - b).map((i) => piece(i, i + 1)),
    runs: runsBetween(lengths.length, broken).map(([i, j]) => piece(i, j)),
  }
}

/** Which stretches are shortened: the longest, as long as it dwarfs all that are not. */
function shortened(lengths: number[]): Set<number> {
  const broken = new Set<number>()
  let rest = lengths.reduce((sum, d) => sum + d, 0)
  const longestFirst = lengths.map((d, i) => ({ d, i })).sort((a, b) => b.d - a.d)
  for (const { d, i } of longestFirst) {
    rest -= d
    if (rest <= 0 || d <= tooLong * rest) break
    broken.add(i)
  }
  return broken
}

function runsBetween(n: number, broken: Set<number>): [number, number][] {
  const runs: [number, number][] = []
  let begin = 0
  for (let i = 0; i <= n; i++) {
    if (i < n && !broken.has(i)) continue
    if (i > begin) runs.push([begin, i])
    begin = i + 1
  }
  return runs
}

export type AxisTick = { at: number; text: string }

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const steps = [1, 2, 5, 10, 15, 30]
  .map((n) => n * second)
  .concat(
    [1, 2, 5, 10, 15, 30].map((n) => n * minute),
    [1, 2, 3, 6, 12, 24].map((n) => n * hour),
  )

/** How far apart ticks are at least, in pixels. */
const apart = 76

/** How wide a digit of a label is, in pixels. */
const letter = 7

/** Round moments of the zone's clock along the axis; the first of each day carries its date. */
export function axisTicks(scale: TimeScale, width: number, zone: string): AxisTick[] {
  const ticks: AxisTick[] = []
  let day = ''
  let free = -Infinity
  const add = (ms: number, time: string) => {
    const at = scale.at(ms)
    const today = dayOf(ms, zone)
    const text = today === day ? time : `${today.slice(5).replace('-', '/')} ${time}`
    const half = (text.length * letter) / 2
    if (at * width - half < free) return
    ticks.push({ at, text })
    day = today
    free = at * width + half + letter
  }
  for (const run of scale.runs) {
    const perPixel = (run.to - run.from) / Math.max(1, run.size * width)
    const step = steps.find((s) => s / perPixel >= apart) ?? 24 * hour
    const label = (ms: number) => (step < minute ? clockSeconds(ms, zone) : clock(ms, zone))
    const offset = localOffset(run.from, zone)
    const first = Math.ceil((run.from + offset) / step) * step - offset
    if (first > run.to || run.size * width < apart) add(run.from, clockSeconds(run.from, zone))
    for (let ms = first; ms <= run.to; ms += step) add(ms, label(ms))
  }
  return ticks
}

/** How far the zone's clock is before UTC, in ms. */
function localOffset(ms: number, zone: string): number {
  const local = Date.parse(`${dayOf(ms, zone)}T${clockSeconds(ms, zone)}Z`)
  return local - Math.floor(ms / second) * second
}
