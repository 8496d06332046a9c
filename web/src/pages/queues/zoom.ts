// A stretch of the past around one moment, as the address of a page has it.
import { setOrDrop } from '../../lib/scope'

/** How long a stretch can be, in minutes; the shortest first. */
export const spans = [15, 60, 240, 1440] as const
export type Span = (typeof spans)[number]

export const spanNames = { 15: '15m', 60: '1h', 240: '4h', 1440: '1d' } as const

/** `around` is UTC ms, a whole minute. */
export type Zoom = { around: number; span: Span }

const minuteMs = 60_000
const usual: Span = 60

const spanOf = (minutes: number): Span => spans.find((span) => span === minutes) ?? usual

/** What the address says; null where it names no moment. */
export function parseZoom(search: string): Zoom | null {
  const params = new URLSearchParams(search)
  const around = Date.parse(params.get('around') ?? '')
  if (Number.isNaN(around)) return null
  return { around: Math.floor(around / minuteMs) * minuteMs, span: spanOf(Number(params.get('span'))) }
}

export function withZoom(search: string, zoom: Zoom | null): string {
  const params = new URLSearchParams(search)
  setOrDrop(params, 'around', zoom ? new Date(zoom.around).toISOString().replace(/:\d\d\.\d+Z$/, 'Z') : '')
  setOrDrop(params, 'span', zoom && zoom.span !== usual ? String(zoom.span) : '')
  return params.toString()
}

/** The stretch, with the moment in its middle. */
export function stretch({ around, span }: Zoom): { from: string; to: string } {
  const half = Math.floor((span * minuteMs) / 2)
  return { from: new Date(around - half).toISOString(), to: new Date(around + half).toISOString() }
}

/** One step into a chart of so many minutes at a moment: the longest stretch of at most half of it; null at the shortest. */
export function closer(minutes: number, at: number): Zoom | null {
  const span = spans.findLast((one) => one * 2 <= minutes)
  return span === undefined ? null : { around: Math.floor(at / minuteMs) * minuteMs, span }
}
