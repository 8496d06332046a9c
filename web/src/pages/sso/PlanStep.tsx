import { useState } from 'react'
import { usePlan } from '../../api/sso'
import type { ConnectSignIn } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { stamp } from '../../lib/time'
import { save } from '../../lib/save'
import controls from '../../ui/Controls.module.css'
import { Panel } from '../../ui/Panel'
import { Logins } from './Logins'
import { PlanSteps } from './PlanSteps'
import { Say } from './Say'
import css from './Sso.module.css'
import { Onward } from './Stepper'
import { peopleOf, wishFile } from './wish'
import { WishForm } from './WishForm'

/** What is wished for, and how what is there differs from it. */
export function PlanStep({ status, zone }: { status: ConnectSignIn; zone: string }) {
  const { t } = useLanguage()
  const plan = usePlan()
  const [wish, setWish] = useState(status.wish)
  const [centre, look] = useState({ too: status.look_at_identity_center, region: status.identity_center_region })
  const ask = () =>
    plan.mutate({
      wish,
      look_at_identity_center: centre.too,
      identity_center_region: centre.region.trim(),
      ...peopleOf(status, wish, centre.too),
    })
  return (
    <div className={css.columns}>
      <Panel title={t.sso.wish.title} sub={t.sso.wish.sub} id="wish">
        <WishForm
          status={status}
          wish={wish}
          setWish={setWish}
          centre={centre}
          look={look}
          ask={ask}
          busy={plan.isPending}
          error={plan.error}
        />
      </Panel>
      <Panel
        title={t.sso.plan.title}
        sub={status.drawn_at ? t.sso.plan.drawn(stamp(Date.parse(status.drawn_at), zone)) : undefined}
        id="plan"
        tools={
          status.plan && (
            <button
              type="button"
              className={controls.button}
              onClick={() => save('sso.json', new Blob([wishFile(status.wish)], { type: 'application/json' }))}
            >
              {t.sso.plan.save}
            </button>
          )
        }
      >
        <Found status={status} />
      </Panel>
    </div>
  )
}

function Found({ status }: { status: ConnectSignIn }) {
  const { t } = useLanguage()
  const { plan } = status
  if (!plan) return <p className={css.quiet}>{t.sso.plan.none}</p>
  return (
    <div className={css.stack} data-plan={plan.digest}>
      {status.no_answer !== '' && <NoAnswer said={status.no_answer} />}
      {plan.account && <p className={css.quiet}>{t.sso.plan.account(plan.account, plan.caller ?? '')}</p>}
      {plan.stop ? (
        <p role="alert" className={css.stop}>
          <Say text={plan.stop} />
        </p>
      ) : (
        <PlanSteps steps={plan.steps} />
      )}
      {plan.logins && <Logins logins={plan.logins} />}
      <ul className={css.notes}>
        {plan.next.map((text) => (
          <Say key={text} text={text} as="li" />
        ))}
      </ul>
      <Onward to={status.pending > 0 ? 'apply' : 'values'} />
    </div>
  )
}

/** What to do where the server has no credentials. */
function NoAnswer({ said }: { said: string }) {
  const { t } = useLanguage()
  return (
    <div className={css.warning} role="status">
      <b>{t.sso.noAnswer.title}</b>
      <ul>
        <li>{t.sso.noAnswer.credentials}</li>
        <li>{t.sso.noAnswer.handOver}</li>
      </ul>
      <pre tabIndex={0} aria-label={t.sso.noAnswer.command}>
        {
          'ringside sso apply --from sso.json --metadata metadata.xml\nringside sso plan --from sso.json --facts-out facts.json'
        }
      </pre>
      <details>
        <summary>{t.sso.noAnswer.said}</summary>
        <p lang="en">{said}</p>
      </details>
    </div>
  )
}
