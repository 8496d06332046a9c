import css from './Chart.module.css'
import { Axis, Frame, Grid, type Area, type Place, type TickLabel } from './Frame'
import { compact, count, type Language } from '../lib/format'
import { linePath, ticks } from '../lib/scale'
import type { ReactNode } from 'react'

export type Layer = { values: number[]; style: 'bar' | 'barOn' | 'barQuiet' | 'barBase' }

type Props = {
  label: string
  language: Language
  /** Drawn from the base up, one value per slot each. */
  layers: Layer[]
  /** A line over the bars. */
  line?: { values: (number | null)[] }
  /** A mark across each bar: what it is compared with. */
  marks?: (number | null)[]
  /** Slots with a small mark under the base line. */
  flags?: number[]
  axis: { slot: number; text: string }[]
  valueLabels?: boolean
  tip: (slot: number, line: number) => ReactNode
  /** Of a slot's bar (line 0) or, where there are marks, of its mark (line 1). */
  pick?: ((slot: number, line: number) => void) | undefined
  widest?: number
}

/** Stacked bars, one slot per day. One path per layer, whole pixels, so that a year of bars stays crisp and cheap. */
export function Bars({
  label,
  language,
  layers,
  line,
  marks: compared,
  flags = [],
  axis,
  valueLabels,
  tip,
  pick,
  widest = 44,
}: Props) {
  const slots = layers[0]?.values.length ?? 0
  const totals = Array.from({ length: slots }, (_, i) => layers.reduce((sum, layer) => sum + (layer.values[i] ?? 0), 0))
  const marks = ticks(
    Math.max(0, ...totals, ...(line?.values ?? []).map((v) => v ?? 0), ...(compared ?? []).map((v) => v ?? 0)),
  )
  const top = marks.at(-1) ?? 1
  const yOf = (area: Area, value: number) => area.bottom - (value / top) * area.height
  const onMark = (area: Area, slot: number, y: number) => {
    const value = compared?.[slot]
    return value != null && Math.abs(yOf(area, value) - y) <= reach ? 1 : 0
  }
  const draw = (area: Area, place: Place | null) => {
    const x = (slot: number) => area.left + (slot / slots) * area.width
    const y = (value: number) => yOf(area, value)
    const labels: TickLabel[] = axis.map(({ slot, text }) => ({ at: x(slot + 0.5), text }))
    return (
      <>
        <Grid area={area} ticks={marks} label={(value) => compact(value, language)} />
        {barPaths(layers, area, slots, top, widest).map((path, i) => (
          <path key={i} className={css[layers[i]?.style ?? 'bar']} d={path} />
        ))}
        {line && (
          <path
            className={css.average}
            d={linePath(line.values.map((v, i) => (v === null ? null : { x: x(i + 0.5), y: y(v) })))}
          />
        )}
        {compared && <path className={css.mark} d={markPath(compared, area, slots, top)} />}
        <path
          className={css.flag}
          d={flags.map((slot) => `M${x(slot + 0.5).toFixed(1)},${area.bottom + 1}v3`).join('')}
        />
        {valueLabels &&
          totals.map((value, i) =>
            area.width / slots > 34 && value > 0 ? (
              <text key={i} className={css.value} x={x(i + 0.5)} y={y(value) - 5}>
                {top < 10_000 ? count(value) : compact(value, language)}
              </text>
            ) : null,
          )}
        {place !== null && (
          <rect
            className={css.hover}
            x={x(place.slot)}
            width={Math.max(1, area.width / slots)}
            y={area.top}
            height={area.height}
          />
        )}
        <Axis area={area} labels={labels} />
      </>
    )
  }
  return (
    <Frame
      label={label}
      slots={slots}
      lines={{ count: compared ? 2 : 1, at: onMark }}
      draw={draw}
      tip={tip}
      pick={pick}
      pad={valueLabels ? { top: 18 } : {}}
    />
  )
}

/** How near, in pixels, the pointer must be to a mark to mean it and not the bar. */
const reach = 5

function barPaths(layers: Layer[], area: Area, slots: number, top: number, widest: number): string[] {
  const slot = area.width / slots
  const gap = slot >= 14 ? Math.max(3, slot - widest, slot * 0.28) : slot >= 4 ? 1 : 0
  const base = new Array<number>(slots).fill(0)
  return layers.map((layer) => {
    let path = ''
    layer.values.forEach((value, i) => {
      if (value <= 0) return
      const from = base[i] ?? 0
      base[i] = from + value
      const left = Math.round(area.left + i * slot + gap / 2)
      const right = Math.max(left + 1, Math.round(area.left + (i + 1) * slot - gap / 2))
      const bottom = Math.round(area.bottom - (from / top) * area.height)
      const upper = Math.min(bottom - 1, Math.round(area.bottom - ((from + value) / top) * area.height))
      path += `M${left} ${bottom}V${upper}H${right}V${bottom}Z`
    })
    return path
  })
}

/** A short line across the middle of each slot at its value. */
function markPath(values: (number | null)[], area: Area, slots: number, top: number): string {
  const slot = area.width / slots
  return values
    .map((value, i) =>
      value === null
        ? ''
        : `M${(area.left + (i + 0.15) * slot).toFixed(1)},${Math.round(area.bottom - (value / top) * area.height)}h${(slot * 0.7).toFixed(1)}`,
    )
    .join('')
}
