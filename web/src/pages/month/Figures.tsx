import type { ReactNode } from 'react'
import type { Month, MonthFigures } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count, duration, percent } from '../../lib/format'
import { abandonTone, serviceLevelTone, type Tone } from '../../lib/tone'
import { How, type HowText } from '../../ui/How'
import { Shape } from '../../ui/Shape'
import { Delta, type DeltaKind } from '../overview/Delta'
import css from './Month.module.css'

type HowOf = (id: string, note?: string) => HowText
type Props = { month: Month; how: HowOf }

type Line = {
  id: string
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

function useLines({ figures }: Month): Line[] {
  const { t } = useLanguage()
  const { service_level: level, answer_rate: answered, abandonment_rate: abandoned } = figures
  return [
    {
      id: 'number_of_calls',
      label: t.card.calls,
      pick: (f) => f.number_of_calls,
      show: whole,
      kind: 'percent',
      sub: `${t.month.handled} ${count(figures.handled)} · ${t.month.abandoned} ${count(figures.abandoned)}`,
    },
    {
      id: 'per_working_day',
      label: t.month.perWorkingDay,
      pick: (f) => f.per_working_day,
      show: whole,
      kind: 'percent',
      sub: t.month.workingDays(figures.working_days),
    },
    {
      id: 'service_level',
      label: t.card.serviceLevel,
      pick: (f) => f.service_level.percent,
      show: percent,
      kind: 'points',
      better: 'higher',
      tone: serviceLevelTone(level.percent, level.queued, level.target),
      sub: t.card.target(percent(level.target, 0), level.seconds),
    },
    {
      id: 'answer_rate',
      label: t.month.answerRate,
      pick: (f) => f.answer_rate.percent,
      show: percent,
      kind: 'points',
      better: 'higher',
      sub: t.month.answered(count(answered.answered), count(answered.queued)),
    },
    {
      id: 'abandonment_rate',
      label: t.card.abandon,
      pick: (f) => f.abandonment_rate.percent,
      show: percent,
      kind: 'points',
      better: 'lower',
      tone: abandonTone(abandoned.percent, abandoned.queued),
      sub: `${count(abandoned.abandoned)} / ${count(abandoned.queued)}`,
    },
    {
      id: 'average_call_duration',
      label: t.card.duration,
      pick: (f) => f.average_call_duration.seconds,
      show: duration,
      kind: 'seconds',
      sub: t.card.excludes,
    },
    {
      id: 'average_after_contact_work',
      label: t.card.acw,
      pick: (f) => f.average_after_contact_work.seconds,
      show: duration,
      kind: 'seconds',
      sub: t.card.recorded(duration(figures.average_after_contact_work.recorded_seconds)),
    },
    {
      id: 'avg_handle_time',
      label: t.month.handleTime,
      pick: (f) => f.average_handle_time.seconds,
      show: duration,
      kind: 'seconds',
      sub: null,
    },
    {
      id: 'number_of_agents',
      label: t.card.agents,
      pick: (f) => f.number_of_agents,
      show: whole,
      kind: 'count',
      sub: null,
    },
  ]
}

function Figure({ line, month, how }: { line: Line; month: Month; how: HowOf }) {
  const { t } = useLanguage()
  const now = line.pick(month.figures)
  const before = line.pick(month.previous.figures)
  const against = { kind: 'month_before' as const, from: month.previous.from, to: month.previous.to }
  return (
    <div data-panel={line.id} data-value={now ?? ''} data-before={before ?? ''}>
      <h2>
        {line.label}
        {line.id !== 'per_working_day' && <How name={line.label} text={how(line.id)} />}
      </h2>
      <p className={css.value} data-tone={line.tone}>
        {line.show(now)} {line.tone && <Shape tone={line.tone} />}
      </p>
      <p className={css.delta}>
        <Delta
          now={now}
          before={before}
          kind={line.kind}
          {...(line.better ? { better: line.better } : {})}
          previous={against}
          bare
        />
        <span>{t.month.before(line.show(before))}</span>
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
      <p className={css.delta}>{t.month.now}</p>
      <p>{live ? t.card.parts(count(live.in_queue), count(live.scheduled)) : t.card.noLive}</p>
    </div>
  )
}
