import { describe, expect, it } from 'vitest'
import type { LiveQueue } from '../../api/model'
import { promisedLevel } from '../../lib/metric_spec'
import { waitLimits } from '../../lib/tone'
import { nobody } from '../../live/instances'
import type { QueueRow } from '../queues/queue_list'
import { conditionOf, countTones, floorRows, inOrder, parseQueues, withQueues, type Conditions } from './queue_floor'
import { stepped } from './useConditions'

const now = Date.parse('2026-11-22T06:00:00Z')
const ago = (seconds: number) => new Date(now - seconds * 1_000).toISOString()

function live(name: string, change: Partial<LiveQueue> = {}): LiveQueue {
  return {
    name,
    in_queue: 0,
    scheduled: 0,
    total: 0,
    callbacks_in_queue: 0,
    oldest_enqueued_at: null,
    oldest_scheduled_at: null,
    ...nobody,
    agents_staffed: 2,
    agents_available: 1,
    ...change,
  }
}

const calls = (name: string, seconds: number, change: Partial<LiveQueue> = {}) =>
  live(name, { in_queue: 1, total: 1, oldest_by_channel: { VOICE: ago(seconds) }, ...change })

const today = (arn: string, level: number, tone: QueueRow['tone']): QueueRow => ({
  arn,
  name: arn,
  values: { [promisedLevel]: level, contacts_queued: 50 },
  before: {},
  tone,
  promise: { seconds: 20, target: 80, compare: 'lt', of: 'removed', abandons: 'in', short: 0 },
  calm: false,
})

const limits = () => (channel: string) => waitLimits(channel, 20)

describe('rows', () => {
  it('are queues with people, agents or contacts today, and an agent’s own only while somebody waits there', () => {
    const rows = floorRows(
      {
        a: live('A'),
        '': live('', { total: 0 }),
        'x/queue/agent/1': live('agent/1'),
        'x/queue/agent/2': live('agent/2', { in_queue: 1, total: 1 }),
      },
      [today('a', 90, 'ok'), today('b', 70, 'warn'), today('', 10, 'none'), today('x/queue/agent/1', 50, 'bad')],
    )
    expect(rows.map(({ arn, live: now, today: day }) => [arn, !!now, !!day])).toEqual([
      ['a', true, true],
      ['b', false, true],
      ['x/queue/agent/2', true, false],
    ])
  })
})

describe('condition', () => {
  const of = (queue: LiveQueue | undefined, day?: QueueRow) =>
    conditionOf({ arn: 'a', name: 'A', live: queue, today: day }, limits(), now)

  it('is the worst of who waits, who is free and the day', () => {
    expect(of(calls('A', 5, { agents_available: 0 }), today('a', 50, 'bad'))).toBe('nobody')
    expect(of(calls('A', 200), today('a', 50, 'bad'))).toBe('too_long')
    expect(of(calls('A', 70), today('a', 50, 'bad'))).toBe('below')
    expect(of(calls('A', 70), today('a', 75, 'warn'))).toBe('long')
    expect(of(calls('A', 5), today('a', 75, 'warn'))).toBe('near')
    expect(of(calls('A', 5), today('a', 95, 'ok'))).toBe('ok')
    expect(of(live('A', { scheduled: 3, total: 3, agents_available: 0 }))).toBe('ok')
  })

  it('reproaches nobody with a queue that is shut, but shows who waits in one', () => {
    const shut = { agents_staffed: 0, agents_available: 0 }
    expect(of(live('A', shut), today('a', 50, 'bad'))).toBe('idle')
    expect(of(undefined, today('a', 50, 'bad'))).toBe('idle')
    expect(of(calls('A', 5, shut))).toBe('nobody')
  })

  it('turns after two samples and clears after three, queue by queue, and takes a new queue as it is', () => {
    const samples: Conditions[] = [
      { a: 'ok', b: 'too_long' },
      { a: 'nobody', b: 'ok' },
      { a: 'nobody', b: 'ok', c: 'long' },
      { a: 'ok', b: 'ok', c: 'ok' },
    ]
    let held: ReturnType<typeof stepped> = {}
    const shown = samples.map((sample) => {
      held = stepped(held, sample)
      return Object.entries(held).map(([arn, state]) => `${arn} ${state.shown}`)
    })
    expect(shown).toEqual([
      ['a ok', 'b too_long'],
      ['a ok', 'b too_long'],
      ['a nobody', 'b too_long', 'c long'],
      ['a nobody', 'b ok', 'c long'],
    ])
  })
})

describe('order', () => {
  const rows = floorRows(
    {
      fine: live('Fine'),
      long: calls('Long', 80),
      none: calls('Nobody', 3, { agents_available: 0 }),
      shut: live('Shut'),
    },
    [today('fine', 99, 'ok'), today('worse', 40, 'bad'), today('bad', 60, 'bad')],
  )
  const conditions: Conditions = {
    fine: 'ok',
    long: 'long',
    none: 'nobody',
    shut: 'idle',
    worse: 'below',
    bad: 'below',
  }
  const order = (search: string) =>
    inOrder(rows, { conditions, state: parseQueues(search), limits, now }).map((row) => row.arn)

  it('has the worst first: red, then amber, and of one condition what is further under its target', () => {
    expect(order('')).toEqual(['none', 'worse', 'bad', 'long', 'fine', 'shut'])
    expect(order('sort=condition')).toEqual(['shut', 'fine', 'long', 'bad', 'worse', 'none'])
  })

  it('goes by any column, with what has no figure last', () => {
    expect(order('sort=-longest').slice(0, 2)).toEqual(['long', 'none'])
    expect(order(`sort=${promisedLevel}`).slice(0, 3)).toEqual(['worse', 'bad', 'fine'])
    expect(order('sort=queue')[0]).toBe('bad')
    expect(order('sort=nonsense')[0]).toBe('none')
  })

  it('leaves what passes the filters', () => {
    expect(order('tone=bad')).toEqual(['none', 'worse', 'bad'])
    expect(order('find=NOB')).toEqual(['none'])
    expect(countTones(rows, conditions)).toEqual({ bad: 3, warn: 1 })
  })
})

it('keeps sort, filter and the open queue in the address, and only what is unusual', () => {
  const search = withQueues('zone=UTC', { tone: 'bad', find: 'vip', sort: { by: 'longest', down: true }, open: 'q1' })
  expect(parseQueues(search)).toEqual({ tone: 'bad', find: 'vip', sort: { by: 'longest', down: true }, open: 'q1' })
  expect(withQueues(search, { tone: null, find: '', sort: { by: 'condition', down: true }, open: null })).toBe(
    'zone=UTC',
  )
})
