import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useLanguage } from '../i18n/language'
import { withExplained, type FigureRef } from '../lib/figure'
import { href } from '../lib/scope'
import css from './Explain.module.css'
import { useSearch } from '../lib/search'

/** Marks history entries that a drawer over the page behind them made, so that closing goes back to it. */
export type ExplainState = { explains: true }

/** Opens the drawer that takes a figure apart: for bars and points, which are no text. */
export function useExplain(): (figure: FigureRef) => void {
  const [path, navigate] = useLocation()
  const search = useSearch()
  return (figure) => {
    const state: ExplainState = { explains: true }
    navigate(href(path, withExplained(search, { figure, part: 0 })), { state })
  }
}

/** A figure that can be taken apart: by pointer, keyboard and touch alike. Null: it has no value, and nothing is behind it. */
export function Explain({ figure, children }: { figure: FigureRef | null; children: ReactNode }) {
  const { t } = useLanguage()
  const explain = useExplain()
  if (!figure) return children
  return (
    <button
      type="button"
      className={css.figure}
      title={figure.against ? t.explain.openDifference : t.explain.open}
      aria-haspopup="dialog"
      onClick={() => explain(figure)}
    >
      {children}
    </button>
  )
}
