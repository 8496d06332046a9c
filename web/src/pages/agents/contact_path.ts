import { href, scopeOnly } from '../../lib/scope'

/** The page of a contact, with the page's scope kept. */
export function contactPath(id: string, instance: string, search: string): string {
  const params = new URLSearchParams(scopeOnly(search))
  params.set('instance', instance)
  return href(`/contacts/${encodeURIComponent(id)}`, params.toString())
}
