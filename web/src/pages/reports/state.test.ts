import { expect, it } from 'vitest'
import { parseReport, reportQuery, withReport, type ReportState } from './state'

const whole: ReportState = {
  metrics: ['contacts_handled', 'service_level:seconds=30,compare=lte'],
  by: ['queue', 'attribute:등급'],
  every: '1d',
  filters: [
    { dimension: 'channel', values: ['VOICE', ''], not: true },
    { dimension: 'attribute:a=b!c%', values: ['x=y!=z'], not: false },
  ],
  timeField: 'initiation',
  only: 'working_hours',
  compare: 'week_before',
  top: 10,
  shape: 'chart',
  sort: { by: 'difference:contacts_handled', down: true },
}

it('keeps the whole report in the address', () => {
  const search = withReport('range=7d&view=1', whole)
  expect(parseReport(search)).toEqual(whole)
  expect(new URLSearchParams(search).get('range')).toBe('7d')
})

it('says nothing of what is as usual', () => {
  const search = withReport('', { metrics: ['contacts_handled'], every: 'total', shape: 'table' })
  expect(search).toBe('metric=contacts_handled')
})

it('drops an order by a column that is gone', () => {
  expect(parseReport(withReport(withReport('', whole), { metrics: ['avg_handle_time'] })).sort.by).toBe('')
})

it('takes what it cannot read for nothing', () => {
  expect(parseReport('where=&where=channel&metric=&show=pie&only=nights&by=&top=-1')).toEqual({
    metrics: [],
    by: [],
    every: 'total',
    filters: [],
    timeField: '',
    only: '',
    compare: '',
    top: 0,
    shape: 'table',
    sort: { by: '', down: false },
  })
})

it('asks about the queues, channels and instances of the page too', () => {
  const range = {
    from: '2026-11-01',
    to: '2026-11-08',
    zone: 'Asia/Seoul',
    queue: ['q'],
    channel: [],
    instance: ['seoul'],
  }
  expect(reportQuery({ ...whole, timeField: '' }, range)).toEqual({
    metrics: whole.metrics,
    from: '2026-11-01',
    to: '2026-11-08',
    zone: 'Asia/Seoul',
    every: '1d',
    by: whole.by,
    where: [
      { dimension: 'queue', values: ['q'], not: false },
      { dimension: 'instance', values: ['seoul'], not: false },
      ...whole.filters,
    ],
    only: 'working_hours',
    compare: { period: 'week_before' },
    top: { n: 10 },
  })
})
