// What statuses are called: Amazon Connect's own two in the page's language, the centre's as it calls them.
import type { Dictionary } from '../../i18n/dictionary'

export function statusName(status: { name: string; type: string }, t: Dictionary): string {
  if (status.name === '') return status.type === 'OFFLINE' ? t.agent.loggedOff : t.agent.noStatus
  if (status.type === 'ROUTABLE' && status.name === 'Available') return t.agent.available
  if (status.type === 'OFFLINE' && status.name === 'Offline') return t.agent.offline
  return status.name
}
