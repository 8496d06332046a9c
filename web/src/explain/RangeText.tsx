import type { Explanation } from '../api/model'
import { stamp } from '../lib/time'
import css from './Explain.module.css'

/** The range of a figure by its zone's clock; where it takes two lines, neither moment is broken. */
export function RangeText({ of: { from, to, zone } }: { of: Pick<Explanation, 'from' | 'to' | 'zone'> }) {
  return (
    <>
      <span className={css.moment}>{short(Date.parse(from), zone)}</span> –{' '}
      <span className={css.moment}>{short(Date.parse(to), zone)}</span>
    </>
  )
}

/** Without seconds where it has none. */
function short(ms: number, zone: string): string {
  return ms % 60_000 === 0 ? stamp(ms, zone).slice(0, -3) : stamp(ms, zone)
}
