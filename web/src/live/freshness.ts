// How fresh the screen is, from the time of the last message: live to 10 s, stale after, disconnected after 30 s.
export const staleAfterMs = 10_000
export const lostAfterMs = 30_000

/** A source that was silent for longer than this counts as missing: Firehose may hold records for a minute and more. */
export const sourceSilentSeconds = 180

/** Whether a source is a stream: files are read once, so that their silence is no fault. */
export function isStream(source: string): boolean {
  return source !== 'import'
}

export type Link = { lastHeard: number | null; startedAt: number; retryAt: number | null }

export type Freshness =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'stale'; seconds: number }
  | { state: 'lost'; seconds: number; retrySeconds: number | null }

export function freshness(link: Link, now: number): Freshness {
  const silent = now - (link.lastHeard ?? link.startedAt)
  const seconds = Math.floor(silent / 1000)
  if (silent > lostAfterMs || (link.lastHeard === null && link.retryAt !== null && silent > staleAfterMs)) {
    // A moment that has passed is a try under way, which can hang for as long as the server does.
    const retrySeconds = link.retryAt === null || link.retryAt <= now ? null : Math.ceil((link.retryAt - now) / 1000)
    return { state: 'lost', seconds, retrySeconds }
  }
  if (link.lastHeard === null) return { state: 'connecting' }
  return silent > staleAfterMs ? { state: 'stale', seconds } : { state: 'live' }
}
