// Axis arithmetic for the charts.

/** At most `most` round steps from 0 that cover the largest value: 0, 50, 100, 150, 200. */
export function ticks(largest: number, most = 4): number[] {
  if (!(largest > 0)) return [0, 1]
  const rough = largest / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10]
    .map((m) => m * power)
    .find((s) => s >= rough && (s >= 1 ? Number.isInteger(s) : s === 1))
  const size = Math.max(1, step ?? power * 10)
  const steps = Math.ceil(largest / size)
  return Array.from({ length: steps + 1 }, (_, i) => i * size)
}

const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 18_000, 36_000]

/** The same for seconds: steps that a clock has, 0, 5 min, 10 min, 15 min; of many hours in round hours. */
export function timeTicks(largest: number, most = 4): number[] {
  const size = timeSteps.find((step) => step * most >= largest)
  if (size === undefined) return ticks(largest / 3_600, most).map((hours) => hours * 3_600)
  const steps = Math.max(1, Math.ceil(largest / size))
  return Array.from({ length: steps + 1 }, (_, i) => i * size)
}

export type Point = { x: number; y: number }

/** SVG path through the points; null starts a new stroke, so a missing interval is a gap. */
export function linePath(points: (Point | null)[]): string {
  let path = ''
  let pen = 'M'
  for (const point of points) {
    if (!point) {
      pen = 'M'
      continue
    }
    path += `${pen}${point.x.toFixed(1)},${point.y.toFixed(1)}`
    pen = 'L'
  }
  return path
}
