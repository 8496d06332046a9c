import { Link } from 'wouter'
import { useDayStart } from '../../api/queries'
import { agentPath, withDay } from '../../lib/agent_path'
import { none } from '../../lib/format'
import { href, scopeOnly } from '../../lib/scope'
import { dayOf } from '../../lib/time'
import { useSearch } from '../../lib/search'

type Props = { arn: string; name: string; at: number; zone: string }

/** An agent's name, which leads to the day of a moment (UTC ms); a dash where there is no agent. */
export function AgentLink({ arn, name, at, zone }: Props) {
  const search = scopeOnly(useSearch())
  const start = useDayStart(arn)
  if (!arn) return <>{none}</>
  return (
    <Link href={href(agentPath(arn), withDay(search, dayOf(at, zone, start)))}>{name || arn.split('/').at(-1)}</Link>
  )
}
