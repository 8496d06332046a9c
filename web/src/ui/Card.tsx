import { useId, type ReactNode } from 'react'
import type { Tone } from '../lib/tone'
import css from './Card.module.css'

type Props = {
  id: string
  label: string
  value: ReactNode
  /** The figure as a plain number, for whoever adds the page up. */
  raw: number | null
  hero?: boolean
  tone?: Tone
  lines: ReactNode[]
  spark?: ReactNode
  how?: ReactNode
  dim?: boolean
}

/** One figure: quiet label, large number, up to two lines about it, its shape over time. */
export function Card({ id, label, value, raw, hero, tone = 'none', lines, spark, how, dim }: Props) {
  const name = useId()
  const bad = tone === 'bad' && hero ? css.bad : ''
  return (
    <section
      className={`${css.card ?? ''} ${hero ? (css.hero ?? '') : ''} ${bad ?? ''}`}
      aria-labelledby={name}
      data-panel={id}
      data-value={raw ?? ''}
    >
      <div className={css.top}>
        <h2 id={name}>{label}</h2>
        {how}
      </div>
      <p className={css.value} data-dim={dim || undefined}>
        {value}
      </p>
      {lines.map((line, i) => (
        <p key={i} className={css.line}>
          {line}
        </p>
      ))}
      <div className={css.spark}>{spark}</div>
    </section>
  )
}
