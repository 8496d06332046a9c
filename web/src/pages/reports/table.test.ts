import { expect, it } from 'vitest'
import { layoutOf, seriesOf, sortRows, textAt } from './table'

const columns = [
  { name: 'day', kind: 'dimension' as const, unit: '' },
  { name: 'queue', kind: 'dimension' as const, unit: '' },
  { name: 'queue_arn', kind: 'dimension' as const, unit: '' },
  { name: 'channel', kind: 'dimension' as const, unit: '' },
  { name: 'contacts_handled', kind: 'metric' as const, unit: 'count' },
  { name: 'avg_handle_time', kind: 'metric' as const, unit: 'seconds' },
]
const layout = layoutOf(columns, ['queue', 'channel'])
const a = ['2026-11-01', '나', 'arn:2', 'VOICE', 2, null]
const b = ['2026-11-01', '가', 'arn:1', 'VOICE', 10, 5.5]
const c = ['2026-11-02', '나', 'arn:2', 'VOICE', 7, 1]
const label = (row: unknown[], column: { at: number }) => textAt(row, column.at)
const sorted = (by: string, down: boolean) => sortRows([a, b, c], [], layout, { by, down }, label, 'ko')

it('finds time, groups with their ARN, and figures', () => {
  expect(layout).toEqual({
    time: { id: 'time', at: 0, arn: null },
    before: null,
    groups: [
      { id: 'queue', at: 1, arn: 2 },
      { id: 'channel', at: 3, arn: null },
    ],
    figures: [
      { id: 'contacts_handled', spec: 'contacts_handled', kind: 'metric', at: 4, unit: 'count' },
      { id: 'avg_handle_time', spec: 'avg_handle_time', kind: 'metric', at: 5, unit: 'seconds' },
    ],
  })
  expect(layoutOf(columns.slice(4), []).time).toBeNull()
})

it('puts what is compared beside its figure', () => {
  const compared = layoutOf(
    [
      ...columns,
      { name: 'compare:day', kind: 'compare' as const, unit: '' },
      { name: 'compare:contacts_handled', kind: 'compare' as const, unit: 'count' },
      { name: 'difference:contacts_handled', kind: 'difference' as const, unit: 'count' },
      { name: 'compare:avg_handle_time', kind: 'compare' as const, unit: 'seconds' },
    ],
    ['queue', 'channel'],
  )
  expect(compared.figures.map((f) => f.id)).toEqual([
    'contacts_handled',
    'compare:contacts_handled',
    'difference:contacts_handled',
    'avg_handle_time',
    'compare:avg_handle_time',
  ])
})

it('orders by figures, with what has none at the end either way', () => {
  expect(sorted('contacts_handled', true)).toEqual([b, c, a])
  expect(sorted('avg_handle_time', true)).toEqual([b, c, a])
  expect(sorted('avg_handle_time', false)).toEqual([c, b, a])
})

it('orders by what a group is called, and by time', () => {
  expect(sorted('queue', false)).toEqual([b, a, c])
  expect(sorted('time', true)).toEqual([c, a, b])
  expect(sorted('', false)).toEqual([a, b, c])
})

it('leaves the rest at the end, of each time where rows are in its order', () => {
  const rest = ['2026-11-01', null, null, 'VOICE', 99, 9]
  const order = (by: string) => sortRows([a, b, c], [rest], layout, { by, down: true }, label, 'ko')
  expect(order('contacts_handled').at(-1)).toBe(rest)
  expect(order('queue').at(-1)).toBe(rest)
  expect(order('time')).toEqual([c, a, b, rest])
  expect(sortRows([a, b, c], [rest], layout, { by: '', down: false }, label, 'ko')).toEqual([a, b, rest, c])
})

it('gathers the rows of one group over time', () => {
  expect(seriesOf([a, b, c], layout).map((s) => s.rows)).toEqual([[a, c], [b]])
})
