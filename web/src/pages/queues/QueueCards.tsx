import type { Metric, Promised, QueryRequest } from '../../api/model'
import { pick, useLanguage } from '../../i18n/language'
import type { Values } from '../../lib/answer'
import { figureIn } from '../../lib/figure'
import { beside, count, figure, percent } from '../../lib/format'
import { countedAs, metricOf, promisedLevel } from '../../lib/metric_spec'
import { serviceLevelTone } from '../../lib/tone'
import { Card } from '../../ui/Card'
import { Explain } from '../../ui/Explain'
import { Fraction } from '../../ui/Fraction'
import { How } from '../../ui/How'
import { Shape } from '../../ui/Shape'
import tones from '../../ui/Tone.module.css'
import { Delta } from '../overview/Delta'
import css from './Queues.module.css'
import type { Compared } from './questions'

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
  metrics: Metric[]
  request: QueryRequest
  values: Values
  past: Values
  before: Compared | undefined
  promise: Promised
}

const kinds = { count: 'percent', seconds: 'seconds', percent: 'points' } as const

/** The queue's figures of the range, each against the period before. */
export function QueueCards({ metrics, request, values, past, before, promise }: Props) {
  const { t, language } = useLanguage()
  const percentNow = values[promisedLevel] ?? null
  const tone = serviceLevelTone(percentNow, values.contacts_queued ?? 0, promise.target)
  const named = (id: string) => (values[id] == null ? null : figureIn(request, id))
  const of = (id: string) => metricOf(metrics, id)
  const how = (id: string) => {
    const metric = of(id)
    const counted = metric && countedAs(metric, id)
    return {
      definition: pick(counted?.definition, language),
      formula: counted?.formula,
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
          <span className={tones[tone]}>
            <Explain figure={named(promisedLevel)}>{beside(percentNow, promise.target)}</Explain> <Shape tone={tone} />
          </span>
        }
        raw={percentNow}
        how={<How name={t.card.serviceLevel} text={how(promisedLevel)} />}
        lines={[
          <Delta
            key="d"
            figure={named(promisedLevel)}
            now={percentNow}
            before={past[promisedLevel]}
            kind="points"
            better="higher"
            previous={before}
          />,
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
            value={<Explain figure={named(id)}>{figure(values[id], unit)}</Explain>}
            raw={values[id] ?? null}
            how={<How name={name} text={how(id)} />}
            lines={[
              <Delta
                key="d"
                figure={named(id)}
                now={values[id]}
                before={past[id]}
                kind={kinds[unit]}
                {...better}
                previous={before}
              />,
              id === 'answer_rate' ? (
                <Fraction
                  key="n"
                  part={<Explain figure={named('contacts_answered')}>{count(values.contacts_answered)}</Explain>}
                  whole={<Explain figure={named('contacts_queued')}>{count(values.contacts_queued)}</Explain>}
                />
              ) : null,
            ]}
          />
        )
      })}
    </div>
  )
}
