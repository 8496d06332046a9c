import { describe, expect, it } from 'vitest'
import type { DayFigures, LiveSnapshot, QueueFigures } from '../../api/model'
import { below, judged } from './Attention'
import { bars, monthBefore } from './per_day'
import { waitLimits } from '../../lib/tone'
import { drawnDay } from './quiet_day'
import { queueRows, worstFirst } from './queue_rows'

const limits = () => (channel: string) => waitLimits(channel, 20)

const day = (text: string, contacts: number): DayFigures => ({
  day: text,
  contacts,
  handled: contacts,
  abandoned: 0,
  average_7d: null,
})

function queue(arn: string, percent: number | null, queued = 100): QueueFigures {
  return {
    queue_arn: arn,
    queue_name: arn,
    contacts: queued,
    callbacks: 0,
    voice_or_chat: queued,
    queued,
    handled: queued,
    abandoned: 0,
    service_level: { percent, within: 0, queued, seconds: 20, target: 80 },
    abandonment_rate: { percent: 0, abandoned: 0, queued },
    average_call_duration: { seconds: null, contacts: 0 },
  }
}

describe('calls per day', () => {
  it('leads a short range by the days before it, marked as outside', () => {
    const year = [day('2026-11-18', 5), day('2026-11-19', 6), day('2026-11-20', 7)]
    expect(bars([{ day: '2026-11-20', calls: 7 }], year)).toEqual([
      { day: '2026-11-18', calls: 5, inRange: false },
      { day: '2026-11-19', calls: 6, inRange: false },
      { day: '2026-11-20', calls: 7, inRange: true },
    ])
  })

  it('sets a month against the month before, day by day, and stops at its end', () => {
    const range = Array.from({ length: 31 }, (_, i) => ({ day: `2026-03-${String(i + 1).padStart(2, '0')}`, calls: 1 }))
    const before = monthBefore(range, [day('2026-02-01', 3), day('2026-02-28', 4), day('2026-03-01', 9)])
    expect(before[0]).toBe(3)
    expect(before[27]).toBe(4)
    expect(before.slice(28)).toEqual([null, null, null])
  })
})

describe('queues', () => {
  it('names those under target, worst first, and not those with few contacts', () => {
    expect(
      below([queue('fine', 90), queue('amber', 75), queue('red', 50), queue('few', 10, 9), queue('', 1)]).map(
        (q) => q.queue_arn,
      ),
    ).toEqual(['red', 'amber'])
  })

  it('puts contacts without a queue last', () => {
    const rows = queueRows([queue('', null), queue('fine', 90), queue('red', 50)], null, [])
    expect(worstFirst(rows, { board: null, limits, now: 0 })).toEqual(['red', 'fine', ''])
  })

  it('finds no queue to judge without contacts, with too few, and where no target fits', () => {
    expect(judged([])).toEqual([])
    expect(judged([queue('few', 100, 9), queue('', 100), { ...queue('mail', 100), voice_or_chat: 0 }])).toEqual([])
    expect(judged([queue('fine', 100)])).toHaveLength(1)
  })

  it.each([
    ['callbacks', 0, 100, 100],
    ['e-mail', 0, 0, 0],
    ['half callbacks, half tasks', 0, 50, 50],
  ])('does not judge a queue of %s by seconds', (_, percent, callbacks, voice_or_chat) => {
    expect(below([{ ...queue('a', percent), callbacks, voice_or_chat }])).toEqual([])
  })

  it('judges a queue that is voice and chat by half', () => {
    expect(below([{ ...queue('a', 50), voice_or_chat: 50 }])).toHaveLength(1)
  })

  it('puts a queue that is not judged after those that are', () => {
    const callbacks = { ...queue('callbacks', 0), callbacks: 100 }
    const waiting = {
      name: 'callbacks',
      in_queue: 1,
      scheduled: 0,
      total: 1,
      oldest_enqueued_at: '2026-11-20T05:00:00Z',
      agents_online: 1,
      agents_available: 0,
      agents_on_contact: 1,
    }
    const rows = queueRows([callbacks, queue('few', 10, 9), queue('red', 50)], null, [])
    const live = { queues: { callbacks: waiting } } as unknown as LiveSnapshot // the order looks at queues only
    expect(worstFirst(rows, { board: live, limits, now: Date.parse('2026-11-20T06:00:00Z') })).toEqual([
      'red',
      'few',
      'callbacks',
    ])
  })

  it('puts a queue that nobody came to after those with contacts, until somebody waits in it', () => {
    const board = (total: number) => ({ queues: { idle: { name: 'idle', total } } }) as unknown as LiveSnapshot
    const rows = queueRows([{ ...queue('mail', 100), voice_or_chat: 0 }], board(0), [])
    expect(worstFirst(rows, { board: board(0), limits, now: 0 })).toEqual(['mail', 'idle'])
    expect(worstFirst(rows, { board: board(2), limits, now: 0 })).toEqual(['idle', 'mail'])
  })

  it('folds agents’ own queues into one row that keeps every contact, unless one is asked for', () => {
    const figures = [queue('x/queue/agent/1', 50, 4), queue('fine', 90), queue('x/queue/agent/2', 100, 6)]
    const rows = queueRows(figures, null, [])
    expect(rows.map((row) => [row.key, row.figures?.contacts])).toEqual([
      ['fine', 100],
      ['agents', 10],
    ])
    expect(worstFirst(rows, { board: null, limits, now: 0 })).toEqual(['fine', 'agents'])
    expect(queueRows(figures, null, ['x/queue/agent/1'])).toHaveLength(3)
  })
})

describe('today', () => {
  const quarters = (contacts: number[]) =>
    contacts.map((n, i) => ({ start: new Date(Date.UTC(2026, 10, 20, 0, 15 * i)).toISOString(), contacts: n }))
  const of = (points: number[], compare: number[]) => ({
    day: '2026-11-20',
    compare_day: '2026-11-13',
    compare_kind: 'week_before' as const,
    points: quarters(points),
    compare: quarters(compare),
  })

  it('is drawn by the hour where few contacts come, and loses none', () => {
    const { today, minutes } = drawnDay(of([1, 0, 7, 2, 3], [0, 1, 0, 0, 2, 0, 0, 1]))
    expect(minutes).toBe(60)
    expect(today.points).toEqual([
      { start: '2026-11-20T00:00:00.000Z', contacts: 10 },
      { start: '2026-11-20T01:00:00.000Z', contacts: 3 },
    ])
    expect(today.compare.map((p) => p.contacts)).toEqual([1, 3])
  })

  it('is drawn by quarters where either day has a busy one', () => {
    const busy = of([1, 0], [8, 0])
    expect(drawnDay(busy)).toEqual({ today: busy, minutes: 15 })
  })
})
