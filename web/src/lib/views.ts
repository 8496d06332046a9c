// Saved views and the address of the page that they are views of.
import { explainKey } from './figure'

/** Which saved view a page shows, with or without changes. */
const viewKey = 'view'

/** Keys that are no part of a view: which one it is, a cursor into a list, and a figure that is taken apart over it. */
const passing = [viewKey, 'after', explainKey]

/** What of a page's search part is kept under a name. */
export function stateOf(search: string): string {
  const params = new URLSearchParams(search)
  for (const key of passing) params.delete(key)
  return params.toString()
}

/** The search part that opens a view. */
export function searchOf(view: { id: string; query: string }): string {
  const params = new URLSearchParams(view.query)
  params.set(viewKey, view.id)
  return params.toString()
}

/** The id of the view that was opened, "" for none. */
export function openedView(search: string): string {
  return new URLSearchParams(search).get(viewKey) ?? ''
}

/** Whether two search parts say the same; the order of the keys says nothing, that of a key's values does. */
export function sameState(a: string, b: string): boolean {
  const sorted = (search: string) => {
    const params = new URLSearchParams(stateOf(search))
    params.sort()
    return params.toString()
  }
  return sorted(a) === sorted(b)
}
