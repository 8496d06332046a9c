// A connection to the live stream that comes back after each loss.
import type { StreamMessage } from './message'
import type { Heartbeat, LiveSnapshot } from './model'
import type { Json } from '../lib/patch'
import type { Store } from '../live/store'
import { asleepMs } from './wake'

const url = '/api/v1/live'

/** Silence after which the connection is taken for dead: the server speaks every 5 s. */
const silenceMs = 15_000
/** Waits between attempts: the end of a restart, which takes seconds, is seen at once; who is away for long is asked seldom. */
const retryMs = [...Array<number>(10).fill(500), 1_000, 2_000, 4_000, 8_000, 15_000]

export type Receive = (message: StreamMessage) => void

/** Where the stream goes on: after the newest message that this board has in it. */
function address(agents: boolean, latest: Json | null): string {
  const query = new URLSearchParams()
  if (agents) query.set('agents', 'true')
  if (latest !== null) {
    const { epoch, sequence } = latest as unknown as LiveSnapshot // the stream's promise
    query.set('last_event_id', `${epoch}-${sequence}`)
  }
  return query.size > 0 ? `${url}?${query.toString()}` : url
}

/**
 * Connects, and again after each loss, waiting longer every time, until the signal is aborted. When agents are wanted, or no
 * longer, another connection takes over as soon as it speaks, so that nothing is missing in between. Returns what to call
 * after a sleep: a connection that was silent meanwhile may be dead without knowing it.
 */
export function connect(
  receive: Receive,
  latest: () => Json | null,
  agents: Store<boolean>,
  signal: AbortSignal,
): () => void {
  let failures = 0
  let source: EventSource | null = null
  let coming: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let heard = 0 // UTC ms of the newest message, or of the newest attempt

  const close = () => {
    source?.close()
    coming?.close()
    source = coming = null
    clearTimeout(timer)
  }
  const lose = () => {
    close()
    if (signal.aborted) return
    const wait = retryMs[Math.min(failures, retryMs.length - 1)] ?? 15_000
    failures++
    receive({ kind: 'lost', retryAt: Date.now() + wait })
    timer = setTimeout(open, wait)
  }
  const alive = () => {
    failures = 0
    heard = Date.now()
    clearTimeout(timer)
    timer = setTimeout(lose, silenceMs)
  }
  const open = () => {
    coming?.close()
    const opened = new EventSource(address(agents.get(), latest()))
    coming = opened
    heard = Date.now()
    clearTimeout(timer)
    timer = setTimeout(lose, silenceMs)
    opened.onopen = () => receive({ kind: 'open' })
    opened.onerror = () => {
      if (opened === coming || opened === source) lose()
    }
    for (const kind of ['snapshot', 'delta', 'heartbeat'] as const) {
      opened.addEventListener(kind, (event: MessageEvent<string>) => {
        if (opened === coming) {
          source?.close()
          source = opened
          coming = null
        }
        alive()
        receive(message(kind, event))
      })
    }
  }
  signal.addEventListener('abort', agents.subscribe(open))
  signal.addEventListener('abort', close)
  open()
  return () => {
    if (!signal.aborted && Date.now() - heard > asleepMs) open()
  }
}

function message(kind: 'snapshot' | 'delta' | 'heartbeat', event: MessageEvent<string>): StreamMessage {
  // The body's shape is the server's promise for the named event.
  if (kind === 'heartbeat') return { kind, body: JSON.parse(event.data) as Heartbeat }
  const body = JSON.parse(event.data) as Json
  if (kind === 'snapshot') return { kind, body }
  return { kind, epoch: event.lastEventId.split('-')[0] ?? '', body }
}
