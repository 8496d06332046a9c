// Single-key shortcuts. They never fire in inputs, with a modifier held, or while an input method composes (Korean), and
// can be turned off altogether (WCAG 2.1.4).
import { store } from '../live/store'
import { read, write } from '../lib/settings'

export const helpOpen = store(false)

export function shortcutsOn(): boolean {
  return read('shortcuts') !== 'off'
}

export function setShortcuts(on: boolean): void {
  write('shortcuts', on ? 'on' : 'off')
}

export type Action =
  | 'help'
  | 'find'
  | 'overview'
  | 'month'
  | 'queues'
  | 'agents'
  | 'live_queues'
  | 'live_agents'
  | 'contacts'
  | 'reports'
  | 'metrics'
  | 'pipeline'
  | 'settings'
  | 'earlier'
  | 'later'
  | 'refresh'

const single: { [key: string]: Action } = { '?': 'help', '/': 'find', '[': 'earlier', ']': 'later', r: 'refresh' }
/** Where "g" and a second key lead. */
export const afterG: { [key: string]: Action } = {
  o: 'overview',
  m: 'month',
  q: 'queues',
  a: 'agents',
  w: 'live_queues',
  l: 'live_agents',
  c: 'contacts',
  d: 'metrics',
  r: 'reports',
  p: 'pipeline',
  s: 'settings',
}

/** How long "g" waits for its second key. */
const chordMs = 1_200

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}

/** The key as on a Latin layout: in Hangul mode "g" arrives as "ㅎ", and only its place on the keyboard tells. */
function latin(event: KeyboardEvent): string {
  const place = /^Key([A-Z])$/.exec(event.code)?.[1]
  const other = event.key.length === 1 && event.key.charCodeAt(0) > 0x7f
  return place && !event.shiftKey && (other || event.key === 'Process') ? place.toLowerCase() : event.key
}

/** Calls `act` for each shortcut until the signal is aborted. */
export function listen(act: (action: Action) => void, signal: AbortSignal): void {
  let chordAt = -Infinity
  const pressed = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !shortcutsOn())
      return
    if (document.querySelector('dialog[open]')) return
    const chord = event.timeStamp - chordAt < chordMs
    const key = latin(event)
    chordAt = key === 'g' ? event.timeStamp : -Infinity
    const action = chord ? afterG[key] : single[key]
    if (!action) return
    event.preventDefault()
    act(action)
  }
  document.addEventListener('keydown', pressed, { signal })
}
