import type { SignInStep } from '../../api/model'
import { useLanguage, word } from '../../i18n/language'
import { Say } from './Say'
import css from './Sso.module.css'

/** What becomes of each thing, with how it is and how it shall be. */
export function PlanSteps({ steps }: { steps: SignInStep[] }) {
  const { t } = useLanguage()
  return (
    <ol className={css.steps}>
      {steps.map((step, i) => (
        <li key={i} data-action={step.action}>
          <p className={css.line}>
            <span className={css.action}>{word(t.planned.actions, step.action)}</span>
            <b>{word(t.planned.kinds, step.kind)}</b>
            {step.what && <span>{word(t.planned.whats, step.what)}</span>}
          </p>
          <code className={css.subject}>{step.subject}</code>
          {step.because && (
            <p className={css.because}>
              <Say text={step.because} />
            </p>
          )}
          {(step.is || step.shall) && (
            <details>
              <summary>{t.sso.plan.difference}</summary>
              <Side name={t.sso.plan.is} text={step.is} />
              <Side name={t.sso.plan.shall} text={step.shall} />
            </details>
          )}
        </li>
      ))}
    </ol>
  )
}

function Side({ name, text }: { name: string; text: string | undefined }) {
  if (!text) return null
  return (
    <div className={css.side}>
      <small>{name}</small>
      <pre tabIndex={0} aria-label={name}>
        {text}
      </pre>
    </div>
  )
}
