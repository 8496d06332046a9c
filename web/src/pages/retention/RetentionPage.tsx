import { useState } from 'react'
import { useBeginErasure, useErasure } from '../../api/erasure'
import type { ErasureStatus, Retention } from '../../api/model'
import { useRetention } from '../../api/retention'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { stamp } from '../../lib/time'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { BackLink } from '../../ui/BackLink'
import controls from '../../ui/Controls.module.css'
import { Panel } from '../../ui/Panel'
import { Failure, Refusal, Skeleton } from '../../ui/State'
import css from '../erasure/Erasure.module.css'
import { Counts, ErasureOutcome } from '../erasure/ErasureOutcome'
import { ErasureProgress } from '../erasure/ErasureProgress'
import { LimitsForm } from './LimitsForm'

/** For how long records are kept, and what came of it. */
export function RetentionPage() {
  const { t } = useLanguage()
  const page = useScope()
  const desk = useErasure()
  const result = useRetention(desk.data?.ended ?? null)
  useTitle(t.retention.title)
  const error = result.error ?? desk.error
  return (
    <Page title={t.retention.title} page={page} range={false} filters={false} instances={false}>
      <BackLink href="/settings">{t.erasure.back}</BackLink>
      {error && <Failure error={error} retry={() => void Promise.all([result.refetch(), desk.refetch()])} />}
      {(!result.data || !desk.data) && !error && <Skeleton height={480} lines={8} />}
      {result.data && desk.data && <Panels retention={result.data} status={desk.data} />}
    </Page>
  )
}

function Panels({ retention, status }: { retention: Retention; status: ErasureStatus }) {
  const { t } = useLanguage()
  const { removed, applied_at: applied } = retention
  return (
    <div className={css.page}>
      <Panel title={t.retention.limits} sub={t.retention.sub} id="retention">
        <LimitsForm key={retention.changed_at ?? ''} retention={retention} />
      </Panel>
      <Panel title={t.retention.now} id="expired">
        <Now status={status} />
      </Panel>
      {removed && applied && (
        <Panel
          title={t.retention.last}
          sub={t.retention.lastSub(stamp(Date.parse(applied), retention.zone))}
          id="applied"
        >
          <Counts found={removed} />
        </Panel>
      )}
      <Panel title={t.retention.others} sub={t.retention.othersNote}>
        <Others retention={retention} />
      </Panel>
    </div>
  )
}

/** What has passed its limit is counted, and removed without waiting for the night. */
function Now({ status }: { status: ErasureStatus }) {
  const { t } = useLanguage()
  const begin = useBeginErasure()
  const [over, leave] = useState(status.begun ?? '')
  const key = status.begun ?? ''
  if (status.phase === 'running') return <ErasureProgress status={status} />
  if (status.expired && status.phase !== 'idle' && over !== key) {
    return (
      <ErasureOutcome
        status={status}
        whom={null}
        back={status.preview ? t.exports.cancel : t.retention.closed}
        erase={(reason) => begin.mutate({ expired: true, preview: false, reason })}
        error={begin.error}
        leave={() => {
          leave(key)
          begin.reset()
        }}
      />
    )
  }
  return (
    <div className={css.actions}>
      <button
        type="button"
        className={controls.button}
        disabled={begin.isPending}
        onClick={() => begin.mutate({ expired: true, preview: true })}
      >
        {t.retention.count}
      </button>
      {begin.error && <Refusal error={begin.error} />}
    </div>
  )
}

function Others({ retention }: { retention: Retention }) {
  const { t } = useLanguage()
  const rows: [string, number][] = [
    [t.retention.samples, retention.samples_days],
    [t.retention.quarters, retention.quarter_hours_days],
  ]
  return (
    <dl className={css.counts}>
      {rows
        .filter(([, days]) => days > 0)
        .map(([label, days]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{t.retention.inDays(count(days))}</dd>
          </div>
        ))}
    </dl>
  )
}
