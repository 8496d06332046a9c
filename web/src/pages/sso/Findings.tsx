import type { SignInFinding, SignInReport } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { stamp } from '../../lib/time'
import type { Tone } from '../../lib/tone'
import { Shape } from '../../ui/Shape'
import { koreanFindings, koreanUnchecked } from './korean_findings'
import css from './Sso.module.css'

const severities = ['fault', 'undecided', 'possible', 'warning', 'info'] as const
const tones: Record<SignInFinding['severity'], Tone> = {
  fault: 'bad',
  undecided: 'warn',
  possible: 'warn',
  warning: 'warn',
  info: 'none',
}

/** Everything that was found, the first fault marked. */
export function Findings({ report, zone }: { report: SignInReport; zone: string }) {
  const { t, language } = useLanguage()
  const texts = t.sso.verify
  const at = report.judged_at ? stamp(Date.parse(report.judged_at), zone) : ''
  return (
    <section className={css.findings} data-findings={report.findings.length}>
      <header>
        <h2 className={css.verdict}>
          <Shape tone={report.sound ? 'ok' : report.findings.some(({ first }) => first) ? 'bad' : 'warn'} /> {verdict()}
        </h2>
        <p className={css.quiet}>{texts.about(texts.inputs[report.input], at)}</p>
        {report.aws_said && (
          <p className={css.quiet}>
            {texts.said}: <q lang="en">{report.aws_said.text}</q>
          </p>
        )}
      </header>
      <ol>
        {report.findings.map((finding) => (
          <Finding key={finding.code + finding.severity} finding={finding} said={report.aws_said?.row ?? 0} />
        ))}
      </ol>
      {report.unchecked.length > 0 && (
        <div className={css.unchecked}>
          <h3>{texts.unchecked}</h3>
          <ul>
            {report.unchecked.map((text) => (
              <li key={text}>{language === 'ko' ? (koreanUnchecked[text] ?? text) : text}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )

  function verdict(): string {
    const parts = severities.flatMap((severity) => {
      const n = report.findings.filter((finding) => finding.severity === severity).length
      return n > 0 ? [texts.counts[severity](n)] : []
    })
    if (!report.sound) return parts.join(', ')
    const sound = report.unchecked.length > 0 ? texts.soundPartly : texts.sound
    return parts.length > 0 ? `${sound} (${parts.join(', ')})` : sound
  }
}

function Finding({ finding, said }: { finding: SignInFinding; said: number }) {
  const { t, language } = useLanguage()
  const texts = t.sso.verify
  const korean = language === 'ko' ? koreanFindings[finding.code] : undefined
  const says = finding.aws_says && finding.aws_says.row !== said ? finding.aws_says.text : ''
  return (
    <li className={css.finding} data-severity={finding.severity} data-first={finding.first || undefined}>
      <p className={css.kind}>
        <Shape tone={tones[finding.severity]} />
        <b>{texts.severities[finding.severity]}</b>
        <code>{finding.code}</code>
        {finding.first && <strong>{texts.first}</strong>}
      </p>
      <h3>{korean?.what ?? finding.summary}</h3>
      <dl>
        {finding.severity !== 'possible' && (
          <>
            <dt>{texts.seen}</dt>
            <dd lang="en" className={css.evidence}>
              {finding.seen}
            </dd>
          </>
        )}
        {says !== '' && (
          <>
            <dt>{texts.says}</dt>
            <dd lang="en">{says}</dd>
          </>
        )}
        <dt>{texts.fix}</dt>
        <dd>{korean?.fix ?? finding.fix}</dd>
      </dl>
    </li>
  )
}
