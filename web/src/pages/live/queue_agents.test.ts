import { expect, it } from 'vitest'
import type { Activity, LiveAgent } from '../../api/model'
import { servedBy } from './queue_agents'

// Which agents serve a queue, and in which order, is told by these alone.
const agent = (activity: Activity, since: string | null, queues = ['q']) => ({ activity, since, queues }) as LiveAgent

it('has those first who can help soonest, and of one kind the longest; nobody offline or of another queue', () => {
  const agents = {
    lunch: agent('custom', null),
    talks: agent('on_contact', '2026-11-22T05:00:00Z'),
    free: agent('available', '2026-11-22T05:30:00Z'),
    longer: agent('available', '2026-11-22T05:10:00Z'),
    wraps: agent('after_contact_work', '2026-11-22T05:50:00Z'),
    gone: agent('offline', null),
    other: agent('available', null, ['p']),
  }
  expect(servedBy(agents, 'q').map(([arn]) => arn)).toEqual(['longer', 'free', 'wraps', 'talks', 'lunch'])
})
