// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { earlier } from './remembered'
import { current, fileName, keyOf, run, tellsOfPersons, type Question } from './run'

const question: Question = { contacts: { from: '2026-11-01', to: '2026-11-08' } }
const state = { rows: 2, position: 7, as_of: '2026-11-08T00:00:00+09:00', final_until: null }
const saved: string[] = []

/** An answer whose body is the chunks; it stays open when it is told to hang. */
function answer(chunks: string[], hang = false): Response {
  const body = new ReadableStream<Uint8Array>({
    start(out) {
      for (const chunk of chunks) out.enqueue(new TextEncoder().encode(chunk))
      if (!hang) out.close()
    },
  })
  const headers = {
    'Ringside-Export': JSON.stringify(state),
    'Content-Disposition': `attachment; filename="__.csv"; filename*=UTF-8''%EC%83%81%EB%8B%B4.csv`,
  }
  return new Response(body, { headers })
}

/** What the nth request asked for. */
function asked(fetched: ReturnType<typeof vi.fn>, n: number): unknown {
  const { body } = fetched.mock.calls[n]?.[1] as { body: string }
  return JSON.parse(body)
}

beforeEach(() => {
  localStorage.clear()
  saved.length = 0
  current.set({ phase: 'none' })
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }))
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('an export is saved under the name that the server gave it, and remembered', async () => {
  const fetched = vi.fn().mockResolvedValue(answer(['a,', 'b']))
  vi.stubGlobal('fetch', fetched)
  await run(question, { format: 'csv', language: 'ko', name: '상담' })
  expect(saved).toEqual(['상담.csv'])
  expect(current.get()).toMatchObject({ phase: 'done', file: '상담.csv', bytes: 3, state })
  expect(earlier(keyOf(question))).toMatchObject({ position: 7, asOf: state.as_of })
  expect(asked(fetched, 0)).toMatchObject({ ...question, format: 'csv', language: 'ko', name: '상담' })
})

it('what has changed is asked for by the position of the export before, which stays the one remembered', async () => {
  const fetched = vi.fn().mockImplementation(() => Promise.resolve(answer(['a'])))
  vi.stubGlobal('fetch', fetched)
  await run(question, { format: 'csv', language: 'en' })
  localStorage.setItem('ringside.exports', localStorage.getItem('ringside.exports')?.replace(':7', ':5') ?? '')
  await run(question, { format: 'csv', language: 'en', changedSince: 5 })
  expect(asked(fetched, 1)).toMatchObject({ changed_since: 5 })
  expect(earlier(keyOf(question))?.position).toBe(5)
})

it('a cancelled export saves nothing, and the next one can begin', async () => {
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    const hung = answer(['a'], true)
    init.signal?.addEventListener('abort', () => void hung.body?.cancel().catch(() => undefined))
    return new Promise((_, reject) =>
      init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
    )
  })
  const ended = run(question, { format: 'xlsx', language: 'en' })
  const now = current.get()
  if (now.phase !== 'running') throw new Error(now.phase)
  now.cancel()
  await ended
  expect([current.get().phase, saved]).toEqual(['none', []])
})

it('an export that is cut off fails, and saves nothing', async () => {
  const broken = new ReadableStream({ start: (out) => out.error(new TypeError('network error')) })
  vi.stubGlobal('fetch', () =>
    Promise.resolve(new Response(broken, { headers: { 'Ringside-Export': JSON.stringify(state) } })),
  )
  await run(question, { format: 'csv', language: 'en' })
  expect([current.get().phase, saved]).toEqual(['failed', []])
})

it('a file without a name gets one', () => {
  expect(fileName('attachment', 'jsonl')).toBe('ringside.jsonl')
})

it('a reason is sent with the question, and is no part of what tells questions apart', async () => {
  const fetched = vi.fn().mockResolvedValue(answer(['a']))
  vi.stubGlobal('fetch', fetched)
  await run(question, { format: 'csv', language: 'ko', reason: '민원 확인' })
  expect(asked(fetched, 0)).toMatchObject({ reason: '민원 확인' })
  expect(earlier(keyOf(question))).not.toBeNull()
})

it('contacts, agents and attributes are of persons, figures of queues are not', () => {
  const range = { from: '2026-11-01', to: '2026-11-08' }
  const metrics = ['contacts_handled']
  const told: [Question, boolean][] = [
    [question, true],
    [{ agent_intervals: {} }, true],
    [{ live_history: {} }, false],
    [{ query: { ...range, metrics } }, false],
    [{ query: { ...range, metrics, by: ['queue', 'agent'] } }, true],
    [{ query: { ...range, metrics, by: ['attribute:city'] } }, true],
    [{ query: { ...range, metrics, by: ['queue'], where: [{ dimension: 'agent', values: ['a'] }] } }, true],
  ]
  expect(told.map(([of]) => tellsOfPersons(of))).toEqual(told.map(([, want]) => want))
})
