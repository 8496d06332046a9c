import { Fragment } from 'react'
import type { AmazonConnectStatus } from '../../api/model'
import { useLanguage, word } from '../../i18n/language'
import { serverNow, tick } from '../../live/clock'
import { instanceOf } from '../../live/instances'
import { useStore } from '../../live/store'
import { age, count } from '../../lib/format'
import { stampUTC } from '../../lib/time'
import { useInstances } from '../../shell/InstancePicker'
import { Panel } from '../../ui/Panel'
import { ServerText } from '../../ui/ServerText'
import { Shape } from '../../ui/Shape'
import { Empty } from '../../ui/State'
import { Names } from './Names'
import css from './Pipeline.module.css'

/** What came of asking Amazon Connect: what waits, what things are called, who was there; nothing where it is not asked. */
export function AmazonConnect({ instances, zone }: { instances: AmazonConnectStatus[]; zone: string }) {
  const known = useInstances()
  const nameOf = (arn: string) => {
    const found = known.find(({ value }) => value === instanceOf(arn))
    return found ? `${found.name} · ${found.detail}` : instanceOf(arn)
  }
  return instances.map((one) => {
    const name = instances.length > 1 ? nameOf(one.instance_arn) : undefined
    return (
      <Fragment key={one.instance_arn}>
        <Instance status={one} name={name} />
        <Names status={one} sub={name} zone={zone} />
      </Fragment>
    )
  })
}

function Instance({ status, name: ofMany }: { status: AmazonConnectStatus; name: string | undefined }) {
  const { t, language } = useLanguage()
  useStore(tick, (at) => at)
  const p = t.pipeline
  const at = status.as_of === null ? null : Date.parse(status.as_of)
  const facts: [string, string, string?][] = [
    [
      p.countedAt,
      at === null ? '–' : p.ago(age(Math.max(0, (serverNow() - at) / 1000), language)),
      at === null ? undefined : stampUTC(at),
    ],
    [p.queuesAsked, count(status.queues)],
    [p.requests, count(status.requests)],
    [p.throttled, count(status.throttled), p.throttledTip],
    [p.settled, count(status.settled), p.settledTip],
  ]
  return (
    <Panel title={p.compared} sub={ofMany ?? p.comparedTip} shared={ofMany !== undefined}>
      {status.problem && (
        <p className={css.health}>
          <Shape tone="warn" />
          <b>{p.notAnswered}</b>
          <ServerText text={status.problem} />
        </p>
      )}
      <div className={css.two}>
        <dl className={css.facts}>
          {facts.map(([name, value, title]) => (
            <div key={name} title={title}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {status.differences.length > 0 ? (
          <Differences status={status} />
        ) : (
          at !== null && !status.problem && <Empty text={p.agreed} />
        )}
      </div>
    </Panel>
  )
}

function Differences({ status }: { status: AmazonConnectStatus }) {
  const { t } = useLanguage()
  const p = t.pipeline
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label={p.differences}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{p.queue}</th>
            <th scope="col">{p.channel}</th>
            <th scope="col" data-number>
              {p.byEvents}
            </th>
            <th scope="col" data-number>
              {p.byConnect}
            </th>
          </tr>
        </thead>
        <tbody>
          {status.differences.map((d) => (
            <tr key={`${d.queue_arn} ${d.channel}`}>
              <td>{d.queue || d.queue_arn.split('/').at(-1)}</td>
              <td>{word(t.channel, d.channel)}</td>
              <td data-number>{count(d.events)}</td>
              <td data-number>{count(d.counted)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
