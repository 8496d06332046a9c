import { useLanguage } from '../../i18n/language'
import type { Values } from '../../lib/answer'
import { duration, none } from '../../lib/format'
import { splitParts, splitWhole, stacked } from './columns'
import css from './Agents.module.css'

/** Time online in proportion to the longest of the list, split into what it counts as. */
export function TimeBar({ values, longest }: { values: Values; longest: number }) {
  const { t } = useLanguage()
  const online = values[splitWhole] ?? 0
  if (online <= 0) return <span className={css.quiet}>{none}</span>
  const words = splitParts.map((id) => `${t.agents.parts[id]} ${duration(values[id])}`).join(' · ')
  const whole = Math.max(longest, online)
  return (
    <svg className={css.timeBar} viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={words}>
      <title>{words}</title>
      {stacked(values, whole).map(({ id, from, size }) => (
        <rect key={id} className={css[id]} x={from * 100} y="0" width={size * 100} height="10" />
      ))}
    </svg>
  )
}

/** The colour that a figure has in the bar; none of figures that are not in it. */
export function PartMark({ id }: { id: string }) {
  return (
    <svg className={css.partMark} viewBox="0 0 10 10" aria-hidden="true">
      <rect className={css[id]} width="10" height="10" rx="2" />
    </svg>
  )
}
