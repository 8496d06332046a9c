import { expect, it } from 'vitest'
import { en } from './en'
import { ko } from './ko'

const files = import.meta.glob<string>(['../**/*.{ts,tsx}', '!./{en,ko}*.ts', '!../**/*.test.*'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Groups whose keys are words of Amazon Connect or of the API: the records decide which are shown. */
const wordsOfConnect = ['channel', 'method', 'reason', 'interval']

/** Every text by its path: "state.error", "range.faults.missing". */
function paths(part: object, before: string[] = []): string[][] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? paths(value, [...before, key]) : [[...before, key]],
  )
}

/** Whether a source uses the text: "t.state.error", by an alias of its group, or as the key of an indexed group. */
function uses(source: string, quoted: boolean, path: string[]): boolean {
  const key = path.at(-1) ?? ''
  const group = ['t', ...path.slice(0, -1)].join('\\.')
  if (new RegExp(`\\b${group}\\.${key}\\b`).test(source)) return true
  const passed = path
    .slice(0, -1)
    .some((_, i) => new RegExp(`\\b${['t', ...path.slice(0, i + 1)].join('\\.')}\\b(?![.[\\w])`).test(source))
  if (passed && new RegExp(`\\.${key}\\b`).test(source)) return true
  const indexed = new RegExp(`\\b${group}\\[`).test(source) || (passed && /\w\[\w/.test(source))
  return quoted && indexed
}

it('shows every text of the dictionary', () => {
  const sources = Object.values(files)
  const all = sources.join('\n')
  const unused = paths(en).filter((path) => {
    if (wordsOfConnect.includes(path[0] ?? '')) return false
    const quoted = new RegExp(`['"]${path.at(-1) ?? ''}['"]`).test(all)
    return !sources.some((source) => uses(source, quoted, path))
  })
  expect(unused.map((path) => path.join('.'))).toEqual([])
})

it('says 통화 of voice only: figures and timelines are of every channel', () => {
  const text = (path: string[]) =>
    JSON.stringify(
      path.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], ko),
      asText,
    )
  const asText = (_: string, value: unknown) => (typeof value === 'function' ? String(value) : value)
  expect(
    paths(ko)
      .filter((path) => text(path).includes('통화'))
      .map((path) => path.join('.')),
  ).toEqual(['method.WEBRTC_API'])
})
