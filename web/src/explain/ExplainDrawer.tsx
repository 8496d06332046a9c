import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { useExplanation, useMetrics } from '../api/queries'
import { pick, useLanguage } from '../i18n/language'
import { parseExplained, withExplained, type Explained } from '../lib/figure'
import { href } from '../lib/scope'
import type { ExplainState } from '../ui/Explain'
import { Icon } from '../ui/Icon'
import controls from '../ui/Controls.module.css'
import { Failure, Skeleton } from '../ui/State'
import css from './Explain.module.css'
import { ExplainFigure } from './ExplainFigure'
import { ExplainList } from './ExplainList'
import { useSearch } from '../lib/search'

/** What is behind the figure that the address names, over the page that shows it. */
export function ExplainDrawer() {
  const search = useSearch()
  const explained = parseExplained(search)
  return explained ? <Drawer key={JSON.stringify(explained.figure)} explained={explained} /> : null
}

function Drawer({ explained }: { explained: Explained }) {
  const { t, language } = useLanguage()
  const dialog = useRef<HTMLDialogElement>(null)
  const close = useClose()
  const id = explained.figure.metric.split(':')[0]
  const named = useMetrics().data?.find((metric) => metric.id === id)
  const title = named ? pick(named.title, language) : explained.figure.metric
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      className={css.drawer}
      aria-label={t.explain.title(title)}
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className={css.sheet}>
        <header className={css.head}>
          <h2>{title}</h2>
          <button
            type="button"
            className={controls.icon}
            aria-label={t.explain.close}
            onClick={() => dialog.current?.close()}
          >
            <Icon name="close" />
          </button>
        </header>
        <Body explained={explained} />
      </div>
    </dialog>
  )
}

/** Back to the page, over whose entry of the history the drawer lies unless it was opened by a link. */
function useClose(): () => void {
  const [path, navigate] = useLocation()
  const search = useSearch()
  const state = useHistoryState<ExplainState | null>()
  return () => {
    if (state?.explains) history.back()
    else navigate(href(path, withExplained(search, null)), { replace: true })
  }
}

function Body({ explained }: { explained: Explained }) {
  const [path, navigate] = useLocation()
  const search = useSearch()
  const state = useHistoryState<ExplainState | null>()
  const result = useExplanation(explained)
  const pages = result.data?.pages ?? []
  const first = pages[0]
  if (result.error && !first) return <Failure error={result.error} retry={() => void result.refetch()} />
  if (!first) return <Skeleton lines={8} height={420} />
  const choose = (part: number) =>
    navigate(href(path, withExplained(search, { figure: explained.figure, part })), { replace: true, state })
  return (
    <div className={css.body} data-old={result.isPlaceholderData || undefined} aria-busy={result.isFetching}>
      <ExplainFigure of={explained.figure} explanation={first} part={explained.part} choose={choose} />
      <ExplainList
        pages={pages}
        explained={explained}
        more={result.hasNextPage ? () => void result.fetchNextPage() : null}
        busy={result.isFetchingNextPage}
      />
    </div>
  )
}
