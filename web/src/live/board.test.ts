import { beforeEach, expect, it, vi } from 'vitest'
import { board, outdated, receive } from './board'

const snapshot = {
  version: 'one',
  epoch: 'e',
  sequence: 1,
  as_of: '2026-11-20T06:00:00Z',
  source: 'contact_events',
  estimated: true,
  totals: {
    in_queue: 1,
    scheduled: 0,
    total: 1,
    oldest_enqueued_at: '2026-11-20T05:59:00Z',
    agents_online: 3,
    agents_available: 1,
    agents_on_contact: 2,
    agents_stale: 0,
  },
  queues: {},
  channels: {},
  history: [],
}

let frames: (() => void)[] = []

beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw))
})

it('draws once per frame however many deltas arrive, with all of them in', () => {
  receive({ kind: 'snapshot', body: snapshot })
  receive({ kind: 'delta', epoch: 'e', body: { sequence: 2, totals: { in_queue: 2, total: 2 } } })
  receive({ kind: 'delta', epoch: 'e', body: { sequence: 3, totals: { oldest_enqueued_at: null } } })
  expect(frames).toHaveLength(1)
  frames[0]?.()
  expect(board.get()?.sequence).toBe(3)
  expect(board.get()?.totals.total).toBe(2)
  expect(board.get()?.totals.agents_online).toBe(3)
  expect(board.get()?.totals.oldest_enqueued_at ?? null).toBeNull()
})

it('takes no delta that is older than what it has', () => {
  receive({ kind: 'snapshot', body: { ...snapshot, sequence: 7 } })
  receive({ kind: 'delta', epoch: 'e', body: { sequence: 7, totals: { in_queue: 9 } } })
  receive({ kind: 'delta', epoch: 'e', body: { sequence: 8, totals: { in_queue: 3 } } })
  receive({ kind: 'delta', epoch: 'e', body: { sequence: 6, totals: { in_queue: 5 } } })
  frames.shift()?.()
  expect(board.get()?.sequence).toBe(8)
  expect(board.get()?.totals.in_queue).toBe(3)
})

it('takes no delta of another epoch, which a window passes on that was frozen while the server was started again', () => {
  receive({ kind: 'snapshot', body: { ...snapshot, epoch: 'f' } })
  receive({ kind: 'delta', epoch: 'e', body: { sequence: 500, totals: { in_queue: 9 } } })
  receive({ kind: 'delta', epoch: 'f', body: { sequence: 2, totals: { in_queue: 3 } } })
  frames.shift()?.()
  expect(board.get()?.sequence).toBe(2)
  expect(board.get()?.totals.in_queue).toBe(3)
})

it('notices that the server was replaced by another version', () => {
  receive({ kind: 'snapshot', body: snapshot })
  frames.shift()?.()
  expect(outdated.get()).toBe(false)
  receive({ kind: 'snapshot', body: { ...snapshot, version: 'two', epoch: 'f' } })
  frames.shift()?.()
  expect(outdated.get()).toBe(true)
})
