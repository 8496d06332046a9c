// What the Overview at an address asks the server. Apart from the hooks, so that the first script can ask it too.
import type { Version } from './model'
import { resolve, type Resolved } from '../lib/range'
import { parseScope, type Scope } from '../lib/scope'
import { dayOf } from '../lib/time'
import type { Filter } from '../lib/where'

export type Chosen = { queue: string[]; channel: string[]; instance: string[] }

export type RangeQuery = { from: string; to: string; zone: string } & Chosen

export function rangeQuery(scope: Scope, zone: string, resolved: Resolved): RangeQuery {
  const { queues: queue, channels: channel, instances: instance } = scope
  return { from: resolved.from, to: resolved.to, zone, queue, channel, instance }
}

/** What the page is narrowed to, as the filters of a query. */
export function narrowing({ queue, channel, instance }: Chosen): Filter[] {
  return [
    { dimension: 'queue', values: queue, not: false },
    { dimension: 'channel', values: channel, not: false },
    { dimension: 'instance', values: instance, not: false },
  ].filter(({ values }) => values.length > 0)
}

/** Whether the days of a page can only be told by the settings: by holidays, or by those of an instance of its own. */
export function needsSettings(scope: Scope, version: Version): boolean {
  const named = scope.range.kind === 'preset' && scope.range.preset === 'last_business_day'
  const narrowed = scope.queues.length > 0 || scope.instances.length > 0
  return named || (narrowed && version.own_days.length > 0)
}

/** The question of the page with this search part, at a moment (UTC ms); null where it has to wait for the settings. */
export function queryOf(search: string, version: Version, now: number): RangeQuery | null {
  const scope = parseScope(search)
  if (needsSettings(scope, version)) return null
  const zone = scope.zone ?? version.zone
  return rangeQuery(scope, zone, resolve(scope.range, dayOf(now, zone, version.day_start)))
}
