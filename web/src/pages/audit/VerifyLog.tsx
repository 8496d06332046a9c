import { useState, type SubmitEvent } from 'react'
import { useVerification } from '../../api/audit'
import type { AuditVerification } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { stamp } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { Command } from '../../ui/CopyText'
import { Shape } from '../../ui/Shape'
import { Refusal } from '../../ui/State'
import css from './Audit.module.css'

/** Follows the chain of the records on request, compares it with what was kept elsewhere, and says what to keep. */
export function VerifyLog({ zone }: { zone: string }) {
  const { t } = useLanguage()
  const [kept, keep] = useState('')
  const verifying = useVerification()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    verifying.mutate(kept.trim())
  }
  return (
    <>
      <form className={css.find} onSubmit={submit}>
        <label className={css.kept}>
          {t.audit.verify.kept}
          <input
            value={kept}
            maxLength={100}
            spellCheck={false}
            placeholder={t.audit.verify.keptPlace}
            onChange={(e) => keep(e.target.value)}
          />
        </label>
        <button className={controls.button} disabled={verifying.isPending}>
          {t.audit.verify.button}
        </button>
        {verifying.error && <Refusal error={verifying.error} />}
      </form>
      {verifying.data && <Outcome found={verifying.data} zone={zone} />}
    </>
  )
}

function Outcome({ found, zone }: { found: AuditVerification; zone: string }) {
  const { t } = useLanguage()
  const texts = t.audit.verify
  return (
    <div className={css.verified} role="status" data-intact={found.intact}>
      <p>
        <Shape tone={found.intact ? 'ok' : 'bad'} />
        <b>{found.intact ? texts.intact(count(found.first), count(found.last)) : texts.changed}</b>
        <span className={css.quiet}>{stamp(Date.parse(found.checked_at), zone)}</span>
      </p>
      {!found.intact && <p lang="en">{found.problem}</p>}
      {found.compared && <p>{texts.same}</p>}
      {found.too_old && <p>{texts.old}</p>}
      {found.head && (
        <>
          <p>{texts.keep}</p>
          <Command text={found.head} name={texts.head} />
        </>
      )}
    </div>
  )
}
