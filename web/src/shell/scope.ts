// The page's scope from its URL, resolved against the server's clock, zone and calendar.
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import { useVersion } from '../api/queries'
import { needsSettings, rangeQuery, type RangeQuery } from '../api/range_query'
import { useSettingsOf, type About } from '../api/settings'
import { tick } from '../live/clock'
import { useStore } from '../live/store'
import { calendarOf, lastBusinessDay } from '../lib/calendar'
import { resolve, type Range, type Resolved } from '../lib/range'
import { href, parseScope, withScope, type Scope } from '../lib/scope'
import { read } from '../lib/settings'
import { dayOf, validZone, type Day } from '../lib/time'
import { usualAbandonment, type Limits } from '../lib/tone'
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
  /** When the days of what the page is about begin: "00:00". */
  dayStart: string
  /** The last day before today that is worked; null where none is. */
  worked: Day | null
  resolved: Resolved
  /** The days of another range. */
  resolve: (range: Range) => Resolved
  query: RangeQuery
  /** False until clock and zone of the server are known, and its calendar where that decides: questions wait for it. */
  ready: boolean
  /** Another scope, on this page unless another one is named. */
  change: (change: Partial<Scope>, path?: string) => void
}

/** What a page is about whose scope chooses queues and instances. */
function aboutOf(scope: Scope): About {
  const [only, ...others] = scope.instances
  return only && others.length === 0 && scope.queues.length === 0 ? { instance: only } : { queue: scope.queues }
}

/** From how many percent of abandoned contacts on a figure of this page is marked. */
export function useAbandonLimits(): Limits {
  const { data } = useSettingsOf(aboutOf(parseScope(useSearch())))
  if (!data) return usualAbandonment
  const { warn_percent: warn, bad_percent: bad } = data.settings.abandon_limits
  return { warn, bad }
}

/**
 * The scope of a page about its chosen queues and instances or, where it names them, about other queues or agents: these are of
 * their instance, whichever was chosen before.
 */
export function useScope(about?: About): PageScope {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const version = useVersion()
  const chosen = parseScope(search)
  const scope = about ? { ...chosen, instances: [] } : chosen
  const of = about ?? aboutOf(scope)
  const zone = scope.zone ?? version.data?.zone ?? rememberedZone()
  const settings = useSettingsOf(of)
  const own = (version.data?.own_days.length ?? 0) > 0 && settings.data
  const dayStart = (own ? settings.data.settings.business_day_start : version.data?.day_start) ?? '00:00'
  const today = useStore(tick, (now) => dayOf(now, zone, dayStart))
  const worked = useMemo(
    () => (settings.data ? lastBusinessDay(calendarOf(settings.data), today) : null),
    [settings.data, today],
  )
  const resolveAny = (range: Range) => resolve(range, today, worked ?? undefined)
  const resolved = resolveAny(scope.range)
  const waits =
    version.data !== undefined && (about ? version.data.own_days.length > 0 : needsSettings(scope, version.data))
  return {
    scope,
    zone,
    today,
    dayStart,
    worked,
    resolved,
    resolve: resolveAny,
    query: rangeQuery(scope, zone, resolved),
    ready: version.isFetched && (!waits || settings.isFetched),
    change: (change, to = path) => navigate(href(to, withScope(search, change))),
  }
}
