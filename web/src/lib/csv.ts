// CSV as spreadsheets want it: RFC 4180 quoting, a byte-order mark so that Excel reads Korean, and a leading quote before
// cells that a spreadsheet would run as a formula.
import { save } from './save'

export type Cell = string | number | null

export function csv(rows: Cell[][]): string {
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function download(name: string, text: string): void {
  save(name, new Blob([text], { type: 'text/csv;charset=utf-8' }))
}
