import type { Previous } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { change, count, duration, percent, points, type Language } from '../../lib/format'
import { dayLabel, lastDay } from '../../lib/time'
import type { FigureRef } from '../../lib/figure'
import { Explain } from '../../ui/Explain'
import css from './Delta.module.css'

export type DeltaKind = 'percent' | 'count' | 'seconds' | 'points'

type Props = {
  now: number | null | undefined
  before: number | null | undefined
  kind: DeltaKind
  /** Which way is better; without one the change stays grey. */
  better?: 'higher' | 'lower'
  previous: Pick<Previous, 'kind' | 'from' | 'to'> | undefined
  /** Only arrow and size, where the words have no room: readers are told them. */
  bare?: boolean
  /** The figure whose change it is, so that this can be taken apart: against the previous range unless it names another. */
  figure: FigureRef | null
}

/** The size of a change, unsigned: the arrow beside it carries the sign. */
export function changeText(difference: number, share: number | null, kind: DeltaKind, language: Language): string {
  if (kind === 'points') return points(difference, language)
  if (kind === 'seconds') return duration(Math.abs(difference))
  if (kind === 'percent' && share !== null) return percent(share)
  return count(Math.abs(difference))
}

/** Whether the size of a change, as it is shown, is nothing. */
export function isZero(text: string): boolean {
  return /^0([.:]0+)?\D*$/.test(text)
}

function Arrow({ up }: { up: boolean }) {
  return (
    <svg width="9" height="8" viewBox="0 0 10 9" fill="currentColor" aria-hidden="true">
      <path d={up ? 'M5 0l5 9H0z' : 'M5 9L0 0h10z'} />
    </svg>
  )
}

/** "▲ 4.2% vs last week", in the order of the page's language, with the compared days in its title. */
export function Delta({ figure, ...props }: Props) {
  const { now, before, previous } = props
  const moved = change(now, before)
  if (!moved || !previous) return null
  const { from, to } = previous
  return (
    <Explain figure={figure && { against: { from, to }, ...figure }}>
      <Moved {...props} moved={moved} previous={previous} />
    </Explain>
  )
}

type MovedProps = Omit<Props, 'now' | 'before' | 'figure' | 'previous'> & {
  moved: NonNullable<ReturnType<typeof change>>
  previous: NonNullable<Props['previous']>
}

function Moved({ moved, kind, better, previous, bare }: MovedProps) {
  const { t, language } = useLanguage()
  const against = t.compare[previous.kind]
  const { from, to } = previous
  const title = t.compare.title(dayLabel(from.slice(0, 10), language), dayLabel(lastDay(from, to), language))
  const text = changeText(moved.difference, moved.percent, kind, language)
  if (moved.sign === 0 || isZero(text)) return <span title={title}>{bare ? '±0' : t.compare.same(against)}</span>
  const good = better && moved.sign > 0 === (better === 'higher')
  const up = moved.sign > 0
  const words = bare ? '' : t.compare.order
  return (
    <span className={better ? (good ? css.good : css.poor) : undefined} title={title}>
      <span className="cc-hidden">{t.compare.moved(against, text, up)}</span>
      <span className={css.seen} aria-hidden="true">
        {words.startsWith('against') && <small>{against}</small>}
        <Arrow up={up} />
        {text}
        {words.endsWith('against') && <small>{against}</small>}
      </span>
    </span>
  )
}
