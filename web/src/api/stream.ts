// One EventSource for all windows of a browser: HTTP/1.1 allows six connections per server, and every open stream takes
// one. The window that holds a Web Lock owns the stream and passes each message on by BroadcastChannel; when it closes,
// the lock goes to another, and when it is frozen, another takes it. Where locks are missing (plain HTTP beyond this
// machine) each window has a stream of its own.
import { connect, type Receive } from './connection'
import type { StreamMessage } from './message'
import type { Json } from '../lib/patch'
import type { Store } from '../live/store'
import { store } from '../live/store'
import { asleepMs, onWake } from './wake'

const channelName = 'ringside.live'
const lockName = 'ringside.live'

/** Windows that look at agents say so again after this long; who has not for a while has closed. */
const askAgainMs = 4_000
const forgetAskMs = 10_000
/** How long a window that was asleep waits for the one with the stream, and one that is awake. The latter is longer than that one's
 * longest pause between two attempts, of which it tells. */
const sleeperMs = 400
const patienceMs = 20_000

/** What windows say to each other, besides what the stream tells: who is new, who looks at agents, who has been asleep. */
type Word = 'hello' | 'agents' | 'wake'

/**
 * What a newcomer is told. It is nothing to who has a picture already: a window that was frozen while it had the stream answers, when
 * it thaws, with an old one.
 */
type Answer = { kind: 'answer'; body: Json }

/**
 * Follows the live stream until the signal is aborted. `latest` gives the present snapshot, for a newcomer's window and for the
 * server to go on after; the stream tells of agents while `lookers` is more than 0 in any window.
 */
export function follow(receive: Receive, latest: () => Json | null, lookers: Store<number>, signal: AbortSignal): void {
  const agents = store(lookers.get() > 0)
  let asked = -Infinity // when another window last asked for agents
  const decide = () => agents.set(lookers.get() > 0 || performance.now() - asked < forgetAskMs)
  signal.addEventListener('abort', lookers.subscribe(decide))
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) {
    onWake(connect(receive, latest, agents, signal), signal)
    return
  }
  const channel = new BroadcastChannel(channelName)
  const say = (word: Word | Answer | StreamMessage) => channel.postMessage(word)
  let heard = Date.now() // UTC ms of the newest message from the window with the stream
  let wake: (() => void) | null = null // of this window's stream, while it has one

  const ask = () => {
    if (lookers.get() > 0 && !wake) say('agents')
    decide()
  }
  const asking = setInterval(ask, askAgainMs)
  document.addEventListener('visibilitychange', ask, { signal }) // timers sleep while a window is hidden
  signal.addEventListener('abort', lookers.subscribe(ask))
  signal.addEventListener('abort', () => clearInterval(asking))

  channel.onmessage = ({ data }: MessageEvent<StreamMessage | Answer | Word>) => {
    if (data === 'agents') {
      asked = performance.now()
      decide()
    } else if (data === 'wake') {
      wake?.()
    } else if (data === 'hello') {
      const body = latest()
      if (wake && body !== null) say({ kind: 'answer', body })
    } else if (!wake) {
      heard = Date.now()
      if (data.kind !== 'answer') receive(data)
      else if (latest() === null) receive({ kind: 'snapshot', body: data.body })
    }
  }
  say('hello')
  signal.addEventListener('abort', () => channel.close())

  let queued = new AbortController() // ends the wait for the lock
  const lead = (options: LockOptions) => {
    const reign = new AbortController()
    signal.addEventListener('abort', () => reign.abort())
    let led = false
    const reigning = () =>
      new Promise<void>((release) => {
        led = true
        reign.signal.addEventListener('abort', () => release())
        const tell = (message: StreamMessage) => {
          receive(message)
          if (!signal.aborted) say(message)
        }
        wake = connect(tell, latest, agents, reign.signal)
      })
    navigator.locks.request(lockName, options, reigning).catch(() => {
      if (!led || signal.aborted) return // no longer waited for
      wake = null // taken by another window, while this one was frozen
      reign.abort()
      queue()
    })
  }
  const queue = () => {
    queued = new AbortController()
    lead({ signal: queued.signal })
  }
  signal.addEventListener('abort', () => queued.abort())
  queue()

  const takeAfter = (silence: number) => {
    if (wake || signal.aborted || document.visibilityState !== 'visible' || Date.now() - heard <= silence) return
    heard = Date.now()
    queued.abort()
    lead({ steal: true })
  }
  const watching = setInterval(() => takeAfter(patienceMs), 1_000)
  signal.addEventListener('abort', () => clearInterval(watching))
  onWake(() => {
    // With the answer it is known whether another window has taken the stream in the meantime.
    if (wake) void navigator.locks.query().finally(() => wake?.())
    else if (Date.now() - heard > asleepMs) {
      say('wake')
      setTimeout(() => takeAfter(asleepMs), sleeperMs)
    }
  }, signal)
}
