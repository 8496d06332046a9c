import type { QueryRequest, QueryResult } from '../../api/model'
import type { Dictionary } from '../../i18n/dictionary'
import { useLanguage } from '../../i18n/language'
import { compact, count, figure, type Language } from '../../lib/format'
import { dayLabel } from '../../lib/time'
import { Bars } from '../../ui/Bars'
import { Explain, useExplain } from '../../ui/Explain'
import { compareLook, lineLooks, Lines, mostLines } from '../../ui/Lines'
import { Panel, type LegendItem } from '../../ui/Panel'
import { RankBars } from '../../ui/RankBars'
import css from './Charts.module.css'
import { figureOf } from './explained'
import { everyStart } from './starts'
import { figureAt, groupKey, seriesOf, textAt, type Cells, type FigureColumn } from './table'
import type { Reading } from './useReading'

type Props = { reading: Reading; result: QueryResult; request: QueryRequest; old?: boolean }

/** The answer as charts, one for each figure, in the form that suits what it is split by. */
export function ReportCharts({ reading, result, request, old }: Props) {
  const { layout } = reading
  const grouped = layout.groups.length > 0
  const over = grouped ? GroupsOverTime : OverTime
  const Form = layout.time ? over : grouped ? Ranking : Single
  return (
    <div className={css.charts} data-old={old || undefined} data-single={Form === Single || undefined}>
      {layout.figures.filter(isFigure).map((column) => (
        <Form key={column.id} reading={reading} result={result} request={request} column={column} />
      ))}
    </div>
  )
}

type FormProps = { reading: Reading; result: QueryResult; request: QueryRequest; column: FigureColumn }

/** The figure that a bar or a point shows, by its row and column; null where it shows none. */
function useFigures({ reading, result, request }: Omit<FormProps, 'column'>) {
  const explain = useExplain()
  const of = (row: Cells | undefined, column: FigureColumn | undefined) =>
    row && column && figureAt(row, column) !== null ? figureOf(request, result, reading.layout, row, column) : null
  const open = (row: Cells | undefined, column: FigureColumn | undefined) => {
    const figure = of(row, column)
    if (figure) explain(figure)
  }
  return { of, open }
}

function useScale(unit: string): (value: number) => string {
  const { language } = useLanguage()
  return (value) =>
    unit === 'count' ? compact(value, language) : unit === 'percent' ? `${value}%` : figure(value, unit)
}

