import { Link } from 'wouter'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { href, scopeOnly } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { useLiveAgents } from '../../live/agents'
import { Skeleton } from '../../ui/State'
import css from './Live.module.css'
import own from './LiveQueues.module.css'
import { LiveDuration } from './LiveDuration'
import { servedBy } from './queue_agents'
import { cellOf, withFloor } from './roster'
import { StateShape } from './StateShape'

/** The agents who serve a queue and are online, those first who can help soonest. */
export function QueueAgents({ arn }: { arn: string }) {
  const { t } = useLanguage()
  const words = t.live.queues
  const agents = useLiveAgents()
  const search = scopeOnly(useSearch())
  const order = agents && servedBy(agents, arn)
  return (
    <section className={own.part}>
      <h3>
        {words.agents} {order && <small>{count(order.length)}</small>}
      </h3>
      {!order && <Skeleton lines={3} />}
      {order?.length === 0 && <p className={css.quiet}>{words.noAgents}</p>}
      <ul className={own.helpers}>
        {order?.map(([id, agent]) => (
          <li key={id}>
            <Link href={href('/live/agents', withFloor(search, { agent: id.split('/').at(-1) ?? id }))}>
              <b>{agent.name || agent.login}</b> <small>{agent.login}</small>
            </Link>
            <span className={css.doing}>
              <StateShape cell={cellOf(agent.activity)} />
              {agent.activity === 'custom' ? agent.status.name : t.live.agents.activities[agent.activity]}
            </span>
            <LiveDuration agent={agent} />
          </li>
        ))}
      </ul>
    </section>
  )
}
