import { useLiveHistory } from '../../api/queries'
import { useLanguage } from '../../i18n/language'
import { clockTicks } from '../../lib/clock_ticks'
import { count, duration } from '../../lib/format'
import { clock, clockSeconds } from '../../lib/time'
import { tick } from '../../live/clock'
import { useStore } from '../../live/store'
import type { PageScope } from '../../shell/scope'
import { Lines } from '../../ui/Lines'
import { Failure, Skeleton } from '../../ui/State'
import { greatest, pastOf } from '../queues/past'
import { Tip } from '../queues/QueueCharts'
import css from './Live.module.css'
import own from './LiveQueues.module.css'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const mostMarks = 6

type Props = {
  page: PageScope
  /** Null: all of the chosen instances. */
  arn: string | null
}

/** How many waited in the last hour, as the live board showed it every 15 s. */
export function QueueHour({ page, arn }: Props) {
  const { t } = useLanguage()
  const words = t.live.queues
  const { zone } = page
  const to = useStore(tick, (now) => Math.ceil(now / minuteMs) * minuteMs)
  const [from, until] = [to - hourMs, to].map((ms) => new Date(ms).toISOString()) as [string, string]
  const of = arn === null ? { queue: [], instance: page.scope.instances } : { queue: [arn], instance: [] }
  const history = useLiveHistory({ from, to: until, zone, ...of }, true, true)
  const points = history.data ? pastOf(history.data) : []
  const seen = points.some((point) => point.seen)
  const most = greatest(points.map((point) => point.waiting))
  const axis = clockTicks(to - hourMs, to, zone, mostMarks).flatMap((at) => {
    const slot = points.findIndex((point) => Date.parse(point.start) >= at)
    return slot < 0 ? [] : [{ slot, text: clock(at, zone) }]
  })
  const since = history.data?.kept_since
  const young = since != null && Date.parse(since) > to - hourMs
  return (
    <section className={own.part}>
      <h3>
        {words.hour} {young && <small>{words.keptSince(clock(Date.parse(since), zone))}</small>}
      </h3>
      {history.error && <Failure error={history.error} retry={() => void history.refetch()} />}
      {history.isPending && <Skeleton lines={1} height={150} />}
      {history.data && !seen && <p className={css.quiet}>{words.hourEmpty}</p>}
      {seen && (
        <div className={own.plot}>
          <Lines
            label={words.hourSummary(count(most))}
            unit="count"
            scale={count}
            lines={[points.map((point) => point.waitingLast)]}
            axis={axis}
            walk
            tip={(slot) => {
              const point = points[slot]
              if (!point) return null
              const rows: [string, string][] = point.seen
                ? [
                    [t.queuesPage.past.waiting, count(point.waitingLast)],
                    [t.queuesPage.past.oldestWait, duration(point.oldest)],
                    [t.queuesPage.past.available, count(point.available)],
                  ]
                : [[t.queuesPage.past.unseen, '']]
              return <Tip title={clockSeconds(Date.parse(point.start), zone)} rows={rows} />
            }}
          />
        </div>
      )}
    </section>
  )
}
