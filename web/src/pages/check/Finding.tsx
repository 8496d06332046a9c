import type { CheckFinding } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { stamp } from '../../lib/time'
import { Command } from '../../ui/CopyText'
import { Shape } from '../../ui/Shape'
import css from './Check.module.css'
import { tones } from './severity'
import { causeOf, summaryOf } from './words'

/** One thing that was found: what, why it matters, by what it was seen, and what mends it. */
export function Finding({ finding, zone }: { finding: CheckFinding; zone: string }) {
  const { t, language } = useLanguage()
  const cause = causeOf(finding, language)
  return (
    <li className={css.finding} data-severity={finding.severity}>
      <h2>
        <Shape tone={tones[finding.severity]} />
        <span className={css.severity}>{t.check.severities[finding.severity]}</span>
        {summaryOf(finding, language)}
      </h2>
      {cause !== '' && <p>{cause}</p>}
      <dl lang="en">
        {finding.about !== '' && (
          <div>
            <dt lang={language}>{t.check.resource}</dt>
            <dd>{finding.about}</dd>
          </div>
        )}
        {finding.seen !== '' && finding.seen !== finding.about && (
          <div>
            <dt lang={language}>{t.check.seen}</dt>
            <dd>{finding.seen}</dd>
          </div>
        )}
      </dl>
      {finding.fix !== '' && <Command text={finding.fix} name={t.check.fix} />}
      {finding.evidence.length > 0 && (
        <details>
          <summary>{t.check.evidence(count(finding.evidence.length))}</summary>
          <ul lang="en">
            {finding.evidence.map((asked, i) => (
              <li key={i}>
                {stamp(Date.parse(asked.at), zone)} {asked.operation} {asked.about}: {asked.said}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
