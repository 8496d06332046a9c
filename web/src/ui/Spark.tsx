import { linePath } from '../lib/scale'
import css from './Spark.module.css'
import type { Tone } from '../lib/tone'

/** A small line without axes: shape only, so it is hidden from readers. Null is a gap; nothing but 0 is no line. */
export function Spark({ values, tone = 'none' }: { values: (number | null)[]; tone?: Tone }) {
  const known = values.filter((v) => v !== null)
  if (known.length < 2 || known.every((v) => v === 0)) return <div className={css.spark} />
  const low = Math.min(...known)
  const span = Math.max(...known) - low || 1
  const points = values.map((v, i) =>
    v === null ? null : { x: (i / (values.length - 1)) * 100, y: 21 - ((v - low) / span) * 18 },
  )
  return (
    <svg
      className={`${css.spark ?? ''} ${css[tone] ?? ''}`}
      viewBox="0 0 100 24"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className={css.fill} d={areaPath(points)} />
      <path className={css.line} d={linePath(points)} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}

/** Each unbroken stretch closed down to the base line. */
function areaPath(points: ({ x: number; y: number } | null)[]): string {
  let path = ''
  let stretch: { x: number; y: number }[] = []
  for (const point of [...points, null]) {
    if (point) {
      stretch.push(point)
      continue
    }
    const [first] = stretch
    const last = stretch.at(-1)
    if (first && last && stretch.length > 1)
      path += `${linePath(stretch)}L${last.x.toFixed(1)},24L${first.x.toFixed(1)},24Z`
    stretch = []
  }
  return path
}
