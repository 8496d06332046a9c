// When the figures on screen are old: a heartbeat says how far the server's projection is.
import { heartbeat } from './board'

/** A refetch because the projection moved comes at most this often. */
export const refreshMs = 3_000

/** Every window hears the same heartbeat: each waits a little of its own, so that they do not all ask at once. */
export const spreadMs = 1_000
const ownMs = Math.random() * spreadMs

/** Calls `refresh` when the projection has moved on since the answer on screen; returns how to stop. */
export function followProjected(shown: number | undefined, refresh: () => void, delayMs = ownMs): () => void {
  let last = Date.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = heartbeat.subscribe(() => {
    const projected = heartbeat.get()?.projected
    if (projected === undefined || projected === shown || Date.now() - last < refreshMs) return
    last = Date.now()
    timer = setTimeout(refresh, delayMs)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}
