import { Link } from 'wouter'
import { useLanguage } from '../../i18n/language'
import { href, scopeOnly, withScope } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { queuePath } from '../../lib/own_queue'
import { InstanceTag } from '../../shell/InstancePicker'
import type { PageScope } from '../../shell/scope'
import controls from '../../ui/Controls.module.css'
import { EstimateNow, FreeNow, OldestNow, ScheduledNow } from '../../ui/QueueNow'
import { Sheet } from '../../ui/Sheet'
import { ConditionOf } from './ConditionOf'
import css from './Live.module.css'
import { QueueAgents } from './QueueAgents'
import { QueueHour } from './QueueHour'
import { QueueWaiters } from './QueueWaiters'
import type { Conditions, FloorRow } from './queue_floor'

type Props = { row: FloorRow | null; conditions: Conditions; page: PageScope; close: () => void }

/** One queue beside the table: who waits, how the last hour went, and what its agents are doing. */
export function QueueDrawer({ row, conditions, page, close }: Props) {
  const { t } = useLanguage()
  const words = t.live.queues
  return (
    <Sheet title={row?.name ?? words.columns.queue} close={words.close} width={520} onClose={close}>
      {row ? <Now row={row} conditions={conditions} page={page} /> : <p className={css.quiet}>{words.gone}</p>}
    </Sheet>
  )
}

function Now({ row, conditions, page }: Omit<Props, 'row' | 'close'> & { row: FloorRow }) {
  const { t } = useLanguage()
  const words = t.live.queues
  const search = scopeOnly(useSearch())
  return (
    <div className={css.sheet}>
      <p className={css.now}>
        <ConditionOf arn={row.arn} condition={conditions[row.arn] ?? 'idle'} />
        <InstanceTag arn={row.arn} />
      </p>
      <dl className={css.facts}>
        <dt>{words.columns.longest}</dt>
        <dd>
          <OldestNow arn={row.arn} />
        </dd>
        <dt>{words.estimate}</dt>
        <dd>
          <EstimateNow arn={row.arn} />
        </dd>
        <dt>{words.columns.scheduled}</dt>
        <dd>
          <ScheduledNow arn={row.arn} />
        </dd>
        <dt>{t.queues.available}</dt>
        <dd>
          <FreeNow arn={row.arn} />
        </dd>
      </dl>
      <QueueWaiters arn={row.arn} zone={page.zone} />
      <QueueHour page={page} arn={row.arn} />
      <QueueAgents arn={row.arn} />
      <Link href={href(queuePath(row.arn), withScope(search, { queues: [] }))} className={controls.button}>
        {words.toQueue}
      </Link>
    </div>
  )
}
