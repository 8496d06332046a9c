import { useEffect, useState } from 'react'
import { steady, steadyAt, toneRank, type Tone } from '../lib/tone'
import { tick } from './clock'

/** The tone as shown: sampled once a second, two samples to turn worse and three to clear. */
export function useSteady(sample: Tone): Tone {
  const [state, setState] = useState(() => steadyAt(sample))
  useEffect(() => tick.subscribe(() => setState((now) => steady(now, sample, toneRank))), [sample])
  return state.shown
}
