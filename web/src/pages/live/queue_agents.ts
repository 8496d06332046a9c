import type { LiveAgent } from '../../api/model'
import type { Agents } from '../../live/agents'
import { began, cellOf, type Cell } from './roster'

/** Who can help soonest: an agent in after-contact work before one who talks, one at lunch last. */
const soonest: readonly Cell[] = [
  'available',
  'after_contact_work',
  'incoming',
  'on_contact',
  'on_hold',
  'missed',
  'error',
  'custom',
]

/** The agents by ARN who serve a queue and are online, those first who can help soonest; of one kind the longest first. */
export function servedBy(agents: Agents, queue: string): [string, LiveAgent][] {
  const place = (agent: LiveAgent) => soonest.indexOf(cellOf(agent.activity))
  return Object.entries(agents)
    .filter(([, agent]) => agent.activity !== 'offline' && agent.queues.includes(queue))
    .sort(
      ([a, x], [b, y]) => place(x) - place(y) || (began(x) ?? Infinity) - (began(y) ?? Infinity) || (a < b ? -1 : 1),
    )
}
