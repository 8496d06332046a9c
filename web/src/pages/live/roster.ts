// Who is shown of the agents on the floor, and in which order.
import type { Activity, LiveAgent } from '../../api/model'
import { compareFigures, parseSort, sortText, type Sort } from '../../lib/answer'
import { setOrDrop } from '../../lib/scope'
import type { Tone } from '../../lib/tone'
import type { Agents } from '../../live/agents'
import { held } from '../../live/useStableOrder'

/** The cells of the strip, each a filter. A supervisor looks for the activities of one cell together. */
export const cells = {
  available: ['available'],
  incoming: ['incoming'],
  on_contact: ['on_contact', 'monitoring'],
  on_hold: ['on_hold'],
  after_contact_work: ['after_contact_work'],
  custom: ['custom'],
  missed: ['missed', 'rejected'],
  error: ['error'],
  offline: ['offline'],
} as const satisfies { [cell: string]: readonly Activity[] }

export type Cell = keyof typeof cells

export const cellNames = Object.keys(cells) as Cell[]

const cellBy = new Map(cellNames.flatMap((cell) => cells[cell].map((activity): [Activity, Cell] => [activity, cell])))

export function cellOf(activity: Activity): Cell {
  return cellBy.get(activity) ?? 'custom'
}

export const columns = ['name', 'activity', 'since', 'routing_profile', 'handled', 'handle_time'] as const
export type Column = (typeof columns)[number]

export type FloorState = { cell: Cell | null; find: string; sort: Sort; agent: string | null }

const usual: Sort = { by: 'name', down: false }

export function parseFloor(search: string): FloorState {
  const params = new URLSearchParams(search)
  const cell = cellNames.find((name) => name === params.get('state')) ?? null
  const sort = parseSort(params.get('sort'), usual)
  return {
    cell,
    find: params.get('find') ?? '',
    sort: (columns as readonly string[]).includes(sort.by) ? sort : usual,
    agent: params.get('agent'),
  }
}

export function withFloor(search: string, change: Partial<FloorState>): string {
  const params = new URLSearchParams(search)
  if (change.cell !== undefined) setOrDrop(params, 'state', change.cell ?? '')
  if (change.find !== undefined) setOrDrop(params, 'find', change.find)
  if (change.sort) setOrDrop(params, 'sort', sortText(change.sort) === sortText(usual) ? '' : sortText(change.sort))
  if (change.agent !== undefined) setOrDrop(params, 'agent', change.agent ?? '')
  return params.toString()
}

export type Counts = Readonly<Record<Cell, number>>

let counted: { of: Agents; counts: Counts } | null = null

/** How many agents are in each cell; the same object while no number has changed. */
export function countCells(agents: Agents): Counts {
  if (agents === counted?.of) return counted.counts
  const counts = Object.fromEntries(cellNames.map((cell) => [cell, 0])) as Record<Cell, number>
  for (const agent of Object.values(agents)) counts[cellOf(agent.activity)]++
  const same = counted !== null && cellNames.every((cell) => counted?.counts[cell] === counts[cell])
  counted = { of: agents, counts: same && counted ? counted.counts : counts }
  return counted.counts
}

/** What an agent has handled today, from contact records. */
export type Today = { [arn: string]: { handled: number | null; handleTime: number | null } }

/** All agents as they were put in order last. It saves work and changes no order: what is nearly sorted is soon sorted. */
let latest: string[] = []

/** The agents' ARNs in their order. Agents of one name are told apart by login, so that the order never wavers. */
export function roster(agents: Agents, today: Today, state: FloorState): string[] {
  learnPlaces(agents)
  const turn = state.sort.down ? -1 : 1
  // Those held are all among the keys.
  const sorted = held(latest, Object.keys(agents)).map((arn) => ({ arn, agent: agents[arn] as LiveAgent }))
  sorted.sort(
    (x, y) =>
      compare(state.sort, x.agent, y.agent, today[x.arn], today[y.arn]) ||
      turn * byName(x.agent, y.agent) ||
      (x.arn < y.arn ? -1 : 1),
  )
  latest = sorted.map(({ arn }) => arn)
  const sought = state.find.trim().toLowerCase()
  if (state.cell === null && sought === '') return latest
  const fits = (agent: LiveAgent) =>
    (state.cell === null || cellOf(agent.activity) === state.cell) &&
    (sought === '' || words(agent).some((word) => word.toLowerCase().includes(sought)))
  return sorted.filter(({ agent }) => fits(agent)).map(({ arn }) => arn)
}

function words(agent: LiveAgent): string[] {
  return [
    agent.name,
    agent.login,
    agent.routing_profile.name,
    agent.status.name,
    ...agent.hierarchy.map((group) => group.name),
  ]
}

const collator = new Intl.Collator(['ko', 'en'])

/**
 * Texts by their place in the order of the language. To compare two takes a microsecond, and thousands of agents are put in order
 * with each delta; their names hardly ever change.
 */
const places = new Map<string, number>()

function learnPlaces(agents: Agents): void {
  const unknown: string[] = []
  for (const { name, login, routing_profile: profile } of Object.values(agents)) {
    if (!places.has(name)) unknown.push(name)
    if (!places.has(login)) unknown.push(login)
    if (!places.has(profile.name)) unknown.push(profile.name)
  }
  if (unknown.length === 0) return
  const all = [...new Set([...places.keys(), ...unknown])].sort(collator.compare)
  all.forEach((text, place) => places.set(text, place))
}

function byText(x: string, y: string): number {
  return (places.get(x) ?? 0) - (places.get(y) ?? 0)
}

function byName(x: LiveAgent, y: LiveAgent): number {
  return byText(x.name, y.name) || byText(x.login, y.login)
}

function compare({ by, down }: Sort, x: LiveAgent, y: LiveAgent, ofX?: Today[string], ofY?: Today[string]): number {
  const turn = down ? -1 : 1
  switch (by as Column) {
    case 'activity':
      return turn * (cellNames.indexOf(cellOf(x.activity)) - cellNames.indexOf(cellOf(y.activity)))
    case 'since': // the longest first is the earliest first
      return compareFigures(began(x), began(y), !down)
    case 'routing_profile':
      return turn * byText(x.routing_profile.name, y.routing_profile.name)
    case 'handled':
      return compareFigures(ofX?.handled ?? null, ofY?.handled ?? null, down)
    case 'handle_time':
      return compareFigures(ofX?.handleTime ?? null, ofY?.handleTime ?? null, down)
    default:
      return turn * byName(x, y)
  }
}

/** When the activity began, in UTC ms; null where nothing says it. */
export function began(agent: LiveAgent): number | null {
  return agent.since ? Date.parse(agent.since) : null
}

/** Seconds of an activity that are long, and too long. */
const long: { [cell in Cell]?: readonly [warn: number, bad: number] } = {
  after_contact_work: [120, 300],
  on_contact: [600, 1200],
  on_hold: [600, 1200],
  custom: [900, 1200],
}

/** The tone of an agent who has been doing something for so many seconds. Errors are bad at once. */
export function activityTone(activity: Activity, seconds: number | null): Tone {
  const cell = cellOf(activity)
  if (cell === 'error' || cell === 'missed') return 'bad'
  const limits = long[cell]
  if (!limits || seconds === null) return 'none'
  if (seconds >= limits[1]) return 'bad'
  return seconds >= limits[0] ? 'warn' : 'none'
}
