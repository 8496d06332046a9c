import { expect, it } from 'vitest'
import type { LiveQueue, LiveSnapshot } from '../api/model'
import { nobody } from './instances'
import { waitLimits } from '../lib/tone'
import { estimatedWait, freeTone, longestWait, queueTone, worstQueue } from './queue_tone'

const now = Date.parse('2026-11-20T06:00:00Z')
const ago = (seconds: number) => new Date(now - seconds * 1_000).toISOString()
const promising = (seconds: number) => (channel: string) => waitLimits(channel, seconds)
const queue = (oldest: { [channel: string]: number }, agents_available = 1): LiveQueue => ({
  name: 'q',
  in_queue: Object.keys(oldest).length,
  scheduled: 0,
  total: Object.keys(oldest).length,
  callbacks_in_queue: 0,
  oldest_enqueued_at: null,
  oldest_scheduled_at: null,
  oldest_by_channel: Object.fromEntries(Object.entries(oldest).map(([channel, seconds]) => [channel, ago(seconds)])),
  ...nobody,
  agents_available,
})

it('shows the wait that is worst by its own channel, not the one that is longest', () => {
  expect(longestWait(queue({ EMAIL: 7_200, VOICE: 70 }), promising(20), now)).toEqual({
    since: now - 70_000,
    channel: 'VOICE',
    tone: 'warn',
  })
  expect(longestWait(queue({ EMAIL: 7_200, CHAT: 70 }), promising(20), now)).toMatchObject({
    channel: 'EMAIL',
    tone: 'none',
  })
})

it('goes by what the queue promises', () => {
  expect([10, 20, 60].map((promised) => longestWait(queue({ VOICE: 100 }), promising(promised), now)?.tone)).toEqual([
    'bad',
    'warn',
    'none',
  ])
})

it('has callbacks stand in without a colour, and nothing where nobody waits', () => {
  const callbacks = { ...queue({}), in_queue: 1, callbacks_in_queue: 1, oldest_enqueued_at: ago(5_000) }
  expect(longestWait(callbacks, promising(20), now)).toEqual({ since: now - 5_000_000, channel: '', tone: 'none' })
  expect(longestWait(queue({}), promising(20), now)).toBeNull()
  expect(longestWait(undefined, promising(20), now)).toBeNull()
})

it('is red where somebody sits and waits and nobody is free, but not for e-mail', () => {
  expect([queue({ VOICE: 1 }, 0), queue({ EMAIL: 1 }, 0), queue({}, 0), queue({ CHAT: 1 })].map(freeTone)).toEqual([
    'bad',
    'none',
    'none',
    'none',
  ])
  expect(queueTone(queue({ VOICE: 1 }, 0), promising(20), now)).toBe('bad')
})

it('judges many queues by the worst, whoever waits there and is free; an agent’s own queue is none of them', () => {
  const worst = (queues: { [arn: string]: LiveQueue }, chosen: string[] = []) =>
    // worstQueue looks at the queues only
    worstQueue({ queues } as unknown as LiveSnapshot, chosen, () => promising(20), now)
  const [calm, long, nobody] = [queue({ VOICE: 5 }), queue({ VOICE: 70 }), queue({ VOICE: 5 }, 0)]
  expect(worst({ 'x/queue/calm': calm })).toBe('none')
  expect(worst({ 'x/queue/calm': calm, 'x/queue/long': long })).toBe('warn')
  expect(worst({ 'x/queue/long': long, 'x/queue/nobody': nobody })).toBe('bad')
  expect(worst({ 'x/queue/long': long, 'x/queue/nobody': nobody }, ['x/queue/long'])).toBe('warn')
  expect(worst({ 'x/queue/agent/1': queue({ VOICE: 500 }, 0) })).toBe('none')
})

it('tells the estimate of those who sit and wait, and that there is none', () => {
  const estimate = (estimated_wait_seconds?: { [channel: string]: number }) =>
    estimatedWait({ ...queue({}), ...(estimated_wait_seconds ? { estimated_wait_seconds } : {}) })
  expect(estimate({ VOICE: 20, CHAT: 90, TASK: 4_000 })).toEqual({ channel: 'CHAT', seconds: 90 })
  expect(estimate({ TASK: 4_000 })).toEqual({ channel: 'TASK', seconds: 4_000 })
  expect(estimate({ VOICE: 0 })).toEqual({ channel: 'VOICE', seconds: 0 })
  expect([estimate({}), estimate(), estimatedWait(undefined)]).toEqual([null, null, null])
})
