import { useRef } from 'react'
import type { QueryRequest, QueryResult } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import type { Sort } from '../../lib/answer'
import { figure, signed } from '../../lib/format'
import { Explain } from '../../ui/Explain'
import { Head } from '../../ui/FigureTable'
import { useRows } from '../../ui/useRows'
import { figureOf } from './explained'
import css from './Reports.module.css'
import { figureAt, groupKey, textAt, timeColumn, type Cells, type LabelColumn } from './table'
import type { Reading } from './useReading'

type Props = {
  reading: Reading
  result: QueryResult
  label: string
  sort: Sort
  /** Nothing: the columns cannot be ordered here. */
  order?: (sort: Sort) => void
  /** The question, so that each figure can be taken apart. */
  request: QueryRequest
  old?: boolean
}

const rowHeight = 34

/** A difference that rounds to nothing has no sign, and no colour either. */
const signs = /^[+\u2212]/

/** The answer to a report: every row of it, of which only those in sight are drawn where there are many. */
export function ReportTable({ reading, result, label, sort, order, request, old }: Props) {
  const { t, language } = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  const { rows, layout } = reading
  const labels = [...(layout.time ? [layout.time] : []), ...layout.groups]
  const { first, last } = useRows(box, rows.length, rowHeight)
  const shown = rows.slice(first, last)
  const figures = (row: Cells | null, values: Cells) =>
    layout.figures.map((column) => {
      const value = figureAt(values, column)
      const named = value !== null ? figureOf(request, result, layout, row, column) : null
      if (column.kind === 'difference') {
        const text = signed(value, column.unit, language)
        return (
          <td key={column.id} data-tone={signs.test(text) ? reading.tone(column, value) : undefined}>
            <Explain figure={named}>{text}</Explain>
          </td>
        )
      }
      return (
        <td key={column.id} data-beside={column.kind === 'compare' || undefined}>
          <Explain figure={named}>{figure(value, column.unit)}</Explain>
        </td>
      )
    })
  return (
    <div ref={box} className={css.scroll} tabIndex={0} role="group" aria-label={label} data-old={old || undefined}>
      <table className={css.table} aria-rowcount={rows.length + 2}>
        <caption className="cc-hidden">{label}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {labels.map((column) => (
              <Head
                key={column.id}
                id={column.id}
                head={column.id === timeColumn ? t.reports.time : reading.title(column.id)}
                text
                width={reading.widths[column.id]}
                sort={sort}
                order={order}
              />
            ))}
            {layout.figures.map((column) => (
              <Head
                key={column.id}
                id={column.id}
                head={reading.figureTitle(column)}
                title={reading.definition(column)}
                sort={sort}
                order={order}
              />
            ))}
            {labels.length === 0 && <td />}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <Spacer rows={first} />}
          {shown.map((row, i) => (
            <tr
              data-others={reading.isRest(row) || undefined}
              key={`${reading.isRest(row) ? 'rest ' : ''}${textAt(row, layout.time?.at ?? null)}${groupKey(row, layout)}`}
              aria-rowindex={first + i + 2}
            >
              {labels.map((column) => (
                <th key={column.id} scope="row" title={rowTitle(row, column)}>
                  {reading.label(row, column)}
                </th>
              ))}
              {figures(row, row)}
              {labels.length === 0 && <td />}
            </tr>
          ))}
          {last < rows.length && <Spacer rows={rows.length - last} />}
        </tbody>
        {labels.length > 0 && (
          <tfoot>
            <tr aria-rowindex={rows.length + 2}>
              {labels.map((column, i) => (
                <th key={column.id} scope={i === 0 ? 'row' : undefined}>
                  {i === 0 && t.reports.total}
                </th>
              ))}
              {figures(null, result.totals)}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

/** Stands for rows that are out of sight. */
function Spacer({ rows }: { rows: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={99} className={css.spacer} style={{ height: rows * rowHeight }} />
    </tr>
  )
}

/** The whole of what a cell says short: an ARN, a moment with its offset. */
function rowTitle(row: Cells, column: LabelColumn): string | undefined {
  return textAt(row, column.arn ?? column.at) || undefined
}
