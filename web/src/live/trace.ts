// How the number of waiting contacts moved since this window was opened: a sample every 5 s, half an hour at most.
import { board } from './board'
import { store } from './store'
import { tick } from './clock'

const everyMs = 5_000
const most = 360

export const trace = store<number[]>([])

/** Starts sampling; returns how to stop. */
export function startTrace(): () => void {
  let last = -Infinity
  return tick.subscribe(() => {
    const now = tick.get()
    const total = board.get()?.totals.total
    if (total === undefined || Math.abs(now - last) < everyMs) return
    last = now
    trace.set([...trace.get(), total].slice(-most))
  })
}
