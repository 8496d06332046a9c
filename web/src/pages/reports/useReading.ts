import { useMemo } from 'react'
import type { Catalogue, QueryResult } from '../../api/model'
import { dimensionTitle, valueText } from '../../i18n/dimension'
import { pick, useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { countedAs, metricOf, specTitle } from '../../lib/metric_spec'
import { textWidth } from '../../lib/text_width'
import type { Tone } from '../../lib/tone'
import type { ReportState } from './state'
import {
  layoutOf,
  sortRows,
  textAt,
  timeColumn,
  type Cells,
  type FigureColumn,
  type LabelColumn,
  type Layout,
} from './table'
import { clocksChange, intervalText } from './words'

/** An answer as people read it: ordered rows, and the words of its columns and cells. */
export type Reading = {
  layout: Layout
  rows: Cells[]
  /** The heading of a dimension. */
  title: (dimension: string) => string
  /** The heading of a figure; of a compared column what it is to the figure. */
  figureTitle: (column: FigureColumn) => string
  /** Whether a difference is for the better; none where neither way is, or nothing differs. */
  tone: (column: FigureColumn, difference: number | null) => Tone
  /** Whether a row is all values together that are not among the first. */
  isRest: (row: Cells) => boolean
  definition: (column: FigureColumn) => string
  label: (row: Cells, column: LabelColumn) => string
  every: string
  /** The interval that begins so, in words. */
  interval: (start: string) => string
  /** All groups of a row in one line. */
  group: (row: Cells) => string
  /** As wide as the widest text of a column, in pixels, so that columns stand still while rows come and go. */
  widths: { [column: string]: number }
}

type Asked = Pick<ReportState, 'by' | 'every' | 'sort'>

export function useReading(result: QueryResult | undefined, asked: Asked, catalogue: Catalogue | undefined) {
  const { t, language } = useLanguage()
  const { every } = asked
  const by = asked.by.join('\n')
  const { by: column, down } = asked.sort
  return useMemo((): Reading | null => {
    if (!result || !catalogue) return null
    const layout = layoutOf(result.columns, by.split('\n'))
    const { time } = layout
    const offset = time !== null && clocksChange(result.rows.map((row) => textAt(row, time.at)))
    const rest = new Set<Cells>(result.others ?? [])
    const label = (row: Cells, of: LabelColumn) => {
      if (rest.has(row) && of.id === result.top?.dimension)
        return t.reports.others(count(Math.max(0, result.top.values - result.top.n)))
      const name = textAt(row, of.at)
      if (of.id === timeColumn) return intervalText(name, every, language, offset)
      return valueText(of.id, name, textAt(row, of.arn), t)
    }
    const metric = (of: FigureColumn) => metricOf(catalogue.metrics, of.spec)
    const labels = [...(time ? [time] : []), ...layout.groups]
    return {
      layout,
      every,
      interval: (start) => intervalText(start, every, language, offset),
      rows: sortRows(result.rows, [...rest], layout, { by: column, down }, label, language),
      isRest: (row) => rest.has(row),
      tone: (of, difference) => {
        const direction = metric(of)?.direction
        if (!difference || !direction || direction === 'neither') return 'none'
        return difference > 0 === (direction === 'higher') ? 'ok' : 'warn'
      },
      label,
      title: (dimension) => dimensionTitle(dimension, catalogue.dimensions, language),
      figureTitle: (of) => {
        if (of.kind === 'compare') return t.reports.before
        if (of.kind === 'difference') return t.reports.change
        const found = metric(of)
        return found ? specTitle(found, of.spec, language, true) : of.spec
      },
      definition: (of) => {
        const found = metric(of)
        return pick(found && countedAs(found, of.spec, result.columns)?.definition, language)
      },
      group: (row) => layout.groups.map((of) => label(row, of)).join(' · '),
      widths: Object.fromEntries(
        labels.map((of) => [of.id, widthOf([...result.rows, ...rest], (row) => label(row, of))]),
      ),
    }
  }, [result, catalogue, by, every, column, down, language, t])
}

/** The most that a column of text takes. */
const widest = 320
/** Texts are drawn a little larger than they are measured, with space around them. */
const room = { factor: 1.15, around: 24 }

function widthOf(rows: Cells[], text: (row: Cells) => string): number {
  let most = 0
  for (const row of rows) most = Math.max(most, textWidth(text(row)))
  return Math.min(widest, Math.ceil(most * room.factor) + room.around)
}
