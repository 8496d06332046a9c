// Which queues are shown on the live page, how each is doing, and in which order.
import type { LiveQueue } from '../../api/model'
import { compareFigures, parseSort, sortText, type Sort } from '../../lib/answer'
import { promisedLevel } from '../../lib/metric_spec'
import { isOwnQueue } from '../../lib/own_queue'
import type { LimitsOf } from '../../lib/promise'
import { setOrDrop } from '../../lib/scope'
import { toneRank, type Tone } from '../../lib/tone'
import { estimatedWait, freeTone, longestWait } from '../../live/queue_tone'
import { waitSeconds } from '../../live/waiting'
import type { QueueRow } from '../queues/queue_list'

/** How a queue can be doing, the worst first: of one colour, who waits now comes before how the day went. */
export const conditions = ['nobody', 'too_long', 'below', 'long', 'near', 'ok', 'idle'] as const
export type Condition = (typeof conditions)[number]

const tones: Record<Condition, Tone> = {
  nobody: 'bad',
  too_long: 'bad',
  below: 'bad',
  long: 'warn',
  near: 'warn',
  ok: 'ok',
  idle: 'none',
}

export function conditionTone(condition: Condition): Tone {
  return tones[condition]
}

export function conditionRank(condition: Condition): number {
  return toneRank(tones[condition])
}

export type FloorRow = { arn: string; name: string; live: LiveQueue | undefined; today: QueueRow | undefined }

/**
 * The queues that somebody waits in or that an agent who was seen lately serves, and those with contacts today. An agent's
 * own queue is one only while somebody waits there.
 */
export function floorRows(queues: { [arn: string]: LiveQueue }, today: QueueRow[]): FloorRow[] {
  const minor = (arn: string) => arn === '' || isOwnQueue(arn)
  const rows = new Map<string, FloorRow>()
  for (const row of today) {
    if (!minor(row.arn)) rows.set(row.arn, { arn: row.arn, name: row.name, live: undefined, today: row })
  }
  for (const [arn, live] of Object.entries(queues)) {
    if (!minor(arn) || live.total > 0) rows.set(arn, { arn, name: live.name, live, today: rows.get(arn)?.today })
  }
  return [...rows.values()]
}

/** How a queue is doing whose waits have these limits. Nobody is reproached with a queue that is shut. */
export function conditionOf({ live, today }: FloorRow, limits: LimitsOf, now: number): Condition {
  if (!live || (live.agents_staffed === 0 && live.total === 0)) return 'idle'
  if (freeTone(live) === 'bad') return 'nobody'
  const wait = longestWait(live, limits, now)?.tone
  if (wait === 'bad') return 'too_long'
  if (today?.tone === 'bad') return 'below'
  if (wait === 'warn') return 'long'
  return today?.tone === 'warn' ? 'near' : 'ok'
}

export const nowColumns = [
  'in_queue',
  'longest',
  'estimate',
  'scheduled',
  'agents_staffed',
  'agents_available',
  'agents_on_contact',
  'agents_after_contact_work',
  'agents_error',
] as const
export const todayColumns = ['contacts_queued', 'contacts_handled', 'contacts_abandoned', promisedLevel] as const
export const columns = ['queue', 'condition', ...nowColumns, ...todayColumns] as const
export type Column = (typeof columns)[number]

export type ToneChoice = 'bad' | 'warn'
export type QueuesState = { tone: ToneChoice | null; find: string; sort: Sort; open: string | null }

/** What stands in the address for all queues; no queue has such an id. */
export const allQueues = 'all'

const usual: Sort = { by: 'condition', down: true }

export function parseQueues(search: string): QueuesState {
  const params = new URLSearchParams(search)
  const tone = params.get('tone')
  const sort = parseSort(params.get('sort'), usual)
  return {
    tone: tone === 'bad' || tone === 'warn' ? tone : null,
    find: params.get('find') ?? '',
    sort: (columns as readonly string[]).includes(sort.by) ? sort : usual,
    open: params.get('open'),
  }
}

export function withQueues(search: string, change: Partial<QueuesState>): string {
  const params = new URLSearchParams(search)
  if (change.tone !== undefined) setOrDrop(params, 'tone', change.tone ?? '')
  if (change.find !== undefined) setOrDrop(params, 'find', change.find)
  if (change.sort) setOrDrop(params, 'sort', sortText(change.sort) === sortText(usual) ? '' : sortText(change.sort))
  if (change.open !== undefined) setOrDrop(params, 'open', change.open ?? '')
  return params.toString()
}

export type Conditions = { [arn: string]: Condition }

type Asked = {
  conditions: Conditions
  state: QueuesState
  limits: (arn: string) => LimitsOf
  /** UTC ms of the server. */
  now: number
}

/** The rows that pass the filters, in their order: the worst first unless the address says otherwise. */
export function inOrder(rows: FloorRow[], { conditions: known, state, limits, now }: Asked): FloorRow[] {
  const sought = state.find.trim().toLowerCase()
  const condition = (row: FloorRow) => known[row.arn] ?? 'idle'
  const wait = (row: FloorRow) => {
    const longest = longestWait(row.live, limits(row.arn), now)
    return waitSeconds(longest?.since ?? null, now)
  }
  const badness = (row: FloorRow) => conditions.length - conditions.indexOf(condition(row))
  const gap = (row: FloorRow) => {
    const level = row.today?.values[promisedLevel]
    const target = row.today?.promise?.target
    return target !== undefined && !row.today?.calm && level != null ? target - level : null
  }
  const { by, down } = state.sort
  const value = (row: FloorRow): number | null => {
    if (by === 'longest') return wait(row)
    if (by === 'estimate') return estimatedWait(row.live)?.seconds ?? null
    if ((nowColumns as readonly string[]).includes(by)) return row.live?.[by as LiveFigure] ?? null
    return row.today?.values[by] ?? null
  }
  const compare = (a: FloorRow, b: FloorRow): number => {
    if (by === 'queue') return (down ? -1 : 1) * byName(a, b)
    if (by !== 'condition') return compareFigures(value(a), value(b), down)
    return (
      compareFigures(badness(a), badness(b), down) ||
      compareFigures(waiters(a), waiters(b), down) ||
      compareFigures(gap(a), gap(b), down)
    )
  }
  return rows
    .filter((row) => state.tone === null || conditionTone(condition(row)) === state.tone)
    .filter((row) => sought === '' || row.name.toLowerCase().includes(sought))
    .sort((a, b) => compare(a, b) || byName(a, b) || (a.arn < b.arn ? -1 : 1))
}

type LiveFigure = Exclude<(typeof nowColumns)[number], 'longest' | 'estimate'>

function waiters({ live }: FloorRow): number {
  return live ? live.in_queue - live.callbacks_in_queue : 0
}

const collator = new Intl.Collator(['ko', 'en'])

function byName(a: FloorRow, b: FloorRow): number {
  return collator.compare(a.name, b.name)
}

/** How many rows are red, and amber. */
export function countTones(rows: FloorRow[], known: Conditions): Record<ToneChoice, number> {
  const counts = { bad: 0, warn: 0 }
  for (const row of rows) {
    const tone = conditionTone(known[row.arn] ?? 'idle')
    if (tone === 'bad' || tone === 'warn') counts[tone]++
  }
  return counts
}
