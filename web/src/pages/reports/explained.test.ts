import { expect, it } from 'vitest'
import { figureOf } from './explained'
import { layoutOf } from './table'

const request = {
  metrics: ['contacts_handled'],
  from: '2026-11-01',
  to: '2026-11-20',
  zone: 'Asia/Seoul',
  every: '1w',
  by: ['queue'],
  where: [{ dimension: 'channel', values: ['VOICE'] }],
}
const columns = [
  { name: 'day', kind: 'dimension' as const, unit: '' },
  { name: 'queue', kind: 'dimension' as const, unit: '' },
  { name: 'queue_arn', kind: 'dimension' as const, unit: '' },
  { name: 'contacts_handled', kind: 'metric' as const, unit: 'count' },
]
const row = ['2026-11-09', '가', 'arn:1', 5]
const last = ['2026-11-16', null, null, 5]
const rest = ['2026-11-09', null, null, 9]
const result = {
  columns,
  rows: [row, last],
  totals: [null, null, null, 10],
  others: [rest],
  top: { n: 1, dimension: 'queue', values: 4 },
  day_start: '00:00',
}
const layout = layoutOf(columns, request.by)
const column = layout.figures[0]
if (!column) throw new Error('no figure')
const where = [{ dimension: 'channel', values: ['VOICE'], not: false }]
const whole = { metric: 'contacts_handled', zone: 'Asia/Seoul', timeField: undefined }

it('names the figure of a row by its interval and its keys', () => {
  expect(figureOf(request, result, layout, row, column)).toEqual({
    ...whole,
    from: '2026-11-09',
    to: '2026-11-16',
    where,
    by: ['queue'],
    keys: ['arn:1'],
  })
  expect(figureOf(request, result, layout, last, column)).toMatchObject({
    from: '2026-11-16',
    to: '2026-11-20',
    keys: [''],
  })
})

it('names the whole without keys', () => {
  expect(figureOf(request, result, layout, null, column)).toEqual({
    ...whole,
    from: '2026-11-01',
    to: '2026-11-20',
    where,
  })
})

it('names the rest by what it is not', () => {
  expect(figureOf(request, result, layout, rest, column)).toMatchObject({
    where: [...where, { dimension: 'queue', values: ['arn:1', ''], not: true }],
    by: [],
    keys: [],
  })
})

it('ends a month with the next, and a quarter of an hour with a moment', () => {
  const of = (every: string, start: string) =>
    figureOf({ ...request, every, to: '2027-01-01' }, result, layout, [start, null, null, 1], column)
  expect(of('1mo', '2026-11-01').to).toBe('2026-12-01')
  expect(of('15m', '2026-11-01T09:00:00+09:00').to).toBe('2026-11-01T00:15:00.000Z')
})
