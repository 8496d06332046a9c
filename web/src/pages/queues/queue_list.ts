// The rows of the list of queues: whose figures, and which comes first.
import type { Settings } from '../../api/model'
import { compareFigures, type Answer, type Sort, type Values } from '../../lib/answer'
import { isOwnQueue } from '../../lib/own_queue'
import { serviceLevelTone, toneRank, type Tone } from '../../lib/tone'
import { level, promiseOf, withLevel } from './questions'

export type QueueRow = {
  arn: string
  name: string
  values: Values
  before: Values
  tone: Tone
  target: number
  calm: boolean
}

/** The order that puts first what needs somebody. */
export const byWorst = 'worst'
export const byName = 'queue'

/**
 * The queues that a target of seconds says nothing of, from counts by queue and channel: less than half of their contacts are
 * voice or chat and no callbacks, as on the Overview.
 */
export function calmQueues(byChannel: Answer): Set<string> {
  const counts = new Map<string, { all: number; held: number }>()
  for (const { keys, values } of byChannel.rows) {
    const queue = keys.queue_arn ?? ''
    const of = counts.get(queue) ?? { all: 0, held: 0 }
    const contacts = values.contacts_created ?? 0
    const held = keys.channel === 'VOICE' || keys.channel === 'CHAT' ? contacts - (values.callback_contacts ?? 0) : 0
    counts.set(queue, { all: of.all + contacts, held: of.held + held })
  }
  return new Set([...counts].filter(([, of]) => of.held * 2 < of.all).map(([queue]) => queue))
}

export function queueRowsOf(now: Answer, before: Answer | null, settings: Settings, calm: Set<string>): QueueRow[] {
  const earlier = new Map(before?.rows.map((row) => [row.keys.queue_arn ?? '', row.values]))
  return now.rows.map(({ keys, values }) => {
    const arn = keys.queue_arn ?? ''
    const own = withLevel(values, settings, arn)
    const { target } = promiseOf(settings, arn)
    return {
      arn,
      name: keys.queue ?? '',
      values: own,
      before: withLevel(earlier.get(arn) ?? {}, settings, arn),
      tone:
        arn === '' || calm.has(arn) ? 'none' : serviceLevelTone(own[level] ?? null, own.contacts_queued ?? 0, target),
      target,
      calm: calm.has(arn),
    }
  })
}

/** Larger is worse: by colour, then by how far under its target the service level is, then by how many it concerns. */
function badness(row: QueueRow): number {
  if (row.arn === '') return -2
  if (isOwnQueue(row.arn)) return -1
  if (row.calm) return 0
  const percent = row.values[level]
  return 1 + toneRank(row.tone) * 1000 + (percent == null ? 0 : 500 + row.target - percent)
}

export function sortedRows(rows: QueueRow[], sort: Sort): QueueRow[] {
  const names = (a: QueueRow, b: QueueRow) => a.name.localeCompare(b.name, 'ko')
  return rows.toSorted((a, b) => {
    if (sort.by === byName) return sort.down ? names(b, a) : names(a, b)
    if (sort.by === byWorst) return badness(b) - badness(a) || names(a, b)
    return compareFigures(a.values[sort.by] ?? null, b.values[sort.by] ?? null, sort.down) || names(a, b)
  })
}
