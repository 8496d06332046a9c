import { useState, type SubmitEvent } from 'react'
import { useApply } from '../../api/sso'
import type { ConnectSignIn } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import controls from '../../ui/Controls.module.css'
import { Panel } from '../../ui/Panel'
import { Empty, Refusal } from '../../ui/State'
import { JobOutcome, JobProgress } from './JobProgress'
import { PlanSteps } from './PlanSteps'
import { Say } from './Say'
import css from './Sso.module.css'
import { Onward } from './Stepper'
import { runs } from './steps'

/** The plan is agreed to, and done while the page looks on. */
export function ApplyStep({ status }: { status: ConnectSignIn }) {
  const { t } = useLanguage()
  const texts = t.sso.apply
  const apply = useApply()
  const { plan } = status
  if (!plan) return <Empty text={texts.none} />
  const running = runs(status, 'apply')
  const todo = plan.steps.filter((step) => step.action === 'create' || step.action === 'change')
  const others = plan.steps.filter((step) => step.action === 'blocked' || step.action === 'by_hand')
  return (
    <Panel
      title={texts.title}
      sub={plan.account ? t.sso.plan.account(plan.account, plan.caller ?? '') : undefined}
      id="apply"
    >
      <div className={css.stack}>
        {running ? (
          <JobProgress job={status.job} name={texts.running} />
        ) : (
          <>
            {status.job.kind === 'apply' && <JobOutcome job={status.job} />}
            {plan.stop && (
              <p role="alert" className={css.stop}>
                <Say text={plan.stop} />
              </p>
            )}
            {status.no_answer !== '' && <p className={css.warning}>{texts.noAnswer}</p>}
            {status.pending > 0 && (
              <Agree
                key={plan.digest}
                count={todo.length}
                account={plan.account ?? ''}
                agree={() => apply.mutate(plan.digest)}
                busy={apply.isPending}
                error={apply.error}
              >
                <PlanSteps steps={todo} />
              </Agree>
            )}
            {status.pending === 0 && !plan.stop && status.no_answer === '' && (
              <p className={css.good} role="status" data-applied>
                {others.length === 0 ? texts.done : texts.doneButOthers}
              </p>
            )}
            {others.length > 0 && <PlanSteps steps={others} />}
            {status.pending === 0 && others.length === 0 && <PlanSteps steps={plan.steps} />}
            {status.pending === 0 && <Onward to="users" />}
          </>
        )}
      </div>
    </Panel>
  )
}

type AgreeProps = {
  count: number
  account: string
  agree: () => void
  busy: boolean
  error: Error | null
  children: React.ReactNode
}

/** What would be done, and a tick before it is. */
function Agree({ count, account, agree, busy, error, children }: AgreeProps) {
  const { t } = useLanguage()
  const [sure, tick] = useState(false)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (sure) agree()
  }
  return (
    <form className={css.form} onSubmit={submit}>
      {children}
      <label className={css.tick}>
        <input type="checkbox" checked={sure} onChange={(e) => tick(e.target.checked)} />
        {t.sso.apply.sure(count, account)}
      </label>
      <div className={css.actions}>
        <button className={controls.primary} disabled={!sure || busy}>
          {t.sso.apply.apply}
        </button>
        <small>{t.sso.apply.audited}</small>
      </div>
      {error && <Refusal error={error} />}
    </form>
  )
}
