import { expect, it } from 'vitest'
import { en } from './en'
import { ko } from './ko'

const files = import.meta.glob<string>(['../**/*.{ts,tsx}', '!./{en,ko}*.ts', '!../**/*.test.*'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Groups whose keys are words of Amazon Connect or of the API: the records decide which are shown. */
const wordsOfConnect = [
  'channel',
  'contactState',
  'method',
  'reason',
  'interval',
  'recorded',
  'planned',
  'ways',
  'whys',
]

/** Every text by its path: "state.error", "range.faults.missing". */
function paths(part: object, before: string[] = []): string[][] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? paths(value, [...before, key]) : [[...before, key]],
  )
}

/** What a source says of the dictionary: "t.state.error" with its parts, "t.state" alone, "t.state[", and every ".error". */
function readIn(source: string) {
  const chains = [...source.matchAll(/\bt(?:\.\w+)+\[?/g)].map(([chain]) => chain)
  const parts = chains.flatMap((chain) => {
    const names = chain.replace('[', '').split('.')
    return names.map((_, i) => names.slice(0, i + 1).join('.'))
  })
  return {
    chains: new Set(chains),
    parts: new Set(parts),
    members: new Set(source.match(/\.\w+/g)),
    indexes: /\w\[\w/.test(source),
  }
}

/** Whether a source uses the text: "t.state.error", by an alias of its group, or as the key of an indexed group. */
function uses(source: ReturnType<typeof readIn>, quoted: boolean, path: string[]): boolean {
  if (source.parts.has(['t', ...path].join('.'))) return true
  const groups = path.slice(0, -1).map((_, i) => ['t', ...path.slice(0, i + 1)].join('.'))
  const passed = groups.some((group) => source.chains.has(group))
  if (passed && source.members.has(`.${path.at(-1) ?? ''}`)) return true
  return quoted && (source.chains.has(`${groups.at(-1) ?? 't'}[`) || (passed && source.indexes))
}

it('shows every text of the dictionary', () => {
  const texts = Object.values(files)
  const sources = texts.map(readIn)
  const quotes = new Set(
    texts
      .join('\n')
      .match(/['"][\w:=,]+['"]/g)
      ?.map((text) => text.slice(1, -1)),
  )
  const unused = paths(en).filter((path) => {
    if (path.slice(0, -1).some((group) => wordsOfConnect.includes(group))) return false
    return !sources.some((source) => uses(source, quotes.has(path.at(-1) ?? ''), path))
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
