// The month's figures by name, so that each can be taken apart.
import type { Month, QueryRequest } from '../../api/model'
import type { Question } from '../../exports/run'
import { promisedLevel } from '../../lib/metric_spec'
import { addDays } from '../../lib/time'
import { someone, useFigure, type FigureOf } from '../overview/figure'

/** Of the month as far as it is shown, and of what it is compared with. */
export function useMonthFigures(month: Month): { now: FigureOf; before: FigureOf } {
  const { zone, time_field } = month
  const last = month.days.at(-1)?.day
  const to = last ? addDays(last, 1) : month.to
  return {
    now: useFigure({ zone, time_field, from: month.days[0]?.day ?? month.from, to }),
    before: useFigure({ zone, time_field, from: month.previous.from, to: month.previous.to }),
  }
}

const dayMetrics = ['number_of_calls', 'contacts_queued', 'contacts_handled', 'contacts_abandoned']
const rates = ['answer_rate', 'abandonment_rate']
const means = ['avg_handle_time', 'average_call_duration', 'average_after_contact_work']

/** What the month's tables are asked for when they are exported: their figures. */
export function useExports(month: Month): { days: Question; queues: Question; agents: Question } {
  const { from, to, zone, timeField, where } = useMonthFigures(month).now('number_of_calls')
  const ask = (request: Pick<QueryRequest, 'metrics' | 'by' | 'every' | 'where'>): Question => ({
    query: { from, to, zone, where, ...(timeField ? { time_field: timeField } : {}), ...request },
  })
  return {
    days: ask({ metrics: [...dayMetrics, promisedLevel, ...rates, ...means], every: '1d' }),
    queues: ask({
      metrics: [...dayMetrics, promisedLevel, 'abandonment_rate', 'average_call_duration'],
      by: ['queue'],
    }),
    agents: ask({ metrics: ['contacts_handled', ...means], by: ['agent'], where: [...(where ?? []), someone] }),
  }
}
