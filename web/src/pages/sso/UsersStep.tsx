import { useState, type SubmitEvent } from 'react'
import { useApplyUsers, useCompare } from '../../api/sso'
import type { ComparedUsers, ConnectSignIn } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { stamp } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { Panel } from '../../ui/Panel'
import { Refusal } from '../../ui/State'
import { Comparison } from './Comparison'
import { JobOutcome, JobProgress } from './JobProgress'
import css from './Sso.module.css'
import { Onward } from './Stepper'
import { runs } from './steps'
import { UsersForm } from './UsersForm'

type Props = { status: ConnectSignIn; users: ComparedUsers | undefined; zone: string }

/** People against the users of Amazon Connect: a dry run, and what comes of it. */
export function UsersStep({ status, users, zone }: Props) {
  const { t } = useLanguage()
  const texts = t.sso.users
  const compare = useCompare()
  const running = runs(status, 'users')
  const at = users?.compared_at ? stamp(Date.parse(users.compared_at), zone) : ''
  return (
    <div className={css.columns}>
      <Panel title={texts.title} sub={texts.sub} id="people">
        <UsersForm
          status={status}
          ask={(question) => compare.mutate(question)}
          busy={compare.isPending || status.job.phase === 'running'}
          error={compare.error}
        />
      </Panel>
      <Panel title={texts.found} sub={at && texts.compared(at)} id="users">
        <div className={css.stack}>
          {running && <JobProgress job={status.job} name={texts.running} />}
          {!running && status.job.kind === 'users' && <JobOutcome job={status.job} />}
          {!running && users && users.pending > 0 && <Agree key={users.digest} users={users} />}
          {users?.comparison ? <Comparison comparison={users.comparison} /> : <p className={css.quiet}>{texts.none}</p>}
          {users?.comparison && users.pending === 0 && <Onward to="test" />}
        </div>
      </Panel>
    </div>
  )
}

/** A tick before users are made. */
function Agree({ users }: { users: ComparedUsers }) {
  const { t } = useLanguage()
  const apply = useApplyUsers()
  const [sure, tick] = useState(false)
  const of = (action: string) => users.comparison?.entries.filter((one) => one.action === action).length ?? 0
  const gone = of('strip') + of('delete') > 0
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (sure) apply.mutate(users.digest)
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <label className={css.tick}>
        <input type="checkbox" checked={sure} onChange={(e) => tick(e.target.checked)} />
        {gone
          ? t.sso.users.sureGone(count(users.pending), count(of('strip')), count(of('delete')))
          : t.sso.users.sure(count(users.pending))}
      </label>
      <div className={css.actions}>
        <button className={controls.primary} disabled={!sure || apply.isPending}>
          {t.sso.users.apply}
        </button>
        <small>{t.sso.users.pace}</small>
      </div>
      {apply.error && <Refusal error={apply.error} />}
    </form>
  )
}
