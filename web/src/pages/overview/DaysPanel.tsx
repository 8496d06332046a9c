import { Link } from 'wouter'
import type { Overview } from '../../api/model'
import { ExportMenu } from '../../exports/ExportMenu'
import type { Question } from '../../exports/run'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { href, withScope } from '../../lib/scope'
import { dayLabel, type Day } from '../../lib/time'
import { Bars } from '../../ui/Bars'
import { Explain, useExplain } from '../../ui/Explain'
import { How, type HowText } from '../../ui/How'
import { Panel, type LegendItem } from '../../ui/Panel'
import css from './DaysPanel.module.css'
import { ofDay, useFigure } from './figure'
import { bars, monthBefore, type Bar } from './per_day'
import { useSearch } from '../../lib/search'

type Props = {
  overview: Overview
  wholeMonth: boolean
  how: HowText
  question: Question
}

/** Panels 2 and 4: the calls of each day as bars, and the same list as a table beside them. */
export function DaysPanel({ overview, wholeMonth, how, question }: Props) {
  const { t, language } = useLanguage()
  const explain = useExplain()
  const figure = useFigure(overview)
  const days = overview.panels.calls_per_day
  const shown = bars(days, overview.days)
  const before = wholeMonth ? monthBefore(days, overview.days) : null
  const legend: LegendItem[] = []
  if (shown.length > days.length)
    legend.push(
      { label: t.perDay.inRange, kind: 'bar', color: 'var(--series)' },
      { label: t.perDay.before, kind: 'bar', color: 'var(--bar-quiet)' },
    )
  if (before) legend.push({ label: t.perDay.monthBefore, kind: 'line', color: 'var(--text)' })
  const every = Math.ceil(shown.length / 6)
  return (
    <Panel
      id="calls_per_day"
      title={t.perDay.title}
      sub={t.range.days(days.length)}
      shared
      legend={legend}
      tools={
        <>
          <ExportMenu question={question} zone={overview.zone} what={t.perDay.title} bare />
          <How name={t.perDay.title} text={how} />
        </>
      }
    >
      <div className={css.both}>
        <Bars
          label={t.perDay.summary(days.length, count(overview.panels.number_of_calls))}
          language={language}
          layers={[
            { style: 'barQuiet', values: shown.map((b) => (b.inRange ? 0 : b.calls)) },
            {
              style: shown.length > days.length ? 'barOn' : 'bar',
              values: shown.map((b) => (b.inRange ? b.calls : 0)),
            },
          ]}
          {...(before ? { marks: before } : {})}
          axis={shown.flatMap((b, slot) =>
            (shown.length - 1 - slot) % every === 0 ? [{ slot, text: shortDay(b.day) }] : [],
          )}
          tip={(slot) => <Tip bar={shown[slot]} before={before?.[slot]} />}
          pick={(slot) => {
            const bar = shown[slot]
            if (bar) explain(figure('number_of_calls', bar.inRange && days.length === 1 ? {} : ofDay(bar.day)))
          }}
        />
        <DayTable overview={overview} />
      </div>
    </Panel>
  )
}

/** "11/21": the table beside carries the full date. */
function shortDay(day: Day): string {
  const [, month, date] = day.split('-')
  return `${Number(month)}/${Number(date)}`
}

function Tip({ bar, before }: { bar: Bar | undefined; before: number | null | undefined }) {
  const { t, language } = useLanguage()
  if (!bar) return null
  return (
    <>
      <b>{dayLabel(bar.day, language)}</b>
      <div>
        <span>{t.perDay.calls}</span>
        <span>{count(bar.calls)}</span>
      </div>
      {before !== undefined && (
        <div>
          <span>{t.perDay.monthBefore}</span>
          <span>{count(before)}</span>
        </div>
      )}
    </>
  )
}

function DayTable({ overview }: { overview: Overview }) {
  const { t, language } = useLanguage()
  const figure = useFigure(overview)
  const { calls_per_day: days, number_of_calls: total } = overview.panels
  const search = useSearch()
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label={t.perDay.title}>
      <table className={css.table}>
        <caption className="cc-hidden">{t.perDay.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t.perDay.day}</th>
            <th scope="col">{t.perDay.calls}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((d) => (
            <tr key={d.day} data-day={d.day} data-calls={d.calls}>
              <td title={d.day}>
                {days.length > 1 ? (
                  <Link href={href('/', withScope(search, { range: { kind: 'days', first: d.day, last: d.day } }))}>
                    {dayLabel(d.day, language)}
                  </Link>
                ) : (
                  dayLabel(d.day, language)
                )}
              </td>
              <td>
                <Explain figure={figure('number_of_calls', days.length === 1 ? {} : ofDay(d.day))}>
                  {count(d.calls)}
                </Explain>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.perDay.total}</th>
            <td>
              <Explain figure={figure('number_of_calls')}>{count(total)}</Explain>
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
