// The page's figures by name, so that each can be taken apart.
import type { Overview } from '../../api/model'
import { narrowing } from '../../api/range_query'
import type { FigureRef } from '../../lib/figure'
import { isOwnQueue, ownQueues } from '../../lib/own_queue'
import { parseScope } from '../../lib/scope'
import { addDays, type Day } from '../../lib/time'
import { useSearch } from '../../lib/search'

type Change = Partial<Pick<FigureRef, 'from' | 'to' | 'where' | 'by' | 'keys'>>

/** What figures are asked about: a range, and by which moment contacts belong to it. */
export type Counted = Pick<Overview, 'from' | 'to' | 'zone' | 'time_field'>

export type FigureOf = (metric: string, change?: Change) => FigureRef

/** A figure of the catalogue over the page's range and filters, or over a part of them. */
export function useFigure(counted: Counted): FigureOf {
  const { queues, channels, instances } = parseScope(useSearch())
  return (metric, change = {}) => {
    const { where = [], ...rest } = change
    return {
      metric,
      from: counted.from,
      to: counted.to,
      zone: counted.zone,
      timeField: counted.time_field,
      ...rest,
      where: [...narrowing({ queue: queues, channel: channels, instance: instances }), ...where],
    }
  }
}

/** Contacts that some agent had. */
export const someone = { dimension: 'agent', values: [''], not: true }

export function ofDay(day: Day): Change {
  return { from: day, to: addDays(day, 1) }
}

/** The contacts of a row of the queue table. */
export function ofQueue(arn: string, { queues }: Pick<Overview, 'queues'>): Change {
  if (arn !== ownQueues) return { by: ['queue'], keys: [arn] }
  const own = queues.map((q) => q.queue_arn).filter(isOwnQueue)
  return { where: [{ dimension: 'queue', values: own, not: false }] }
}
