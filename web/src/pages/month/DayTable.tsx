import type { CSSProperties, ReactNode } from 'react'
import { Link } from 'wouter'
import type { Month, MonthDay } from '../../api/model'
import type { FigureRef } from '../../lib/figure'
import { ExportMenu } from '../../exports/ExportMenu'
import { useLanguage } from '../../i18n/language'
import { beside, count, duration, percent } from '../../lib/format'
import { promisedLevel } from '../../lib/metric_spec'
import { href, withScope } from '../../lib/scope'
import { abandonTone, serviceLevelTone, type Tone } from '../../lib/tone'
import { useAbandonLimits } from '../../shell/scope'
import { dayLabel } from '../../lib/time'
import { Explain } from '../../ui/Explain'
import { Panel } from '../../ui/Panel'
import { Shape } from '../../ui/Shape'
import { ofDay, someone, type FigureOf } from '../overview/figure'
import { useExports, useMonthFigures } from './figure'
import css from './Month.module.css'
import { useSearch } from '../../lib/search'

/** Every day of the month, with the month itself underneath. */
export function DayTable({ month }: { month: Month }) {
  const { t } = useLanguage()
  const texts = t.month
  const most = Math.max(1, ...month.days.map((day) => day.contacts))
  const { figures } = month
  const figure = useMonthFigures(month).now
  return (
    <Panel
      id="days"
      title={texts.days}
      tools={<ExportMenu question={useExports(month).days} zone={month.zone} what={texts.days} bare />}
      flush
      className={css.days}
    >
      <div className={css.scroll} tabIndex={0} role="group" aria-label={texts.days}>
        <table className={css.table}>
          <caption className="cc-hidden">{texts.days}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.day}</th>
              <th scope="col">{texts.holiday}</th>
              <th scope="col" data-wide>
                {texts.calls}
              </th>
              <th scope="col">{texts.queued}</th>
              <th scope="col" title={texts.handledTip}>
                {texts.handled}
              </th>
              <th scope="col">{texts.abandoned}</th>
              <th scope="col">{texts.serviceLevel}</th>
              <th scope="col">{texts.answerRate}</th>
              <th scope="col">{texts.abandonRate}</th>
              <th scope="col">{texts.handle}</th>
              <th scope="col">{texts.talk}</th>
              <th scope="col">{texts.acw}</th>
              <th scope="col" title={texts.agentsTip}>
                {texts.connectedAgents}
              </th>
            </tr>
          </thead>
          <tbody>
            {month.days.map((day) => (
              <Row key={day.day} day={day} most={most} figure={figure} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{texts.total}</th>
              <td>{texts.workingDays(figures.working_days)}</td>
              <Cells
                figure={(metric) => figure(metric)}
                of={{
                  ...figures,
                  contacts: figures.number_of_calls,
                  handle_seconds: figures.average_handle_time.seconds,
                  call_seconds: figures.average_call_duration.seconds,
                  acw_seconds: figures.average_after_contact_work.seconds,
                }}
              />
              <td>
                <Explain figure={figure('number_of_agents', { where: [someone] })}>
                  {count(month.panels.number_of_agents_parts.connected)}
                </Explain>
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Panel>
  )
}

type RowProps = { day: MonthDay; most: number; figure: FigureOf }

function Row({ day, most, figure }: RowProps) {
  const { t, language } = useLanguage()
  const search = useSearch()
  return (
    <tr data-day={day.day} data-contacts={day.contacts} data-rest={!day.works || undefined}>
      <th scope="row">
        <Link href={href('/', withScope(search, { range: { kind: 'days', first: day.day, last: day.day } }))}>
          {dayLabel(day.day, language)}
        </Link>
        {day.holiday && <small>{day.holiday[language]}</small>}
      </th>
      <td title={day.holiday?.[language]}>
        {day.holiday ? <em>{day.holiday[language]}</em> : !day.works && t.month.rest}
      </td>
      <Cells of={day} figure={(metric) => figure(metric, ofDay(day.day))} most={most} />
      <td>
        <Explain figure={figure('number_of_agents', { ...ofDay(day.day), where: [someone] })}>
          {count(day.agents)}
        </Explain>
      </td>
    </tr>
  )
}

type CellsProps = {
  of: Pick<
    MonthDay,
    | 'contacts'
    | 'queued'
    | 'handled'
    | 'abandoned'
    | 'service_level'
    | 'answer_rate'
    | 'abandonment_rate'
    | 'handle_seconds'
    | 'call_seconds'
    | 'acw_seconds'
  >
  figure: (metric: string) => FigureRef
  /** Of a day, the most contacts of any: its bar is drawn and its states are marked. */
  most?: number
}

/** The figures of a day or of the month. */
function Cells({ of, figure, most }: CellsProps) {
  const { service_level: served, answer_rate: answered, abandonment_rate: left } = of
  const limits = useAbandonLimits()
  const tone = (judged: Tone): Tone => (most ? judged : 'none')
  const cell = (metric: string, value: number | null, show: (value: number | null) => string) => (
    <Explain figure={value !== null ? figure(metric) : null}>{show(value)}</Explain>
  )
  return (
    <>
      <td data-wide>
        {most && <i style={share(of.contacts / most)} />}
        <span>{cell('number_of_calls', of.contacts, count)}</span>
      </td>
      <td>{cell('contacts_queued', of.queued, count)}</td>
      <td>{cell('contacts_handled', of.handled, count)}</td>
      <td>{cell('contacts_abandoned', of.abandoned, count)}</td>
      <Judged tone={tone(serviceLevelTone(served.percent, served.queued, served.target))}>
        {cell(promisedLevel, served.percent, (value) => beside(value, served.target))}
      </Judged>
      <td>{cell('answer_rate', answered.percent, percent)}</td>
      <Judged tone={tone(badOnly(abandonTone(left, limits)))}>{cell('abandonment_rate', left.percent, percent)}</Judged>
      <td>{cell('avg_handle_time', of.handle_seconds, duration)}</td>
      <td>{cell('average_call_duration', of.call_seconds, duration)}</td>
      <td>{cell('average_after_contact_work', of.acw_seconds, duration)}</td>
    </>
  )
}

/** Custom properties are no part of React's types. */
const share = (of: number) => ({ '--share': of }) as CSSProperties

/** In a long table only what is bad is marked where most rows would carry a mark. */
export const badOnly = (tone: Tone): Tone => (tone === 'bad' ? tone : 'none')

/** A figure with the mark of its state; what is as it should be carries none, so that the rest stands out. */
export function Judged({ tone, children }: { tone: Tone; children: ReactNode }) {
  const shown = tone === 'ok' ? 'none' : tone
  return (
    <td data-tone={shown}>
      <Shape tone={shown} /> {children}
    </td>
  )
}
