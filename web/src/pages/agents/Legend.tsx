import { useLanguage } from '../../i18n/language'
import type { Day, Phase } from './day_model'
import { statusName } from './names'
import css from './Timeline.module.css'

const phases: Phase[] = ['ring', 'dial', 'talk', 'hold', 'pause', 'acw', 'missed', 'rejected', 'error', 'other']

/** The colours that the day has, in three lines: statuses, what time counts as, contacts. */
export function Legend({ day }: { day: Day }) {
  const { t } = useLanguage()
  const statuses = new Map(day.statuses.map((s) => [statusName(s, t), s.tone]))
  const classes = (['on_contact', 'idle', 'non_productive'] as const).filter((c) =>
    day.spans.some((s) => s.class === c),
  )
  const drawn = phases.filter((p) => day.handlings.some((h) => h.pieces.some((piece) => piece.phase === p)))
  return (
    <ul className={css.legend}>
      <Line name={t.agent.status} items={[...statuses].map(([name, tone]) => ({ name, css: `${tone}Edge` }))} />
      <Line name={t.agent.countsAs} items={classes.map((c) => ({ name: t.agent.counted[c], css: c }))} />
      <Line name={t.agent.contacts} items={drawn.map((p) => ({ name: t.agent.phases[p], css: p }))} />
      {day.gaps.length > 0 && <Line name="" items={[{ name: t.agent.gap, css: 'gapKey' }]} />}
    </ul>
  )
}

function Line({ name, items }: { name: string; items: { name: string; css: string }[] }) {
  if (items.length === 0) return null
  return (
    <li>
      {name && <b>{name}</b>}
      {items.map((item) => (
        <span key={item.name}>
          <svg width="10" height="10" aria-hidden="true">
            <rect className={css[item.css]} width="10" height="10" rx="2" />
          </svg>
          {item.name}
        </span>
      ))}
    </li>
  )
}
