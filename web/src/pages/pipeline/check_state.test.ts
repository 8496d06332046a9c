import { expect, test } from 'vitest'
import type { CheckedDay } from '../../api/model'
import { checkState, equalShare, lastDays } from './check_state'

const day: CheckedDay = {
  day: '2026-11-22',
  ended: '2026-11-23T03:00:00Z',
  every: '30m',
  queues: 2,
  figures: 20_000,
  equal: 20_000,
  untold: 0,
  contacts: 30,
  outside: 4,
  restored: 0,
  requests: 5,
  throttled: 0,
  problem: '',
  differing: 0,
  unexplained: 0,
  kinds: {},
}

test('a day is as bad as the worst of it', () => {
  expect(checkState(undefined)).toBe('none')
  expect(checkState({ ...day, ended: null })).toBe('none')
  expect(checkState(day)).toBe('equal')
  expect(checkState({ ...day, restored: 1 })).toBe('explained')
  expect(checkState({ ...day, differing: 2, unexplained: 1 })).toBe('unexplained')
  expect(checkState({ ...day, differing: 2, unexplained: 1, problem: 'no_figures' })).toBe('problem')
})

test('days that were not checked have their place', () => {
  const days = lastDays('2026-11-23', 3, [day])
  expect(days.map((one) => [one.day, one.check?.equal])).toEqual([
    ['2026-11-21', undefined],
    ['2026-11-22', 20_000],
    ['2026-11-23', undefined],
  ])
})

test('a share that is not all is never shown as all', () => {
  expect(equalShare(day)).toBe(100)
  expect(equalShare({ ...day, equal: 19_999 })).toBe(99.99)
  expect(equalShare({ ...day, figures: 0, equal: 0 })).toBeNull()
})
