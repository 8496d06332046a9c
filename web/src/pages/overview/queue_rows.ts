// The rows of the queue table: the range's figures joined with the live board, and which comes first.
import type { LiveSnapshot, QueueFigures } from '../../api/model'
import { queueChosen, waitSeconds } from '../../live/waiting'
import { availableTone, serviceLevelTone, toneRank, waitTone, worse, type Tone } from '../../lib/tone'

export type QueueRow = { key: string; name: string; figures: QueueFigures | null }

/** Queues with contacts in the range and queues that somebody waits in or an agent serves now; "no queue" is the last. */
export function queueRows(figures: QueueFigures[], board: LiveSnapshot | null, chosen: string[]): QueueRow[] {
  const rows = new Map<string, QueueRow>()
  for (const q of figures)
    rows.set(q.queue_arn, { key: q.queue_arn, name: q.queue_name || q.queue_arn.split('/').at(-1) || '', figures: q })
  for (const [arn, live] of Object.entries(board?.queues ?? {})) {
    if (!rows.has(arn) && queueChosen(arn, live.name, chosen))
      rows.set(arn, { key: arn, name: live.name, figures: null })
  }
  return [...rows.values()]
}

/** How bad a row is: by its worst state first, then by its service level. Larger is worse. */
export function badness(row: QueueRow, board: LiveSnapshot | null, now: number): number {
  if (row.key === '') return -1
  const level = row.figures?.service_level
  let tone: Tone = level ? serviceLevelTone(level.percent, level.queued, level.target) : 'none'
  const live = board?.queues[row.key]
  if (live) {
    const since = live.oldest_enqueued_at ? Date.parse(live.oldest_enqueued_at) : null
    tone = worse(tone, worse(waitTone(waitSeconds(since, now)), availableTone(live.in_queue, live.agents_available)))
  }
  return toneRank(tone) * 1000 + (100 - (level?.percent ?? 100)) + (live ? Math.min(live.total, 50) / 100 : 0)
}

export function worstFirst(rows: QueueRow[], board: LiveSnapshot | null, now: number): string[] {
  const score = new Map(rows.map((row) => [row.key, badness(row, board, now)]))
  return rows.map((row) => row.key).sort((a, b) => (score.get(b) ?? 0) - (score.get(a) ?? 0) || a.localeCompare(b))
}
