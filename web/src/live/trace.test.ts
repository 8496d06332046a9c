import { expect, it } from 'vitest'
import { whole } from './board'
import { tick } from './clock'
import { nobody } from './instances'
import { joined, lineOf, startTrace, trace } from './trace'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 6, minute)).toISOString()
const ms = (minute: number) => Date.parse(at(minute))

it('goes on where the server’s samples end', () => {
  const told = [
    { at: at(1), total: 3 },
    { at: at(2), total: 4 },
  ]
  const own = [
    { at: ms(2), total: 9 },
    { at: ms(3), total: 5 },
  ]
  expect(joined(told, own).map(({ total }) => total)).toEqual([3, 4, 5])
})

it('leaves a gap where nobody looked, whatever the clock’s speed', () => {
  for (const every of [15_000, 60_000]) {
    const seen = [0, 1, 2, 8, 9, 11].map((n) => ({ at: n * every, total: n }))
    expect(lineOf(seen)).toEqual([0, 1, 2, null, null, null, null, null, 8, 9, 11])
  }
  expect(lineOf([])).toEqual([])
})

it('shows the server’s hour at once, adds to it and forgets what is older', () => {
  tick.set(ms(30))
  const live = {
    version: 'one',
    epoch: 'e',
    sequence: 1,
    as_of: at(30),
    source: 'contact_events' as const,
    estimated: true,
    totals: {
      in_queue: 7,
      scheduled: 0,
      total: 7,
      oldest_enqueued_at: null,
      ...nobody,
      agents_stale: 0,
    },
    instances: {},
    queues: {},
    channels: {},
    routing_profiles: {},
    hierarchy: {},
    history: [
      { at: at(0), total: 1 },
      { at: at(29), total: 2 },
    ],
  }
  const stop = startTrace()
  whole.set(live)
  expect(trace.get().map(({ total }) => total)).toEqual([1, 2, 7])
  tick.set(ms(80))
  expect(trace.get().map(({ total }) => total)).toEqual([2, 7, 7])
  stop()
})
