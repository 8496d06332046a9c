import type { LiveAgent } from '../../api/model'
import { duration, none } from '../../lib/format'
import { tick } from '../../live/clock'
import { useStore } from '../../live/store'
import { waitSeconds } from '../../live/waiting'
import { Shape } from '../../ui/Shape'
import tones from '../../ui/Tone.module.css'
import css from './Live.module.css'
import { activityTone, began } from './roster'

/** How long an agent has been doing that, counted on by itself. */
export function LiveDuration({ agent }: { agent: LiveAgent }) {
  const now = useStore(tick, (at) => at)
  const seconds = waitSeconds(began(agent), now)
  const tone = agent.stale ? 'none' : activityTone(agent.activity, seconds)
  return (
    <span className={`${css.since ?? ''} ${tones[tone] ?? ''}`}>
      {tone !== 'none' && <Shape tone={tone} />}
      {seconds === null ? none : duration(seconds)}
    </span>
  )
}
