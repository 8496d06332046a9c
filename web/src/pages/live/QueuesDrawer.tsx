import { Link } from 'wouter'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { href, scopeOnly } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { board } from '../../live/board'
import { useStore } from '../../live/store'
import type { PageScope } from '../../shell/scope'
import controls from '../../ui/Controls.module.css'
import { FreeInAll } from '../../ui/QueueNow'
import { Sheet } from '../../ui/Sheet'
import css from './Live.module.css'
import { QueueHour } from './QueueHour'

/** All queues of the chosen instances together beside the table: how the last hour went, and the way to what was before. */
export function QueuesDrawer({ page, close }: { page: PageScope; close: () => void }) {
  const { t } = useLanguage()
  const words = t.live.queues
  const search = scopeOnly(useSearch())
  const totals = useStore(board, (b) => b?.totals)
  return (
    <Sheet title={t.filter.allQueues} close={words.close} width={520} onClose={close}>
      <div className={css.sheet}>
        <dl className={css.facts}>
          <dt>{words.columns.in_queue}</dt>
          <dd>{count(totals?.in_queue)}</dd>
          <dt>{words.columns.scheduled}</dt>
          <dd>{count(totals?.scheduled)}</dd>
          <dt>{t.queues.available}</dt>
          <dd>
            <FreeInAll />
          </dd>
        </dl>
        <QueueHour page={page} arn={null} />
        <Link href={href('/live/queues/past', search)} className={controls.button}>
          {words.toPast}
        </Link>
      </div>
    </Sheet>
  )
}
