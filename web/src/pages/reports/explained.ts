// The figure in a cell of a report by name, so that it can be taken apart.
import type { QueryRequest, QueryResult } from '../../api/model'
import type { FigureRef } from '../../lib/figure'
import { addDays, monthStart, weekday } from '../../lib/time'
import { textAt, type Cells, type FigureColumn, type Layout } from './table'

const stepMs: { [every: string]: number } = { '15m': 900_000, '30m': 1_800_000, '1h': 3_600_000 }

/** The end of an interval that begins so: the next one's begin, or the range's end where that comes before. */
function endOf(start: string, every: string, end: string): string {
  const step = stepMs[every]
  if (step) return new Date(Date.parse(start) + step).toISOString()
  const next = every === '1mo' ? monthStart(start, 1) : addDays(start, every === '1w' ? 7 - weekday(start) : 1)
  return next < end ? next : end
}

/** The figure of a row, of the rest's row, or of the whole (null). */
export function figureOf(
  request: QueryRequest,
  result: QueryResult,
  layout: Layout,
  row: Cells | null,
  column: FigureColumn,
): FigureRef {
  const { from, to, zone = '', every = '', by = [] } = request
  const where = (request.where ?? []).map((f) => ({ ...f, not: f.not ?? false }))
  const timeField = request.time_field as FigureRef['timeField'] // the page offers no others
  const whole = { metric: column.spec, from, to, zone, timeField, where }
  if (!row) return whole
  const start = textAt(row, layout.time?.at ?? null)
  const bucket = layout.time ? { from: start, to: endOf(start, every, to) } : {}
  const key = (of: Cells, at: number) => textAt(of, layout.groups[at]?.arn ?? layout.groups[at]?.at ?? null)
  const ranked = result.others?.includes(row) ? by.indexOf(result.top?.dimension ?? '') : -1
  const first = new Set(ranked < 0 ? [] : result.rows.map((r) => key(r, ranked)))
  const rest = ranked < 0 ? [] : [{ dimension: by[ranked] ?? '', values: [...first], not: true }]
  return {
    ...whole,
    ...bucket,
    where: [...where, ...rest],
    by: by.filter((_, i) => i !== ranked),
    keys: by.map((_, i) => key(row, i)).filter((_, i) => i !== ranked),
  }
}
