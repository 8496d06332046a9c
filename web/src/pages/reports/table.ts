// The answer to a report as columns and ordered rows.
import type { QueryResult } from '../../api/model'
import { compareFigures, type Sort } from '../../lib/answer'
import type { Language } from '../../lib/format'

export type Cells = unknown[]

/** A column of the moment, or of a dimension with the place of its ARN. */
export type LabelColumn = { id: string; at: number; arn: number | null }
/** A column of numbers: a figure, what it is compared with, or how far they are apart. Spec is the figure's either way. */
export type FigureColumn = {
  id: string
  spec: string
  kind: 'metric' | 'compare' | 'difference'
  at: number
  unit: string
}

/** Before is the place of the time that a row's own is compared with. */
export type Layout = { time: LabelColumn | null; before: number | null; groups: LabelColumn[]; figures: FigureColumn[] }

/** The id by which the column of the time is sorted. */
export const timeColumn = 'time'

/** What the columns of an answer are. */
export function layoutOf(columns: QueryResult['columns'], by: string[]): Layout {
  const layout: Layout = { time: null, before: null, groups: [], figures: [] }
  columns.forEach((column, at) => {
    const { name, kind, unit } = column
    if (kind === 'metric') layout.figures.push({ id: name, spec: name, kind, at, unit })
    else if (kind === 'compare' && unit === '') layout.before = at
    else if (kind !== 'dimension') beside(layout, { id: name, spec: name.slice(kind.length + 1), kind, at, unit })
    else if (by.includes(column.name)) layout.groups.push({ id: column.name, at, arn: null })
    else if (at === 0) layout.time = { id: timeColumn, at, arn: null }
    else {
      const group = layout.groups.at(-1)
      if (group) group.arn = at
    }
  })
  return layout
}

/** Puts a compared column behind the figure that it belongs to. */
function beside(layout: Layout, column: FigureColumn): void {
  const last = layout.figures.findLastIndex((f) => f.spec === column.spec)
  if (last >= 0) layout.figures.splice(last + 1, 0, column)
}

export function figureAt(row: Cells, column: FigureColumn): number | null {
  const cell = row[column.at]
  return typeof cell === 'number' ? cell : null
}

export function textAt(row: Cells, at: number | null): string {
  const cell = at === null ? null : row[at]
  return typeof cell === 'string' ? cell : ''
}

/**
 * The rows in the chosen order; what is equal stays as the server had it. Rest is the rows of all values together that are
 * not among the first: at the end, or at the end of their time. Label gives the text that a group shows.
 */
export function sortRows(
  rows: Cells[],
  rest: Cells[],
  layout: Layout,
  sort: Sort,
  label: (row: Cells, column: LabelColumn) => string,
  language: Language,
): Cells[] {
  const { time } = layout
  const figure = layout.figures.find((f) => f.id === sort.by)
  if (figure) {
    const ordered = [...rows].sort((a, b) => compareFigures(figureAt(a, figure), figureAt(b, figure), sort.down))
    return [...ordered, ...rest]
  }
  const sign = sort.down ? -1 : 1
  const byTime = sort.by === timeColumn || sort.by === ''
  if (time && byTime) {
    const all = [...rows, ...rest]
    return all.sort((a, b) => sign * compareTexts(textAt(a, time.at), textAt(b, time.at)))
  }
  const group = layout.groups.find((g) => g.id === sort.by)
  if (!group) return [...rows, ...rest]
  const collator = new Intl.Collator(language, { numeric: true })
  const labelled = rows.map((row) => ({ row, text: label(row, group) }))
  labelled.sort((a, b) => sign * collator.compare(a.text, b.text))
  return [...labelled.map(({ row }) => row), ...rest]
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Rows that belong together, in the order in which they first come: one for each group over time. */
export function seriesOf(rows: Cells[], layout: Layout): { key: string; rows: Cells[] }[] {
  const series = new Map<string, Cells[]>()
  for (const row of rows) {
    const key = groupKey(row, layout)
    const known = series.get(key)
    if (known) known.push(row)
    else series.set(key, [row])
  }
  return [...series].map(([key, members]) => ({ key, rows: members }))
}

/** What tells the row's group from others, whatever the time. */
export function groupKey(row: Cells, layout: Layout): string {
  return JSON.stringify(layout.groups.map((g) => row[g.arn ?? g.at] ?? null))
}
