import { useState, type ReactNode } from 'react'
import { useLanguage } from '../i18n/language'
import { csv, download, type Cell } from '../lib/csv'
import type { FigureRef } from '../lib/figure'
import { figure, tenths } from '../lib/format'
import css from './Chart.module.css'
import controls from './Controls.module.css'
import { Explain } from './Explain'
import { Icon } from './Icon'

export type DataTable = {
  caption: string
  file: string
  head: string[]
  /** Of the columns in turn, "" of texts; nothing: all are counts. The file has plain numbers. */
  units?: string[]
  /** Figures names those cells that can be taken apart. */
  rows: { key: string; first?: ReactNode; cells: Cell[]; figures?: (FigureRef | null)[] }[]
}

/**
 * Chart or the same figures as a table, and the buttons that switch and save it. What tells of persons has a button of its own in the
 * place of the one that saves: whoever takes that out says what for.
 */
export function useData(
  table: () => DataTable,
  own?: (save: () => void) => ReactNode,
): { shown: boolean; tools: ReactNode; view: ReactNode } {
  const { t } = useLanguage()
  const [shown, show] = useState(false)
  const save = () => {
    const { file, head, rows } = table()
    download(file, csv([head, ...rows.map((row) => row.cells)]))
  }
  const name = shown ? t.chart.chart : t.chart.table
  const tools = (
    <>
      {shown && own?.(save)}
      {shown && !own && (
        <button
          type="button"
          className={controls.icon}
          title={t.chart.csv}
          aria-label={`${t.chart.csv}: ${table().caption}`}
          onClick={save}
        >
          <Icon name="download" size={15} />
        </button>
      )}
      <button
        type="button"
        className={controls.icon}
        title={name}
        aria-label={`${name}: ${table().caption}`}
        aria-pressed={shown}
        onClick={() => show(!shown)}
      >
        <Icon name={shown ? 'chart' : 'table'} size={15} />
      </button>
    </>
  )
  return { shown, tools, view: shown ? <View table={table()} /> : null }
}

function text(value: Cell, unit: string | undefined): Cell {
  if (typeof value === 'string') return value
  if (unit) return figure(value, unit)
  return value === null ? value : tenths(value)
}

function View({ table }: { table: DataTable }) {
  return (
    <div className={css.data} tabIndex={0} role="group" aria-label={table.caption}>
      <table>
        <caption className="cc-hidden">{table.caption}</caption>
        <thead>
          <tr>
            {table.head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((value, i) => (
                <td key={i}>
                  {i === 0 && row.first ? (
                    row.first
                  ) : (
                    <Explain figure={value === null ? null : (row.figures?.[i] ?? null)}>
                      {text(value, table.units?.[i])}
                    </Explain>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
