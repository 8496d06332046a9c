import { expect, it } from 'vitest'
import { everyStart } from './starts'

it('fills the intervals between rows', () => {
  expect(everyStart(['2026-11-21T09:30:00+09:00', '2026-11-21T09:00:00+09:00'], '15m')).toEqual([
    '2026-11-21T09:00:00+09:00',
    '2026-11-21T09:15:00+09:00',
    '2026-11-21T09:30:00+09:00',
  ])
  expect(everyStart(['2026-11-30', '2026-11-28', '2026-11-28'], '1d')).toEqual([
    '2026-11-28',
    '2026-11-29',
    '2026-11-30',
  ])
  expect(everyStart(['2026-11-04', '2026-11-16'], '1w')).toEqual(['2026-11-04', '2026-11-09', '2026-11-16'])
  expect(everyStart(['2026-11-01', '2027-01-01'], '1mo')).toEqual(['2026-11-01', '2026-12-01', '2027-01-01'])
  expect(everyStart([], '1h')).toEqual([])
})

it('has as many hours as a day of 25 hours', () => {
  const hours = everyStart(['2026-11-01T00:00:00-04:00', '2026-11-01T23:00:00-05:00'], '1h')
  expect(hours).toHaveLength(25)
  expect(new Set(hours.map((start) => Date.parse(start))).size).toBe(25)
})
