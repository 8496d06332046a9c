import { useLanguage } from '../../i18n/language'
import { href, scopeOnly } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { BackLink } from '../../ui/BackLink'
import { FreeInAll, WaitingInAll } from '../../ui/QueueNow'
import css from '../queues/Queues.module.css'
import { QueuePast } from '../queues/QueuePast'

/** The whole centre, or the chosen instances, over the range: who waited, how long, and who was there for them. */
export function QueuesPastPage() {
  const { t } = useLanguage()
  const page = useScope()
  const search = scopeOnly(useSearch())
  useTitle(t.live.queues.past)
  return (
    <Page title={t.live.queues.past} page={page} filters={false}>
      <p className={css.crumbs}>
        <BackLink href={href('/live/queues', search)}>{t.live.queues.title}</BackLink>
        <span className={css.live}>
          <em>{t.queuesPage.now}</em>
          {t.queues.inQueue}{' '}
          <b>
            <WaitingInAll />
          </b>
          {t.queues.available} <FreeInAll />
        </span>
      </p>
      <div className={css.grid}>
        <QueuePast page={page} queue={null} />
      </div>
    </Page>
  )
}
