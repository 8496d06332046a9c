import { useEffect, useRef, useState } from 'react'
import { useCheck, useCheckState } from '../../api/check'
import type { CheckFinding, CheckReport } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { stamp } from '../../lib/time'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { BackLink } from '../../ui/BackLink'
import controls from '../../ui/Controls.module.css'
import { Shape } from '../../ui/Shape'
import { Failure } from '../../ui/State'
import css from './Check.module.css'
import { Finding } from './Finding'
import { severities, tones } from './severity'
import { summaryOf } from './words'

/** What is missing between Amazon Connect and the figures. */
export function CheckPage() {
  const { t } = useLanguage()
  const page = useScope()
  const check = useCheck()
  const running = useRef<AbortController>(null)
  const state = useCheckState(check.isPending)
  const [stopped, setStopped] = useState(false)
  useTitle(t.check.title)
  useEffect(() => () => running.current?.abort(), [])
  const begin = () => {
    running.current = new AbortController()
    setStopped(false)
    check.mutate(running.current.signal)
  }
  const stop = () => {
    setStopped(true)
    running.current?.abort()
  }
  const report = state.data?.report
  return (
    <Page title={t.check.title} page={page} range={false} filters={false} instances={false}>
      <BackLink href="/pipeline">{t.check.back}</BackLink>
      <div className={css.head}>
        <p>{t.check.about}</p>
        {check.isPending ? (
          <button type="button" className={controls.button} onClick={stop}>
            {t.check.stop}
          </button>
        ) : (
          <button type="button" className={controls.button} onClick={begin}>
            {report ? t.check.again : t.check.begin}
          </button>
        )}
      </div>
      {check.isPending && <p role="status">{t.check.running(count(state.data?.asked ?? 0))}</p>}
      {check.error && !stopped && <Failure error={check.error} retry={begin} />}
      {state.error && <Failure error={state.error} retry={() => void state.refetch()} />}
      {state.data && !report && !check.isPending && <p className={css.quiet}>{t.check.none}</p>}
      {report && <Report report={report} zone={page.zone} />}
    </Page>
  )
}

/** What needs nobody: a line each. */
function Fine({ findings }: { findings: CheckFinding[] }) {
  const { t, language } = useLanguage()
  if (findings.length === 0) return null
  return (
    <ul className={css.fine} aria-label={t.check.severities.fine}>
      {findings.map((finding) => (
        <li key={keyOf(finding)}>
          <span>
            <Shape tone="ok" /> {summaryOf(finding, language)}
          </span>
          <small lang="en">{finding.seen === '' ? finding.about : finding.seen}</small>
        </li>
      ))}
    </ul>
  )
}

const keyOf = (finding: CheckFinding) => finding.code + finding.about + finding.seen

function Report({ report, zone }: { report: CheckReport; zone: string }) {
  const { t } = useLanguage()
  const at = stamp(Date.parse(report.at), zone)
  return (
    <section className={css.report} data-findings={report.findings.length}>
      <header className={css.counts}>
        {severities.map((severity) => (
          <span key={severity} className={css.count}>
            <Shape tone={tones[severity]} /> {t.check.severities[severity]}{' '}
            <b>{count(report.findings.filter((finding) => finding.severity === severity).length)}</b>
          </span>
        ))}
        <span className={css.quiet}>{t.check.looked(at, count(report.asked), report.seconds.toFixed(1))}</span>
      </header>
      <ol>
        {report.findings
          .filter((finding) => finding.severity !== 'fine')
          .map((finding) => (
            <Finding key={keyOf(finding)} finding={finding} zone={zone} />
          ))}
      </ol>
      <Fine findings={report.findings.filter((finding) => finding.severity === 'fine')} />
    </section>
  )
}
