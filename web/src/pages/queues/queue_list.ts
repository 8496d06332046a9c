// The rows of the list of queues: whose figures, and which comes first.
import type { Promised } from '../../api/model'
import { compareFigures, type Answer, type Sort, type Values } from '../../lib/answer'
import { promisedLevel } from '../../lib/metric_spec'
import { isOwnQueue } from '../../lib/own_queue'
import { serviceLevelTone, toneRank, type Tone } from '../../lib/tone'

export type QueueRow = {
  arn: string
  name: string
  values: Values
  before: Values
  tone: Tone
  promise: Promised | undefined
  calm: boolean
  /** Of rows that are parted by channel, theirs. */
  channel?: string
}

/** All queues of a channel together: figures that the server computed for themselves. */
export type ChannelRow = { channel: string; values: Values; before: Values; queues: number; shut: boolean }

/** What tells a row from the others. */
export function rowKey(row: QueueRow | ChannelRow): string {
  if ('queues' in row) return row.channel
  return row.channel === undefined ? row.arn : `${row.channel} ${row.arn}`
}

/** The order that puts first what needs somebody. */
export const byWorst = 'worst'
export const byName = 'queue'

/**
 * The queues that a target of seconds says nothing of, from counts by queue and channel: less than half of their contacts are
 * voice or chat and no callbacks, as on the Overview. Of rows that are parted by channel it is said of each.
 */
export function calmQueues(byChannel: Answer, parted = false): Set<string> {
  const counts = new Map<string, { all: number; held: number }>()
  for (const { keys, values } of byChannel.rows) {
    const arn = keys.queue_arn ?? ''
    const queue = parted ? `${keys.channel ?? ''} ${arn}` : arn
    const of = counts.get(queue) ?? { all: 0, held: 0 }
    const contacts = values.contacts_created ?? 0
    const held = keys.channel === 'VOICE' || keys.channel === 'CHAT' ? contacts - (values.callback_contacts ?? 0) : 0
    counts.set(queue, { all: of.all + contacts, held: of.held + held })
  }
  return new Set([...counts].filter(([, of]) => of.held * 2 < of.all).map(([queue]) => queue))
}

export function queueRowsOf(
  answer: Answer,
  promiseOf: (queueArn: string) => Promised | undefined,
  calm: Set<string>,
): QueueRow[] {
  return answer.rows.map(({ keys, values, before }) => {
    const arn = keys.queue_arn ?? ''
    const promise = promiseOf(arn)
    const { channel } = keys
    const isCalm = calm.has(channel === undefined ? arn : `${channel} ${arn}`)
    return {
      arn,
      name: keys.queue ?? '',
      values,
      before,
      tone:
        arn === '' || isCalm || !promise
          ? 'none'
          : serviceLevelTone(values[promisedLevel] ?? null, values.contacts_queued ?? 0, promise.target),
      promise,
      calm: isCalm,
      ...(channel === undefined ? {} : { channel }),
    }
  })
}

/** Larger is worse: by colour, then by how far under its target the service level is, then by how many it concerns. */
function badness(row: QueueRow): number {
  if (row.arn === '') return -2
  if (isOwnQueue(row.arn)) return -1
  if (row.calm) return 0
  const percent = row.values[promisedLevel]
  return 1 + toneRank(row.tone) * 1000 + (percent == null ? 0 : 500 + (row.promise?.target ?? 0) - percent)
}

export function sortedRows(rows: QueueRow[], sort: Sort): QueueRow[] {
  const names = (a: QueueRow, b: QueueRow) => a.name.localeCompare(b.name, 'ko')
  return rows.toSorted((a, b) => {
    if (sort.by === byName) return sort.down ? names(b, a) : names(a, b)
    if (sort.by === byWorst) return badness(b) - badness(a) || names(a, b)
    return compareFigures(a.values[sort.by] ?? null, b.values[sort.by] ?? null, sort.down) || names(a, b)
  })
}

/** The rows under those of their channels, which stand in the same order unless that is one of queues alone. */
export function byChannels(rows: QueueRow[], channels: Answer, sort: Sort, shut: string[]): (ChannelRow | QueueRow)[] {
  const names = (a: ChannelRow, b: ChannelRow) => (a.channel < b.channel ? -1 : 1)
  const groups = channels.rows.map(({ keys: { channel = '' }, values, before }): ChannelRow => {
    const queues = rows.filter((row) => row.channel === channel && row.arn !== '').length
    return { channel, values, before, queues, shut: shut.includes(channel) }
  })
  const figure = sort.by === byWorst || sort.by === byName ? { by: 'contacts_created', down: true } : sort
  const of = (group: ChannelRow) => group.values[figure.by] ?? null
  return groups
    .sort((a, b) => compareFigures(of(a), of(b), figure.down) || names(a, b))
    .flatMap((group) => [group, ...(group.shut ? [] : rows.filter((row) => row.channel === group.channel))])
}
