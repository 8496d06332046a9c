import { useCheckedDay } from '../../api/figure_checks'
import type { CheckedDay as Check } from '../../api/model'
import { useMay } from '../../api/session'
import { useLanguage } from '../../i18n/language'
import { count, percent } from '../../lib/format'
import { dayLabel, stamp } from '../../lib/time'
import { ServerText } from '../../ui/ServerText'
import { Shape } from '../../ui/Shape'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { checkState, equalShare, ownProblems } from './check_state'
import { CheckDifferences } from './CheckDifferences'
import css from './FigureChecks.module.css'

type Props = { instance: string; zone: string; day: string; check: Check | undefined }

/** One day: how much was compared, and what differed. */
export function CheckedDay({ instance, zone, day, check }: Props) {
  const { t, language } = useLanguage()
  const texts = t.pipeline.checks
  if (!check || check.ended === null) return <Empty text={texts.unchecked(dayLabel(day, language))} />
  const own = ownProblems.find((one) => one === check.problem)
  const facts: [string, string, string?][] = [
    [texts.compared, count(check.figures), texts.comparedTip],
    [texts.equal, percent(equalShare(check), 2)],
    [texts.restored, count(check.restored), texts.restoredTip],
    [texts.contacts, count(check.contacts)],
    [texts.outside, count(check.outside), texts.outsideTip],
    [texts.requests, count(check.requests)],
    [texts.ended, stamp(Date.parse(check.ended), zone)],
  ]
  if (check.untold > 0) facts.splice(2, 0, [texts.untold, count(check.untold), texts.untoldTip])
  return (
    <div className={css.detail}>
      <h3>{dayLabel(day, language)}</h3>
      <dl className={css.facts}>
        {facts.map(([name, value, title]) => (
          <div key={name} title={title}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {check.problem !== '' && (
        <p className={css.problem}>
          <Shape tone="warn" /> {texts.problem} {own ? texts.problems[own] : <ServerText text={check.problem} />}
        </p>
      )}
      {check.differing > 0 ? (
        <Differences instance={instance} zone={zone} check={check} />
      ) : (
        checkState(check) !== 'problem' && <Empty text={texts.allEqual} />
      )}
    </div>
  )
}

function Differences({ instance, zone, check }: { instance: string; zone: string; check: Check }) {
  const { t } = useLanguage()
  const contacts = useMay('contacts')
  const report = useCheckedDay(instance, check.day, check.ended)
  if (!contacts) return <Empty text={t.pipeline.checks.differing(count(check.differing))} />
  if (report.error) return <Failure error={report.error} retry={() => void report.refetch()} />
  if (!report.data) return <Skeleton lines={3} height={90} />
  return <CheckDifferences differences={report.data.differences} of={check.differing} zone={zone} />
}
