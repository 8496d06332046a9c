// What the bars of "calls per day" show around the range: with few days in it, the days before; for a month, the month before.
import type { DayCalls, DayFigures } from '../../api/model'
import { addDays, monthStart, type Day } from '../../lib/time'

export type Bar = { day: Day; calls: number; inRange: boolean }

/** A single bar says little: short ranges are led by the days before, up to this many bars in all. */
const fewest = 14

export function bars(range: DayCalls[], year: DayFigures[]): Bar[] {
  const own = range.map((d) => ({ day: d.day, calls: d.calls, inRange: true }))
  const first = range[0]
  if (!first || range.length >= 7) return own
  const known = new Map(year.map((d) => [d.day, d.contacts]))
  const before = Array.from({ length: fewest - range.length }, (_, i) =>
    addDays(first.day, i - (fewest - range.length)),
  )
    .filter((day) => known.has(day))
    .map((day) => ({ day, calls: known.get(day) ?? 0, inRange: false }))
  return [...before, ...own]
}

/** For whole months: the month before, day by day beside this one; null where the year does not reach. */
export function monthBefore(range: DayCalls[], year: DayFigures[]): (number | null)[] {
  const first = range[0]
  if (!first) return []
  const known = new Map(year.map((d) => [d.day, d.contacts]))
  const month = monthStart(first.day, -1)
  return range.map((_, i) => {
    const day = addDays(month, i)
    return day < first.day ? (known.get(day) ?? null) : null
  })
}
