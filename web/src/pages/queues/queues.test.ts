import { describe, expect, it } from 'vitest'
import type { Promised, Settings } from '../../api/model'
import { resolve } from '../../lib/range'
import { calmQueues, queueRowsOf, sortedRows } from './queue_list'
import { level, levelMetric, levelMetrics, periodBefore, promiseOf, waitMetrics, waitRows } from './questions'

const promise = (seconds: number, target: number): Promised => ({
  seconds,
  target,
  compare: 'lt',
  of: 'removed',
  abandons: 'in',
  short: 0,
})
const settings = {
  service_level: promise(20, 80),
  queues: [{ queue_arn: 'arn:i/queue/vip', service_level: promise(10, 90) }],
} as unknown as Settings // service levels are all that is looked at

const std = levelMetric(promise(20, 80))
const vip = levelMetric(promise(10, 90))

describe('service levels', () => {
  it('are asked for once each, and a queue gets its own', () => {
    expect(levelMetrics(settings)).toEqual([std, vip])
    expect(promiseOf(settings, 'vip').seconds).toBe(10)
    expect(promiseOf(settings, 'arn:i/queue/other').seconds).toBe(20)
  })
})

describe('the list', () => {
  const row = (arn: string, values: { [id: string]: number | null }) => ({
    keys: { queue: arn.slice(-4), queue_arn: arn },
    values: { contacts_queued: 100, ...values },
  })
  const answer = {
    rows: [
      row('arn:i/queue/fine', { [std]: 95, [vip]: 1 }),
      row('arn:i/queue/vip', { [std]: 99, [vip]: 60 }),
      row('arn:i/queue/warn', { [std]: 75, [vip]: 1 }),
      row('arn:i/queue/agent/1', { [std]: 5, [vip]: 1 }),
      row('', { [std]: null, [vip]: null }),
      row('arn:i/queue/tiny', { [std]: 0, [vip]: 0, contacts_queued: 3 }),
    ],
    totals: {},
  }
  const rows = queueRowsOf(answer, null, settings, new Set())

  it('judges each queue by what it promises', () => {
    expect(rows.map((r) => [r.values[level], r.tone])).toEqual([
      [95, 'ok'],
      [60, 'bad'],
      [75, 'warn'],
      [5, 'bad'],
      [null, 'none'],
      [0, 'none'],
    ])
  })

  it('puts the worst first, agents’ own queues and contacts without a queue last', () => {
    expect(sortedRows(rows, { by: 'worst', down: true }).map((r) => r.arn.split('/').at(-1))).toEqual([
      'vip',
      'warn',
      'fine',
      'tiny',
      '1',
      '',
    ])
  })
})

it('does not judge queues of mostly callbacks and e-mails by seconds', () => {
  const part = (queue: string, channel: string, contacts: number, callbacks = 0) => ({
    keys: { queue_arn: queue, channel },
    values: { contacts_created: contacts, callback_contacts: callbacks },
  })
  const rows = [
    part('calls', 'VOICE', 10, 2),
    part('callbacks', 'VOICE', 10, 8),
    part('mail', 'EMAIL', 5),
    part('half', 'CHAT', 5),
    part('half', 'EMAIL', 5),
  ]
  expect([...calmQueues({ rows, totals: {} })]).toEqual(['callbacks', 'mail'])
})

describe('the period before', () => {
  const now = Date.parse('2026-11-20T10:07:00Z')
  it('is the week before of a day, cut where the day stands now', () => {
    const today = resolve({ kind: 'preset', preset: 'today' }, '2026-11-20')
    expect(periodBefore(today, now)).toEqual({
      kind: 'week_before',
      from: '2026-11-13',
      to: '2026-11-13T10:00:00.000Z',
    })
  })
  it('is the month before of a month, and no longer than it', () => {
    const march = resolve({ kind: 'month', month: '2026-03' }, '2026-11-20')
    expect(periodBefore(march, now)).toEqual({ kind: 'month_before', from: '2026-02-01', to: '2026-03-01' })
  })
  it('is as many days before of anything longer than a week', () => {
    const days = resolve({ kind: 'days', first: '2026-10-11', last: '2026-10-20' }, '2026-11-20')
    expect(periodBefore(days, now)).toEqual({ kind: 'period_before', from: '2026-10-01', to: '2026-10-11' })
  })
})

it('makes bars of waits from what each limit adds, and keeps every contact', () => {
  const values = Object.fromEntries(waitMetrics.map((id, i) => [id, i]))
  const rows = waitRows(values)
  expect(rows[0]).toEqual({ from: 0, to: 10, answered: 0, abandoned: 1 })
  expect(rows[1]).toEqual({ from: 10, to: 20, answered: 2, abandoned: 2 })
  expect(rows.at(-1)?.to).toBeNull()
  expect(rows.reduce((sum, r) => sum + r.answered, 0)).toBe(16)
})
