// The page's scope from its URL, resolved against the server's clock and zone.
import { useLocation } from 'wouter'
import { useVersion } from '../api/queries'
import { rangeQuery, type RangeQuery } from '../api/range_query'
import { tick } from '../live/clock'
import { useStore } from '../live/store'
import { resolve, type Resolved } from '../lib/range'
import { href, parseScope, withScope, type Scope } from '../lib/scope'
import { read } from '../lib/settings'
import { dayOf, validZone, type Day } from '../lib/time'
import { useSearch } from '../lib/search'

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
  /** Another scope, on this page unless another one is named. */
  change: (change: Partial<Scope>, path?: string) => void
}

export function useScope(): PageScope {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const version = useVersion()
  const scope = parseScope(search)
  const zone = scope.zone ?? version.data?.zone ?? rememberedZone()
  const dayStart = version.data?.day_start ?? '00:00'
  const today = useStore(tick, (now) => dayOf(now, zone, dayStart))
  const resolved = resolve(scope.range, today)
  return {
    scope,
    zone,
    today,
    resolved,
    query: rangeQuery(scope, zone, resolved),
    ready: version.isFetched,
    change: (change, to = path) => navigate(href(to, withScope(search, change))),
  }
}
