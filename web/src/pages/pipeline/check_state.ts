// How a day of the comparison with Amazon Connect is shown.
import type { CheckedDay } from '../../api/model'
import { addDays } from '../../lib/time'

export type CheckState = 'none' | 'equal' | 'explained' | 'unexplained' | 'problem'

/** Unchecked, all equal, every difference explained, some not, or not checked to its end. */
export function checkState(day: CheckedDay | undefined): CheckState {
  if (!day || day.ended === null) return 'none'
  if (day.problem !== '') return 'problem'
  if (day.unexplained > 0) return 'unexplained'
  return day.differing > 0 || day.restored > 0 ? 'explained' : 'equal'
}

/** As many days up to the last one, the oldest first, each with its newest check. */
export function lastDays(last: string, many: number, checked: CheckedDay[]): { day: string; check?: CheckedDay }[] {
  return Array.from({ length: many }, (_, i) => {
    const day = addDays(last, i + 1 - many)
    const check = checked.find((one) => one.day === day)
    return check ? { day, check } : { day }
  })
}

/** "99.98": the share of figures that were equal, never rounded up to all. */
export function equalShare(day: CheckedDay): number | null {
  if (day.figures === 0) return null
  const share = (100 * day.equal) / day.figures
  return day.equal < day.figures ? Math.min(share, 99.99) : share
}

/** Why a day was not checked to its end, where that is not in Amazon Connect's own words. */
export const ownProblems = ['no_figures', 'nothing_here', 'stopped'] as const
