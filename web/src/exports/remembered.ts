// Which state of the store an earlier export of a question showed, so that a later one can ask what has changed since. The
// server remembers nothing; this browser does, for the newest few.
import type { ExportState } from '../api/model'
import { read, write } from '../lib/settings'

export type Earlier = { key: string; position: number; asOf: string }

const kept = 20

function all(): Earlier[] {
  try {
    const list: unknown = JSON.parse(read('exports') ?? '[]')
    return Array.isArray(list) ? list.filter(isEarlier) : []
  } catch {
    return [] // not ours, or cut
  }
}

function isEarlier(value: unknown): value is Earlier {
  if (typeof value !== 'object' || value === null) return false
  return (
    'key' in value &&
    typeof value.key === 'string' &&
    'position' in value &&
    typeof value.position === 'number' &&
    'asOf' in value &&
    typeof value.asOf === 'string'
  )
}

export function remember(key: string, state: ExportState): void {
  const others = all().filter((earlier) => earlier.key !== key)
  write('exports', JSON.stringify([{ key, position: state.position, asOf: state.as_of }, ...others].slice(0, kept)))
}

/** The newest export of the question; null when there was none. */
export function earlier(key: string): Earlier | null {
  return all().find((one) => one.key === key) ?? null
}
