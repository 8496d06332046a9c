// Where the seconds of a contact are counted: the figures of the catalogue that it is part of, by the duration they take.
import type { CountedIn, Metric } from '../../api/model'

/** Durations in the order of a contact's life, with what they are in the record. */
const durations = [
  ['flow_s', 'until queue, transfer or end'],
  ['queue_s', 'Queue.Duration'],
  ['wait_s', 'DequeueTimestamp − EnqueueTimestamp'],
  ['interaction_s', 'AgentInteractionDuration'],
  ['hold_s', 'CustomerHoldDuration'],
  ['interaction_hold_s', 'interaction + hold'],
  ['pause_s', 'AgentPauseDuration'],
  ['acw_s', 'AfterContactWorkDuration'],
  ['acw_or_zero_s', 'AfterContactWorkDuration or 0'],
  ['active_s', 'interaction + hold + ACW'],
  ['handle_s', 'interaction + hold + ACW + pause'],
  ['contact_s', 'DisconnectTimestamp − InitiationTimestamp'],
  ['resolution_s', 'end of ACW or disconnect − initiation'],
] as const

export type DurationName = (typeof durations)[number][0]
export type Figure = { metric: Metric; value: number; counted: boolean }
export type Counted = {
  durations: { name: DurationName; field: string; seconds: number; figures: Figure[] }[]
  counts: Figure[]
}

const percentile = /^p(\d+)_/

export function countedFigures(list: CountedIn[], metrics: Metric[]): Counted {
  const known = new Map(metrics.map((m) => [m.id, m]))
  const of = (column: string) =>
    list.flatMap((c): Figure[] => {
      const metric = known.get(c.metric)
      const [, rank] = percentile.exec(c.metric) ?? []
      if (c.column !== column || !metric || (rank && rank !== '50')) return []
      return [{ metric, value: c.value, counted: c.counted }]
    })
  const found = durations.flatMap(([name, field]) => {
    const figures = of(name)
    const [first] = figures
    return first ? [{ name, field, seconds: first.value, figures }] : []
  })
  return { durations: found, counts: of('') }
}
