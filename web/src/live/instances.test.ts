import { expect, it } from 'vitest'
import type { LiveInstance, LiveQueue, LiveSnapshot } from '../api/model'
import { historyOf, instanceOf, narrower, nobody } from './instances'

const seoul = 'arn:aws:connect:ap-northeast-2:111122223333:instance/seoul'
const london = 'arn:aws:connect:eu-west-2:444455556666:instance/london'

const queue = (total: number, since: string | null): LiveQueue => ({
  name: 'VIP',
  in_queue: total,
  scheduled: 0,
  total,
  callbacks_in_queue: 0,
  oldest_enqueued_at: since,
  oldest_scheduled_at: null,
  ...nobody,
})

const instance = (arn: string, total: number, since: string | null, estimated: boolean): LiveInstance => ({
  arn,
  source: estimated ? 'contact_events' : 'amazon_connect',
  estimated,
  totals: {
    in_queue: total,
    scheduled: 0,
    total,
    oldest_enqueued_at: since,
    ...nobody,
    agents_online: 2,
    agents_stale: 1,
  },
  channels: { VOICE: { in_queue: total, scheduled: 0, total } },
})

const early = '2026-11-20T05:58:00Z'
const late = '2026-11-20T05:59:00Z'

const live: LiveSnapshot = {
  version: 'one',
  epoch: 'e',
  sequence: 1,
  as_of: '2026-11-20T06:00:00Z',
  source: 'contact_events',
  estimated: true,
  totals: {
    in_queue: 5,
    scheduled: 0,
    total: 5,
    oldest_enqueued_at: early,
    ...nobody,
    agents_online: 4,
    agents_stale: 2,
  },
  instances: {
    seoul: { ...instance(seoul, 3, early, true), without_queue: queue(1, early) },
    london: { ...instance(london, 2, late, false), without_queue: queue(1, late) },
  },
  queues: { [`${seoul}/queue/vip`]: queue(2, late), [`${london}/queue/vip`]: queue(1, late), '': queue(2, early) },
  channels: { VOICE: { in_queue: 5, scheduled: 0, total: 5 } },
  routing_profiles: { [`${seoul}/routing-profile/a`]: { name: 'A', ...nobody } },
  hierarchy: { [`${london}/agent-group/b`]: { name: 'B', ...nobody } },
  history: [
    { at: early, total: 2, instances: { seoul: 2 } },
    { at: late, total: 5, instances: { seoul: 3, london: 2 } },
  ],
}

it('shows all instances without a choice', () => {
  expect(narrower([])(live)).toBe(live)
})

it('shows the chosen instance as if there were no other', () => {
  const shown = narrower(['london'])(live)
  expect(Object.keys(shown.queues)).toEqual([`${london}/queue/vip`, ''])
  expect(shown.queues['']?.total).toBe(1)
  expect(shown.totals).toEqual(live.instances.london?.totals)
  expect(shown.channels).toEqual({ VOICE: { in_queue: 2, scheduled: 0, total: 2 } })
  expect([shown.estimated, shown.source]).toEqual([false, 'amazon_connect'])
  expect([Object.keys(shown.routing_profiles), Object.keys(shown.hierarchy)]).toEqual([[], [`${london}/agent-group/b`]])
  expect(shown.history.map(({ total }) => total)).toEqual([2])
})

it('adds the chosen instances up to what the server says of all', () => {
  const shown = narrower(['seoul', 'london'])(live)
  expect(shown.totals).toEqual(live.totals)
  expect(shown.channels).toEqual(live.channels)
  expect(shown.queues['']).toMatchObject({ total: 2, oldest_enqueued_at: early })
  expect(shown.estimated).toBe(true)
  expect(shown.history.map(({ total }) => total)).toEqual([2, 5])
})

it('shows nothing of an instance that nobody has heard of', () => {
  const shown = narrower(['other'])(live)
  expect([shown.totals.total, Object.keys(shown.queues), shown.history]).toEqual([0, [], []])
})

it('keeps what did not change from one picture to the next', () => {
  const narrow = narrower(['seoul'])
  const before = narrow(live)
  const after = narrow({ ...live, sequence: 2, hierarchy: {} })
  expect(after.queues).toBe(before.queues)
  expect(after.totals).toBe(before.totals)
})

it('reads the instance from any ARN below it', () => {
  expect([seoul, `${seoul}/queue/vip`, 'arn:aws::connect:x:y:instance/seoul/contact/c', ''].map(instanceOf)).toEqual([
    'seoul',
    'seoul',
    'seoul',
    '',
  ])
})

it('leaves samples from before an instance was known out of its history', () => {
  expect(historyOf([{ total: 1 }, { total: 2, instances: { a: 1 } }], ['a'])).toEqual([
    { total: 1, instances: { a: 1 } },
  ])
})
