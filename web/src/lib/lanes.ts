// Laying out what overlaps in time.
export type Stretch = { start: number; end: number }

/**
 * Puts stretches into lanes, each into the first lane that is free when it starts: as few lanes as there are ever at once.
 * `apart` is how long a lane must have been free, so that drawn bars do not touch.
 */
export function lanesOf<T extends Stretch>(stretches: T[], apart = 0): T[][] {
  const lanes: T[][] = []
  for (const stretch of [...stretches].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const free = lanes.find((lane) => (lane.at(-1)?.end ?? -Infinity) + apart <= stretch.start)
    if (free) free.push(stretch)
    else lanes.push([stretch])
  }
  return lanes
}

/** The part of a stretch that lies within another; null where nothing of it does. */
export function clip<T extends Stretch>(stretch: T, within: Stretch): T | null {
  const start = Math.max(stretch.start, within.start)
  const end = Math.min(stretch.end, within.end)
  const touches = stretch.start === stretch.end ? start === end : start < end
  return touches ? { ...stretch, start, end } : null
}
