// One EventSource for all windows of a browser: HTTP/1.1 allows six connections per server, and every open stream takes
// one. The window that holds a Web Lock owns the stream and passes each message on by BroadcastChannel; when it closes,
// the lock goes to another. Where locks are missing (plain HTTP beyond this machine) each window has a stream of its own.
import type { StreamMessage } from './message'
import type { Heartbeat } from './model'
import type { Json } from '../lib/patch'

const url = '/api/v1/live'
const channelName = 'ringside.live'
const lockName = 'ringside.live'

/** Silence after which the connection is taken for dead: the server speaks every 5 s. */
const silenceMs = 15_000
const retryMs = [1_000, 2_000, 4_000, 8_000, 15_000]

type Receive = (message: StreamMessage) => void

/** Follows the live stream until the signal is aborted. `latest` gives a newcomer's window the present snapshot. */
export function follow(receive: Receive, latest: () => Json | null, signal: AbortSignal): void {
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) {
    connect(receive, signal)
    return
  }
  const channel = new BroadcastChannel(channelName)
  let leading = false
  channel.onmessage = (event: MessageEvent<StreamMessage | 'hello'>) => {
    if (event.data !== 'hello') {
      if (!leading) receive(event.data)
      return
    }
    const body = latest()
    if (leading && body !== null) channel.postMessage({ kind: 'snapshot', body } satisfies StreamMessage)
  }
  channel.postMessage('hello')
  signal.addEventListener('abort', () => channel.close())
  const lead = () =>
    new Promise<void>((release) => {
      leading = true
      signal.addEventListener('abort', () => release())
      connect((message) => {
        receive(message)
        if (!signal.aborted) channel.postMessage(message)
      }, signal)
    })
  navigator.locks.request(lockName, { signal }, lead).catch(() => undefined) // rejects only when aborted
}

/** Connects, and again after each loss, waiting longer every time. */
function connect(receive: Receive, signal: AbortSignal): void {
  let failures = 0
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const lose = () => {
    source?.close()
    clearTimeout(timer)
    if (signal.aborted) return
    const wait = retryMs[Math.min(failures, retryMs.length - 1)] ?? 15_000
    failures++
    receive({ kind: 'lost', retryAt: Date.now() + wait })
    timer = setTimeout(open, wait)
  }
  const alive = () => {
    failures = 0
    clearTimeout(timer)
    timer = setTimeout(lose, silenceMs)
  }
  const open = () => {
    source = new EventSource(url)
    timer = setTimeout(lose, silenceMs)
    source.onopen = () => receive({ kind: 'open' })
    source.onerror = lose
    for (const kind of ['snapshot', 'delta', 'heartbeat'] as const) {
      source.addEventListener(kind, (event: MessageEvent<string>) => {
        alive()
        receive(message(kind, event.data))
      })
    }
  }
  signal.addEventListener('abort', () => {
    source?.close()
    clearTimeout(timer)
  })
  open()
}

function message(kind: 'snapshot' | 'delta' | 'heartbeat', text: string): StreamMessage {
  // The body's shape is the server's promise for the named event.
  if (kind === 'heartbeat') return { kind, body: JSON.parse(text) as Heartbeat }
  return { kind, body: JSON.parse(text) as Json }
}
