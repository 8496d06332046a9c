import { Link } from 'wouter'
import type { Month, QueueFigures } from '../../api/model'
import { ExportMenu } from '../../exports/ExportMenu'
import { useLanguage } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { agentPath } from '../../lib/agent_path'
import { beside, count, duration, percent } from '../../lib/format'
import { promisedLevel } from '../../lib/metric_spec'
import { ownQueues, queuePath } from '../../lib/own_queue'
import { href, scopeOnly, withScope } from '../../lib/scope'
import { abandonTone } from '../../lib/tone'
import { InstanceTag } from '../../shell/InstancePicker'
import { useAbandonLimits } from '../../shell/scope'
import { Explain } from '../../ui/Explain'
import { Panel } from '../../ui/Panel'
import { ofQueue } from '../overview/figure'
import { foldOwn, queueTone } from '../overview/queue_rows'
import { badOnly, Judged } from './DayTable'
import { useExports, useMonthFigures } from './figure'
import css from './Month.module.css'
import { useSearch } from '../../lib/search'

/** On paper the first of these have room. */
const printed = 12

/** The month's queues, those with most contacts first. */
export function Queues({ month }: { month: Month }) {
  const { t } = useLanguage()
  const texts = t.month
  const search = useSearch()
  const limits = useAbandonLimits()
  const figure = useMonthFigures(month).now
  const link = (queue: QueueFigures) => queue.queue_arn !== '' && queue.queue_arn !== ownQueues
  return (
    <Panel
      id="queues"
      title={texts.queues}
      tools={<ExportMenu question={useExports(month).queues} zone={month.zone} what={texts.queues} bare />}
      flush
    >
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
              const cell = (metric: string, value: number | null, text: string) => (
                <Explain figure={value !== null ? figure(metric, ofQueue(queue.queue_arn, month)) : null}>
                  {text}
                </Explain>
              )
              return (
                <tr
                  key={queue.queue_arn}
                  data-queue={queue.queue_arn}
                  data-contacts={queue.contacts}
                  className={i >= printed ? 'cc-screen' : undefined}
                >
                  <th scope="row">
                    {link(queue) ? (
                      <Link href={href(queuePath(queue.queue_arn), withScope(scopeOnly(search), { queues: [] }))}>
                        {name}
                      </Link>
                    ) : (
                      name
                    )}
                    <InstanceTag arn={queue.queue_arn} />
                  </th>
                  <td>{cell('number_of_calls', queue.contacts, count(queue.contacts))}</td>
                  <td>{cell('contacts_handled', queue.handled, count(queue.handled))}</td>
                  <Judged tone={queueTone(queue)}>
                    {cell(
                      promisedLevel,
                      queue.service_level.percent,
                      beside(queue.service_level.percent, queue.service_level.target),
                    )}
                  </Judged>
                  <Judged tone={badOnly(abandonTone(rate, limits))}>
                    {cell('abandonment_rate', rate.percent, percent(rate.percent))}
                  </Judged>
                  <td>
                    {cell(
                      'average_call_duration',
                      queue.average_call_duration.seconds,
                      duration(queue.average_call_duration.seconds),
                    )}
                  </td>
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
  const figure = useMonthFigures(month).now
  return (
    <Panel
      id="agents"
      title={texts.agents}
      sub={
        <span className="cc-screen">{texts.agentsTop(month.agents.length, month.agents.length < month.agents_in)}</span>
      }
      flush
      tools={
        <>
          <Link href={href('/agents', scopeOnly(search))}>{texts.allAgents}</Link>
          <ExportMenu question={useExports(month).agents} zone={month.zone} what={texts.agents} bare />
        </>
      }
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
                <th scope="row">
                  <Link href={href(agentPath(agent.agent_arn), scopeOnly(search))}>{agent.agent_name}</Link>
                  <InstanceTag arn={agent.agent_arn} />
                </th>
                {(
                  [
                    ['contacts_handled', agent.handled, count],
                    ['avg_handle_time', agent.handle_seconds, duration],
                    ['average_call_duration', agent.call_seconds, duration],
                    ['average_after_contact_work', agent.acw_seconds, duration],
                  ] as const
                ).map(([metric, value, show]) => (
                  <td key={metric}>
                    <Explain
                      figure={value === null ? null : figure(metric, { by: ['agent'], keys: [agent.agent_arn] })}
                    >
                      {show(value)}
                    </Explain>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
