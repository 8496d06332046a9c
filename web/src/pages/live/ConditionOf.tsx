import { useWaitLimits } from '../../api/settings'
import { useLanguage } from '../../i18n/language'
import { duration } from '../../lib/format'
import { board } from '../../live/board'
import { tick } from '../../live/clock'
import { longestWait } from '../../live/queue_tone'
import { useStore } from '../../live/store'
import { Shape } from '../../ui/Shape'
import tones from '../../ui/Tone.module.css'
import css from './Live.module.css'
import { conditionTone, type Condition } from './queue_floor'

const limitOf = { too_long: 'bad', long: 'warn' } as const

/** How a queue is doing: colour, shape and word; of a wait, the limit that it has passed. */
export function ConditionOf({ arn, condition }: { arn: string; condition: Condition }) {
  const { t } = useLanguage()
  const words = t.live.queues
  const tone = conditionTone(condition)
  const limits = useWaitLimits()(arn)
  const channel = useStore(tick, (now) => longestWait(board.get()?.queues[arn], limits, now)?.channel)
  const passed = condition === 'too_long' || condition === 'long' ? limitOf[condition] : null
  return (
    <span className={`${css.doing ?? ''} ${tones[tone] ?? css.quiet ?? ''}`}>
      <Shape tone={tone} />
      {passed && channel ? words.over(duration(limits(channel)[passed])) : words.conditions[condition]}
    </span>
  )
}
