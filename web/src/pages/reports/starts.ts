// The intervals of an answer that is split by groups: it has rows only where a group has contacts.
import { endOf } from '../../lib/figure'

/** Beyond any range. */
const never = '9999-12-31'

/** The begin of the interval after the one that begins so: a day, or a moment with the same offset. */
function nextStart(start: string, every: string): string {
  const next = endOf(start, every, never)
  if (!start.includes('T')) return next
  const offset = start.slice('2026-11-22T09:00:00'.length)
  const [hours = 0, minutes = 0] = offset === 'Z' ? [] : offset.slice(1).split(':').map(Number)
  const east = (offset.startsWith('-') ? -60_000 : 60_000) * (hours * 60 + minutes)
  return new Date(Date.parse(next) + east).toISOString().slice(0, 19) + offset
}

/** Every interval from the first to the last of these, each once, in order; where clocks change, rows say the offset. */
export function everyStart(seen: string[], every: string): string[] {
  const at = (start: string) => Date.parse(start)
  const known = [...new Set(seen)].sort((a, b) => at(a) - at(b))
  return known.flatMap((start, i) => {
    const starts = [start]
    const until = known[i + 1]
    if (until === undefined) return starts
    for (let next = nextStart(start, every); at(next) < at(until); next = nextStart(next, every)) starts.push(next)
    return starts
  })
}
