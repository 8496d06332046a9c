import { expect, test } from 'vitest'
import type { LiveHistory } from '../../api/model'
import { greatest, marks, pastOf } from './past'

const figure = (last: (number | null)[], max = last) => ({ last, max, mean: last })
const nothing = figure([null, null, null])
const told: LiveHistory = {
  from: '2026-11-17T10:40:00+09:00',
  to: '2026-11-17T10:55:00+09:00',
  zone: 'Asia/Seoul',
  queue: 'arn:q',
  instances: [],
  step_seconds: 300,
  kept_since: '2026-11-17T10:40:00+09:00',
  fine_since: '2026-10-14T09:00:00+09:00',
  times: ['2026-11-17T10:40:00+09:00', '2026-11-17T10:45:00+09:00', '2026-11-17T10:50:00+09:00'],
  samples: [20, 20, 0],
  in_queue: nothing,
  scheduled: nothing,
  total: figure([2, 0, null], [7, 0, null]),
  oldest_wait_seconds: { last: [30, null, null], max: [95, null, null] },
  agents_online: nothing,
  agents_staffed: nothing,
  agents_available: figure([1, 3, null]),
  agents_on_contact: figure([4, 2, null]),
  agents_non_productive: nothing,
  agents_error: nothing,
  agents_after_contact_work: nothing,
}

test('nobody waiting is zero, and nobody looking is a hole', () => {
  const at = (i: number) => told.times[i]
  expect(pastOf(told)).toEqual([
    { start: at(0), seen: true, waiting: 7, waitingLast: 2, oldest: 95, available: 1, onContact: 4 },
    { start: at(1), seen: true, waiting: 0, waitingLast: 0, oldest: null, available: 3, onContact: 2 },
    { start: at(2), seen: false, waiting: null, waitingLast: null, oldest: null, available: null, onContact: null },
  ])
})

test('holes are no figures', () => {
  expect(greatest([null, 0, 3, null, 2])).toBe(3)
  expect(greatest([null, null])).toBeNull()
})

test('a day is labelled by hours, several days by their beginnings', () => {
  const day = (start: string) => start.slice(0, 10)
  const hours = Array.from({ length: 24 }, (_, h) => `2026-11-17T${String(h).padStart(2, '0')}:00`)
  expect(marks(hours, day)).toEqual([0, 3, 6, 9, 12, 15, 18, 21])
  expect(marks(['2026-11-16T23:00', ...hours, '2026-11-18T00:00'], day)).toEqual([0, 1, 25])
})
