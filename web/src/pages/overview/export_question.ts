// What the Overview's tables ask when they are exported: the figures that they show, by the same moment of a contact.
import type { QueryRequest } from '../../api/model'
import type { RangeQuery } from '../../api/range_query'
import type { Question } from '../../exports/run'

function ask(range: RangeQuery, request: Pick<QueryRequest, 'metrics' | 'by' | 'every'>): Question {
  const { from, to, zone, queue, channel } = range
  const where = [
    { dimension: 'queue', values: queue },
    { dimension: 'channel', values: channel },
  ].filter(({ values }) => values.length > 0)
  return { query: { ...request, from, to, zone, where, time_field: 'initiation' } }
}

export function byQueue(range: RangeQuery): Question {
  const metrics = [
    'number_of_calls',
    'contacts_queued',
    'contacts_handled',
    'contacts_abandoned',
    'service_level',
    'abandonment_rate',
    'average_call_duration',
  ]
  return ask(range, { metrics, by: ['queue'], every: 'total' })
}

export function byDay(range: RangeQuery): Question {
  const metrics = ['number_of_calls', 'average_after_contact_work', 'average_call_duration', 'number_of_agents']
  return ask(range, { metrics, every: '1d' })
}
