// The live board of this window: snapshot, then deltas. Messages change a pending copy at once and the screen once per
// animation frame, however many arrive.
import { lookAgain } from '../api/session'
import { follow } from '../api/stream'
import type { StreamMessage } from '../api/message'
import type { Heartbeat, LiveSnapshot } from '../api/model'
import { mergePatch, type Json } from '../lib/patch'
import { lookers } from './lookers'
import { freeze, serverNow, setClock, startClock } from './clock'
import { narrower } from './instances'
import { freshness, type Freshness, type Link } from './freshness'
import { store } from './store'

/** As the window's page sees it: of the instances that it has chosen. */
export const board = store<LiveSnapshot | null>(null)
/** Of all instances. */
export const whole = store<LiveSnapshot | null>(null)
export const heartbeat = store<Heartbeat | null>(null)
export const fresh = store<Freshness>({ state: 'connecting' })

/** The server's version when this page was loaded; a different one later means that the page is old. */
export const outdated = store(false)

let narrow = narrower([])
let pending: Json | null = null
let scheduled = false
let link: Link = { lastHeard: null, startedAt: Date.now(), retryAt: null }
let firstVersion: string | null = null

function flush(): void {
  scheduled = false
  // The stream's promise: the merged document has the snapshot's shape.
  const next = pending as unknown as LiveSnapshot | null
  if (!next) return
  firstVersion ??= next.version
  if (next.version !== firstVersion) outdated.set(true)
  whole.set(next)
  board.set(narrow(next))
}

/** Leaves of the board what belongs to these instances, by id; none means all. */
export function lookAt(instances: string[]): void {
  narrow = narrower(instances)
  const now = whole.get()
  if (now) board.set(narrow(now))
}

function schedule(): void {
  if (scheduled) return
  scheduled = true
  requestAnimationFrame(flush)
}

function beat(body: Heartbeat): void {
  const now = Date.parse(body.now)
  // A message takes some milliseconds to arrive: small differences are not worth a jump of every timer.
  if (Math.abs(now - serverNow()) > 500) setClock(now)
  heartbeat.set(body)
}

/**
 * Whether a delta goes on from the pending copy. Before any snapshot it has nothing to change; and a window that was frozen while
 * it had the stream passes on, when it thaws, what is long over, perhaps of a server that is no more.
 */
function isNews(epoch: string, delta: Json): boolean {
  const now = pending as unknown as LiveSnapshot | null // as in flush
  const next = delta as unknown as Pick<LiveSnapshot, 'sequence'> // the stream's promise
  return now?.epoch === epoch && next.sequence > now.sequence
}

/** Takes one message of the stream. */
export function receive(message: StreamMessage): void {
  if (message.kind === 'lost') {
    link = { ...link, retryAt: message.retryAt }
    void lookAgain() // a stream that ends does not say whether its session has
    judge()
    return
  }
  if (message.kind !== 'open') {
    link = { ...link, lastHeard: Date.now(), retryAt: null }
    if (message.kind === 'heartbeat') beat(message.body)
    else {
      if (message.kind === 'delta' && !isNews(message.epoch, message.body)) return
      pending = message.kind === 'snapshot' ? message.body : mergePatch(pending ?? {}, message.body)
      schedule()
    }
  }
  judge()
}

function judge(): void {
  const now = freshness(link, Date.now())
  const before = fresh.get()
  freeze(now.state === 'lost')
  if (JSON.stringify(now) !== JSON.stringify(before)) fresh.set(now)
}

/** Starts stream and clock; returns how to stop them. */
export function startLive(): () => void {
  const ending = new AbortController()
  link = { lastHeard: null, startedAt: Date.now(), retryAt: null }
  const judging = setInterval(judge, 1000)
  ending.signal.addEventListener('abort', () => clearInterval(judging))
  startClock(ending.signal)
  follow(receive, () => pending, lookers, ending.signal)
  return () => ending.abort()
}
