// The live half of the mock: queues that fill and empty, one of which turns red every few minutes.
import { noise, queues } from './centre.mjs'

const iso = (ms) => new Date(ms).toISOString()

export function liveCentre(clock) {
  const state = queues.map((queue, i) => ({
    waiting: [],
    scheduled: i === 2 ? 1 : 0,
    online: 4 + ((i * 5) % 13),
    available: 1 + ((i * 3) % 5),
  }))
  const started = clock()
  let sequence = 1
  let step = 0

  function advance() {
    step++
    const now = clock()
    const incident = Math.floor((now - started) / 60_000) % 3 === 0
    state.forEach((q, i) => {
      const hot = i === 0 && incident
      if (noise(step, i) < (hot ? 0.3 : 0.09)) q.waiting.push(now)
      if (q.waiting.length > 0 && noise(step, i, 2) < (hot ? 0.05 : 0.5)) q.waiting.shift()
      q.available = hot ? 0 : Math.max(0, Math.min(q.online, q.available + Math.round((noise(step, i, 3) - 0.5) * 2.4)))
      if (noise(step, i, 4) < 0.004) q.scheduled = q.scheduled === 0 && i % 4 === 2 ? 1 : 0
    })
    sequence++
  }
  // A centre that has been open for hours, not one that starts with empty queues.
  state[0].waiting.push(started - 214_000, started - 120_000, started - 65_000, started - 30_000)
  state[1].waiting.push(started - 84_000, started - 12_000)
  state[4].waiting.push(started - 7_000)

  function snapshot() {
    const sum = (pick) => state.reduce((total, q) => total + pick(q), 0)
    const oldest = (q) => (q.waiting.length > 0 ? iso(q.waiting[0]) : null)
    const all = state.flatMap((q) => q.waiting).sort((a, b) => a - b)
    const byChannel = {}
    state.forEach((q, i) => {
      const at = (byChannel[queues[i].channel] ??= { in_queue: 0, scheduled: 0, total: 0 })
      at.in_queue += q.waiting.length
      at.scheduled += q.scheduled
      at.total += q.waiting.length + q.scheduled
    })
    return {
      version: '0.1.0-mock',
      epoch: 'mock',
      sequence,
      as_of: iso(clock()),
      source: 'contact_events',
      estimated: true,
      totals: {
        in_queue: all.length,
        scheduled: sum((q) => q.scheduled),
        total: all.length + sum((q) => q.scheduled),
        oldest_enqueued_at: all.length > 0 ? iso(all[0]) : null,
        agents_online: 53,
        agents_available: 19,
        agents_on_contact: 31,
        agents_stale: 0,
      },
      queues: Object.fromEntries(
        state.map((q, i) => [
          queues[i].arn,
          {
            name: queues[i].name,
            in_queue: q.waiting.length,
            scheduled: q.scheduled,
            total: q.waiting.length + q.scheduled,
            oldest_enqueued_at: oldest(q),
            agents_online: q.online,
            agents_available: q.available,
            agents_on_contact: q.online - q.available,
          },
        ]),
      ),
      channels: byChannel,
      history: Array.from({ length: 240 }, (_, i) => ({
        at: iso(started - (240 - i) * 15_000),
        total: Math.round(3 + 3 * noise(Math.floor(i / 9), 5) + 2 * noise(i, 6)),
      })),
    }
  }
  return { advance, snapshot }
}

/** RFC 7396: the patch that makes b of a. */
export function difference(a, b) {
  const patch = {}
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (!(key in b)) patch[key] = null
    else if (JSON.stringify(a[key]) !== JSON.stringify(b[key])) {
      const nested =
        typeof a[key] === 'object' &&
        a[key] !== null &&
        typeof b[key] === 'object' &&
        b[key] !== null &&
        !Array.isArray(b[key])
      patch[key] = nested ? difference(a[key], b[key]) : b[key]
    }
  }
  return patch
}
