import { href, scopeOnly } from './scope'

/** The page of a contact, with the page's scope kept. Its initiation (RFC 3339) makes the look-up quick. */
export function contactPath(id: string, instance: string, search: string, initiation?: string): string {
  const params = new URLSearchParams(scopeOnly(search))
  params.set('instance', instance)
  if (initiation) params.set('initiation', initiation)
  return href(`/contacts/${encodeURIComponent(id)}`, params.toString())
}
