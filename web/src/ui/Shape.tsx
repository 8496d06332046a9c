import type { Tone } from '../lib/tone'
import css from './Shape.module.css'

/** State as shape and colour: ● ok, ▲ warning, ■ breach. The word is beside it or in the label. */
export function Shape({ tone }: { tone: Tone }) {
  if (tone === 'none') return null
  return (
    <svg className={css[tone]} width="9" height="9" viewBox="0 0 10 10" aria-hidden="true">
      {tone === 'ok' && <circle cx="5" cy="5" r="3.600" />}
      {tone === 'warn' && <path d="M5 0.800L9.600 9.200H0.400z" />}
      {tone === 'bad' && <rect x="0.800" y="0.800" width="8.400" height="8.400" />}
    </svg>
  )
}
