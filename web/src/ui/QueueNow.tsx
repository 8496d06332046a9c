import { useWaitLimits } from '../api/settings'
import { useLanguage, word } from '../i18n/language'
import { queueName } from '../i18n/queue_name'
import { board } from '../live/board'
import { tick } from '../live/clock'
import { useStore } from '../live/store'
import { useSteady } from '../live/useSteady'
import { estimatedWait, freeTone, longestWait } from '../live/queue_tone'
import { waitSeconds } from '../live/waiting'
import { count, duration, none } from '../lib/format'
import css from './QueueNow.module.css'
import { Shape } from './Shape'
import tones from './Tone.module.css'

const nothing = <span className={css.quiet}>{none}</span>

/** What a queue is called now. */
export function QueueName({ arn }: { arn: string }) {
  const { t } = useLanguage()
  const name = useStore(board, (b) => b?.queues[arn]?.name ?? '')
  return <>{queueName(name, arn, t)}</>
}

/** How many wait in a queue now, scheduled ones among them. */
export function WaitingNow({ arn }: { arn: string }) {
  const total = useStore(board, (b) => b?.queues[arn]?.total)
  if (total === undefined) return nothing
  return (
    <span className={total === 0 ? css.quiet : undefined} data-live="waiting">
      {count(total)}
    </span>
  )
}

/** How long the wait that matters most in a queue has lasted; of which channel, where that is not voice. */
export function OldestNow({ arn }: { arn: string }) {
  const { t } = useLanguage()
  const limits = useWaitLimits()
  const live = useStore(board, (b) => b?.queues[arn])
  const now = useStore(tick, (at) => at)
  const longest = longestWait(live, limits(arn), now)
  const tone = useSteady(longest?.tone ?? 'none')
  if (!live) return nothing
  if (!longest) return <span className={css.quiet}>{none}</span>
  const { channel, since } = longest
  return (
    <span className={`${css.cell ?? ''} ${tones[tone] ?? ''}`} data-live="oldest">
      {channel !== 'VOICE' && <small>{channel === '' ? t.queues.callback : word(t.channel, channel)}</small>}
      {tone !== 'none' && <Shape tone={tone} />}
      {duration(waitSeconds(since, now))}
    </span>
  )
}

/** How long a contact that came now would wait, as Amazon Connect estimates it; of which channel, where that is not voice. */
export function EstimateNow({ arn }: { arn: string }) {
  const { t } = useLanguage()
  const live = useStore(board, (b) => b?.queues[arn])
  const estimate = estimatedWait(live)
  if (!estimate) return <span title={t.live.queues.noEstimate}>{nothing}</span>
  return (
    <span className={css.cell}>
      {estimate.channel !== 'VOICE' && <small>{word(t.channel, estimate.channel)}</small>}
      {duration(estimate.seconds)}
    </span>
  )
}

/** How many callbacks of a queue are scheduled, and for how long the oldest has been. */
export function ScheduledNow({ arn }: { arn: string }) {
  const live = useStore(board, (b) => b?.queues[arn])
  const now = useStore(tick, (at) => at)
  if (!live) return nothing
  if (live.scheduled === 0) return <span className={css.quiet}>{count(0)}</span>
  const since = live.oldest_scheduled_at ? Date.parse(live.oldest_scheduled_at) : null
  return (
    <span className={css.cell}>
      {count(live.scheduled)} {since !== null && <small>{duration(waitSeconds(since, now))}</small>}
    </span>
  )
}

/** How many wait in all queues now. */
export function WaitingInAll() {
  const total = useStore(board, (b) => b?.totals.total)
  return total === undefined ? nothing : <>{count(total)}</>
}

/** Agents who are available for any queue, of all who are online. */
export function FreeInAll() {
  const totals = useStore(board, (b) => b?.totals)
  if (!totals) return nothing
  return (
    <span className={css.cell} data-live="free">
      <b>{count(totals.agents_available)}</b>
      <span className={css.quiet}>{`/ ${count(totals.agents_online)}`}</span>
    </span>
  )
}

/** Agents who are available for a queue, of those who are online for it. */
export function FreeNow({ arn }: { arn: string }) {
  const live = useStore(board, (b) => b?.queues[arn])
  const tone = useSteady(freeTone(live))
  if (!live) return nothing
  return (
    <span className={css.cell} data-live="free">
      {tone === 'bad' && <Shape tone="bad" />}
      <b className={tones[tone]}>{count(live.agents_available)}</b>
      <span className={css.quiet}>{`/ ${count(live.agents_online)}`}</span>
    </span>
  )
}
