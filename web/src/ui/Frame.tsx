import { useRef, useState, type MouseEvent, type ReactNode } from 'react'
import { textWidth } from '../lib/text_width'
import css from './Chart.module.css'
import { useSize } from './useSize'

export type Area = { left: number; right: number; top: number; bottom: number; width: number; height: number }

type Props = {
  label: string
  slots: number
  pad?: Partial<{ left: number; right: number; top: number; bottom: number }>
  draw: (area: Area, hovered: number | null) => ReactNode
  tip: (slot: number) => ReactNode
  pick?: ((slot: number) => void) | undefined
}

const padding = { left: 38, right: 6, top: 8, bottom: 20 }

/** The drawing area of a chart: measures itself, finds the slot under the pointer and shows its tip. */
export function Frame({ label, slots, pad, draw, tip, pick }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(box)
  const [hovered, setHovered] = useState<number | null>(null)
  const p = { ...padding, ...pad }
  const area: Area = {
    left: p.left,
    right: width - p.right,
    top: p.top,
    bottom: height - p.bottom,
    width: width - p.left - p.right,
    height: height - p.top - p.bottom,
  }
  const slotAt = (event: MouseEvent) => {
    const x = event.clientX - (box.current?.getBoundingClientRect().left ?? 0) - area.left
    const slot = Math.floor((x / area.width) * slots)
    return slot >= 0 && slot < slots ? slot : null
  }
  const ready = area.width > 0 && area.height > 0
  const at = hovered === null ? 0 : area.left + ((hovered + 0.5) / slots) * area.width
  return (
    <div
      ref={box}
      className={pick && hovered !== null ? `${css.frame ?? ''} ${css.click ?? ''}` : css.frame}
      onPointerMove={(event) => setHovered(slotAt(event))}
      onPointerLeave={() => setHovered(null)}
      onClick={(event) => {
        const slot = slotAt(event)
        if (slot !== null) pick?.(slot)
      }}
    >
      <svg role="img" aria-label={label} viewBox={ready ? `0 0 ${width} ${height}` : undefined}>
        {ready && draw(area, hovered)}
      </svg>
      {ready && hovered !== null && (
        <div className={css.tip} style={at > width / 2 ? { right: width - at + 10 } : { left: at + 10 }}>
          {tip(hovered)}
        </div>
      )}
    </div>
  )
}

/** Horizontal lines with their labels. */
export function Grid({ area, ticks, label }: { area: Area; ticks: number[]; label: (value: number) => string }) {
  const top = ticks.at(-1) ?? 1
  return (
    <>
      {ticks.map((value) => {
        const y = Math.round(area.bottom - (value / top) * area.height) + 0.5
        return (
          <g key={value}>
            <line className={css.grid} x1={area.left} x2={area.right} y1={y} y2={y} />
            <text className={css.tick} x={area.left - 7} y={y + 4} textAnchor="end">
              {label(value)}
            </text>
          </g>
        )
      })}
    </>
  )
}

export type TickLabel = { at: number; text: string }

/** Keeps the labels inside the chart and leaves out those that would touch the one before. */
function fitting(area: Area, labels: TickLabel[], gap: number): TickLabel[] {
  const kept: TickLabel[] = []
  let free = -Infinity
  for (const { at, text } of labels) {
    const half = textWidth(text) / 2
    const x = Math.max(area.left - 20 + half, Math.min(at, area.right + 4 - half))
    if (x - half < free + gap) continue
    free = x + half
    kept.push({ at: x, text })
  }
  return kept
}

/** Labels under the chart. */
export function Axis({ area, labels, gap = 12 }: { area: Area; labels: TickLabel[]; gap?: number }) {
  return (
    <>
      {fitting(area, labels, gap).map(({ at, text }) => (
        <text key={`${at}${text}`} className={css.tick} x={at} y={area.bottom + 16} textAnchor="middle">
          {text}
        </text>
      ))}
    </>
  )
}
