// A day of an agent as it is drawn and listed: moments are UTC milliseconds.
import type { AgentDay } from '../../api/model'
import { clip, lanesOf, type Stretch } from '../../lib/lanes'

type Row = AgentDay['contacts'][number]
export type Phase = Row['phase']
export type Class = AgentDay['spans'][number]['class']

export type Status = Stretch & { open: boolean; name: string; type: string; missing: boolean; tone: StatusTone }
export type Span = Stretch & { class: Class; error: boolean }
export type Session = Stretch & { loginSeen: boolean; logoutSeen: boolean; open: boolean }
export type Piece = Stretch & { phase: Phase; open: boolean }

/** One stay of a contact at the agent, from its offer until it is gone. */
export type Handling = Stretch & {
  key: string
  id: string
  channel: string
  method: string
  queueArn: string
  queueName: string
  open: boolean
  missing: boolean
  pieces: Piece[]
}

export type Day = Stretch & {
  /** Until when it is known: now, or the end of the day. */
  known: number
  statuses: Status[]
  spans: Span[]
  sessions: Session[]
  gaps: Stretch[]
  handlings: Handling[]
}

/** Colours of a status: one for being available and for being offline, and a few for what the centre made up itself. */
export type StatusTone = 'available' | 'offline' | 'custom0' | 'custom1' | 'custom2' | 'custom3'
const customTones = ['custom0', 'custom1', 'custom2', 'custom3'] as const

const stretch = (row: { start: string; end: string }): Stretch => ({
  start: Date.parse(row.start),
  end: Date.parse(row.end),
})

export function dayOf(answer: AgentDay): Day {
  const tone = statusTones(answer)
  return {
    start: Date.parse(answer.from),
    end: Date.parse(answer.to),
    known: Date.parse(answer.as_of),
    statuses: answer.statuses.map((row) => ({ ...row, ...stretch(row), tone: tone(row) })),
    spans: answer.spans.map((row) => ({ ...row, ...stretch(row) })),
    sessions: answer.sessions.map((row) => ({
      ...stretch(row),
      loginSeen: row.login_seen,
      logoutSeen: row.logout_seen,
      open: row.open,
    })),
    gaps: answer.gaps.map(stretch),
    handlings: handlings(answer.contacts),
  }
}

/** Custom statuses take their colours in the order of their time, the longest first; more than there are share the last. */
function statusTones(answer: AgentDay): (status: { name: string; type: string }) => StatusTone {
  const custom = answer.status_times.filter((s) => s.type !== 'ROUTABLE' && s.type !== 'OFFLINE').map((s) => s.name)
  return ({ name, type }) => {
    if (type === 'ROUTABLE') return 'available'
    if (type === 'OFFLINE') return 'offline'
    return customTones[Math.max(0, Math.min(custom.indexOf(name), customTones.length - 1))] ?? 'custom0'
  }
}

/** Rows of one contact that follow on each other are one stay; a contact that comes again later is another. */
function handlings(rows: Row[]): Handling[] {
  const stays: Handling[] = []
  const latest = new Map<string, Handling>()
  for (const row of rows) {
    const piece: Piece = { ...stretch(row), phase: row.phase, open: row.open }
    const before = latest.get(row.contact_id)
    if (before && piece.start <= before.end) {
      before.pieces.push(piece)
      before.end = Math.max(before.end, piece.end)
      before.open ||= row.open
      before.missing ||= row.missing
      before.queueArn ||= row.queue_arn
      before.queueName ||= row.queue_name
      continue
    }
    const stay: Handling = {
      key: `${row.contact_id} ${row.start}`,
      id: row.contact_id,
      start: piece.start,
      end: piece.end,
      channel: row.channel,
      method: row.initiation_method,
      queueArn: row.queue_arn,
      queueName: row.queue_name,
      open: row.open,
      missing: row.missing,
      pieces: [piece],
    }
    latest.set(row.contact_id, stay)
    stays.push(stay)
  }
  return stays
}

/** Seconds of a stay in some phases; null when it never was in one. */
export function phaseSeconds(stay: Handling, ...phases: Phase[]): number | null {
  const found = stay.pieces.filter((piece) => phases.includes(piece.phase))
  return found.length === 0 ? null : found.reduce((sum, piece) => sum + piece.end - piece.start, 0) / 1000
}

/** How an offer went: what it never got beyond, or null when the contact was taken. */
export function refusal(stay: Handling): 'missed' | 'rejected' | 'error' | null {
  if (stay.pieces.some((piece) => piece.phase === 'talk')) return null
  return (['missed', 'rejected', 'error'] as const).find((p) => stay.pieces.some((piece) => piece.phase === p)) ?? null
}

/** Contacts in lanes, those of the view only; bars a little apart. */
export function contactLanes(day: Day, view: Stretch): Handling[][] {
  const apart = (view.end - view.start) / 400
  return lanesOf(
    day.handlings.filter((stay) => clip(stay, view)),
    apart,
  )
}

const hourMs = 3_600_000

/** The part of the day in which the agent did something, in whole hours from its start; the whole day when nothing. */
export function shiftOf(day: Day): Stretch {
  const busy = [...day.statuses.filter((s) => s.tone !== 'offline'), ...day.handlings]
    .map((s) => clip(s, day))
    .filter((s) => s !== null)
  if (busy.length === 0) return { start: day.start, end: day.end }
  const hour = (ms: number, round: (x: number) => number) => day.start + round((ms - day.start) / hourMs) * hourMs
  return {
    start: hour(Math.min(...busy.map((s) => s.start)), Math.floor),
    end: Math.min(day.end, hour(Math.max(...busy.map((s) => s.end)), Math.ceil)),
  }
}

const minuteMs = 60_000
const shortestMs = 5 * minuteMs

/** "540-720" are minutes from the day's start, "day" is all of it, nothing is the shift. */
export function parseView(text: string | null, day: Day): Stretch {
  if (text === 'day') return { start: day.start, end: day.end }
  const [from, to] = (text ?? '').split('-').map(Number)
  if (from === undefined || to === undefined || !Number.isFinite(from) || !Number.isFinite(to) || from >= to)
    return shiftOf(day)
  const view = clip({ start: day.start + from * minuteMs, end: day.start + to * minuteMs }, day)
  return view ?? shiftOf(day)
}

export function viewText(view: Stretch, day: Day): string {
  if (view.start <= day.start && view.end >= day.end) return 'day'
  const minutes = (ms: number) => Math.round((ms - day.start) / minuteMs)
  return `${minutes(view.start)}-${minutes(view.end)}`
}

/** The view by a factor wider or narrower around its middle, or moved by a part of itself; always within the day. */
export function moveView(
  view: Stretch,
  day: Stretch,
  { by = 0, factor = 1 }: { by?: number; factor?: number },
): Stretch {
  const size = Math.min(day.end - day.start, Math.max(shortestMs, (view.end - view.start) * factor))
  const middle = (view.start + view.end) / 2 + by * (view.end - view.start)
  const start = Math.max(day.start, Math.min(day.end - size, middle - size / 2))
  return { start, end: start + size }
}

/** The time in a status within the day, with the intervals that it is the sum of. */
export function statusTime(day: Day, { name, type }: { name: string; type: string }) {
  const intervals = day.statuses
    .filter((of) => of.name === name && of.type === type)
    .map((of) => ({ of, within: clip(of, day) }))
    .map(({ of, within }) => ({ of, ms: within ? within.end - within.start : 0 }))
    .filter(({ ms }) => ms > 0)
  return { intervals, ms: intervals.reduce((sum, { ms }) => sum + ms, 0) }
}
