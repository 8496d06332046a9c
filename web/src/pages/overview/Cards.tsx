import type { Overview, SeriesPoint } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { beside, count, duration, percent } from '../../lib/format'
import { promisedLevel } from '../../lib/metric_spec'
import { abandonTone, serviceLevelTone, thresholds, type Tone } from '../../lib/tone'
import { useAbandonLimits } from '../../shell/scope'
import { Card } from '../../ui/Card'
import { Explain } from '../../ui/Explain'
import { Fraction } from '../../ui/Fraction'
import { How, type HowText } from '../../ui/How'
import { Shape } from '../../ui/Shape'
import { Spark } from '../../ui/Spark'
import css from './Cards.module.css'
import { Delta } from './Delta'
import { someone, useFigure } from './figure'
import type { Scope } from '../../lib/scope'
import { QueueCard } from './QueueCard'

type How = (id: string, note?: string) => HowText
type Props = { overview: Overview | undefined; scope: Scope; how: How }
type Figures = { overview: Overview; how: How }

/** The strip of figures: two heroes, then the five of the range. */
export function Cards({ overview, scope, how }: Props) {
  return (
    <div className={css.strip}>
      <QueueCard scope={scope} overview={overview} how={how('calls_in_queue')} />
      {overview ? (
        <RangeCards overview={overview} how={how} />
      ) : (
        [1, 2, 3, 4, 5, 6].map((n) => <div key={n} className={css.hollow} />)
      )}
    </div>
  )
}

function RangeCards({ overview, how }: Figures) {
  const { t } = useLanguage()
  const figure = useFigure(overview)
  const { panels, previous } = overview
  const values = (pick: (p: SeriesPoint) => number | null) => <Spark values={overview.series.points.map(pick)} />
  const duration2 = panels.average_call_duration
  return (
    <>
      <ServiceLevelCard overview={overview} how={how} />
      <Card
        id="number_of_calls"
        label={t.card.calls}
        value={<Explain figure={figure('number_of_calls')}>{count(panels.number_of_calls)}</Explain>}
        raw={panels.number_of_calls}
        how={<How name={t.card.calls} text={how('number_of_calls')} />}
        lines={[
          <Delta
            key="d"
            figure={figure('number_of_calls')}
            now={panels.number_of_calls}
            before={previous.panels.number_of_calls}
            kind="percent"
            previous={previous}
          />,
        ]}
        spark={values((p) => p.calls)}
      />
      <AfterContactWorkCard overview={overview} how={how} />
      <Card
        id="average_call_duration"
        label={t.card.duration}
        value={<Explain figure={figure('average_call_duration')}>{duration(duration2.seconds)}</Explain>}
        raw={duration2.seconds}
        how={<How name={t.card.duration} text={how('average_call_duration')} />}
        lines={[
          <Delta
            key="d"
            figure={figure('average_call_duration')}
            now={duration2.seconds}
            before={previous.panels.average_call_duration.seconds}
            kind="seconds"
            previous={previous}
          />,
          t.card.excludes,
        ]}
        spark={values((p) => p.call_duration_seconds)}
      />
      <AgentsCard overview={overview} how={how} />
      <AbandonCard overview={overview} how={how} />
    </>
  )
}

function ServiceLevelCard({ overview, how }: Figures) {
  const { t } = useLanguage()
  const figure = useFigure(overview)
  const level = overview.service_level
  const tone: Tone = serviceLevelTone(level.percent, level.queued, level.target)
  const target = t.card.target(percent(level.target, 0), level.seconds)
  return (
    <Card
      id="service_level"
      hero
      label={t.card.serviceLevel}
      value={<Explain figure={figure(promisedLevel)}>{beside(level.percent, level.target)}</Explain>}
      raw={level.percent}
      tone={tone}
      how={<How name={t.card.serviceLevel} text={how('service_level')} />}
      lines={[
        <span key="t" className={css[tone]} title={`${count(level.within)} / ${count(level.queued)}`}>
          <Shape tone={tone} />{' '}
          {level.queued < thresholds.fewContacts ? `${target} · ${t.card.few(level.queued)}` : target}
        </span>,
        <Delta
          key="d"
          figure={figure(promisedLevel)}
          now={level.percent}
          before={overview.previous.service_level.percent}
          kind="points"
          better="higher"
          previous={overview.previous}
        />,
      ]}
      spark={<Spark values={overview.series.points.map((p) => p.service_level)} tone={tone} />}
    />
  )
}

