import { useState } from 'react'
import type { SignedInSession } from '../../api/model'
import { useBarred, useSessions } from '../../api/sessions'
import { useLanguage } from '../../i18n/language'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { BackLink } from '../../ui/BackLink'
import controls from '../../ui/Controls.module.css'
import { Panel } from '../../ui/Panel'
import { Empty, Failure, Skeleton } from '../../ui/State'
import css from '../keys/Keys.module.css'
import { BarredTable } from './BarredTable'
import { BarDialog, EndDialog } from './Orders'
import { SessionTable, type Order } from './SessionTable'

/** Who is signed in, and who may not be. */
export function SessionsPage() {
  const { t } = useLanguage()
  const page = useScope()
  const sessions = useSessions()
  const barred = useBarred()
  const [open, setOpen] = useState<{ order: Order; of: SignedInSession } | null>(null)
  useTitle(t.sessions.title)
  const error = sessions.error ?? barred.error
  const again = () => void Promise.all([sessions.refetch(), barred.refetch()])
  return (
    <Page title={t.sessions.title} page={page} range={false} filters={false} instances={false}>
      <BackLink href="/settings">{t.secrets.back}</BackLink>
      {error && <Failure error={error} retry={again} />}
      {(!sessions.data || !barred.data) && !error && <Skeleton height={420} lines={8} />}
      {sessions.data && barred.data && (
        <div className={css.page}>
          <Panel
            title={t.sessions.list}
            sub={t.sessions.listSub}
            id="sessions"
            flush
            tools={
              <button type="button" className={controls.button} onClick={again}>
                {t.sessions.again}
              </button>
            }
          >
            {sessions.data.length === 0 ? (
              <Empty text={t.sessions.none} />
            ) : (
              <SessionTable sessions={sessions.data} zone={page.zone} give={(order, of) => setOpen({ order, of })} />
            )}
          </Panel>
          <Panel title={t.sessions.barred} sub={t.sessions.barredSub} id="barred" flush>
            {barred.data.length === 0 ? (
              <Empty text={t.sessions.nobodyBarred} />
            ) : (
              <BarredTable people={barred.data} zone={page.zone} />
            )}
          </Panel>
        </div>
      )}
      {open && open.order === 'bar' && <BarDialog of={open.of} onClose={() => setOpen(null)} />}
      {open && open.order !== 'bar' && (
        <EndDialog of={open.of} all={open.order === 'endAll'} onClose={() => setOpen(null)} />
      )}
    </Page>
  )
}
