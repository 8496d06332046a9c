import { describe, expect, it } from 'vitest'
import type { Promised, Settings, SettingsAnswer } from '../../api/model'
import { promisedLevel as level } from '../../lib/metric_spec'
import { byChannels, calmQueues, queueRowsOf, rowKey, sortedRows } from './queue_list'
import { limitsOfAll, promiseOf, promisesOf } from '../../lib/promise'
import { comparedWith, waitMetrics, waitRows } from './questions'

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

it('finds what a queue promises by its ARN and by its id', () => {
  expect(promiseOf(settings, 'vip').seconds).toBe(10)
  expect(promiseOf(settings, 'arn:i/queue/other').seconds).toBe(20)
})

it('takes what a queue promises from the settings of its own instance', () => {
  const of = (instance_arn: string, s: Settings) => ({ instance_arn, settings: s }) as SettingsAnswer // nothing else is looked at
  const own = { service_level: promise(40, 70), queues: [] } as unknown as Settings
  const promises = promisesOf([of('', settings), of('arn:j', own)])
  expect(promises('arn:i/queue/vip')?.seconds).toBe(10)
  expect(promises('arn:i/queue/other')?.seconds).toBe(20)
  expect(promises('arn:j/queue/vip')?.seconds).toBe(40)
  expect(promises('')?.seconds).toBe(20)
})

it('judges a wait by the limits of its queue and channel, else by the usual ones', () => {
  const set = (queue_arn: string, channel: string, warn_seconds: number, bad_seconds: number) => ({
    queue_arn,
    channel,
    warn_seconds,
    bad_seconds,
  })
  const wait_limits = [set('arn:i/queue/vip', '', 5, 15), set('arn:i/queue/vip', 'CHAT', 40, 50)]
  const agreed = { instance_arn: '', settings: { ...settings, wait_limits } } as SettingsAnswer // nothing else is looked at
  const limits = limitsOfAll([agreed])
  expect(limits('arn:i/queue/vip')('VOICE')).toEqual({ warn: 5, bad: 15 })
  expect(limits('arn:i/queue/vip')('CHAT')).toEqual({ warn: 40, bad: 50 })
  expect(limits('arn:i/queue/other')('VOICE')).toEqual({ warn: 60, bad: 180 })
  expect(limitsOfAll([])('arn:i/queue/vip')('VOICE')).toEqual({ warn: 60, bad: 180 })
})

describe('the list', () => {
  const row = (arn: string, values: { [id: string]: number | null }) => ({
    keys: { queue: arn.slice(-4), queue_arn: arn },
    values: { contacts_queued: 100, ...values },
    before: {},
  })
  const answer = {
    rows: [
      row('arn:i/queue/fine', { [level]: 95 }),
      row('arn:i/queue/vip', { [level]: 60 }),
      row('arn:i/queue/warn', { [level]: 75 }),
      row('arn:i/queue/agent/1', { [level]: 5 }),
      row('', { [level]: null }),
      row('arn:i/queue/tiny', { [level]: 0, contacts_queued: 3 }),
    ],
    totals: {},
    totalsBefore: {},
  }
  const rows = queueRowsOf(answer, (arn) => promiseOf(settings, arn), new Set())

  it('colours each queue by the target that it promises', () => {
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
    before: {},
  })
  const rows = [
    part('calls', 'VOICE', 10, 2),
    part('callbacks', 'VOICE', 10, 8),
    part('mail', 'EMAIL', 5),
    part('half', 'CHAT', 5),
    part('half', 'EMAIL', 5),
  ]
  expect([...calmQueues({ rows, totals: {}, totalsBefore: {} })]).toEqual(['callbacks', 'mail'])
})

it('parts queues by channel, each channel with figures of its own and judged for itself', () => {
  const row = (channel: string, queue: string, contacts: number) => ({
    keys: { channel, queue: queue, queue_arn: `arn:i/queue/${queue}` },
    values: { [level]: 10, contacts_queued: contacts, contacts_created: contacts },
    before: {},
  })
  const answer = (rows: object[]) => ({ rows: rows as never[], totals: {}, totalsBefore: {} })
  const parts = answer([row('VOICE', 'sales', 20), row('EMAIL', 'sales', 30), row('VOICE', 'help', 30)])
  const rows = queueRowsOf(parts, (arn) => promiseOf(settings, arn), calmQueues(parts, true))
  expect(rows.map((r) => [r.channel, r.name, r.tone])).toEqual([
    ['VOICE', 'sales', 'bad'],
    ['EMAIL', 'sales', 'none'],
    ['VOICE', 'help', 'bad'],
  ])
  const channel = (name: string, contacts: number) => ({
    keys: { channel: name },
    values: { contacts_created: contacts },
    before: {},
  })
  const channels = answer([channel('EMAIL', 30), channel('VOICE', 50)])
  const keys = (shut: string[]) => byChannels(rows, channels, { by: 'worst', down: true }, shut).map(rowKey)
  expect(keys([])).toEqual([
    'VOICE',
    'VOICE arn:i/queue/sales',
    'VOICE arn:i/queue/help',
    'EMAIL',
    'EMAIL arn:i/queue/sales',
  ])
  expect(keys(['VOICE'])).toEqual(['VOICE', 'EMAIL', 'EMAIL arn:i/queue/sales'])
})

describe('the period before', () => {
  const columns = [
    { name: 'contacts_created', kind: 'metric' as const, unit: 'count' as const },
    { name: 'compare:contacts_created', kind: 'compare' as const, unit: 'count' as const },
  ]
  const compare = { from: '2026-11-13T00:00:00+09:00', to: '2026-11-14T00:00:00+09:00' }
  const answered = (period: string, before: number) =>
    comparedWith({ columns, rows: [], totals: [5, before], compare: { period, ...compare }, day_start: '00:00' })
  it('is the one that the server chose', () => {
    expect(answered('holiday_skipped', 4)).toEqual({ kind: 'holiday_skipped', ...compare })
  })
  it('is none where nothing came in it', () => {
    expect(answered('week_before', 0)).toBeUndefined()
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
