// The list's own filters, as its URL says; the scope's are beside them.
import type { ContactChoice, ContactItem, Outcome } from '../../api/model'
import type { Query } from '../../api/url'
import type { RangeQuery } from '../../api/range_query'
import { href, withScope } from '../../lib/scope'
import { listChoice, withList, type ListState } from './list_state'

export const pageSize = 50

export type ListFilters = { agents: string[]; methods: string[]; outcomes: string[]; id: string; after: string }

export function parseFilters(search: string): ListFilters {
  const params = new URLSearchParams(search)
  return {
    agents: params.getAll('agent'),
    methods: params.getAll('method'),
    outcomes: params.getAll('outcome'),
    id: params.get('q') ?? '',
    after: params.get('after') ?? '',
  }
}

const filterKeys = ['agent', 'method', 'outcome', 'q'] as const

export type FilterKey = (typeof filterKeys)[number]

/** The search part with one filter changed; the cursor belongs to the old list and goes. */
export function withFilter(search: string, key: FilterKey, values: string[]): string {
  const params = new URLSearchParams(search)
  params.delete('after')
  params.delete(key)
  for (const value of values) if (value) params.append(key, value)
  return params.toString()
}

/**
 * The search part without any filter, the page's queues and channels among them; range, instances, order and columns stay.
 * Null where nothing is filtered.
 */
export function withoutFilters(search: string): string | null {
  const cleared = withList(
    filterKeys.reduce((text, key) => withFilter(text, key, []), withScope(search, { queues: [], channels: [] })),
    { where: [], having: [], metric: '', part: 0, outside: '', from: '', to: '' },
  )
  return cleared === withList(search, {}) ? null : cleared
}

export function withCursor(search: string, after: string): string {
  const params = new URLSearchParams(search)
  if (after) params.set('after', after)
  else params.delete('after')
  return params.toString()
}

/** The cursors of the pages behind, as a history entry remembers them; none for an entry that came from elsewhere. */
export function trail(state: unknown): string[] {
  const behind = typeof state === 'object' && state !== null && 'behind' in state ? state.behind : null
  return Array.isArray(behind) ? behind.filter((cursor) => typeof cursor === 'string') : []
}

export function contactQuery(range: RangeQuery, filters: ListFilters, list: ListState): Query {
  return {
    ...listChoice(range, list),
    column: list.columns,
    sort: list.sort,
    agent: filters.agents,
    initiation_method: filters.methods,
    outcome: filters.outcomes,
    q: filters.id,
    after: filters.after,
    limit: pageSize,
  }
}

/** The contacts that the list is about, all pages of it, as an export is asked for them. */
export function contactChoice(range: RangeQuery, filters: ListFilters, list: ListState): ContactChoice {
  const outcome = filters.outcomes as Outcome[] // of the URL: the server refuses what is none, as it does for the list
  return {
    ...listChoice(range, list),
    agent: filters.agents,
    initiation_method: filters.methods,
    outcome,
    q: filters.id,
  }
}

/** The address of a contact's page. Instance and initiation make the look-up exact and quick; the rest of the search stays. */
export function contactHref(
  contact: Pick<ContactItem, 'contact_id' | 'instance_arn' | 'initiation'>,
  search: string,
): string {
  const params = new URLSearchParams(search)
  params.delete('before')
  params.set('instance', contact.instance_arn)
  params.set('initiation', contact.initiation)
  return href(`/contacts/${encodeURIComponent(contact.contact_id)}`, params.toString())
}
