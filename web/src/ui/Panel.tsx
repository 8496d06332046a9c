import { useId, type ReactNode } from 'react'
import css from './Panel.module.css'

export type LegendItem = {
  label: string
  kind: 'bar' | 'line' | 'dash' | 'area' | 'flag'
  color: string
  dashes?: string | undefined
}

type Props = {
  title: string
  sub?: ReactNode
  legend?: LegendItem[]
  tools?: ReactNode
  className?: string | undefined
  flush?: boolean
  /** Another panel of the page has the same title: for readers the sub-title belongs to the name. */
  shared?: boolean
  id?: string
  children: ReactNode
}

/** A titled box of the page. */
export function Panel({ title, sub, legend, tools, className, flush, shared, id, children }: Props) {
  const heading = useId()
  const under = useId()
  return (
    <section
      className={`${css.panel ?? ''} ${className ?? ''}`}
      aria-labelledby={shared ? `${heading} ${under}` : heading}
      data-panel={id}
    >
      <header className={css.head}>
        <div className={css.about}>
          <h2 id={heading}>{title}</h2>
          {sub && (
            <span id={under} className={css.sub}>
              {sub}
            </span>
          )}
          {legend && <Legend items={legend} />}
        </div>
        {tools && <div className={`${css.tools ?? ''} cc-screen`}>{tools}</div>}
      </header>
      <div className={flush ? css.flush : css.body}>{children}</div>
    </section>
  )
}

function Legend({ items }: { items: LegendItem[] }) {
  return (
    <ul className={css.legend}>
      {items.map((item) => (
        <li key={item.label}>
          <svg width="14" height="10" viewBox="0 0 14 10" aria-hidden="true" style={{ color: item.color }}>
            {item.kind === 'bar' || item.kind === 'area' ? (
              <rect x="2" y="0" width="10" height="10" rx="2" fill="currentColor" />
            ) : item.kind === 'flag' ? (
              <path d="M7 2v6" stroke="currentColor" strokeWidth="3" />
            ) : (
              <path
                d="M0 5h14"
                stroke="currentColor"
                strokeWidth="2"
                strokeDasharray={item.kind === 'dash' ? '5 4' : item.dashes}
              />
            )}
          </svg>
          {item.label}
        </li>
      ))}
    </ul>
  )
}
