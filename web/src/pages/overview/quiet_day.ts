import type { Today } from '../../api/model'

/** Fewer contacts than this in the busiest quarter of an hour are noise: up or down by one is half of the curve. */
const fewest = 8

const quarters = 4

type Points = Today['points']

/** Hours from quarters that begin at midnight; the last may not be over. */
function hours(points: Points): Points {
  return points
    .filter((_, i) => i % quarters === 0)
    .map(({ start }, hour) => ({
      start,
      contacts: points.slice(hour * quarters, (hour + 1) * quarters).reduce((sum, p) => sum + p.contacts, 0),
    }))
}

/** The day as it is drawn: by quarters of an hour or, where few contacts come, by the hour. */
export function drawnDay(today: Today): { today: Today; minutes: 15 | 60 } {
  const { points, compare } = today
  const busiest = Math.max(0, ...[...points, ...compare].map((p) => p.contacts))
  if (busiest >= fewest) return { today, minutes: 15 }
  return { today: { ...today, points: hours(points), compare: hours(compare) }, minutes: 60 }
}
