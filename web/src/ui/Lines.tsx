import { textWidth } from '../lib/text_width'
import { linePath, ticks, timeTicks } from '../lib/scale'
import css from './Chart.module.css'
import { Axis, Frame, Grid, type Area, type Place } from './Frame'
import type { ReactNode } from 'react'

/** How many lines can be told apart: by colour and by dashes. */
export const mostLines = 6

/** The look of the line at a place: a colour of its own, and dashes for who sees no colours. */
export const lineLooks = [
  { color: 'var(--series)', dashes: undefined },
  { color: 'var(--series-2)', dashes: '7 3' },
  { color: 'var(--violet)', dashes: '2 3' },
  { color: 'var(--teal)', dashes: '9 3 2 3' },
  { color: 'var(--bar-line)', dashes: '4 2' },
  { color: 'var(--compare)', dashes: '1 2' },
] as const

/** The look of the same figure of another period, beside it. */
export const compareLook = { color: 'var(--compare)', dashes: '5 4' } as const

type Props = {
  label: string
  /** One value a slot each; null is a gap. At most mostLines. */
  lines: (number | null)[][]
  /** The last line is of another period. */
  compared?: boolean
  axis: { slot: number; text: string }[]
  unit: string
  /** A value on the scale at the left. */
  scale: (value: number) => string
  tip: (slot: number, line: number) => ReactNode
  /** Of the point that is nearest in a slot. */
  pick?: (slot: number, line: number) => void
  /** The arrow keys walk also where there is nothing to pick. */
  walk?: boolean
}

/** Lines over time on one scale from 0. */
export function Lines({ label, lines, compared, unit, axis, scale, tip, pick, walk }: Props) {
  const lookOf = (line: number) => (compared && line === lines.length - 1 ? compareLook : lineLooks[line % mostLines])
  const slots = Math.max(0, ...lines.map((line) => line.length))
  const largest = lines.flat().reduce<number>((most, value) => Math.max(most, value ?? 0), 0)
  const marks = unit === 'seconds' ? timeTicks(largest) : ticks(largest)
  const top = marks.at(-1) ?? 1
  const left = Math.max(38, ...marks.map((mark) => textWidth(scale(mark)) + 12))
  const yOf = (area: Area, value: number) => area.bottom - (value / top) * area.height
  const nearest = (area: Area, slot: number, y: number) => {
    const far = lines.map((line) => (line[slot] == null ? Infinity : Math.abs(yOf(area, line[slot]) - y)))
    return far.indexOf(Math.min(...far))
  }
  const draw = (area: Area, place: Place | null) => {
    const x = (slot: number) => area.left + ((slot + 0.5) / slots) * area.width
    const y = (value: number) => yOf(area, value)
    const value = place && lines[place.line]?.[place.slot]
    return (
      <>
        <Grid area={area} ticks={marks} label={scale} />
        {lines.map((line, i) => {
          const look = lookOf(i)
          const points = line.map((value, slot) => (value === null ? null : { x: x(slot), y: y(value) }))
          const alone = points.filter((p, at) => p && !points[at - 1] && !points[at + 1])
          return (
            <g key={i} style={{ color: look?.color }}>
              <path className={css.series} d={linePath(points)} strokeDasharray={look?.dashes} />
              {alone.map((p) => p && <circle key={p.x} className={css.point} cx={p.x} cy={p.y} r="2.500" />)}
            </g>
          )
        })}
        {place !== null && (
          <line className={css.cursor} x1={x(place.slot)} x2={x(place.slot)} y1={area.top} y2={area.bottom} />
        )}
        {(pick || walk) && place !== null && value != null && (
          <circle
            className={css.point}
            style={{ color: lookOf(place.line)?.color }}
            cx={x(place.slot)}
            cy={y(value)}
            r="4"
          />
        )}
        <Axis area={area} labels={axis.map(({ slot, text }) => ({ at: x(slot), text }))} />
      </>
    )
  }
  return (
    <Frame
      label={label}
      slots={slots}
      lines={{ count: lines.length, at: nearest }}
      draw={draw}
      tip={tip}
      pick={pick}
      walk={walk}
      pad={{ left }}
    />
  )
}
