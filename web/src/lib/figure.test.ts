import { expect, test } from 'vitest'
import {
  contactsBehind,
  differenceOf,
  endOf,
  figureIn,
  parseExplained,
  sidesOf,
  withExplained,
  type Explained,
} from './figure'
import { filterTexts, parseFilters } from './where'

const explained: Explained = {
  figure: {
    metric: 'service_level:seconds=30',
    from: '2026-11-20',
    to: '2026-11-21',
    zone: 'Asia/Seoul',
    timeField: 'initiation',
    only: 'working_days',
    where: [{ dimension: 'channel', values: ['VOICE', 'CHAT'], not: true }],
    by: ['queue'],
    keys: [''],
  },
  part: 1,
}

test('a figure survives its address, with what the address had before', () => {
  const search = withExplained('range=7d', explained)
  expect(parseExplained(search)).toEqual(explained)
  expect(new URLSearchParams(search).get('range')).toBe('7d')
  expect(withExplained(search, null)).toBe('range=7d')
  expect(parseExplained('range=7d')).toBeNull()
})

test('a difference survives its address, and is of two figures that differ in their range alone', () => {
  const { figure } = explained
  const against = { from: '2026-11-13', to: '2026-11-14' }
  const of: Explained = { figure: { ...figure, per: 'working_day', against }, part: 1, before: true }
  expect(parseExplained(withExplained('', of))).toEqual(of)
  const plain = { ...figure, per: 'working_day' }
  expect(sidesOf(of)).toEqual({
    now: { figure: plain, part: 0 },
    before: { figure: { ...plain, ...against }, part: 1 },
  })
  expect(sidesOf(explained)).toBeNull()
  expect(differenceOf(figure, null)).toBeNull()
})

test('the contacts behind a figure are those of its group', () => {
  const params = new URLSearchParams(contactsBehind(explained, 'initiation'))
  expect(params.getAll('where')).toEqual(['channel!=VOICE', 'channel!=CHAT', 'queue='])
  expect(params.get('metric')).toBe('service_level:seconds=30')
  expect(params.get('part')).toBe('1')
})

test('filters are written as the command line takes them', () => {
  const filters = [
    { dimension: 'queue', values: ['a=b', ''], not: false },
    { dimension: 'attribute:a=b!', values: ['x'], not: true },
    { dimension: 'attribute:사유 코드', values: ['환불'], not: false },
  ]
  const texts = filters.flatMap(filterTexts)
  expect(texts).toEqual(['queue=a=b', 'queue=', 'attribute:"a=b!"!=x', 'attribute:사유 코드=환불'])
  expect(parseFilters(texts)).toEqual(filters)
  expect(parseFilters(['nonsense', ''])).toEqual([])
})

test('a figure of the totals has no group, one of a row has its keys', () => {
  const asked = {
    from: '2026-11-01',
    to: '2026-11-08',
    by: ['queue'],
    where: [{ dimension: 'channel', values: ['CHAT'] }],
  }
  const where = [{ dimension: 'channel', values: ['CHAT'], not: false }]
  const whole = {
    metric: 'contacts_handled',
    from: '2026-11-01',
    to: '2026-11-08',
    zone: '',
    timeField: undefined,
    where,
  }
  expect(figureIn(asked, 'contacts_handled')).toEqual(whole)
  expect(figureIn(asked, 'contacts_handled', { keys: [''] })).toEqual({ ...whole, by: ['queue'], keys: [''] })
})

test('an interval ends with the next, or with the range', () => {
  expect(endOf('2026-11-09', '1d', '2026-11-20')).toBe('2026-11-10')
  expect(endOf('2026-11-11', '1w', '2026-11-20')).toBe('2026-11-16')
  expect(endOf('2026-11-09', '1d', '2026-11-10T02:00:00+09:00', '04:00')).toBe('2026-11-10T02:00:00+09:00')
  expect(endOf('2026-11-09', '1d', '2026-11-10T05:00:00+09:00', '04:00')).toBe('2026-11-10')
  expect(endOf('2026-11-09T10:00:00+09:00', '1h', '2026-11-09T10:20:00+09:00')).toBe('2026-11-09T10:20:00+09:00')
})
