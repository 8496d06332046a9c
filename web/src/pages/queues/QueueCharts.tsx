import type { ReactNode } from 'react'
import type { Promised, QueryRequest } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import type { Values } from '../../lib/answer'
import { endOf, figureIn } from '../../lib/figure'
import { compact, count, duration, percent } from '../../lib/format'
import { promisedLevel } from '../../lib/metric_spec'
import { clock, dayLabel, dayOf } from '../../lib/time'
import { Bars } from '../../ui/Bars'
import { useData } from '../../ui/Data'
import { useExplain } from '../../ui/Explain'
import { Lines, lineLooks } from '../../ui/Lines'
import { Panel } from '../../ui/Panel'
import css from './Queues.module.css'
import { waitRows, type intervalOf } from './questions'

export type Point = { start: string; values: Values }
type Every = ReturnType<typeof intervalOf>
type Series = { points: Point[]; every: Every; zone: string; request: QueryRequest; dayStart: string }

/** The figures of the buckets by name, and how to take one apart. */
function useFigures({ points, every, request, dayStart }: Series) {
  const explain = useExplain()
  const of = (point: Point, metric: string) => {
    const bucket = { from: point.start, to: endOf(point.start, every, request.to, dayStart) }
    return figureIn(request, metric, bucket)
  }
  const open = (slot: number, metric: string | undefined) => {
    const point = points[slot]
    if (point && metric && point.values[metric] != null) explain(of(point, metric))
  }
  return { of, open }
}

/** A bucket's start as its axis and its tip name it: rows carry a day, or a moment with its offset. */
function useLabels(every: Every, zone: string) {
  const { language } = useLanguage()
  const timed = every === '15m' || every === '1h'
  const short = (start: string) => (timed ? clock(Date.parse(start), zone) : dayLabel(start.slice(0, 10), language))
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

export function Tip({ title, rows, on }: { title: string; rows: [string, string][]; on?: number }): ReactNode {
  return (
    <>
      <b>{title}</b>
      {rows.map(([name, value], i) => (
        <div key={name} data-on={i === on || undefined}>
          <span>{name}</span>
          <span>{value}</span>
        </div>
      ))}
    </>
  )
}

const arrived = ['contacts_created', 'contacts_handled', 'contacts_abandoned']

const otherOf = (v: Values) =>
  Math.max(0, (v.contacts_created ?? 0) - (v.contacts_handled ?? 0) - (v.contacts_abandoned ?? 0))

export function ArrivalsPanel(props: Series & { totals: Values; exports: ReactNode }) {
  const { points, every, zone, totals, exports } = props
  const { t, language } = useLanguage()
  const figures = useFigures(props)
  const q = t.queuesPage
  const { short, long } = useLabels(every, zone)
  const data = useData(() => ({
    caption: q.arrivals,
    file: 'queue-arrivals.csv',
    head: [q.start, t.days.contacts, q.answered, q.abandoned, q.other],
    rows: points.map((p) => ({
      key: p.start,
      cells: [p.start, ...arrived.map((id) => p.values[id] ?? 0), otherOf(p.values)],
      figures: [null, ...arrived.map((id) => figures.of(p, id))],
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
      tools={
        <>
          {data.tools}
          {exports}
        </>
      }
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
          pick={(slot) => figures.open(slot, 'contacts_created')}
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

type LevelProps = Series & { promise: Promised; total: number | null }

export function LevelPanel(props: LevelProps) {
  const { points, every, zone, promise, total } = props
  const { t } = useLanguage()
  const figures = useFigures(props)
  const q = t.queuesPage
  const { short, long } = useLabels(every, zone)
  const target = percent(promise.target, 0)
  const data = useData(() => ({
    caption: q.levels,
    file: 'queue-service-level.csv',
    head: [q.start, t.card.serviceLevel, q.target],
    units: ['', 'percent', 'percent'],
    rows: points.map((p) => ({
      key: p.start,
      cells: [p.start, p.values[promisedLevel] ?? null, promise.target],
      figures: [null, figures.of(p, promisedLevel)],
    })),
  }))
  return (
    <Panel
      id="levels"
      className={css.chart}
      title={q.levels}
      sub={t.card.target(target, promise.seconds)}
      legend={[
        { label: t.card.serviceLevel, kind: 'line', color: lineLooks[0].color },
        { label: q.target, kind: 'dash', color: lineLooks[1].color },
      ]}
      tools={data.tools}
    >
      {data.view ?? (
        <Lines
          label={q.levelsSummary(percent(total), target)}
          unit="percent"
          scale={(v) => percent(v, 0)}
          lines={[points.map((p) => p.values[promisedLevel] ?? null), points.map(() => promise.target)]}
          axis={axisOf(points, short)}
          pick={(slot, line) => figures.open(slot, line === 0 ? promisedLevel : undefined)}
          tip={(slot) => {
            const p = points[slot]
            return p && <Tip title={long(p.start)} rows={[[q.levels, percent(p.values[promisedLevel])]]} />
          }}
        />
      )}
    </Panel>
  )
}

const ranks = ['p50', 'p90', 'p95']

export function WaitsPanel(props: Series & { ids: string[]; total: number | null }) {
  const { points, every, zone, ids, total } = props
  const { t } = useLanguage()
  const figures = useFigures(props)
  const q = t.queuesPage
  const { short, long } = useLabels(every, zone)
  const data = useData(() => ({
    caption: q.waits,
    file: 'queue-waits.csv',
    head: [q.start, ...ranks],
    units: ['', ...ranks.map(() => 'seconds')],
    rows: points.map((p) => ({
      key: p.start,
      cells: [p.start, ...ids.map((id) => p.values[id] ?? null)],
      figures: [null, ...ids.map((id) => figures.of(p, id))],
    })),
  }))
  return (
    <Panel
      id="waits"
      className={css.chart}
      title={q.waits}
      sub={q.every[every]}
      legend={ranks.map((label, i) => ({
        label,
        kind: 'line',
        color: lineLooks[i]?.color ?? '',
        dashes: lineLooks[i]?.dashes,
      }))}
      tools={data.tools}
    >
      {data.view ?? (
        <Lines
          label={q.waitsSummary(duration(total))}
          unit="seconds"
          scale={duration}
          lines={ids.map((id) => points.map((p) => p.values[id] ?? null))}
          axis={axisOf(points, short)}
          pick={(slot, line) => figures.open(slot, ids[line])}
          tip={(slot, line) => {
            const p = points[slot]
            return (
              p && (
                <Tip
                  title={long(p.start)}
                  on={line}
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
            text: row.to === null ? `≥${duration(row.from)}` : `<${duration(row.to)}`,
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