function AfterContactWorkCard({ overview, how }: Figures) {
  const { t } = useLanguage()
  const figure = useFigure(overview)
  const acw = overview.panels.average_after_contact_work
  return (
    <Card
      id="average_after_contact_work"
      label={t.card.acw}
      value={<Explain figure={figure('average_after_contact_work')}>{duration(acw.seconds)}</Explain>}
      raw={acw.seconds}
      how={<How name={t.card.acw} text={how('average_after_contact_work')} />}
      lines={[
        <Delta
          key="d"
          figure={figure('average_after_contact_work')}
          now={acw.seconds}
          before={overview.previous.panels.average_after_contact_work.seconds}
          kind="seconds"
          previous={overview.previous}
        />,
        <span
          key="r"
          title={`${count(acw.recorded_contacts)} / ${count(acw.contacts)}`}
          data-recorded={acw.recorded_seconds ?? ''}
        >
          <Explain figure={acw.recorded_seconds === null ? null : figure('average_after_contact_work_recorded')}>
            {t.card.recorded(duration(acw.recorded_seconds))}
          </Explain>
        </span>,
      ]}
      spark={<Spark values={overview.series.points.map((p) => p.acw_seconds)} />}
    />
  )
}

function AgentsCard({ overview, how }: Figures) {
  const { t } = useLanguage()
  const figure = useFigure(overview)
  const { number_of_agents: agents, number_of_agents_parts: parts } = overview.panels
  return (
    <Card
      id="number_of_agents"
      label={t.card.agents}
      value={
        <span className={css.beside}>
          <Explain figure={figure('number_of_agents')}>{count(agents)}</Explain>
          <small>
            <Delta
              figure={figure('number_of_agents')}
              now={agents}
              before={overview.previous.panels.number_of_agents}
              kind="count"
              previous={overview.previous}
              bare
            />
          </small>
        </span>
      }
      raw={agents}
      how={<How name={t.card.agents} text={how('number_of_agents')} />}
      lines={[
        <Explain key="c" figure={figure('number_of_agents', { where: [someone] })}>
          {t.card.onContacts(count(parts.connected))}
        </Explain>,
        // An agent's time belongs to no queue and no channel, so that of one nobody is known to be online.
        parts.online !== null && (
          <Explain key="o" figure={figure('agents_online')}>
            {t.card.online(count(parts.online))}
          </Explain>
        ),
      ]}
      spark={<Spark values={overview.series.points.map((p) => p.agents)} />}
    />
  )
}

function AbandonCard({ overview, how }: Figures) {
  const { t } = useLanguage()
  const figure = useFigure(overview)
  const rate = overview.abandonment_rate
  const tone = abandonTone(rate, useAbandonLimits())
  return (
    <Card
      id="abandonment_rate"
      label={t.card.abandon}
      value={
        <span className={css[tone]}>
          <Explain figure={figure('abandonment_rate')}>{percent(rate.percent)}</Explain> <Shape tone={tone} />
        </span>
      }
      raw={rate.percent}
      how={<How name={t.card.abandon} text={how('abandonment_rate')} />}
      lines={[
        <Delta
          key="d"
          figure={figure('abandonment_rate')}
          now={rate.percent}
          before={overview.previous.abandonment_rate.percent}
          kind="points"
          better="lower"
          previous={overview.previous}
        />,
        <Fraction
          key="n"
          part={<Explain figure={figure('contacts_abandoned')}>{count(rate.abandoned)}</Explain>}
          whole={<Explain figure={figure('contacts_queued')}>{count(rate.queued)}</Explain>}
        />,
      ]}
      spark={<Spark values={overview.series.points.map((p) => p.abandonment_rate)} />}
    />
  )
}
