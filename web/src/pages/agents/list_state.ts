// What the list of agents shows, as its URL says; range, zone and filters are the scope's.
import { parseSort, sortText, type Sort } from '../../lib/answer'
import { setAll, setOrDrop } from '../../lib/scope'

/** By what agents can be put together. */
export const groupings = [
  'routing_profile',
  'hierarchy_level_1',
  'hierarchy_level_2',
  'hierarchy_level_3',
  'hierarchy_level_4',
  'hierarchy_level_5',
] as const
export type Grouping = (typeof groupings)[number]

/** The column of names; every other one is a metric's id. */
export const byName = 'name'

export const usualSort: Sort = { by: byName, down: false }

export type ListState = {
  find: string
  /** Ids of metrics; null is the usual choice. */
  columns: string[] | null
  sort: Sort
  group: Grouping | null
  /** Keys of the groups that are folded. */
  shut: string[]
  /** Rows before the first one shown. */
  after: number
}

export function parseList(search: string): ListState {
  const params = new URLSearchParams(search)
  const columns = params.get('cols')
  const after = Number(params.get('after'))
  return {
    find: params.get('find') ?? '',
    columns: columns === null ? null : columns.split(',').filter(Boolean),
    sort: parseSort(params.get('sort'), usualSort),
    group: groupings.find((g) => g === params.get('group')) ?? null,
    shut: params.getAll('shut'),
    after: Number.isInteger(after) && after > 0 ? after : 0,
  }
}

/** The search part with the list changed; everything but turning the page goes back to its beginning. */
export function withList(search: string, change: Partial<ListState>): string {
  const params = new URLSearchParams(search)
  if (change.after === undefined && !change.shut) params.delete('after')
  else if (change.after !== undefined) setOrDrop(params, 'after', change.after > 0 ? String(change.after) : '')
  if (change.find !== undefined) setOrDrop(params, 'find', change.find)
  if (change.columns === null) params.delete('cols')
  else if (change.columns) params.set('cols', change.columns.join(','))
  if (change.sort) setOrDrop(params, 'sort', sortText(change.sort) === sortText(usualSort) ? '' : sortText(change.sort))
  if (change.group !== undefined) {
    setOrDrop(params, 'group', change.group ?? '')
    params.delete('shut')
  }
  if (change.shut) setAll(params, 'shut', change.shut)
  return params.toString()
}
