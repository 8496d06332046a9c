import { useState } from 'react'
import { useBeginErasure, useErasure } from '../../api/erasure'
import type { ErasureRequest, ErasureStatus } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { useSearch } from '../../lib/search'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { BackLink } from '../../ui/BackLink'
import { Panel } from '../../ui/Panel'
import { Failure, Skeleton } from '../../ui/State'
import css from './Erasure.module.css'
import { ErasureForm } from './ErasureForm'
import { ErasureOutcome } from './ErasureOutcome'
import { ErasureProgress } from './ErasureProgress'
import { Proofs } from './Proofs'

/** Persons are forgotten: counted first, then erased, then looked for again. */
export function ErasurePage() {
  const { t } = useLanguage()
  const page = useScope()
  const result = useErasure()
  useTitle(t.erasure.title)
  return (
    <Page title={t.erasure.title} page={page} range={false} filters={false} instances={false}>
      <BackLink href="/settings">{t.erasure.back}</BackLink>
      {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {!result.data && !result.error && <Skeleton height={320} lines={6} />}
      {result.data && <Desk status={result.data} zone={page.zone} />}
    </Page>
  )
}

function Desk({ status, zone }: { status: ErasureStatus; zone: string }) {
  const { t } = useLanguage()
  const named = new URLSearchParams(useSearch()).get('contact')
  const begin = useBeginErasure()
  // What was counted, so that the very same is erased. Another window's erasure is shown, and not gone on with.
  const [whom, choose] = useState<ErasureRequest | null>(null)
  const [over, leave] = useState('')
  const key = status.begun ?? ''
  const shown = status.phase !== 'idle' && over !== key && (whom !== null || status.phase === 'running')
  return (
    <div className={css.page}>
      <Panel title={t.erasure.title} sub={t.erasure.sub} id="erasure">
        {status.phase === 'running' ? (
          <ErasureProgress status={status} />
        ) : shown ? (
          <ErasureOutcome
            status={status}
            whom={whom}
            back={t.erasure.other}
            erase={(reason) => begin.mutate({ ...whom, preview: false, reason })}
            error={begin.error}
            leave={() => {
              leave(key)
              choose(null)
              begin.reset()
            }}
          />
        ) : (
          <ErasureForm
            contact={named ?? ''}
            error={begin.error}
            count={(request) => begin.mutate({ ...request, preview: true }, { onSuccess: () => choose(request) })}
          />
        )}
      </Panel>
      <Proofs since={status.ended} own={shown ? status.proof : ''} zone={zone} />
      <Panel title={t.erasure.about}>
        <ul className={css.stays}>
          <li>{t.erasure.stays.agents}</li>
          <li>{t.erasure.stays.again}</li>
          <li>{t.erasure.stays.records}</li>
          <li>{t.erasure.stays.backups}</li>
        </ul>
      </Panel>
    </div>
  )
}
