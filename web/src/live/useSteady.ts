import { useEffect, useState } from 'react'
import { steady, type Tone } from '../lib/tone'
import { tick } from './clock'

/** The tone as shown: sampled once a second, two samples to turn worse and three to clear. */
export function useSteady(sample: Tone): Tone {
  const [state, setState] = useState(() => ({ shown: sample, candidate: sample, seen: 0 }))
  useEffect(() => tick.subscribe(() => setState((now) => steady(now, sample))), [sample])
  return state.shown
}
