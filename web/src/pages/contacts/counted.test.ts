import { expect, it } from 'vitest'
import type { Metric } from '../../api/model'
import { countedFigures } from './counted'

const metric = (id: string) => ({ id }) as unknown as Metric // ids are all that is looked at
const part = (id: string, column: string, value: number) => ({ metric: id, column, value, counted: true })

it('puts figures to the duration that they take, in the order of a contact’s life, percentiles once', () => {
  const list = [
    part('avg_handle_time', 'handle_s', 240),
    part('p50_handle_time', 'handle_s', 240),
    part('p90_handle_time', 'handle_s', 240),
    part('max_queued_time', 'queue_s', 12),
    part('contacts_handled', '', 1),
    part('gone', 'queue_s', 12),
  ]
  const found = countedFigures(
    list,
    ['avg_handle_time', 'p50_handle_time', 'p90_handle_time', 'max_queued_time', 'contacts_handled'].map(metric),
  )
  expect(found.durations.map((d) => [d.name, d.seconds, d.figures.map((f) => f.metric.id)])).toEqual([
    ['queue_s', 12, ['max_queued_time']],
    ['handle_s', 240, ['avg_handle_time', 'p50_handle_time']],
  ])
  expect(found.counts.map((f) => f.metric.id)).toEqual(['contacts_handled'])
})
