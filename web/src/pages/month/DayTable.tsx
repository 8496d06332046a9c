import type { CSSProperties, ReactNode } from 'react'
import { Link } from 'wouter'
import type { Month, MonthDay } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count, duration, percent } from '../../lib/format'
import { href, withScope } from '../../lib/scope'
import { abandonTone, serviceLevelTone, type Tone } from '../../lib/tone'
import { dayLabel } from '../../lib/time'
import { Panel } from '../../ui/Panel'
import { Shape } from '../../ui/Shape'
import css from './Month.module.css'
import { useSearch } from '../../lib/search'

/** Every day of the month, with the month itself underneath. */
export function DayTable({ month }: { month: Month }) {
  const { t } = useLanguage()
  const texts = t.month
  const most = Math.max(1, ...month.days.map((day) => day.contacts))
  const { figures } = month
  return (
    <Panel id="days" title={texts.days} flush className={css.days}>
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
              <th scope="col">{texts.handled}</th>
              <th scope="col">{texts.abandoned}</th>
              <th scope="col">{texts.serviceLevel}</th>
              <th scope="col">{texts.answerRate}</th>
              <th scope="col">{texts.abandonRate}</th>
              <th scope="col">{texts.handle}</th>
              <th scope="col">{texts.talk}</th>
              <th scope="col">{texts.acw}</th>
              <th scope="col">{texts.agents}</th>
            </tr>
          </thead>
          <tbody>
            {month.days.map((day) => (
              <Row key={day.day} day={day} most={most} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{texts.total}</th>
              <td>{texts.workingDays(figures.working_days)}</td>
              <td>{count(figures.number_of_calls)}</td>
              <td>{count(figures.queued)}</td>
              <td>{count(figures.handled)}</td>
              <td>{count(figures.abandoned)}</td>
              <td>{percent(figures.service_level.percent)}</td>
              <td>{percent(figures.answer_rate.percent)}</td>
              <td>{percent(figures.abandonment_rate.percent)}</td>
              <td>{duration(figures.average_handle_time.seconds)}</td>
              <td>{duration(figures.average_call_duration.seconds)}</td>
              <td>{duration(figures.average_after_contact_work.seconds)}</td>
              <td>{count(month.panels.number_of_agents_parts.connected)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Panel>
  )
}

function Row({ day, most }: { day: MonthDay; most: number }) {
  const { t, language } = useLanguage()
  const search = useSearch()
  const level = day.service_level
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
      <td data-wide>
        <i style={share(day.contacts / most)} />
        <span>{count(day.contacts)}</span>
      </td>
      <td>{count(day.queued)}</td>
      <td>{count(day.handled)}</td>
      <td>{count(day.abandoned)}</td>
      <Judged tone={serviceLevelTone(level.percent, level.queued, level.target)}>{percent(level.percent)}</Judged>
      <td>{percent(day.answer_rate.percent)}</td>
      <Judged tone={badOnly(abandonTone(day.abandonment_rate.percent, day.abandonment_rate.queued))}>
        {percent(day.abandonment_rate.percent)}
      </Judged>
      <td>{duration(day.handle_seconds)}</td>
      <td>{duration(day.call_seconds)}</td>
      <td>{duration(day.acw_seconds)}</td>
      <td>{count(day.agents)}</td>
    </tr>
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
