import type { ReactNode } from 'react'
import type { Explanation } from '../api/model'
import { useExplanation } from '../api/queries'
import { useLanguage } from '../i18n/language'
import type { Explained } from '../lib/figure'
import { change, exactSeconds, figure, percent, signed } from '../lib/format'
import { Failure, Skeleton } from '../ui/State'
import css from './Explain.module.css'
import { RangeText } from './RangeText'
import { useChoose } from './useChoose'

type Props = {
  sides: Record<'now' | 'before', Explained>
  explained: Explained
  /** The chosen side, taken apart. */
  children: ReactNode
}

/** A difference: one figure less another, of which the chosen one is taken apart underneath. */
export function Difference({ sides, explained, children }: Props) {
  const now = useExplanation({ ...sides.now, part: 0 })
  const before = useExplanation({ ...sides.before, part: 0 })
  const [a, b] = [now.data?.pages[0], before.data?.pages[0]]
  const error = now.error ?? before.error
  const retry = () => [now, before].filter((side) => side.error).forEach((side) => void side.refetch())
  if (error && !(a && b)) return <Failure error={error} retry={retry} />
  if (!a || !b) return <Skeleton lines={8} height={420} />
  return (
    <div className={css.body}>
      <Two now={a} before={b} explained={explained} />
      {children}
    </div>
  )
}

/** A change in percent of what was before, with its sign. */
function share(sign: -1 | 0 | 1, size: number): string {
  return `${sign < 0 ? '\u2212' : sign > 0 ? '+' : ''}${percent(size)}`
}

function Two({ now, before, explained }: { now: Explanation; before: Explanation; explained: Explained }) {
  const { t, language } = useLanguage()
  const choose = useChoose()
  const { unit } = now.metric
  const moved = change(now.figure, before.figure)
  const rounded = unit === 'seconds' && moved && !Number.isInteger(moved.difference)
  const sides = [
    { name: t.explain.now, of: now, before: false },
    { name: t.explain.before, of: before, before: true },
  ]
  return (
    <>
      <p className={css.figure}>
        <b data-difference={moved?.difference ?? ''}>{signed(moved?.difference, unit, language)}</b>
        {rounded && <small>{exactSeconds(Math.abs(moved.difference), language)}</small>}
        {moved?.percent != null && unit !== 'percent' && <small>{share(moved.sign, moved.percent)}</small>}
      </p>
      <div className={css.parts} role="group" aria-label={t.explain.parts}>
        {sides.map((side) => (
          <button
            key={side.name}
            type="button"
            aria-pressed={side.before === Boolean(explained.before)}
            className={css.part}
            onClick={() => choose({ part: 0, before: side.before })}
          >
            <span>{side.name}</span>
            <b>{figure(side.of.figure, unit)}</b>
            <small>
              <RangeText of={side.of} />
            </small>
          </button>
        ))}
      </div>
    </>
  )
}
