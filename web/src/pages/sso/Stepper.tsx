import { Link } from 'wouter'
import type { ComparedUsers, ConnectSignIn } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { Icon } from '../../ui/Icon'
import { Shape } from '../../ui/Shape'
import css from './Sso.module.css'
import { stateOf, steps, type StepName } from './steps'

type Props = { current: StepName; status: ConnectSignIn; users: ComparedUsers | undefined }

/** The steps in their order, each with how far it is; any can be opened at any time. */
export function Stepper({ current, status, users }: Props) {
  const { t } = useLanguage()
  return (
    <nav aria-label={t.sso.stepsLabel}>
      <ol className={css.stepper}>
        {steps.map((step, i) => {
          const state = stateOf(step, status, users)
          return (
            <li key={step} data-state={state}>
              <Link href={`/sso?step=${step}`} aria-current={step === current ? 'step' : undefined}>
                <span className={css.number} aria-hidden="true">
                  {state === 'done' ? <Icon name="check" size={13} /> : i + 1}
                </span>
                <b>{t.sso.steps[step]}</b>
                <small>
                  {state === 'stuck' && <Shape tone="bad" />}
                  {t.sso.states[state]}
                </small>
              </Link>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

/** To the next step, beneath what a step shows. */
export function Onward({ to }: { to: StepName }) {
  const { t } = useLanguage()
  return (
    <Link href={`/sso?step=${to}`} className={css.onward}>
      {t.sso.onward(t.sso.steps[to])}
    </Link>
  )
}
