import { Link } from 'wouter'
import type { Overview, QueueFigures } from '../../api/model'
import { useWaitLimits } from '../../api/settings'
import { useLanguage, word } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { beside, count, duration } from '../../lib/format'
import { promisedLevel } from '../../lib/metric_spec'
import { isOwnQueue } from '../../lib/own_queue'
import { href, scopeOnly, withScope } from '../../lib/scope'
import { board } from '../../live/board'
import { breaches } from '../../live/breaches'
import { tick } from '../../live/clock'
import { freeTone, longestWait } from '../../live/queue_tone'
import { useStore } from '../../live/store'
import { queueChosen, waitSeconds } from '../../live/waiting'
import { InstanceTag } from '../../shell/InstancePicker'
import { Explain } from '../../ui/Explain'
import { QueueName } from '../../ui/QueueNow'
import { Shape } from '../../ui/Shape'
import { withQueues, type Conditions } from '../live/queue_floor'
import { useConditions } from '../live/useConditions'
import css from './Attention.module.css'
import { ofQueue, useFigure } from './figure'
import { queueTone } from './queue_rows'
import { useSearch } from '../../lib/search'

/** At most so many queues are named. */
const most = { now: 4, below: 6 }

/** The queues with a figure to judge: one with enough contacts, of a kind that a target of seconds fits. */
export function judged(queues: QueueFigures[]): QueueFigures[] {
  return queues.filter((q) => q.queue_arn !== '' && !isOwnQueue(q.queue_arn) && queueTone(q) !== 'none')
}

/** Queues whose service level is under its target, the worst first. */
export function below(queues: QueueFigures[]): QueueFigures[] {
  return judged(queues)
    .filter((q) => queueTone(q) !== 'ok')
    .sort((a, b) => (a.service_level.percent ?? 100) - (b.service_level.percent ?? 100))
}

/**
 * The one line between figures and charts that says where to look: who waits too long now, then which queues are below their
 * targets; nothing where no queue could be judged and nobody waits too long. `chosen` are the queues of the page's filter.
 */
export function Attention({ overview, chosen }: { overview: Overview; chosen: string[] }) {
  const { t } = useLanguage()
  const { queues } = overview
  const worst = below(queues)
  const red = useRed(chosen)
  if (red.length === 0 && judged(queues).length === 0) return null
  if (red.length === 0 && worst.length === 0) {
    return (
      <p className={`${css.line ?? ''} ${css.calm ?? ''}`}>
        <Shape tone="ok" /> {t.attention.none}
      </p>
    )
  }
  return (
    <div className={css.line}>
      {red.length > 0 && <Now red={red} />}
      {worst.length > 0 && <Below worst={worst} overview={overview} />}
    </div>
  )
}

/** The queues that are red now, as they are shown: by their limits, for two samples to turn and for three to clear. */
function useRed(chosen: string[]): string[] {
  const limits = useWaitLimits()
  const take = (now: number): Conditions => {
    const live = board.get()
    const red = new Set(breaches(live, now, limits))
    return Object.fromEntries(
      Object.entries(live?.queues ?? {})
        .filter(([arn, queue]) => queueChosen(arn, queue.name, chosen))
        .map(([arn]) => [arn, red.has(arn) ? 'nobody' : 'idle']),
    )
  }
  const shown = useConditions(take, chosen.join())
  const since = (arn: string) => board.get()?.queues[arn]?.oldest_enqueued_at ?? ''
  return Object.keys(shown)
    .filter((arn) => shown[arn] === 'nobody')
    .sort((a, b) => (since(a) < since(b) ? -1 : 1))
}

/** The queues in which somebody waits too long, or waits and nobody is free; the longest wait first. */
function Now({ red }: { red: string[] }) {
  const { t } = useLanguage()
  const search = scopeOnly(useSearch())
  const to = (arn: string) => href('/live/queues', withQueues(search, { open: arn.split('/').at(-1) ?? arn }))
  return (
    <>
      <b>{t.attention.now(red.length)}</b>
      <ul data-now>
        {red.slice(0, most.now).map((arn) => (
          <li key={arn}>
            <Link className={`${css.chip ?? ''} ${css.bad ?? ''}`} href={to(arn)}>
              <Shape tone="bad" />
              <b>
                <QueueName arn={arn} />
                <InstanceTag arn={arn} />
              </b>
              <Why arn={arn} />
            </Link>
          </li>
        ))}
        {red.length > most.now && (
          <li className={css.more}>
            <Link href={href('/live/queues', withQueues(search, { tone: 'bad' }))}>
              {t.attention.more(red.length - most.now)}
            </Link>
          </li>
        )}
      </ul>
    </>
  )
}

/** How many wait, for how long, and who is free: what of it is too much stands out, with its limit. */
function Why({ arn }: { arn: string }) {
  const { t } = useLanguage()
  const words = t.attention
  const limits = useWaitLimits()(arn)
  const live = useStore(board, (b) => b?.queues[arn])
  const now = useStore(tick, (at) => at)
  const longest = longestWait(live, limits, now)
  if (!live || !longest) return null
  const { channel, since, tone } = longest
  const wait = words.longest(duration(waitSeconds(since, now)), channel === 'VOICE' ? '' : word(t.channel, channel))
  return (
    <span className={css.why}>
      <span>{words.waiting(count(live.in_queue - live.callbacks_in_queue))}</span>
      {tone === 'bad' ? <strong>{words.over(wait, duration(limits(channel).bad))}</strong> : <span>{wait}</span>}
      {freeTone(live) === 'bad' && <strong>{words.free(live.agents_online)}</strong>}
    </span>
  )
}

function Below({ worst, overview }: { worst: QueueFigures[]; overview: Overview }) {
  const { t } = useLanguage()
  const figure = useFigure(overview)
  const search = useSearch()
  return (
    <>
      <b>{t.attention.below(worst.length)}</b>
      <ul>
        {worst.slice(0, most.below).map((queue) => {
          const level = queue.service_level
          const tone = queueTone(queue)
          return (
            <li key={queue.queue_arn}>
              <span className={`${css.chip ?? ''} ${css[tone] ?? ''}`}>
                <Link href={href('/', withScope(search, { queues: [queue.queue_arn] }))}>
                  <Shape tone={tone} />
                  {queueName(queue.queue_name, queue.queue_arn, t)}
                  <InstanceTag arn={queue.queue_arn} />
                </Link>
                <strong>
                  <Explain figure={figure(promisedLevel, ofQueue(queue.queue_arn, overview))}>
                    {beside(level.percent, level.target, 0)}
                  </Explain>
                </strong>
              </span>
            </li>
          )
        })}
        {worst.length > most.below && <li className={css.more}>{t.attention.more(worst.length - most.below)}</li>}
      </ul>
    </>
  )
}
