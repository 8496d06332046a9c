import type { ReactNode } from 'react'
import type { Promised } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import type { Values } from '../../lib/answer'
import { compact, count, duration, percent } from '../../lib/format'
import { clock, dayLabel, dayOf } from '../../lib/time'
import { Bars } from '../../ui/Bars'
import { useData } from '../../ui/Data'
import { Lines, lineLooks } from '../../ui/Lines'
import { Panel } from '../../ui/Panel'
import css from './Queues.module.css'
import { waitRows, type intervalOf } from './questions'

export type Point = { start: string; values: Values }
type Every = ReturnType<typeof intervalOf>
type Series = { points: Point[]; every: Every; zone: string }

/** A bucket's start as its axis and its tip name it: rows carry a day, or a moment with its offset. */
function useLabels(every: Every, zone: string) {
  const { language } = useLanguage()
  const timed = every === '15m' || every === '1h'
  const short = (start: string) => {
    if (timed) return clock(Date.parse(start), zone)
    const [, month, day] = start.slice(0, 10).split('-')
    return `${Number(month)}/${Number(day)}`
  }
  const long = (start: string) => {
    if (!timed) return dayLabel(start.slice(0, 10), language)
    const at = Date.parse(start)
    return `${dayLabel(dayOf(at, zone), language)} ${clock(at, zone)}`
  }
  return { short, long }
}

function axisOf(points: Point[], short: (start: string) => string) {
  const every = Math.max(1, Math.ceil(points.length / 8))
  return points.flatMap((p, slot) => (slot % every === 0 ? [{ slot, text: short(p.start) }] : []))
}

function Tip({ title, rows }: { title: string; rows: [string, string][] }): ReactNode {
  return (
    <>
      <b>{title}</b>
      {rows.map(([name, value]) => (
        <div key={name}>
          <span>{name}</span>
          <span>{value}</span>
        </div>
      ))}
    </>
  )
}

const otherOf = (v: Values) =>
  Math.max(0, (v.contacts_created ?? 0) - (v.contacts_handled ?? 0) - (v.contacts_abandoned ?? 0))

export function ArrivalsPanel({ points, every, zone, totals }: Series & { totals: Values }) {
  const { t, language } = useLanguage()
  const q = t.queuesPage
  const { short, long } = useLabels(every, zone)
  const data = useData(() => ({
    caption: q.arrivals,
    file: 'queue-arrivals.csv',
    head: [q.start, t.days.contacts, q.answered, q.abandoned, q.other],
    rows: points.map(({ start, values: v }) => ({
      key: start,
      cells: [start, v.contacts_created ?? 0, v.contacts_handled ?? 0, v.contacts_abandoned ?? 0, otherOf(v)],
    })),
  }))
  return (
    <Panel
      id="arrivals"
      className={css.chart}
      title={q.arrivals}
      sub={q.every[every]}
      legend={[
        { label: q.answered, kind: 'bar', color: 'var(--bar)' },
        { label: q.abandoned, kind: 'bar', color: 'var(--series-2)' },
        { label: q.other, kind: 'bar', color: 'var(--bar-quiet)' },
      ]}
      tools={data.tools}
    >
      {data.view ?? (
        <Bars
          label={q.arrivalsSummary(count(totals.contacts_created), count(totals.contacts_abandoned))}
          language={language}
          layers={[
            { style: 'barBase', values: points.map((p) => p.values.contacts_abandoned ?? 0) },
            { style: 'bar', values: points.map((p) => p.values.contacts_handled ?? 0) },
            { style: 'barQuiet', values: points.map((p) => otherOf(p.values)) },
          ]}
          axis={axisOf(points, short)}
          tip={(slot) => {
            const p = points[slot]
            return (
              p && (
                <Tip
                  title={long(p.start)}
                  rows={[
                    [t.days.contacts, count(p.values.contacts_created)],
                    [q.answered, count(p.values.contacts_handled)],
                    [q.abandoned, count(p.values.contacts_abandoned)],
                  ]}
                />
              )
            )
          }}
        />
      )}
    </Panel>
  )
}

type LevelProps = Series & { levelId: string; promise: Promised; total: number | null }

