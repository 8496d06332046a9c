import { expect, it } from 'vitest'
import { freshness } from './freshness'

const link = { lastHeard: 100_000, startedAt: 0, retryAt: null }

it('is live to ten seconds of silence, stale to thirty, then lost', () => {
  expect(freshness(link, 110_000)).toEqual({ state: 'live' })
  expect(freshness(link, 114_500)).toEqual({ state: 'stale', seconds: 14 })
  expect(freshness({ ...link, retryAt: 139_000 }, 131_000)).toEqual({ state: 'lost', seconds: 31, retrySeconds: 8 })
})

it('counts down to the next try, and names no seconds while it is under way', () => {
  const at = (now: number) => freshness({ ...link, retryAt: 139_000 }, now)
  expect(at(138_001)).toEqual({ state: 'lost', seconds: 38, retrySeconds: 1 })
  expect(at(139_000)).toEqual({ state: 'lost', seconds: 39, retrySeconds: null })
  expect(at(150_000)).toEqual({ state: 'lost', seconds: 50, retrySeconds: null })
})

it('is connecting until the first message, but not for ever', () => {
  const fresh = { lastHeard: null, startedAt: 0, retryAt: null }
  expect(freshness(fresh, 5_000)).toEqual({ state: 'connecting' })
  expect(freshness({ ...fresh, retryAt: 12_000 }, 11_000).state).toBe('lost')
})
