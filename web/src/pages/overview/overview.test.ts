import { describe, expect, it } from 'vitest'
import type { DayFigures, LiveSnapshot, QueueFigures } from '../../api/model'
import { below, judged } from './Attention'
import { bars, monthBefore } from './per_day'
import { queueRows, worstFirst } from './queue_rows'

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
    expect(worstFirst(rows, null, 0)).toEqual(['red', 'fine', ''])
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
    expect(worstFirst(rows, live, Date.parse('2026-11-20T06:00:00Z'))).toEqual(['red', 'few', 'callbacks'])
  })

  it('folds agents’ own queues into one row that keeps every contact, unless one is asked for', () => {
    const figures = [queue('x/queue/agent/1', 50, 4), queue('fine', 90), queue('x/queue/agent/2', 100, 6)]
    const rows = queueRows(figures, null, [])
    expect(rows.map((row) => [row.key, row.figures?.contacts])).toEqual([
      ['fine', 100],
      ['agents', 10],
    ])
    expect(worstFirst(rows, null, 0)).toEqual(['fine', 'agents'])
    expect(queueRows(figures, null, ['x/queue/agent/1'])).toHaveLength(3)
  })
})
