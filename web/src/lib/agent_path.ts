import type { Day } from './time'

/** The page of an agent, by the id that its ARN ends with. */
export function agentPath(arn: string): string {
  return `/agents/${encodeURIComponent(arn.split('/').at(-1) ?? arn)}`
}

/** The search part of an agent's page that shows a day; without one it shows the last of the range. */
export function withDay(search: string, day: Day | null): string {
  const params = new URLSearchParams(search)
  params.delete('view')
  if (day) params.set('day', day)
  else params.delete('day')
  return params.toString()
}
