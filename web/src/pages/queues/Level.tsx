import { useLanguage } from '../../i18n/language'
import type { FigureRef } from '../../lib/figure'
import { beside, none, percent } from '../../lib/format'
import { promisedLevel } from '../../lib/metric_spec'
import { thresholds } from '../../lib/tone'
import { Explain } from '../../ui/Explain'
import { Shape } from '../../ui/Shape'
import tones from '../../ui/Tone.module.css'
import type { QueueRow } from './queue_list'
import css from './Queues.module.css'

/** A queue's service level beside what it promises; without a colour where that says nothing, or of few contacts. */
export function Level({ row, named }: { row: QueueRow; named: FigureRef | null }) {
  const { t } = useLanguage()
  const value = row.values[promisedLevel]
  const { promise } = row
  if (value == null || !promise || row.arn === '') return none
  const target = t.card.target(percent(promise.target, 0), promise.seconds)
  const few = (row.values.contacts_queued ?? 0) < thresholds.fewContacts
  return (
    <span className={`${css.level ?? ''} ${tones[row.tone] ?? ''}`} title={row.calm ? t.queues.notJudgedTip : target}>
      {row.calm ? (
        <em>{t.queues.notJudged}</em>
      ) : few ? (
        <em>{t.card.few(row.values.contacts_queued ?? 0)}</em>
      ) : (
        <Shape tone={row.tone} />
      )}
      <Explain figure={named}>{beside(value, promise.target)}</Explain>
    </span>
  )
}
