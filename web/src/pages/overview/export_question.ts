// What the Overview's tables ask when they are exported: the figures that they show, by the same moment of a contact.
import type { QueryRequest } from '../../api/model'
import { narrowing, type RangeQuery } from '../../api/range_query'
import type { Question } from '../../exports/run'
import { promisedLevel } from '../../lib/metric_spec'

function ask(range: RangeQuery, request: Pick<QueryRequest, 'metrics' | 'by' | 'every'>): Question {
  const { from, to, zone } = range
  return { query: { ...request, from, to, zone, where: narrowing(range), time_field: 'initiation' } }
}

export function byQueue(range: RangeQuery): Question {
  const metrics = [
    'number_of_calls',
    'contacts_queued',
    'contacts_handled',
    'contacts_abandoned',
    promisedLevel,
    'abandonment_rate',
    'average_call_duration',
  ]
  return ask(range, { metrics, by: ['queue'], every: 'total' })
}

export function byDay(range: RangeQuery): Question {
  const metrics = ['number_of_calls', 'average_after_contact_work', 'average_call_duration', 'number_of_agents']
  return ask(range, { metrics, every: '1d' })
}
