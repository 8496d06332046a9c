import { useMemo } from 'react'
import { Link } from 'wouter'
import type { DayFigures, Overview } from '../../api/model'
import { useCalendar } from '../../api/settings'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { holidayName } from '../../lib/calendar'
import { href, withScope } from '../../lib/scope'
import { dayLabel, monthTick } from '../../lib/time'
import { Bars, type Layer } from '../../ui/Bars'
import { useData } from '../../ui/Data'
import { useExplain } from '../../ui/Explain'
import { How, type HowText } from '../../ui/How'
import { Panel } from '../../ui/Panel'
import { ofDay, useFigure } from './figure'
import { useSearch } from '../../lib/search'

type Props = { overview: Overview; how: HowText }

const other = (day: DayFigures) => Math.max(0, day.contacts - day.handled - day.abandoned)

function layers(days: DayFigures[]): Layer[] {
  return [
    { style: 'barBase', values: days.map((d) => d.abandoned) },
    { style: 'bar', values: days.map((d) => d.handled) },
    { style: 'barQuiet', values: days.map(other) },
  ]
}

/** A year of days: handled bars, abandoned on the base, and the average of seven days that makes a trend of the comb. */
export function YearPanel({ overview, how }: Props) {
  const { days } = overview
  const explain = useExplain()
  const figure = useFigure(overview)
  const { t, language } = useLanguage()
  const search = useSearch()
  const stacked = useMemo(() => layers(days), [days])
  const axis = useMemo(
    () => days.flatMap((d, slot) => (d.day.endsWith('-01') ? [{ slot, text: monthTick(d.day, language) }] : [])),
    [days, language],
  )
  const calendar = useCalendar()
  const named = useMemo(() => days.map((d) => holidayName(calendar, d.day, language)), [days, calendar, language])
  const flags = useMemo(() => named.flatMap((name, slot) => (name ? [slot] : [])), [named])
  const data = useData(() => ({
    caption: t.days.title,
    file: 'contacts-per-day.csv',
    head: [t.days.day, t.days.contacts, t.days.handled, t.days.abandoned, t.days.average, t.days.holiday],
    rows: days.toReversed().map((d, i) => ({
      key: d.day,
      first: (
        <Link href={href('/', withScope(search, { range: { kind: 'days', first: d.day, last: d.day } }))}>{d.day}</Link>
      ),
      cells: [d.day, d.contacts, d.handled, d.abandoned, d.average_7d, named[days.length - 1 - i] ?? ''],
    })),
  }))
  const total = days.reduce((sum, d) => sum + d.contacts, 0)
  const peak = days.reduce<DayFigures | undefined>(
    (best, d) => (d.contacts > (best?.contacts ?? -1) ? d : best),
    undefined,
  )
  return (
    <Panel
      id="days"
      title={t.days.title}
      sub={t.days.span}
      shared
      legend={[
        { label: t.days.handled, kind: 'bar', color: 'var(--bar)' },
        { label: t.days.abandoned, kind: 'bar', color: 'var(--series-2)' },
        { label: t.days.other, kind: 'bar', color: 'var(--bar-quiet)' },
        { label: t.days.average, kind: 'line', color: 'var(--bar-line)' },
        ...(flags.length > 0 ? [{ label: t.days.holiday, kind: 'flag' as const, color: 'var(--violet)' }] : []),
      ]}
      tools={
        <>
          {data.tools}
          <How name={t.days.title} text={how} />
        </>
      }
    >
      {data.view ?? (
        <Bars
          label={t.days.summary(count(total), count(peak?.contacts), peak ? dayLabel(peak.day, language) : '')}
          language={language}
          layers={stacked}
          line={{ values: days.map((d) => d.average_7d) }}
          flags={flags}
          axis={axis}
          tip={(slot) => <Tip day={days[slot]} holiday={named[slot]} />}
          pick={(slot) => {
            const day = days[slot]
            if (day) explain(figure('number_of_calls', ofDay(day.day)))
          }}
        />
      )}
    </Panel>
  )
}

function Tip({ day, holiday }: { day: DayFigures | undefined; holiday: string | null | undefined }) {
  const { t, language } = useLanguage()
  if (!day) return null
  const rows: [string, number | null][] = [
    [t.days.contacts, day.contacts],
    [t.days.handled, day.handled],
    [t.days.abandoned, day.abandoned],
    [t.days.other, other(day)],
    [t.days.average, day.average_7d],
  ]
  return (
    <>
      <b>{`${day.day.slice(0, 4)} · ${dayLabel(day.day, language)}`}</b>
      {holiday && <em>{holiday}</em>}
      {rows.map(([name, value]) => (
        <div key={name}>
          <span>{name}</span>
          <span>{count(value)}</span>
        </div>
      ))}
    </>
  )
}
