import { useEffect, useRef } from 'react'
import { useVerify } from '../../api/sso'
import { useLanguage } from '../../i18n/language'
import { Panel } from '../../ui/Panel'
import { EvidenceForm } from './EvidenceForm'
import { Findings } from './Findings'
import css from './Sso.module.css'

/** What somebody has of a sign-in that failed, and what is wrong with it. */
export function Verify({ zone, live }: { zone: string; live: boolean }) {
  const { t } = useLanguage()
  const verify = useVerify()
  const result = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (verify.data) result.current?.scrollIntoView({ block: 'nearest' }) // on a phone it is below
  }, [verify.data])
  return (
    <div className={css.verify}>
      <Panel title={t.sso.verify.title} sub={t.sso.verify.sub} id="verify">
        <EvidenceForm
          ask={(evidence) => verify.mutate(evidence)}
          busy={verify.isPending}
          error={verify.error}
          live={live}
        />
      </Panel>
      <div ref={result} aria-live="polite">
        {verify.data ? (
          <Findings report={verify.data} zone={zone} />
        ) : (
          <p className={css.nobody}>{t.sso.verify.nobody}</p>
        )}
      </div>
    </div>
  )
}
