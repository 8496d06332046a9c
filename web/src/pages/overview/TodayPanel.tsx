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
import { drawnDay } from './quiet_day'

type Props = { overview: Overview; how: HowText }

const hourMs = 3_600_000

/** Today by quarters of an hour, or by the hour where few contacts come, against the day that is like it. */
export function TodayPanel({ overview, how }: Props) {
  const { zone } = overview
  const { today, minutes } = drawnDay(overview.today)
  const explain = useExplain()
  const figure = useFigure(overview)
  const { t, language } = useLanguage()
  const against = `${t.today.before[today.compare_kind]}, ${dayLabel(today.compare_day, language)}`
  const title = minutes === 60 ? t.today.titleHourly : t.today.title
  const slots = Math.max(today.compare.length, today.points.length)
  const after = (start: string) => new Date(Date.parse(start) + minutes * 60_000).toISOString()
  const time = (slot: number) => {
    const start = today.points[slot]?.start ?? today.compare[slot]?.start
    return start ? clock(Date.parse(start), zone) : ''
  }
  const data = useData(() => ({
    caption: title,
    file: `contacts-${today.day}.csv`,
    head: [t.today.time, t.today.today, against],
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
      title={title}
      sub={minutes === 60 ? t.today.few : undefined}
      legend={[
        { label: t.today.today, kind: 'area', color: 'var(--series)' },
        { label: against, kind: 'dash', color: 'var(--compare)' },
      ]}
      tools={
        <>
          {data.tools}
          <How name={title} text={how} />
        </>
      }
    >
      {data.view ?? (
        <Frame
          label={label}
          slots={slots}
          draw={(area, place) => (
            <Drawing
              area={area}
              hovered={place?.slot ?? null}
              today={today}
              minutes={minutes}
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
              <b>
                {time(slot)}
                {slot === today.points.length - 1 && ` ${t.today.running}`}
              </b>
              <div>
                <span>{t.today.today}</span>
                <span>{count(today.points[slot]?.contacts)}</span>
              </div>
              <div>
                <span>{against}</span>
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
  /** How much time a slot stands for. */
  minutes: number
  slots: number
  label: (value: number) => string
  time: (slot: number) => string
}

function Drawing({ area, hovered, today, minutes, slots, label, time }: DrawingProps) {
  const all = [...today.points, ...today.compare].map((p) => p.contacts)
  const marks = ticks(Math.max(0, ...all))
  const top = marks.at(-1) ?? 1
  const at = (slot: number, value: number): Point => ({
    x: area.left + ((slot + 0.5) / slots) * area.width,
    y: area.bottom - (value / top) * area.height,
  })
  const line = today.points.map((p, i) => at(i, p.contacts))
  // Where the time is; what still runs is no drop: the line ends before it.
  const now = line.at(-1)
  const whole = line.slice(0, -1)
  const end = whole.at(-1)
  const first = whole[0]
  const hours = today.compare
    .map((p, slot) => ({ slot, ms: Date.parse(p.start) }))
    .filter(({ ms, slot }) => ms % hourMs === 0 && (slot * minutes) % 180 === 0)
  return (
    <>
      <Grid area={area} ticks={marks} label={label} />
      <path className={css.compare} d={linePath(today.compare.map((p, i) => at(i, p.contacts)))} />
      {first && end && (
        <path className={css.area} d={`${linePath(whole)}L${end.x},${area.bottom}L${first.x},${area.bottom}Z`} />
      )}
      <path className={css.line} d={linePath(whole)} />
      {now && <line className={css.edge} x1={now.x} x2={now.x} y1={area.top} y2={area.bottom} />}
      {end && <circle className={css.dot} cx={end.x} cy={end.y} r="4" />}
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
