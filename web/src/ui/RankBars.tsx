import type { ReactNode } from 'react'
import { Link } from 'wouter'
import css from './RankBars.module.css'

export type RankRow = {
  key: string
  name: string
  /** The whole of a name that is said short or in other words. */
  title?: string | undefined
  href?: string
  value: number | null
  text: ReactNode
}

/** Names with a bar each, as long as its figure against the greatest. */
export function RankBars({ label, rows }: { label: string; rows: RankRow[] }) {
  const most = Math.max(0, ...rows.map((row) => row.value ?? 0))
  return (
    <ul className={css.bars} aria-label={label}>
      {rows.map((row) => (
        <li key={row.key}>
          <span className={css.name} title={row.title ?? row.name}>
            {row.href ? <Link href={row.href}>{row.name}</Link> : row.name}
          </span>
          <svg className={css.track} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width={most > 0 ? ((row.value ?? 0) / most) * 100 : 0} height="10" />
          </svg>
          <span className={css.value}>{row.text}</span>
        </li>
      ))}
    </ul>
  )
}