export function LevelPanel({ points, every, zone, levelId, promise, total }: LevelProps) {
  const { t } = useLanguage()
  const q = t.queuesPage
  const { short, long } = useLabels(every, zone)
  const target = percent(promise.target, 0)
  const data = useData(() => ({
    caption: q.levels,
    file: 'queue-service-level.csv',
    head: [q.start, q.levels, q.target],
    rows: points.map((p) => ({ key: p.start, cells: [p.start, p.values[levelId] ?? null, promise.target] })),
  }))
  return (
    <Panel
      id="levels"
      className={css.chart}
      title={q.levels}
      sub={t.card.target(target, promise.seconds)}
      legend={[
        { label: q.levels, kind: 'line', color: lineLooks[0].color },
        { label: q.target, kind: 'dash', color: lineLooks[1].color },
      ]}
      tools={data.tools}
    >
      {data.view ?? (
        <Lines
          label={q.levelsSummary(percent(total), target)}
          unit="percent"
          scale={(v) => percent(v, 0)}
          lines={[points.map((p) => p.values[levelId] ?? null), points.map(() => promise.target)]}
          axis={axisOf(points, short)}
          tip={(slot) => {
            const p = points[slot]
            return p && <Tip title={long(p.start)} rows={[[q.levels, percent(p.values[levelId])]]} />
          }}
        />
      )}
    </Panel>
  )
}

const ranks = ['p50', 'p90', 'p95']

export function WaitsPanel({ points, every, zone, ids, total }: Series & { ids: string[]; total: number | null }) {
  const { t } = useLanguage()
  const q = t.queuesPage
  const { short, long } = useLabels(every, zone)
  const data = useData(() => ({
    caption: q.waits,
    file: 'queue-waits.csv',
    head: [q.start, ...ranks],
    rows: points.map((p) => ({ key: p.start, cells: [p.start, ...ids.map((id) => p.values[id] ?? null)] })),
  }))
  return (
    <Panel
      id="waits"
      className={css.chart}
      title={q.waits}
      sub={q.every[every]}
      legend={ranks.map((label, i) => ({ label, kind: 'line', color: lineLooks[i]?.color ?? '' }))}
      tools={data.tools}
    >
      {data.view ?? (
        <Lines
          label={q.waitsSummary(duration(total))}
          unit="seconds"
          scale={duration}
          lines={ids.map((id) => points.map((p) => p.values[id] ?? null))}
          axis={axisOf(points, short)}
          tip={(slot) => {
            const p = points[slot]
            return (
              p && (
                <Tip
                  title={long(p.start)}
                  rows={ids.map((id, i): [string, string] => [ranks[i] ?? id, duration(p.values[id])])}
                />
              )
            )
          }}
        />
      )}
    </Panel>
  )
}

export function SpreadPanel({ totals }: { totals: Values }) {
  const { t, language } = useLanguage()
  const q = t.queuesPage
  const rows = waitRows(totals)
  const name = (row: (typeof rows)[number]) =>
    row.to === null ? q.longer(duration(row.from)) : q.upTo(duration(row.to))
  const all = rows.reduce((sum, row) => sum + row.answered + row.abandoned, 0)
  const data = useData(() => ({
    caption: q.spread,
    file: 'queue-wait-distribution.csv',
    head: [q.wait, q.answered, q.abandoned],
    rows: rows.map((row) => ({ key: String(row.from), cells: [name(row), row.answered, row.abandoned] })),
  }))
  return (
    <Panel
      id="spread"
      className={css.chart}
      title={q.spread}
      legend={[
        { label: q.answered, kind: 'bar', color: 'var(--bar)' },
        { label: q.abandoned, kind: 'bar', color: 'var(--series-2)' },
      ]}
      tools={data.tools}
    >
      {data.view ?? (
        <Bars
          label={q.spreadSummary(count(all))}
          language={language}
          layers={[
            { style: 'barBase', values: rows.map((row) => row.abandoned) },
            { style: 'bar', values: rows.map((row) => row.answered) },
          ]}
          axis={rows.map((row, slot) => ({
            slot,
            text: row.to === null ? `${duration(row.from)}+` : duration(row.to),
          }))}
          tip={(slot) => {
            const row = rows[slot]
            return (
              row && (
                <Tip
                  title={name(row)}
                  rows={[
                    [q.answered, count(row.answered)],
                    [q.abandoned, compact(row.abandoned, language)],
                  ]}
                />
              )
            )
          }}
        />
      )}
    </Panel>
  )
}
