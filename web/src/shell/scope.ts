// The page's scope from its URL, resolved against the server's clock and zone.
import { useLocation, useSearch } from 'wouter'
import type { Version } from '../api/model'
import { useVersion, type RangeQuery } from '../api/queries'
import { serverNow, tick } from '../live/clock'
import { useStore } from '../live/store'
import { resolve, type Resolved } from '../lib/range'
import { href, parseScope, withScope, type Scope } from '../lib/scope'
import { read } from '../lib/settings'
import { dayOf, validZone, type Day } from '../lib/time'

function rangeQuery(scope: Scope, zone: string, resolved: Resolved): RangeQuery {
  return { from: resolved.from, to: resolved.to, zone, queue: scope.queues, channel: scope.channels }
}

/** What the page at this URL will ask, for those who ask before it is drawn. */
export function queryOf(search: string, version: Version): RangeQuery {
  const scope = parseScope(search)
  const zone = scope.zone ?? version.zone
  return rangeQuery(scope, zone, resolve(scope.range, dayOf(serverNow(), zone)))
}

/** Until the server has said its zone: what it said last time, else Korea's. */
function rememberedZone(): string {
  const zone = read('zone')
  return zone && validZone(zone) ? zone : 'Asia/Seoul'
}

export type PageScope = {
  scope: Scope
  zone: string
  today: Day
  resolved: Resolved
  query: RangeQuery
  /** False until clock and zone of the server are known: questions wait for that. */
  ready: boolean
  change: (change: Partial<Scope>) => void
}

export function useScope(): PageScope {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const version = useVersion()
  const scope = parseScope(search)
  const zone = scope.zone ?? version.data?.zone ?? rememberedZone()
  const today = useStore(tick, (now) => dayOf(now, zone))
  const resolved = resolve(scope.range, today)
  return {
    scope,
    zone,
    today,
    resolved,
    query: rangeQuery(scope, zone, resolved),
    ready: version.isFetched,
    change: (change) => navigate(href(path, withScope(search, change))),
  }
}
