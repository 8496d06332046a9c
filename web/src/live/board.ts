// The live board of this window: snapshot, then deltas. Messages change a pending copy at once and the screen once per
// animation frame, however many arrive.
import { follow } from '../api/stream'
import type { StreamMessage } from '../api/message'
import type { Heartbeat, LiveSnapshot } from '../api/model'
import { mergePatch, type Json } from '../lib/patch'
import { freeze, serverNow, setClock, startClock } from './clock'
import { freshness, type Freshness, type Link } from './freshness'
import { store } from './store'

export const board = store<LiveSnapshot | null>(null)
export const heartbeat = store<Heartbeat | null>(null)
export const fresh = store<Freshness>({ state: 'connecting' })

/** The server's version when this page was loaded; a different one later means that the page is old. */
export const outdated = store(false)

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
  board.set(next)
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

/** Takes one message of the stream. */
export function receive(message: StreamMessage): void {
  if (message.kind === 'lost') {
    link = { ...link, retryAt: message.retryAt }
    judge()
    return
  }
  if (message.kind !== 'open') {
    link = { ...link, lastHeard: Date.now(), retryAt: null }
    if (message.kind === 'heartbeat') beat(message.body)
    else {
      // A delta before any snapshot has nothing to change: the snapshot is on its way.
      if (message.kind === 'delta' && pending === null) return
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
  follow(receive, () => pending, ending.signal)
  return () => ending.abort()
}
