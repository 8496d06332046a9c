// When a window wakes: it is looked at again, thawed, or back on a network, or the machine under it was asleep.

/** Silence of a stream that speaks every 5 s, and of a timer, that is a sleep. */
export const asleepMs = 6_000
const lookMs = 500

/** Calls back at each waking until the signal is aborted. It may do so when nobody slept. */
export function onWake(wake: () => void, signal: AbortSignal): void {
  let looked = Date.now()
  // While a machine sleeps its timers do not count, and the clock on the wall goes on.
  const looking = setInterval(() => {
    const slept = Date.now() - looked > asleepMs
    looked = Date.now()
    if (slept) wake()
  }, lookMs)
  signal.addEventListener('abort', () => clearInterval(looking))
  for (const event of ['visibilitychange', 'resume']) document.addEventListener(event, wake, { signal })
  for (const event of ['online', 'pageshow']) window.addEventListener(event, wake, { signal })
}
