import type { Previous, Promised } from '../../api/model'
import { useMetrics } from '../../api/queries'
import { pick, useLanguage } from '../../i18n/language'
import type { Values } from '../../lib/answer'
import { count, figure, percent } from '../../lib/format'
import { serviceLevelTone } from '../../lib/tone'
import { Card } from '../../ui/Card'
import { How } from '../../ui/How'
import { Shape } from '../../ui/Shape'
import { Delta } from '../overview/Delta'
import css from './Queues.module.css'

const shown = [
  'contacts_created',
  'contacts_handled',
  'contacts_abandoned',
  'answer_rate',
  'avg_queue_answer_time',
  'max_queued_time',
  'avg_handle_time',
] as const

type Props = {
  values: Values
  past: Values
  before: Pick<Previous, 'kind' | 'from' | 'to'>
  promise: Promised
  levelId: string
}

const kinds = { count: 'percent', seconds: 'seconds', percent: 'points' } as const

/** The queue's figures of the range, each against the period before. */
export function QueueCards({ values, past, before, promise, levelId }: Props) {
  const { t, language } = useLanguage()
  const { data: metrics = [] } = useMetrics()
  const percentNow = values[levelId] ?? null
  const tone = serviceLevelTone(percentNow, values.contacts_queued ?? 0, promise.target)
  const of = (id: string) => metrics.find((m) => m.id === id)
  const how = (id: string) => {
    const metric = of(id)
    return {
      definition: pick(metric?.definition, language),
      formula: metric?.formula,
      connectName: metric?.connect_name,
      sourceUrl: metric?.source_url,
    }
  }
  return (
    <div className={css.cards}>
      <Card
        id="service_level"
        label={t.card.serviceLevel}
        value={
          <span className={css[tone]}>
            {percent(percentNow)} <Shape tone={tone} />
          </span>
        }
        raw={percentNow}
        how={<How name={t.card.serviceLevel} text={how('service_level')} />}
        lines={[
          <Delta key="d" now={percentNow} before={past[levelId]} kind="points" better="higher" previous={before} />,
          <span key="t">{t.card.target(percent(promise.target, 0), promise.seconds)}</span>,
        ]}
      />
      {shown.map((id) => {
        const metric = of(id)
        const unit = metric?.unit ?? 'count'
        const name = pick(metric?.short, language)
        const better = metric && metric.direction !== 'neither' ? { better: metric.direction } : {}
        return (
          <Card
            key={id}
            id={id}
            label={name}
            value={figure(values[id], unit)}
            raw={values[id] ?? null}
            how={<How name={name} text={how(id)} />}
            lines={[
              <Delta key="d" now={values[id]} before={past[id]} kind={kinds[unit]} {...better} previous={before} />,
              id === 'answer_rate' ? (
                <span key="n">{`${count(values.contacts_handled)} / ${count(values.contacts_queued)}`}</span>
              ) : null,
            ]}
          />
        )
      })}
    </div>
  )
}
