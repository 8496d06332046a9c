import { expect, it } from 'vitest'
import type { LiveSnapshot } from '../api/model'
import { nobody } from './instances'
import { waiting, waitSeconds } from './waiting'

const agents = { ...nobody, agents_online: 1, agents_on_contact: 1 }
const queue = (name: string, in_queue: number, scheduled: number, oldest_enqueued_at: string | null) => ({
  name,
  in_queue,
  scheduled,
  total: in_queue + scheduled,
  oldest_enqueued_at,
  callbacks_in_queue: 0,
  oldest_scheduled_at: null,
  ...agents,
})

const live: LiveSnapshot = {
  version: 'v',
  epoch: 'e',
  sequence: 1,
  as_of: '2026-11-20T06:00:00Z',
  source: 'contact_events' as const,
  estimated: true,
  totals: {
    in_queue: 5,
    scheduled: 1,
    total: 6,
    oldest_enqueued_at: '2026-11-20T05:50:00Z',
    ...agents,
    agents_stale: 0,
  },
  instances: {},
  queues: {
    'arn:x/queue/a': queue('A', 3, 0, '2026-11-20T05:50:00Z'),
    'arn:x/queue/b': queue('B', 2, 1, '2026-11-20T05:58:00Z'),
  },
  channels: { VOICE: { in_queue: 4, scheduled: 1, total: 5 } },
  routing_profiles: {},
  hierarchy: {},
  history: [],
}

it('is the total without filters', () => {
  expect(waiting(live, [], [], null)).toEqual({
    inQueue: 5,
    scheduled: 1,
    total: 6,
    oldest: Date.parse('2026-11-20T05:50:00Z'),
  })
})

it('sums the chosen queues by ARN, id or name and takes the oldest of them', () => {
  expect(waiting(live, ['b'], [], null)).toEqual({
    inQueue: 2,
    scheduled: 1,
    total: 3,
    oldest: Date.parse('2026-11-20T05:58:00Z'),
  })
  expect(waiting(live, ['A', 'arn:x/queue/b'], [], null)?.total).toBe(6)
})

it('takes channels from their own counts, and knows no age there', () => {
  expect(waiting(live, [], ['VOICE', 'CHAT'], null)).toEqual({ inQueue: 4, scheduled: 1, total: 5, oldest: null })
})

it('falls back to the server’s answer for queue and channel together', () => {
  expect(waiting(live, ['a'], ['VOICE'], null)).toBeNull()
  const answer = {
    in_queue: 1,
    scheduled: 0,
    total: 1,
    oldest_age_seconds: 60,
    as_of: '2026-11-20T06:00:00Z',
    source: 'contact_events' as const,
  }
  expect(waiting(live, ['a'], ['VOICE'], answer)).toEqual({
    inQueue: 1,
    scheduled: 0,
    total: 1,
    oldest: Date.parse('2026-11-20T05:59:00Z'),
  })
})

it('never shows a negative wait', () => {
  expect(waitSeconds(1_000, 0)).toBe(0)
  expect(waitSeconds(null, 0)).toBeNull()
})
