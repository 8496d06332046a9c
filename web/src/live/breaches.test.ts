import { describe, expect, it } from 'vitest'
import type { LiveSnapshot } from '../api/model'
import { waitLimits } from '../lib/tone'
import { announcer, breaches, quietMs } from './breaches'

const now = Date.parse('2026-11-20T06:00:00Z')
const waitingSince = (at: string, agents_available: number, channel = 'VOICE') => ({
  in_queue: 1,
  oldest_enqueued_at: at,
  oldest_by_channel: { [channel]: at },
  agents_available,
})
const limits = () => (channel: string) => waitLimits(channel, 20)
// breaches looks at the queues only
const live = (queues: { [arn: string]: object }) => ({ queues }) as unknown as LiveSnapshot

describe('breaches', () => {
  it('are queues where somebody waits too long, or waits and nobody is free', () => {
    const queues = {
      'x/queue/long': waitingSince('2026-11-20T05:56:00Z', 3),
      'x/queue/nobody': waitingSince('2026-11-20T05:59:55Z', 0),
      'x/queue/fine': waitingSince('2026-11-20T05:59:55Z', 1),
    }
    expect(breaches(live(queues), now, limits)).toEqual(['x/queue/long', 'x/queue/nobody'])
  })

  it('are never agents’ own queues, nor those in which nobody sits and waits', () => {
    const queues = {
      'x/queue/agent/1': waitingSince('2026-11-20T05:50:00Z', 0),
      'x/queue/mail': waitingSince('2026-11-20T05:00:00Z', 0, 'EMAIL'),
      'x/queue/callbacks': { ...waitingSince('2026-11-20T05:00:00Z', 0), oldest_by_channel: {} },
    }
    expect(breaches(live(queues), now, limits)).toEqual([])
  })
})

describe('announcer', () => {
  function listen() {
    const said: string[][] = []
    return { said, step: announcer((arns) => said.push(arns)) }
  }

  it('says a queue once, when it was red in two samples', () => {
    const { said, step } = listen()
    step(['a'], 0)
    expect(said).toEqual([])
    step(['a'], 1_000)
    step(['a'], 2_000)
    expect(said).toEqual([['a']])
  })

  it('says the same queue again after it was calm for three samples, with silence between', () => {
    const { said, step } = listen()
    for (const at of [0, 1_000]) step(['a', 'b'], at)
    for (const at of [2_000, 3_000, 4_000]) step(['b'], at)
    expect(said).toEqual([['a', 'b']])
    for (const at of [5_000, 6_000, 7_000]) step([], at)
    for (const at of [quietMs + 1_000, quietMs + 2_000]) step(['a', 'b'], at)
    expect(said).toEqual([['a', 'b'], [], ['a', 'b']])
  })

  it('takes a queue that flickers for one breach', () => {
    const { said, step } = listen()
    for (let at = 0; at < 4 * quietMs; at += 1_000) step(at % 4_000 < 2_000 ? ['a'] : [], at)
    expect(said).toEqual([['a']])
  })

  it('waits between two announcements, and forgets what is over by then', () => {
    const { said, step } = listen()
    for (const at of [0, 1_000]) step(['a'], at)
    for (const at of [2_000, 3_000]) step(['a', 'b', 'c'], at)
    for (const at of [4_000, 5_000, 6_000]) step(['a', 'c'], at)
    expect(said).toEqual([['a']])
    step(['a', 'c'], quietMs + 1_000)
    expect(said).toEqual([['a'], ['c']])
  })
})
