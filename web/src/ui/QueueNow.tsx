import { board } from '../live/board'
import { tick } from '../live/clock'
import { useStore } from '../live/store'
import { useSteady } from '../live/useSteady'
import { waitSeconds } from '../live/waiting'
import { count, duration, none } from '../lib/format'
import { availableTone, waitTone } from '../lib/tone'
import css from './QueueNow.module.css'
import { Shape } from './Shape'

type Props = {
  arn: string
  /** Takes no colour: nobody holds the line for a callback, an e-mail or a task. */
  calm: boolean
}

const nothing = <span className={css.quiet}>{none}</span>

/** How many wait in a queue now, scheduled ones among them. */
export function WaitingNow({ arn }: { arn: string }) {
  const total = useStore(board, (b) => b?.queues[arn]?.total)
  if (total === undefined) return nothing
  return <span className={total === 0 ? css.quiet : undefined}>{count(total)}</span>
}

/** How long the one has waited that waits longest. */
export function OldestNow({ arn, calm }: Props) {
  const live = useStore(board, (b) => b?.queues[arn])
  const now = useStore(tick, (at) => at)
  const age = waitSeconds(live?.oldest_enqueued_at ? Date.parse(live.oldest_enqueued_at) : null, now)
  const tone = useSteady(calm ? 'none' : waitTone(age))
  if (!live) return nothing
  return (
    <span className={`${css.cell ?? ''} ${css[tone] ?? ''}`}>
      {tone !== 'none' && <Shape tone={tone} />}
      {duration(age)}
    </span>
  )
}

/** Agents who are available for a queue, of those who are online for it. */
export function FreeNow({ arn, calm }: Props) {
  const live = useStore(board, (b) => b?.queues[arn])
  const tone = useSteady(live && !calm ? availableTone(live.in_queue, live.agents_available) : 'none')
  if (!live) return nothing
  return (
    <span className={css.cell}>
      {tone === 'bad' && <Shape tone="bad" />}
      <b className={css[tone]}>{count(live.agents_available)}</b>
      <span className={css.quiet}>{`/ ${count(live.agents_online)}`}</span>
    </span>
  )
}
