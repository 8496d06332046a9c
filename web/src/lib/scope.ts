// What a page is about, as its URL says: range, zone and filters. Links between pages carry it along.
import { parseRange, rangeText, type Range } from './range'
import { validZone } from './time'

/** Instances are ids. Their key is not the word of one: pages of one thing of an instance use that for the thing's own. */
export type Scope = { range: Range; zone: string | null; queues: string[]; channels: string[]; instances: string[] }

export const scopeKeys = ['range', 'zone', 'queue', 'channel', 'instances'] as const

export function parseScope(search: string): Scope {
  const params = new URLSearchParams(search)
  const zone = params.get('zone')
  return {
    range: parseRange(params.get('range')),
    zone: zone && validZone(zone) ? zone : null,
    queues: params.getAll('queue'),
    channels: params.getAll('channel'),
    instances: params.getAll('instances'),
  }
}

/** The search part with the scope changed; keys of the page's own stay, save a cursor, which belongs to the old list. */
export function withScope(search: string, change: Partial<Scope>): string {
  const params = new URLSearchParams(search)
  params.delete('after')
  if (change.range) setOrDrop(params, 'range', rangeText(change.range) === 'today' ? '' : rangeText(change.range))
  if (change.zone !== undefined) setOrDrop(params, 'zone', change.zone ?? '')
  if (change.queues) setAll(params, 'queue', change.queues)
  if (change.channels) setAll(params, 'channel', change.channels)
  if (change.instances) setAll(params, 'instances', change.instances)
  return params.toString()
}

/** Only the scope of a search part: what a link to another page keeps. */
export function scopeOnly(search: string): string {
  const kept = new URLSearchParams()
  for (const [key, value] of new URLSearchParams(search)) {
    if ((scopeKeys as readonly string[]).includes(key)) kept.append(key, value)
  }
  return kept.toString()
}

export function setOrDrop(params: URLSearchParams, key: string, value: string): void {
  if (value) params.set(key, value)
  else params.delete(key)
}

export function setAll(params: URLSearchParams, key: string, values: string[]): void {
  params.delete(key)
  for (const value of values) params.append(key, value)
}

export function href(path: string, search: string): string {
  return search ? `${path}?${search}` : path
}
