// The first script, kept small: the start page's questions are on their way, and its figures on screen, before the rest
// is compiled and run.
import type { Overview, Version } from './api/model'
import { askEarly } from './api/early'
import { queryOf } from './api/range_query'
import { urlOf } from './api/url'
import { paintFigures } from './first_paint'
import './theme.css'

/** The page's main part waits this long for the figures: it would hold up their painting. */
const patienceMs = 400

/** The answer's body, or null. The page itself reads the answer too: this reads a copy. */
async function early<T>(url: string): Promise<T | null> {
  const answer = await askEarly(url)
  // The shape is the server's promise, held by the generated types.
  return answer.ok ? ((await answer.clone().json()) as T) : null
}

async function paintFirst(root: HTMLElement, late: AbortSignal): Promise<void> {
  const version = await early<Version>(urlOf('/version'))
  if (!version || location.pathname !== '/') return
  const query = queryOf(location.search, version, Date.parse(version.now))
  const overview = query && (await early<Overview>(urlOf('/overview', query)))
  if (!overview || late.aborted) return
  paintFigures(root, overview)
  // The frame's callback runs before its painting, the timer after it.
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))
}

async function start(): Promise<void> {
  const root = document.getElementById('root')
  const late = new AbortController()
  const patience = new Promise((done) => setTimeout(done, patienceMs))
  // A failure is met again, and shown, by the page's own question.
  if (root) await Promise.race([paintFirst(root, late.signal).catch(() => undefined), patience])
  late.abort()
  await import('./start')
}

void start()
