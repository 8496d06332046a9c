import { describe, expect, it } from 'vitest'
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
  expect(of('1mo', '2026-11-01')?.to).toBe('2026-12-01')
  expect(of('15m', '2026-11-01T09:00:00+09:00')?.to).toBe('2026-11-01T00:15:00.000Z')
})

describe('a compared cell', () => {
  const compared = [
    columns[0],
    { name: 'compare:day', kind: 'compare' as const, unit: '' },
    ...columns.slice(1),
    { name: 'compare:contacts_handled', kind: 'compare' as const, unit: 'count' },
    { name: 'difference:contacts_handled', kind: 'difference' as const, unit: 'count' },
  ].filter((c) => c !== undefined)
  const other = layoutOf(compared, request.by)
  const [, before, difference] = other.figures
  if (!before || !difference) throw new Error('nothing compared')
  const now = ['2026-11-16', '2026-11-09', '가', 'arn:1', 5, 4, 1]
  const compare = { period: 'week_before', from: '2026-10-25T00:00:00+09:00', to: '2026-11-13T10:00:00+09:00' }
  const asked = { ...result, columns: compared, rows: [now], others: [], compare }

  it('is of the other period’s interval, which ends where the period does', () => {
    expect(figureOf(request, asked, other, now, before)).toEqual({
      ...whole,
      from: '2026-11-09',
      to: compare.to,
      where,
      by: ['queue'],
      keys: ['arn:1'],
    })
    expect(figureOf(request, asked, other, null, before)).toMatchObject({ from: compare.from, to: compare.to })
  })

  it('is one figure less the other where it is a difference', () => {
    expect(figureOf(request, asked, other, now, difference)).toMatchObject({
      from: '2026-11-16',
      to: '2026-11-20',
      keys: ['arn:1'],
      against: { from: '2026-11-09', to: compare.to },
    })
  })

  it('is no figure where the other period has no such time, nor is the difference', () => {
    const alone = ['2026-11-16', null, '가', 'arn:1', 5, null, null]
    expect(figureOf(request, asked, other, alone, before)).toBeNull()
    expect(figureOf(request, asked, other, alone, difference)).toBeNull()
  })
})
