// The figure in a cell of a report by name, so that it can be taken apart.
import type { QueryRequest, QueryResult } from '../../api/model'
import { differenceOf, endOf, figureIn, type FigureRef } from '../../lib/figure'
import { textAt, type Cells, type FigureColumn, type Layout } from './table'

/**
 * The figure of a row, of the rest's row, or of the whole (null); in a compared column that of the other period, in a difference
 * the one less the other. Null where there is none: where the other period has no such time.
 */
export function figureOf(
  request: QueryRequest,
  result: QueryResult,
  layout: Layout,
  row: Cells | null,
  column: FigureColumn,
): FigureRef | null {
  if (column.kind === 'difference') {
    const of = (kind: FigureColumn['kind']) => figureOf(request, result, layout, row, { ...column, kind })
    return differenceOf(of('metric'), of('compare'))
  }
  const range = column.kind === 'metric' ? request : result.compare
  if (!range) return null
  const asked = { ...request, from: range.from, to: range.to }
  if (!row) return figureIn(asked, column.spec)
  const start = textAt(row, (column.kind === 'compare' ? layout.before : layout.time?.at) ?? null)
  if (layout.time && !start) return null
  const bucket = layout.time ? { from: start, to: endOf(start, request.every ?? '', range.to, result.day_start) } : {}
  const { by = [] } = request
  const key = (of: Cells, at: number) => textAt(of, layout.groups[at]?.arn ?? layout.groups[at]?.at ?? null)
  const ranked = result.others?.includes(row) ? by.indexOf(result.top?.dimension ?? '') : -1
  const first = new Set(ranked < 0 ? [] : result.rows.map((r) => key(r, ranked)))
  const rest = ranked < 0 ? [] : [{ dimension: by[ranked] ?? '', values: [...first], not: true }]
  const left = { ...asked, where: [...(request.where ?? []), ...rest], by: by.filter((_, i) => i !== ranked) }
  return figureIn(left, column.spec, { ...bucket, keys: by.map((_, i) => key(row, i)).filter((_, i) => i !== ranked) })
}
