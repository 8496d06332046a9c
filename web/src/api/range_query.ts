// What the Overview at an address asks the server. Apart from the hooks, so that the first script can ask it too.
import { resolve, type Resolved } from '../lib/range'
import { parseScope, type Scope } from '../lib/scope'
import { dayOf } from '../lib/time'

export type RangeQuery = { from: string; to: string; zone: string; queue: string[]; channel: string[] }

export function rangeQuery(scope: Scope, zone: string, resolved: Resolved): RangeQuery {
  return { from: resolved.from, to: resolved.to, zone, queue: scope.queues, channel: scope.channels }
}

/** The question of the page with this search part, at a moment (UTC ms). */
export function queryOf(search: string, serverZone: string, now: number, dayStart: string): RangeQuery {
  const scope = parseScope(search)
  const zone = scope.zone ?? serverZone
  return rangeQuery(scope, zone, resolve(scope.range, dayOf(now, zone, dayStart)))
}
