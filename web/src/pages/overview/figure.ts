// The page's figures by name, so that each can be taken apart.
import type { Overview } from '../../api/model'
import type { FigureRef } from '../../lib/figure'
import { isOwnQueue, ownQueues } from '../../lib/own_queue'
import { parseScope } from '../../lib/scope'
import { addDays, type Day } from '../../lib/time'
import { useSearch } from '../../lib/search'

type Change = Partial<Pick<FigureRef, 'from' | 'to' | 'where' | 'by' | 'keys'>>

/** A figure of the catalogue over the page's range and filters, or over a part of them. */
export function useFigure(overview: Overview): (metric: string, change?: Change) => FigureRef {
  const { queues, channels } = parseScope(useSearch())
  return (metric, change = {}) => {
    const { where = [], ...rest } = change
    return {
      metric,
      from: overview.from,
      to: overview.to,
      zone: overview.zone,
      timeField: overview.time_field,
      ...rest,
      where: [
        { dimension: 'queue', values: queues, not: false },
        { dimension: 'channel', values: channels, not: false },
        ...where,
      ].filter((filter) => filter.values.length > 0),
    }
  }
}

export function ofDay(day: Day): Change {
  return { from: day, to: addDays(day, 1) }
}

/** The contacts of a row of the queue table. */
export function ofQueue(arn: string, overview: Overview): Change {
  if (arn !== ownQueues) return { by: ['queue'], keys: [arn] }
  const own = overview.queues.map((q) => q.queue_arn).filter(isOwnQueue)
  return { where: [{ dimension: 'queue', values: own, not: false }] }
}
