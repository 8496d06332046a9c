import type { MonthDay } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { dayLabel } from '../../lib/time'
import { Bars } from '../../ui/Bars'
import { How, type HowText } from '../../ui/How'
import { Panel } from '../../ui/Panel'
import css from './Month.module.css'

type Props = { days: MonthDay[]; total: number; open: (day: string) => void; how: HowText }

const other = (day: MonthDay) => Math.max(0, day.contacts - day.handled - day.abandoned)

/** The month's contacts by day: days that are not worked carry a mark. */
export function DayBars({ days, total, open, how }: Props) {
  const { t, language } = useLanguage()
  const flags = days.flatMap((day, slot) => (day.works ? [] : [slot]))
  return (
    <Panel
      id="calls_per_day"
      className={css.chart}
      title={t.month.chart}
      legend={[
        { label: t.days.handled, kind: 'bar', color: 'var(--bar)' },
        { label: t.days.abandoned, kind: 'bar', color: 'var(--series-2)' },
        { label: t.days.other, kind: 'bar', color: 'var(--bar-quiet)' },
        ...(flags.length > 0 ? [{ label: t.month.rest, kind: 'flag' as const, color: 'var(--violet)' }] : []),
      ]}
      tools={<How name={t.month.chart} text={how} />}
    >
      <Bars
        label={t.month.summary(days.length, count(total))}
        language={language}
        layers={[
          { style: 'barBase', values: days.map((d) => d.abandoned) },
          { style: 'bar', values: days.map((d) => d.handled) },
          { style: 'barQuiet', values: days.map(other) },
        ]}
        flags={flags}
        axis={days.map((d, slot) => ({ slot, text: String(Number(d.day.slice(8))) }))}
        valueLabels
        tip={(slot) => <Tip day={days[slot]} />}
        pick={(slot) => {
          const day = days[slot]
          if (day) open(day.day)
        }}
      />
    </Panel>
  )
}

function Tip({ day }: { day: MonthDay | undefined }) {
  const { t, language } = useLanguage()
  if (!day) return null
  const rows: [string, number][] = [
    [t.month.calls, day.contacts],
    [t.days.handled, day.handled],
    [t.days.abandoned, day.abandoned],
    [t.days.other, other(day)],
  ]
  return (
    <>
      <b>{dayLabel(day.day, language)}</b>
      {day.holiday && <em>{day.holiday[language]}</em>}
      {rows.map(([name, value]) => (
        <div key={name}>
          <span>{name}</span>
          <span>{count(value)}</span>
        </div>
      ))}
    </>
  )
}
