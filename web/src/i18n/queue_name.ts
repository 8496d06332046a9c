import { isOwnQueue, ownQueues } from '../lib/own_queue'
import type { Dictionary } from './dictionary'

/** A queue as it is shown: its name, else what its ARN tells; an agent's own queue has no name in Amazon Connect. */
export function queueName(name: string, arn: string, t: Dictionary): string {
  if (arn === '') return t.queues.noQueue
  if (arn === ownQueues) return t.queues.agentQueues
  const bare = name === '' || arn.endsWith(name)
  if (bare && isOwnQueue(arn)) return `${t.queues.agentQueue} ${arn.split('/').at(-1)?.slice(0, 8) ?? ''}`
  return name || (arn.split('/').at(-1) ?? arn)
}
