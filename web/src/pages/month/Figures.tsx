import type { ReactNode } from 'react'
import type { Month, MonthFigures } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { beside, count, duration, percent } from '../../lib/format'
import { promisedLevel } from '../../lib/metric_spec'
import { abandonTone, serviceLevelTone, type Tone } from '../../lib/tone'
import { useAbandonLimits } from '../../shell/scope'
import { differenceOf, type FigureRef } from '../../lib/figure'
import { Explain } from '../../ui/Explain'
import { Fraction } from '../../ui/Fraction'
import { How, type HowText } from '../../ui/How'
import { Shape } from '../../ui/Shape'
import { Delta, type DeltaKind } from '../overview/Delta'
import type { FigureOf } from '../overview/figure'
import { useMonthFigures } from './figure'
import css from './Figures.module.css'

type HowOf = (id: string, note?: string) => HowText
type Props = { month: Month; how: HowOf }

type Line = {
  id: string
  metric: string
  /** The metric is divided by the working days that count. */
  perDay?: boolean
  label: string
  pick: (figures: MonthFigures) => number | null
  show: (value: number | null) => string
  kind: DeltaKind
  better?: 'higher' | 'lower'
  tone?: Tone
  sub: ReactNode
}

function whole(value: number | null): string {
  return count(value)
}

/** The figures of the month, each beside the month before. */
export function Figures({ month, how }: Props) {
  const { t } = useLanguage()
  return (
    <section className={css.figures} aria-label={t.month.figures}>
      {useLines(month).map((line) => (
        <Figure key={line.id} line={line} month={month} how={how} />
      ))}
      <InQueue month={month} how={how} />
    </section>
  )
}

function useLines(month: Month): Line[] {
  const { t } = useLanguage()
  const { figures } = month
  const figure = useMonthFigures(month).now
  const limits = useAbandonLimits()
  const { recorded_seconds: recorded } = figures.average_after_contact_work
  const { service_level: level, answer_rate: answered, abandonment_rate: abandoned } = figures
  return [
    {
      id: 'number_of_calls',
      metric: 'number_of_calls',
      label: t.card.calls,
      pick: (f) => f.number_of_calls,
      show: whole,
      kind: 'percent',
      sub: (
        <>
          {t.month.handled} <Explain figure={figure('contacts_handled')}>{count(figures.handled)}</Explain> ·{' '}
          {t.month.abandoned} <Explain figure={figure('contacts_abandoned')}>{count(figures.abandoned)}</Explain>
        </>
      ),
    },
    {
      id: 'per_working_day',
      metric: 'number_of_calls',
      perDay: true,
      label: t.month.perWorkingDay,
      pick: (f) => f.per_working_day,
      show: whole,
      kind: 'percent',
      sub: t.month.workingDays(figures.working_days),
    },
    {
      id: 'service_level',
      metric: promisedLevel,
      label: t.card.serviceLevel,
      pick: (f) => f.service_level.percent,
      show: (value) => beside(value, level.target),
      kind: 'points',
      better: 'higher',
      tone: serviceLevelTone(level.percent, level.queued, level.target),
      sub: t.card.target(percent(level.target, 0), level.seconds),
    },
    {
      id: 'answer_rate',
      metric: 'answer_rate',
      label: t.month.answerRate,
      pick: (f) => f.answer_rate.percent,
      show: percent,
      kind: 'points',
      better: 'higher',
      sub: (
        <Fraction
          words={t.month.answered}
          part={<Explain figure={figure('contacts_answered')}>{count(answered.answered)}</Explain>}
          whole={<Explain figure={figure('contacts_queued')}>{count(answered.queued)}</Explain>}
        />
      ),
    },
    {
      id: 'abandonment_rate',
      metric: 'abandonment_rate',
      label: t.card.abandon,
      pick: (f) => f.abandonment_rate.percent,
      show: percent,
      kind: 'points',
      better: 'lower',
      tone: abandonTone(abandoned, limits),
      sub: (
        <Fraction
          part={<Explain figure={figure('contacts_abandoned')}>{count(abandoned.abandoned)}</Explain>}
          whole={<Explain figure={figure('contacts_queued')}>{count(abandoned.queued)}</Explain>}
        />
      ),
    },
    {
      id: 'average_call_duration',
      metric: 'average_call_duration',
      label: t.card.duration,
      pick: (f) => f.average_call_duration.seconds,
      show: duration,
      kind: 'seconds',
      sub: t.card.excludes,
    },
    {
      id: 'average_after_contact_work',
      metric: 'average_after_contact_work',
      label: t.card.acw,
      pick: (f) => f.average_after_contact_work.seconds,
      show: duration,
      kind: 'seconds',
      sub: (
        <Explain figure={recorded === null ? null : figure('average_after_contact_work_recorded')}>
          {t.card.recorded(duration(recorded))}
        </Explain>
      ),
    },
    {
      id: 'avg_handle_time',
      metric: 'avg_handle_time',
      label: t.month.handleTime,
      pick: (f) => f.average_handle_time.seconds,
      show: duration,
      kind: 'seconds',
      sub: null,
    },
    {
      id: 'number_of_agents',
      metric: 'number_of_agents',
      label: t.card.agents,
      pick: (f) => f.number_of_agents,
      show: whole,
      kind: 'count',
      sub: null,
    },
  ]
}

/** The figure of a line by name; null where it has no value. */
function namedIn(line: Line, of: FigureOf, figures: MonthFigures): FigureRef | null {
  if (line.pick(figures) === null) return null
  const { worked_from: from, worked_to: to } = figures
  if (!line.perDay) return of(line.metric)
  return from && to ? { ...of(line.metric, { from, to }), only: 'working_days', per: 'working_day' } : null
}

function Figure({ line, month, how }: { line: Line; month: Month; how: HowOf }) {
  const { t } = useLanguage()
  const figures = useMonthFigures(month)
  const now = line.pick(month.figures)
  const before = line.pick(month.previous.figures)
  const ofNow = namedIn(line, figures.now, month.figures)
  const ofBefore = namedIn(line, figures.before, month.previous.figures)
  const against = { kind: 'month_before' as const, from: month.previous.from, to: month.previous.to }
  return (
    <div data-panel={line.id} data-value={now ?? ''} data-before={before ?? ''}>
      <h2>
        {line.label}
        <How name={line.label} text={line.perDay ? { definition: t.month.perWorkingDayLong } : how(line.id)} />
      </h2>
      <p className={css.value} data-tone={line.tone}>
        <Explain figure={ofNow}>{line.show(now)}</Explain> {line.tone && <Shape tone={line.tone} />}
      </p>
      <p className={css.delta}>
        <Delta
          figure={differenceOf(ofNow, ofBefore)}
          now={now}
          before={before}
          kind={line.kind}
          {...(line.better ? { better: line.better } : {})}
          previous={against}
          bare
        />
        <span>
          {t.month.before} <Explain figure={ofBefore}>{line.show(before)}</Explain>
        </span>
      </p>
      <p>{line.sub}</p>
    </div>
  )
}

function InQueue({ month, how }: Props) {
  const { t } = useLanguage()
  const live = month.panels.calls_in_queue
  return (
    <div data-panel="calls_in_queue" data-value={live?.total ?? ''}>
      <h2>
        {t.card.inQueue}
        <How name={t.card.inQueue} text={how('calls_in_queue')} />
      </h2>
      <p className={css.value}>{count(live?.total)}</p>
      <p>{t.month.now}</p>
      <p>{live ? t.card.parts(count(live.in_queue), count(live.scheduled)) : t.card.noLive}</p>
    </div>
  )
}
