// The answer to a report as columns and ordered rows.
import type { QueryResult } from '../../api/model'
import { compareFigures, type Sort } from '../../lib/answer'
import type { Language } from '../../lib/format'

export type Cells = unknown[]

/** A column of the moment, or of a dimension with the place of its ARN. */
export type LabelColumn = { id: string; at: number; arn: number | null }
export type FigureColumn = { spec: string; at: number; unit: string }

export type Layout = { time: LabelColumn | null; groups: LabelColumn[]; figures: FigureColumn[] }

/** The id by which the column of the time is sorted. */
export const timeColumn = 'time'

/** What the columns of an answer are. */
export function layoutOf(columns: QueryResult['columns'], by: string[]): Layout {
  const layout: Layout = { time: null, groups: [], figures: [] }
  columns.forEach((column, at) => {
    if (column.kind === 'metric') layout.figures.push({ spec: column.name, at, unit: column.unit })
    else if (by.includes(column.name)) layout.groups.push({ id: column.name, at, arn: null })
    else if (at === 0) layout.time = { id: timeColumn, at, arn: null }
    else {
      const group = layout.groups.at(-1)
      if (group) group.arn = at
    }
  })
  return layout
}

export function figureAt(row: Cells, column: FigureColumn): number | null {
  const cell = row[column.at]
  return typeof cell === 'number' ? cell : null
}

export function textAt(row: Cells, at: number | null): string {
  const cell = at === null ? null : row[at]
  return typeof cell === 'string' ? cell : ''
}

/** The rows in the chosen order; what is equal stays as the server had it. Label gives the text that a group shows. */
export function sortRows(
  rows: Cells[],
  layout: Layout,
  sort: Sort,
  label: (row: Cells, column: LabelColumn) => string,
  language: Language,
): Cells[] {
  const figure = layout.figures.find((f) => f.spec === sort.by)
  if (figure) {
    return [...rows].sort((a, b) => compareFigures(figureAt(a, figure), figureAt(b, figure), sort.down))
  }
  const sign = sort.down ? -1 : 1
  if (layout.time && sort.by === timeColumn) {
    const { at } = layout.time
    return [...rows].sort((a, b) => sign * (textAt(a, at) < textAt(b, at) ? -1 : textAt(a, at) > textAt(b, at) ? 1 : 0))
  }
  const group = layout.groups.find((g) => g.id === sort.by)
  if (!group) return rows
  const collator = new Intl.Collator(language, { numeric: true })
  const labelled = rows.map((row) => ({ row, text: label(row, group) }))
  return labelled.sort((a, b) => sign * collator.compare(a.text, b.text)).map(({ row }) => row)
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
