// One export at a time, whichever page asked for it: it goes on while its menu is closed and on other pages.
import { get, postForFile } from '../api/client'
import type {
  ContactChoice,
  ExportProgress,
  ExportRequest,
  ExportState,
  HistoryChoice,
  IntervalChoice,
  QueryRequest,
} from '../api/model'
import { store } from '../live/store'
import type { Language } from '../lib/format'
import { save } from '../lib/save'
import { remember } from './remembered'

/** What a page shows, as it asks the server for it. */
export type Question =
  | { contacts: ContactChoice }
  | { query: QueryRequest }
  | { agent_intervals: IntervalChoice }
  | { live_history: HistoryChoice }

/** Whether it can be asked what has changed since: of contacts only, and of tables the contacts behind them. */
export const tellsChanges = (question: Question) => !('agent_intervals' in question || 'live_history' in question)

/** Whether a file tells of persons, so that the server wants a reason where people sign in (internal/api/reason.go). */
export function tellsOfPersons(question: Question): boolean {
  if ('contacts' in question || 'agent_intervals' in question) return true
  if (!('query' in question)) return false
  const { by = [], where = [] } = question.query
  return [...by, ...where.map((filter) => filter.dimension)].some((d) => d === 'agent' || d.startsWith('attribute:'))
}

export const formats = ['xlsx', 'csv', 'parquet', 'jsonl'] as const
export type Format = (typeof formats)[number]

export type Export =
  | { phase: 'none' }
  | { phase: 'running'; key: string; rows: number; of: number | null; bytes: number; cancel: () => void }
  | { phase: 'done'; key: string; file: string; bytes: number; state: ExportState }
  | { phase: 'failed'; key: string; error: Error }

export const current = store<Export>({ phase: 'none' })

/** Tells questions apart. */
export const keyOf = (question: Question) => JSON.stringify(question)

/** How often the server is asked how far it is. */
const pollMs = 500

type Options = {
  format: Format
  language: Language
  name?: string | undefined
  changedSince?: number | undefined
  /** What the file is for, where the server keeps that. */
  reason?: string | undefined
}

/** Makes a file and saves it. Another one that is under way is left alone, and nothing happens. */
export async function run(question: Question, options: Options): Promise<void> {
  if (current.get().phase === 'running') return
  const key = keyOf(question)
  const abort = new AbortController()
  const id = crypto.randomUUID()
  const { format, language, name, changedSince, reason } = options
  const request: ExportRequest = {
    ...question,
    format,
    language,
    id,
    ...(name ? { name } : {}),
    ...(reason ? { reason } : {}),
    ...(changedSince ? { changed_since: changedSince } : {}),
  }
  const tell = (part: Partial<Extract<Export, { phase: 'running' }>>) => {
    const now = current.get()
    if (now.phase === 'running') current.set({ ...now, ...part })
  }
  current.set({ phase: 'running', key, rows: 0, of: null, bytes: 0, cancel: () => abort.abort() })
  const polling = setInterval(() => {
    get<ExportProgress>(`/export/${id}`, {}, abort.signal).then(
      ({ rows, of }) => of !== null && tell({ rows, of }),
      () => undefined, // the file itself tells what went wrong
    )
  }, pollMs)
  try {
    const response = await postForFile('/export', request, abort.signal)
    const state = JSON.parse(response.headers.get('Ringside-Export') ?? '{}') as ExportState // the server's promise
    tell({ of: state.rows })
    let bytes = 0
    const counted = response.body?.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(piece, out) {
          bytes += piece.byteLength
          tell({ bytes })
          out.enqueue(piece)
        },
      }),
    )
    // The browser keeps the pieces, on disk when they are many.
    const file = await new Response(counted ?? null).blob()
    const saved = fileName(response.headers.get('Content-Disposition') ?? '', format)
    save(saved, new Blob([file], { type: response.headers.get('Content-Type') ?? '' }))
    if (!changedSince && tellsChanges(question)) remember(key, state)
    current.set({ phase: 'done', key, file: saved, bytes, state })
  } catch (error) {
    current.set(abort.signal.aborted ? { phase: 'none' } : { phase: 'failed', key, error: failure(error) })
  } finally {
    clearInterval(polling)
  }
}

/** The name that the server gave a file. */
export function fileName(disposition: string, format: Format): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1]
  return encoded ? decodeURIComponent(encoded) : `ringside.${format}`
}

const failure = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))
