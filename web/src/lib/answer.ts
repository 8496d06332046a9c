// Reading the answer to a query: cells by the names of their columns, and rows in the order that a person chose.
import type { QueryResult } from '../api/model'

export type Values = { [metric: string]: number | null }

/** A row's text in a dimension; "" where the contacts have none. */
export type Keys = { [dimension: string]: string }

/** Before has the figures of the period that is compared with; none where the question named none. */
export type AnswerRow = { keys: Keys; values: Values; before: Values }

export type Answer = { rows: AnswerRow[]; totals: Values; totalsBefore: Values }

const compared = 'compare:'

export function readAnswer(result: Pick<QueryResult, 'columns' | 'rows' | 'totals'>): Answer {
  const read = (cells: unknown[]): AnswerRow => {
    const row: AnswerRow = { keys: {}, values: {}, before: {} }
    result.columns.forEach((column, i) => {
      const cell = cells[i]
      const figure = typeof cell === 'number' ? cell : null
      if (column.kind === 'metric') row.values[column.name] = figure
      else if (column.kind === 'compare') row.before[column.name.slice(compared.length)] = figure
      else if (column.kind === 'dimension') row.keys[column.name] = typeof cell === 'string' ? cell : ''
    })
    return row
  }
  const totals = read(result.totals)
  return { rows: result.rows.map(read), totals: totals.values, totalsBefore: totals.before }
}

/** Which column orders the rows, and whether its greatest value comes first. */
export type Sort = { by: string; down: boolean }

/** "-contacts_handled" is by that column, the greatest first. */
export function parseSort(text: string | null, otherwise: Sort): Sort {
  if (!text) return otherwise
  return text.startsWith('-') ? { by: text.slice(1), down: true } : { by: text, down: false }
}

export function sortText(sort: Sort): string {
  return `${sort.down ? '-' : ''}${sort.by}`
}

/** The order after a click on a column: figures begin with the greatest, names with the first. */
export function nextSort(sort: Sort, by: string, text: boolean): Sort {
  return sort.by === by ? { by, down: !sort.down } : { by, down: !text }
}

/** Compares two figures; what has none comes last in either order. */
export function compareFigures(a: number | null, b: number | null, down: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return down ? b - a : a - b
}
