import { Link } from 'wouter'
import type { Month, QueueFigures } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { count, duration, percent } from '../../lib/format'
import { ownQueues } from '../../lib/own_queue'
import { href, scopeOnly, withScope } from '../../lib/scope'
import { abandonTone } from '../../lib/tone'
import { Panel } from '../../ui/Panel'
import { foldOwn, queueTone } from '../overview/queue_rows'
import { badOnly, Judged } from './DayTable'
import css from './Month.module.css'
import { useSearch } from '../../lib/search'

/** On paper the first of these have room. */
const printed = 12

/** The month's queues, those with most contacts first. */
export function Queues({ month }: { month: Month }) {
  const { t } = useLanguage()
  const texts = t.month
  const search = useSearch()
  const link = (queue: QueueFigures) => queue.queue_arn !== '' && queue.queue_arn !== ownQueues
  return (
    <Panel id="queues" title={texts.queues} flush>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={texts.queues}>
        <table className={css.table}>
          <caption className="cc-hidden">{texts.queues}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.queue}</th>
              <th scope="col">{texts.calls}</th>
              <th scope="col">{texts.handled}</th>
              <th scope="col">{texts.serviceLevel}</th>
              <th scope="col">{texts.abandonRate}</th>
              <th scope="col">{texts.talk}</th>
            </tr>
          </thead>
          <tbody>
            {foldOwn(month.queues).map((queue, i) => {
              const name = queueName(queue.queue_name, queue.queue_arn, t)
              const rate = queue.abandonment_rate
              return (
                <tr
                  key={queue.queue_arn}
                  data-queue={queue.queue_arn}
                  data-contacts={queue.contacts}
                  className={i >= printed ? 'cc-screen' : undefined}
                >
                  <th scope="row">
                    {link(queue) ? (
                      <Link href={href('/', withScope(search, { queues: [queue.queue_arn] }))}>{name}</Link>
                    ) : (
                      name
                    )}
                  </th>
                  <td>{count(queue.contacts)}</td>
                  <td>{count(queue.handled)}</td>
                  <Judged tone={queueTone(queue)}>{percent(queue.service_level.percent)}</Judged>
                  <Judged tone={badOnly(abandonTone(rate.percent, rate.queued))}>{percent(rate.percent)}</Judged>
                  <td>{duration(queue.average_call_duration.seconds)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** The agents who handled most. */
export function Agents({ month }: { month: Month }) {
  const { t } = useLanguage()
  const texts = t.month
  const search = useSearch()
  return (
    <Panel
      id="agents"
      title={texts.agents}
      sub={<span className="cc-screen">{texts.agentsTop(month.agents.length, month.agents_in)}</span>}
      flush
      tools={<Link href={href('/agents', scopeOnly(search))}>{texts.allAgents}</Link>}
    >
      <div className={css.scroll} tabIndex={0} role="group" aria-label={texts.agents}>
        <table className={css.table}>
          <caption className="cc-hidden">{texts.agents}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.agent}</th>
              <th scope="col">{texts.handled}</th>
              <th scope="col">{texts.handle}</th>
              <th scope="col">{texts.talk}</th>
              <th scope="col">{texts.acw}</th>
            </tr>
          </thead>
          <tbody>
            {month.agents.map((agent, i) => (
              <tr key={agent.agent_arn} data-agent={agent.agent_arn} className={i >= printed ? 'cc-screen' : undefined}>
                <th scope="row">{agent.agent_name}</th>
                <td>{count(agent.handled)}</td>
                <td>{duration(agent.handle_seconds)}</td>
                <td>{duration(agent.call_seconds)}</td>
                <td>{duration(agent.acw_seconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
