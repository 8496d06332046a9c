import { expect, test } from 'vitest'
import { contactsBehind, parseExplained, withExplained, type Explained } from './figure'
import { filterTexts, parseFilters } from './where'

const explained: Explained = {
  figure: {
    metric: 'service_level:seconds=30',
    from: '2026-11-20',
    to: '2026-11-21',
    zone: 'Asia/Seoul',
    timeField: 'initiation',
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
