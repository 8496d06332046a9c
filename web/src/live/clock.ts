// The server's clock, which is virtual in a demo, told once a second to whatever shows an age. One interval for the page.
import { store } from './store'

let base = { at: Date.now(), server: Date.now(), speed: 1 }

/** The server's present moment in UTC milliseconds. */
export function serverNow(): number {
  return base.server + (Date.now() - base.at) * base.speed
}

/** Sets the clock by what the server just said. A speed of undefined keeps the known one. */
export function setClock(server: number, speed = base.speed): void {
  base = { at: Date.now(), server, speed }
  tick.set(Math.floor(serverNow() / 1000) * 1000)
}

/** Server time in whole seconds (UTC ms); frozen while the stream is lost, so that no age goes on growing unheard. */
export const tick = store(Math.floor(Date.now() / 1000) * 1000)

let running = true

export function freeze(frozen: boolean): void {
  running = !frozen
}

export function startClock(signal: AbortSignal): void {
  const timer = setInterval(() => {
    if (running) tick.set(Math.floor(serverNow() / 1000) * 1000)
  }, 1000)
  signal.addEventListener('abort', () => clearInterval(timer))
}
