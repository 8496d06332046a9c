import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { heartbeat } from './board'
import { followProjected, refreshMs, spreadMs } from './projected'

const beat = (projected: number) => heartbeat.set({ now: '2026-11-20T06:00:00Z', projected, sources: {} })

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  heartbeat.set(null)
  vi.useRealTimers()
})

it('asks again within a second after a heartbeat with newer figures, and not for the figures on screen', () => {
  const refresh = vi.fn()
  const stop = followProjected(7, refresh)
  vi.advanceTimersByTime(refreshMs)
  beat(7)
  vi.advanceTimersByTime(spreadMs)
  expect(refresh).not.toHaveBeenCalled()
  beat(8)
  vi.advanceTimersByTime(spreadMs)
  expect(refresh).toHaveBeenCalledOnce()
  stop()
})

it('waits its own moment, which other windows do not share', () => {
  const [early, late] = [vi.fn(), vi.fn()]
  const stops = [followProjected(7, early, 100), followProjected(7, late, 900)]
  vi.advanceTimersByTime(refreshMs)
  beat(8)
  expect(early).not.toHaveBeenCalled()
  vi.advanceTimersByTime(100)
  expect([early.mock.calls.length, late.mock.calls.length]).toEqual([1, 0])
  vi.advanceTimersByTime(800)
  expect(late).toHaveBeenCalledOnce()
  stops.forEach((stop) => stop())
})

it('asks nothing after it was stopped', () => {
  const refresh = vi.fn()
  const stop = followProjected(7, refresh)
  vi.advanceTimersByTime(refreshMs)
  beat(8)
  stop()
  vi.advanceTimersByTime(spreadMs)
  expect(refresh).not.toHaveBeenCalled()
})
