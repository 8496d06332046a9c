import type { ReactNode } from 'react'
import { useLanguage } from '../i18n/language'
import { nextSort, type Sort, type Values } from '../lib/answer'
import css from './FigureTable.module.css'
import { How, type HowText } from './How'

export type FigureColumn = {
  id: string
  head: string
  title?: string
  /** Drawn, not a figure: it cannot order the rows. The row's key is null for the total. */
  drawn?: boolean
  /** It begins at the left, as bars do. */
  fromStart?: boolean
  /** What the figure is drawn as elsewhere, before its heading. */
  mark?: ReactNode
  cell: (values: Values, row: string | null) => ReactNode
}

/** Columns that are counted in one way, which their common heading names. */
export type FigureSection = { id: string; title: string; how: HowText; columns: FigureColumn[] }

export type FigureRow = {
  key: string
  head: ReactNode
  values: Values
  /** It stands for rows of its own, the members behind it. */
  group?: boolean
  member?: boolean
}

type Props = {
  label: string
  /** Heading of the names, and the id by which they order the rows. */
  first: { id: string; head: string }
  sections: FigureSection[]
  rows: FigureRow[]
  total: { head: string; values: Values }
  sort: Sort
  order: (sort: Sort) => void
  old?: boolean
}

/** Figures by name: every column orders the rows, sections say how their columns are counted, the last row is everything. */
export function FigureTable({ label, first, sections, rows, total, sort, order, old }: Props) {
  const shown = sections.filter((section) => section.columns.length > 0)
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label={label} data-old={old || undefined}>
      <table className={css.table}>
        <caption className="cc-hidden">{label}</caption>
        <thead>
          <tr>
            <td />
            {shown.map((section) => (
              <th key={section.id} scope="colgroup" colSpan={section.columns.length} data-edge>
                <span className={css.section}>
                  {section.title}
                  <How name={section.title} text={section.how} />
                </span>
              </th>
            ))}
          </tr>
          <tr>
            <Head id={first.id} head={first.head} text sort={sort} order={order} />
            {shown.map((section) =>
              section.columns.map((column, i) =>
                column.drawn ? (
                  <th
                    key={column.id}
                    scope="col"
                    title={column.title}
                    data-edge={i === 0 || undefined}
                    data-start={column.fromStart}
                  >
                    {column.head}
                  </th>
                ) : (
                  <Head key={column.id} {...column} edge={i === 0} sort={sort} order={order} />
                ),
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} data-group={row.group || undefined} data-member={row.member || undefined}>
              <th scope="row">{row.head}</th>
              <Cells sections={shown} values={row.values} row={row.key} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{total.head}</th>
            <Cells sections={shown} values={total.values} row={null} />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Cells({ sections, values, row }: { sections: FigureSection[]; values: Values; row: string | null }) {
  return sections.map((section) =>
    section.columns.map((column, i) => (
      <td key={column.id} data-metric={column.id} data-edge={i === 0 || undefined} data-start={column.fromStart}>
        {column.cell(values, row)}
      </td>
    )),
  )
}

type HeadProps = {
  id: string
  head: string
  title?: string
  text?: boolean
  edge?: boolean
  /** The least width, in pixels. */
  width?: number | undefined
  mark?: ReactNode
  /** Beside the heading: what else can be done with the column. */
  tools?: ReactNode
  sort: Sort
  /** Nothing: the column cannot be ordered. */
  order?: ((sort: Sort) => void) | undefined
}

/** The heading of a column, which orders the rows by it. */
export function Head({ id, head, title, text = false, edge = false, width, mark, tools, sort, order }: HeadProps) {
  const { t } = useLanguage()
  const current = sort.by === id
  const direction = sort.down ? 'descending' : 'ascending'
  return (
    <th
      scope="col"
      aria-sort={current ? direction : undefined}
      data-edge={edge || undefined}
      data-text={text || undefined}
      style={width ? { minWidth: width } : undefined}
    >
      {order ? (
        <button
          type="button"
          className={css.sort}
          title={title ?? t.table.sortBy(head)}
          onClick={() => order(nextSort(sort, id, text))}
        >
          {mark}
          {head}
          <span aria-hidden="true" data-on={current || undefined}>
            {current && !sort.down ? '▲' : '▼'}
          </span>
        </button>
      ) : (
        <span title={title}>{head}</span>
      )}
      {tools}
    </th>
  )
}
