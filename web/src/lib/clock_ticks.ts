// Marks on a time axis at round times of a zone's clock.
import { clock } from './time'

const minuteMs = 60_000
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360]

/** Every zone's clock is a whole number of quarters of an hour from UTC. */
const quarter = 15

function minuteOfDay(ms: number, zone: string): number {
  const [hours = 0, minutes = 0] = clock(ms, zone).split(':').map(Number)
  return hours * 60 + minutes
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}

/**
 * The moments from start to end (UTC ms) at which the clock shows a multiple of the smallest round step that makes no more
 * than `most` of them. An hour that the clock passes twice has two marks, one that it skips none.
 */
export function clockTicks(start: number, end: number, zone: string, most: number): number[] {
  const minutes = (end - start) / minuteMs
  const step = steps.find((s) => minutes / s <= most) ?? 720
  const stride = commonDivisor(step, quarter) * minuteMs
  const ticks: number[] = []
  for (let at = Math.ceil(start / stride) * stride; at <= end; at += stride) {
    if (minuteOfDay(at, zone) % step === 0) ticks.push(at)
  }
  return ticks
}
