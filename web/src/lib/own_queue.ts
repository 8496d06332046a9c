// Each agent of Amazon Connect has a queue of their own, without a name: dozens of rows with a contact or two. The page
// shows them as one, unless somebody asks for one of them.

/** The key of the row that stands for all of them. No ARN looks like it. */
export const ownQueues = 'agents'

/** Whether the ARN is of an agent's own queue: "arn:aws:connect:…:instance/…/queue/agent/…". */
export function isOwnQueue(arn: string): boolean {
  return arn.includes('/queue/agent/')
}

/** The address of a queue's page: by its id, which filters take as well as the ARN. */
export function queuePath(arn: string): string {
  return `/queues/${encodeURIComponent(isOwnQueue(arn) ? arn : (arn.split('/').at(-1) ?? arn))}`
}