/** "2026-11-22 09:15": an axis need not repeat the year, nor a day that is the same all along. */
const yearLength = '2026-'.length
const dayLength = '2026-11-22'.length
/** "2026-11-22 (Sun)": on an axis as on those of the other pages. */
const wholeDay = /^\d{4}-\d\d-\d\d \(/

/** About as many labels as there is room for, at even distances. */
function axisOf(texts: string[], language: Language): { slot: number; text: string }[] {
  const short = (text: string) => {
    if (wholeDay.test(text)) return dayLabel(text.slice(0, dayLength), language)
    return /^\d{4}-/.test(text) ? text.slice(said) : text
  }
  const step = Math.max(1, Math.ceil(texts.length / 12))
  const days = new Set(texts.map((text) => text.slice(0, dayLength)))
  const said = days.size === 1 && texts.length > 1 ? dayLength + 1 : yearLength
  return texts.flatMap((text, slot) => (slot % step === 0 ? [{ slot, text: short(text) }] : []))
}

/** The rows in the order of time, however the table is sorted. */
function inTime(rows: Cells[], at: number): Cells[] {
  return [...rows].sort((a, b) => (textAt(a, at) < textAt(b, at) ? -1 : 1))
}

/** One figure over time: bars of what is counted, a line of what is not. */
function OverTime(props: FormProps) {
  const { reading, result, column } = props
  const { t, language } = useLanguage()
  const { open } = useFigures(props)
  const scale = useScale(column.unit)
  const { time } = reading.layout
  if (!time) return null
  const rows = inTime(reading.rows, time.at)
  const texts = rows.map((row) => reading.label(row, time))
  const values = rows.map((row) => figureAt(row, column))
  const compared = reading.layout.figures.find((f) => f.kind === 'compare' && f.spec === column.spec)
  const before = compared && rows.map((row) => figureAt(row, compared))
  const title = reading.figureTitle(column)
  const whole = `${t.reports.total} ${figure(figureAt(result.totals, column), column.unit)}`
  const pick = (slot: number, line: number) => open(rows[slot], line === 0 ? column : compared)
  const tip = (slot: number, line = 0) => (
    <>
      <b>{texts[slot]}</b>
      <div data-on={(before && line === 0) || undefined}>
        <span>{title}</span>
        <span>{figure(values[slot], column.unit)}</span>
      </div>
      {before && (
        <div data-on={line === 1 || undefined}>
          <span>{t.reports.before}</span>
          <span>{figure(before[slot], column.unit)}</span>
        </div>
      )}
    </>
  )
  return (
    <Panel title={title} sub={whole} {...(before ? { legend: comparedLegend(column.unit, t) } : {})}>
      {column.unit === 'count' ? (
        <Bars
          label={`${title}: ${whole}`}
          language={language}
          layers={[{ values: values.map((v) => v ?? 0), style: 'bar' }]}
          marks={before ?? []}
          axis={axisOf(texts, language)}
          tip={tip}
          pick={pick}
        />
      ) : (
        <Lines
          label={`${title}: ${whole}`}
          unit={column.unit}
          lines={before ? [values, before] : [values]}
          compared={before !== undefined}
          axis={axisOf(texts, language)}
          scale={scale}
          tip={tip}
          pick={pick}
        />
      )}
    </Panel>
  )
}

/** What stands for the range, and what for the other period: a mark across each bar, a line of its own. */
function comparedLegend(unit: string, t: Dictionary): LegendItem[] {
  const counted = unit === 'count'
  const look = counted ? { color: 'var(--text)' } : compareLook
  return [
    { label: t.explain.now, kind: counted ? 'bar' : 'line', color: counted ? 'var(--bar)' : lineLooks[0].color },
    { label: t.reports.before, kind: 'line', ...look },
  ]
}

/** Whether a figure is 0 of no contacts, as counts and sums are; a mean or a share has no value then. */
const adds = ({ spec, unit }: FigureColumn) => (unit === 'count' && !spec.startsWith('avg_')) || spec.startsWith('sum_')

/** A column that is no comparison. */
const isFigure = (column: FigureColumn) => column.kind === 'metric'

/** One figure of the groups that have most of it, over time. */
function GroupsOverTime(props: FormProps) {
  const { reading, result, column } = props
  const { t, language } = useLanguage()
  const { open } = useFigures(props)
  const scale = useScale(column.unit)
  const { layout } = reading
  const { time } = layout
  if (!time) return null
  const starts = everyStart(
    reading.rows.map((row) => textAt(row, time.at)),
    reading.every,
  )
  const slotOf = new Map(starts.map((start, slot) => [Date.parse(start), slot]))
  const texts = starts.map(reading.interval)
  const all = seriesOf(reading.rows, layout)
  const first = layout.figures.find(isFigure) ?? column
  const shown = byWeight(all, first).slice(0, mostLines)
  const places = shown.map((series) => {
    const line = new Array<Cells | undefined>(starts.length).fill(undefined)
    for (const row of series.rows) line[slotOf.get(Date.parse(textAt(row, time.at))) ?? 0] = row
    return line
  })
  const lines = places.map((line) => line.map((row) => (row ? figureAt(row, column) : adds(column) ? 0 : null)))
  const names = shown.map((series) => reading.group(series.rows[0] ?? []))
  const title = reading.figureTitle(column)
  const sub =
    all.length > shown.length ? t.reports.mostOf(shown.length, count(all.length), reading.figureTitle(first)) : ''
  return (
    <Panel
      title={title}
      sub={sub}
      legend={names.map((name, i) => ({
        label: name,
        kind: 'line',
        color: lineLooks[i]?.color ?? '',
        dashes: lineLooks[i]?.dashes,
      }))}
    >
      <Lines
        label={`${title}: ${t.reports.total} ${figure(figureAt(result.totals, column), column.unit)}`}
        lines={lines}
        unit={column.unit}
        axis={axisOf(texts, language)}
        scale={scale}
        pick={(slot, line) => open(places[line]?.[slot], column)}
        tip={(slot, line) => (
          <>
            <b>{texts[slot]}</b>
            {names.map((name, i) => (
              <div key={name} data-on={i === line || undefined}>
                <span>{name}</span>
                <span>{figure(lines[i]?.[slot], column.unit)}</span>
              </div>
            ))}
          </>
        )}
      />
    </Panel>
  )
}

/** The groups with the most of a figure first. */
function byWeight(all: { key: string; rows: Cells[] }[], column: FigureColumn): { key: string; rows: Cells[] }[] {
  const weight = (rows: Cells[]) => rows.reduce((sum, row) => sum + (figureAt(row, column) ?? 0), 0)
  return all.map((series) => ({ ...series, weight: weight(series.rows) })).sort((a, b) => b.weight - a.weight)
}

/** The greatest of a figure first, in a box that scrolls. */
function Ranking(props: FormProps) {
  const { reading, column } = props
  const { of } = useFigures(props)
  const title = reading.figureTitle(column)
  const rows = [...reading.rows].sort((a, b) => (figureAt(b, column) ?? -1) - (figureAt(a, column) ?? -1))
  return (
    <Panel title={title} sub={count(rows.length)} flush>
      <div className={css.ranking} tabIndex={0} role="group" aria-label={title}>
        <RankBars
          label={title}
          rows={rows.map((row) => ({
            key: groupKey(row, reading.layout),
            name: reading.group(row),
            value: figureAt(row, column),
            text: <Explain figure={of(row, column)}>{figure(figureAt(row, column), column.unit)}</Explain>,
          }))}
        />
      </div>
    </Panel>
  )
}

/** A figure that is split by nothing. */
function Single({ reading, result, request, column }: FormProps) {
  const value = figureAt(result.totals, column)
  const name = value === null ? null : figureOf(request, result, reading.layout, null, column)
  const title = reading.figureTitle(column)
  return (
    <Panel title={title}>
      <p className={css.single}>
        <Explain figure={name}>{figure(value, column.unit)}</Explain>
      </p>
      <p className={css.note}>{reading.definition(column)}</p>
    </Panel>
  )
}
