import { afterEach, expect, it, vi } from 'vitest'
import type { Json } from '../lib/patch'
import { store } from '../live/store'
import type { StreamMessage } from './message'
import { follow } from './stream'

const ending: AbortController[] = []

afterEach(() => {
  for (const end of ending.splice(0)) end.abort()
  vi.unstubAllGlobals()
})

/** A window beside the one that has the stream, and what it hears; `has` is its picture. */
function window(has: Json | null) {
  const queue = {
    request: (_: string, { signal }: LockOptions) => new Promise((_, gone) => signal?.addEventListener('abort', gone)),
  }
  vi.stubGlobal('navigator', { locks: queue })
  const end = new AbortController()
  ending.push(end)
  const heard: StreamMessage[] = []
  let picture = has
  follow(
    (message) => {
      heard.push(message)
      if (message.kind === 'snapshot') picture = message.body
    },
    () => picture,
    store(0),
    end.signal,
  )
  return heard
}

/** Says things as the window with the stream does. */
function tell(...messages: unknown[]) {
  const channel = new BroadcastChannel('ringside.live')
  for (const message of messages) channel.postMessage(message)
  ending.push({ abort: () => channel.close() } as AbortController)
}

const beat = { kind: 'heartbeat', body: { now: '2026-11-20T06:00:00Z', projected: 1, sources: {} } }

it('tells a newcomer the picture of the others', async () => {
  const heard = window(null)
  tell({ kind: 'answer', body: { sequence: 4 } }, beat)
  await vi.waitFor(() => expect(heard).toEqual([{ kind: 'snapshot', body: { sequence: 4 } }, beat]))
})

it('keeps its own picture when a newcomer is told one, which may be old', async () => {
  const heard = window({ sequence: 9 })
  tell({ kind: 'answer', body: { sequence: 4 } }, beat)
  await vi.waitFor(() => expect(heard).toEqual([beat]))
})
