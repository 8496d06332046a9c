// What the Contacts page shows, as its address says: filters as tokens, time bases, a metric's contacts, columns and order.
import type { TimeField } from '../../lib/figure'
import type { RangeQuery } from '../../api/range_query'
import { havingText, parseHaving, type Having } from '../../lib/having'
import { setAll, setOrDrop } from '../../lib/scope'
import { filterTexts, parseFilters, type Filter } from '../../lib/where'

export type ListState = {
  /** The moment that puts a contact into the range. */
  time: TimeField
  /** Another moment, which lies outside of the range; "" for none. */
  outside: TimeField | ''
  where: Filter[]
  /** Durations, counts and flags that all contacts have. */
  having: Having[]
  /** Only the contacts that a part of this metric is made of. */
  metric: string
  part: number
  /** Instead of the page's range, moments to the millisecond; "" for none. */
  from: string
  to: string
  columns: string[]
  /** "-queue_s": the greatest first; "" is newest first. */
  sort: string
}

export const timeFields: TimeField[] = ['initiation', 'disconnect', 'enqueue', 'connected_to_agent']

export function parseList(search: string): ListState {
  const params = new URLSearchParams(search)
  const field = (name: string) => timeFields.find((f) => f === params.get(name))
  const moments = ['from', 'to'].map((name) => params.get(name) ?? '')
  const [from = '', to = ''] = moments.some((moment) => Number.isNaN(Date.parse(moment))) ? [] : moments
  return {
    time: field('time') ?? 'initiation',
    outside: field('outside') ?? '',
    where: parseFilters(params.getAll('where')),
    having: parseHaving(params.getAll('having')),
    metric: params.get('metric') ?? '',
    part: params.get('part') === '1' ? 1 : 0,
    from,
    to,
    columns: params.getAll('column'),
    sort: params.get('sort') ?? '',
  }
}

/** The search part with the list changed; a cursor belongs to the old list and goes. */
export function withList(search: string, change: Partial<ListState>): string {
  const params = new URLSearchParams(search)
  const next = { ...parseList(search), ...change }
  params.delete('after')
  setOrDrop(params, 'time', next.time === 'initiation' ? '' : next.time)
  setOrDrop(params, 'outside', next.outside === next.time ? '' : next.outside)
  setAll(params, 'where', next.where.flatMap(filterTexts))
  setAll(params, 'having', next.having.map(havingText))
  setOrDrop(params, 'metric', next.metric)
  setOrDrop(params, 'part', next.metric && next.part > 0 ? String(next.part) : '')
  setOrDrop(params, 'from', next.from)
  setOrDrop(params, 'to', next.to)
  setAll(params, 'column', next.columns)
  setOrDrop(params, 'sort', next.sort)
  return params.toString()
}

/** Which contacts: the same for the list and for an export of it. */
export function listChoice(range: RangeQuery, list: ListState) {
  return {
    ...range,
    ...(list.from ? { from: list.from, to: list.to } : {}),
    time_field: list.time,
    ...(list.outside ? { outside: list.outside } : {}),
    ...(list.metric ? { metric: list.metric, part: list.part } : {}),
    where: list.where.flatMap(filterTexts),
    having: list.having.map(havingText),
  }
}
