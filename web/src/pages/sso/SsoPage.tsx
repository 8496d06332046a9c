import { useState } from 'react'
import { useComparedUsers, useConnectSignIn } from '../../api/sso'
import type { ConnectSignIn } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { useSearch } from '../../lib/search'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { Failure, Skeleton } from '../../ui/State'
import { ApplyStep } from './ApplyStep'
import { PlanStep } from './PlanStep'
import css from './Sso.module.css'
import { Stepper } from './Stepper'
import { firstOpen, steps } from './steps'
import { TestStep } from './TestStep'
import { UsersStep } from './UsersStep'
import { ValuesStep } from './ValuesStep'

/** Sign-in to Amazon Connect, set up step by step; the last is a test, and why it fails. */
export function SsoPage() {
  const { t } = useLanguage()
  const page = useScope()
  const result = useConnectSignIn()
  useTitle(t.sso.title)
  return (
    <Page title={t.sso.title} page={page} range={false} filters={false} instances={false}>
      {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {!result.data && !result.error && <Skeleton height={420} lines={8} />}
      {result.data && <Body status={result.data} zone={page.query.zone} />}
    </Page>
  )
}

function Body({ status, zone }: { status: ConnectSignIn; zone: string }) {
  const users = useComparedUsers(status.job.ended).data
  const asked = new URLSearchParams(useSearch()).get('step')
  const [first] = useState(() => firstOpen(status, users)) // as it was when the page was opened: what is done here moves nobody on
  const step = steps.find((one) => one === asked) ?? first
  return (
    <div className={css.page}>
      <Stepper current={step} status={status} users={users} />
      {/* What is typed into the form of the plan belongs to the plan that was drawn from it. */}
      {step === 'plan' && <PlanStep key={status.drawn_at} status={status} zone={zone} />}
      {step === 'values' && <ValuesStep status={status} />}
      {step === 'apply' && <ApplyStep status={status} />}
      {step === 'users' && <UsersStep status={status} users={users} zone={zone} />}
      {step === 'test' && <TestStep status={status} zone={zone} />}
    </div>
  )
}
