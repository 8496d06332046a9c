import { useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { textWidth } from '../lib/text_width'
import css from './Chart.module.css'
import { useSize } from './useSize'

export type Area = { left: number; right: number; top: number; bottom: number; width: number; height: number }

/** What is pointed at: a slot, and of several figures in it which one, counted from 0. */
export type Place = { slot: number; line: number }

type Props = {
  label: string
  slots: number
  /** How many figures a slot has, and which of them is meant at a height in pixels; one unless given. */
  lines?: { count: number; at: (area: Area, slot: number, y: number) => number }
  pad?: Partial<{ left: number; right: number; top: number; bottom: number }>
  draw: (area: Area, place: Place | null) => ReactNode
  tip: (slot: number, line: number) => ReactNode
  /** With it the chart can be clicked, and walked through with the arrow keys and Enter. */
  pick?: ((slot: number, line: number) => void) | undefined
  /** The arrow keys walk also where there is nothing to pick. */
  walk?: boolean | undefined
}

const padding = { left: 38, right: 6, top: 8, bottom: 20 }

/** The drawing area of a chart: measures itself, finds the slot under the pointer or the keys and shows its tip. */
export function Frame({ label, slots, lines, pad, draw, tip, pick, walk = pick !== undefined }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(box)
  const [pointed, point] = useState<Place | null>(null)
  const place = pointed && pointed.slot < slots ? pointed : null // the answer may have become shorter
  const p = { ...padding, ...pad }
  const area: Area = {
    left: p.left,
    right: width - p.right,
    top: p.top,
    bottom: height - p.bottom,
    width: width - p.left - p.right,
    height: height - p.top - p.bottom,
  }
  const placeAt = (event: MouseEvent): Place | null => {
    const edge = box.current?.getBoundingClientRect()
    const slot = Math.floor(((event.clientX - (edge?.left ?? 0) - area.left) / area.width) * slots)
    if (slot < 0 || slot >= slots) return null
    return { slot, line: lines?.at(area, slot, event.clientY - (edge?.top ?? 0)) ?? 0 }
  }
  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter' && place) pick?.(place.slot, place.line)
    else if (event.key === 'Escape' && place) point(null)
    else {
      const next = step(event.key, place, slots, lines?.count ?? 1)
      if (!next) return
      point(next)
    }
    event.preventDefault()
  }
  const ready = area.width > 0 && area.height > 0
  const at = place === null ? 0 : area.left + ((place.slot + 0.5) / slots) * area.width
  const walked = walk
    ? { tabIndex: 0, role: 'group', 'aria-label': label, onKeyDown: press, onBlur: () => point(null) }
    : {}
  return (
    <div
      ref={box}
      {...walked}
      className={pick && place !== null ? `${css.frame ?? ''} ${css.click ?? ''}` : css.frame}
      onPointerMove={(event) => point(placeAt(event))}
      onPointerLeave={() => point(null)}
      onClick={(event) => {
        const clicked = placeAt(event)
        if (clicked !== null) pick?.(clicked.slot, clicked.line)
      }}
    >
      <svg role="img" aria-label={label} viewBox={ready ? `0 0 ${width} ${height}` : undefined}>
        {ready && draw(area, place)}
      </svg>
      <div role={walk ? 'status' : undefined}>
        {ready && place !== null && (
          <div className={css.tip} style={at > width / 2 ? { right: width - at + 10 } : { left: at + 10 }}>
            {tip(place.slot, place.line)}
          </div>
        )}
      </div>
    </div>
  )
}

/** Where an arrow key leads; null for other keys. The first press begins at the nearer end. */
function step(key: string, place: Place | null, slots: number, lines: number): Place | null {
  const last = slots - 1
  const { slot, line } = place ?? { slot: key === 'ArrowLeft' ? slots : -1, line: 0 }
  switch (key) {
    case 'ArrowLeft':
      return { slot: Math.max(0, slot - 1), line }
    case 'ArrowRight':
      return { slot: Math.min(last, slot + 1), line }
    case 'Home':
      return { slot: 0, line }
    case 'End':
      return { slot: last, line }
    case 'ArrowUp':
    case 'ArrowDown':
      return place && lines > 1 ? { slot, line: (line + (key === 'ArrowUp' ? lines - 1 : 1)) % lines } : null
    default:
      return null
  }
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
