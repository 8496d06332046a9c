import type { Overview, Today } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { compact, count } from '../../lib/format'
import { linePath, ticks, type Point } from '../../lib/scale'
import { clock, dayLabel } from '../../lib/time'
import css from '../../ui/Chart.module.css'
import { useData } from '../../ui/Data'
import { Axis, Frame, Grid, type Area } from '../../ui/Frame'
import { useExplain } from '../../ui/Explain'
import { How, type HowText } from '../../ui/How'
import { Panel } from '../../ui/Panel'
import { useFigure } from './figure'

type Props = { overview: Overview; how: HowText }

const hourMs = 3_600_000

/** The end of the quarter of an hour that begins at a moment. */
const after = (start: string) => new Date(Date.parse(start) + hourMs / 4).toISOString()

/** Today by quarters of an hour against the same weekday a week before. */
export function TodayPanel({ overview, how }: Props) {
  const { today, zone } = overview
  const explain = useExplain()
  const figure = useFigure(overview)
  const { t, language } = useLanguage()
  const slots = Math.max(today.compare.length, today.points.length)
  const time = (slot: number) => {
    const start = today.points[slot]?.start ?? today.compare[slot]?.start
    return start ? clock(Date.parse(start), zone) : ''
  }
  const data = useData(() => ({
    caption: t.today.title,
    file: `contacts-${today.day}.csv`,
    head: [t.today.time, t.today.today, t.today.before],
    rows: Array.from({ length: slots }, (_, i) => ({
      key: String(i),
      cells: [time(i), today.points[i]?.contacts ?? null, today.compare[i]?.contacts ?? null],
    })),
  }))
  const total = today.points.reduce((sum, p) => sum + p.contacts, 0)
  const peak = today.points.reduce((best, p, i) => (p.contacts > (today.points[best]?.contacts ?? 0) ? i : best), 0)
  const label = t.today.summary(count(total), count(today.points[peak]?.contacts ?? 0), time(peak))
  return (
    <Panel
      id="today"
      title={t.today.title}
      legend={[
        { label: t.today.today, kind: 'area', color: 'var(--series)' },
        { label: t.today.before, kind: 'dash', color: 'var(--compare)' },
      ]}
      tools={
        <>
          {data.tools}
          <How name={t.today.title} text={how} />
        </>
      }
    >
      {data.view ?? (
        <Frame
          label={label}
          slots={slots}
          draw={(area, hovered) => (
            <Drawing
              area={area}
              hovered={hovered}
              today={today}
              slots={slots}
              label={(v) => compact(v, language)}
              time={time}
            />
          )}
          pick={(slot) => {
            const start = today.points[slot]?.start
            if (start) explain(figure('number_of_calls', { from: start, to: after(start) }))
          }}
          tip={(slot) => (
            <>
              <b>{time(slot)}</b>
              <div>
                <span>{t.today.today}</span>
                <span>{count(today.points[slot]?.contacts)}</span>
              </div>
              <div>
                <span title={dayLabel(today.compare_day, language)}>{t.today.before}</span>
                <span>{count(today.compare[slot]?.contacts)}</span>
              </div>
            </>
          )}
        />
      )}
    </Panel>
  )
}

type DrawingProps = {
  area: Area
  hovered: number | null
  today: Today
  slots: number
  label: (value: number) => string
  time: (slot: number) => string
}

function Drawing({ area, hovered, today, slots, label, time }: DrawingProps) {
  const all = [...today.points, ...today.compare].map((p) => p.contacts)
  const marks = ticks(Math.max(0, ...all))
  const top = marks.at(-1) ?? 1
  const at = (slot: number, value: number): Point => ({
    x: area.left + ((slot + 0.5) / slots) * area.width,
    y: area.bottom - (value / top) * area.height,
  })
  const line = today.points.map((p, i) => at(i, p.contacts))
  const last = line.at(-1)
  // The quarter that still runs is no drop: the full line ends before it.
  const whole = line.slice(0, -1)
  const end = whole.at(-1)
  const first = whole[0]
  const hours = today.compare
    .map((p, slot) => ({ slot, ms: Date.parse(p.start) }))
    .filter(({ ms, slot }) => ms % hourMs === 0 && slot % 12 === 0)
  return (
    <>
      <Grid area={area} ticks={marks} label={label} />
      <path className={css.compare} d={linePath(today.compare.map((p, i) => at(i, p.contacts)))} />
      {first && end && (
        <path className={css.area} d={`${linePath(whole)}L${end.x},${area.bottom}L${first.x},${area.bottom}Z`} />
      )}
      <path className={css.line} d={linePath(whole)} />
      {end && last && <path className={css.growing} d={linePath([end, last])} />}
      {last && (
        <>
          <line className={css.edge} x1={last.x} x2={last.x} y1={area.top} y2={area.bottom} />
          <circle className={css.dot} cx={last.x} cy={last.y} r="4" />
        </>
      )}
      {hovered !== null && (
        <line className={css.cursor} x1={at(hovered, 0).x} x2={at(hovered, 0).x} y1={area.top} y2={area.bottom} />
      )}
      <Axis
        area={area}
        labels={hours.map(({ slot }) => ({ at: area.left + (slot / slots) * area.width, text: time(slot) }))}
      />
    </>
  )
}
