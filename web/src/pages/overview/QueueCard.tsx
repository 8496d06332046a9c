import type { Overview } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { useWaitLimits } from '../../api/settings'
import { board, fresh } from '../../live/board'
import { tick } from '../../live/clock'
import { historyOf } from '../../live/instances'
import { worstQueue } from '../../live/queue_tone'
import { useStore } from '../../live/store'
import { lineOf, trace } from '../../live/trace'
import { useSteady } from '../../live/useSteady'
import { waiting, waitSeconds, type Waiting } from '../../live/waiting'
import { count, duration, durationWords, none } from '../../lib/format'
import type { Scope } from '../../lib/scope'
import { Card } from '../../ui/Card'
import { How, type HowText } from '../../ui/How'
import { Shape } from '../../ui/Shape'
import { Spark } from '../../ui/Spark'

type Props = { scope: Scope; overview: Overview | undefined; how: HowText }

/** Panel 7: who waits now, in queue and scheduled, with the age of the oldest. Live whatever the range. */
export function QueueCard({ scope, overview, how }: Props) {
  const { queues, channels, instances } = scope
  const { t } = useLanguage()
  const live = useStore(board, (b) => b)
  const lost = useStore(fresh, (f) => f.state === 'lost')
  const samples = useStore(trace, (s) => s)
  const limits = useWaitLimits()
  const answered = overview?.panels.calls_in_queue ?? null
  const now = live ? waiting(live, queues, channels, answered) : null
  const clock = useStore(tick, (at) => at)
  const age = now && waitSeconds(now.oldest, clock)
  const tone = useSteady(live && channels.length === 0 ? worstQueue(live, queues, limits, clock) : 'none')
  const filtered = queues.length > 0 || channels.length > 0
  return (
    <Card
      id="calls_in_queue"
      hero
      label={t.card.inQueue}
      value={now ? count(now.total) : none}
      raw={now?.total ?? null}
      tone={tone}
      dim={lost}
      how={<How name={t.card.inQueue} text={how} />}
      lines={[
        now ? t.card.parts(count(now.inQueue), count(now.scheduled)) : t.card.noLive,
        <Oldest key="oldest" now={now} age={age} tone={tone} />,
      ]}
      spark={
        filtered ? null : (
          <Spark values={lineOf(historyOf(samples, instances))} tone={tone === 'bad' ? 'bad' : 'none'} />
        )
      }
    />
  )
}

function Oldest({ now, age, tone }: { now: Waiting | null; age: number | null; tone: ReturnType<typeof useSteady> }) {
  const { t, language } = useLanguage()
  if (!now) return null
  if (age === null) return now.total === 0 ? <>{t.card.nobodyWaits}</> : null
  return (
    <>
      <Shape tone={tone} />
      <span aria-label={t.card.longest(durationWords(age, language))}>{t.card.longest(duration(age))}</span>
    </>
  )
}
